"""A task that hangs in the middle of an act, for a test that kills it there."""

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.mind.agent.conftest import at_desk, step

from alongside.gate.tool import Hints, Result, ToolSpec


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Hangs:
    spec = ToolSpec(
        name="make_coffee",
        description="Make coffee.",
        parameters={"type": "object", "properties": {}},
        hints=Hints(read_only=False, destructive=False, open_world=False, pays=False),
    )

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        tell("hanging")
        await asyncio.Event().wait()
        return Result(text="")


async def main(folder: Path) -> None:
    async with at_desk(folder) as desk:
        desk.tools.add(Hangs())
        desk.says([step("find_time", when="next week"), step("make_coffee")])
        agents = desk.agents
        task = await agents.take("Find time next week and make coffee")
        tell(task.id)
        await agents.run(task.id)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
