"""An act that hangs in its middle, or a life that was stopped, for a test that kills it there."""

import asyncio
import sys
from pathlib import Path

from tests.gate.conftest import SENDS, Scripted, opened

from alongside.gate.act import Act


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def main(folder: Path, stopped: bool) -> None:
    mail = Scripted(SENDS, slow=asyncio.Event())
    async with opened(folder, mail) as kit:
        if stopped:
            await kit.gate.stop.stop("test")
            tell("stopped")
            await asyncio.Event().wait()
        said = await kit.said("Mail ada@example.org: Hello")
        act = Act(tool="send_mail", arguments={"to": "ada@example.org", "body": "Hello"})
        doing = asyncio.ensure_future(kit.gate.do(act, [said.id]))
        await mail.begun.wait()
        tell("running")
        await doing


asyncio.run(main(Path(sys.argv[1]), "stopped" in sys.argv[2:]))
