"""Takes an entry out of the calendar; undoing puts it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alongside.gate.tool import Hints, Result, ToolSpec
from alongside.tools.calendar.kept import DAY, EVENT, KeptEntries


class DeleteEvent:
    """Takes an entry away, here and where a server keeps it."""

    spec = ToolSpec(
        name="delete_event",
        reads=frozenset({"planned"}),
        description="Take an entry out of the person's own calendar.",
        parameters={
            "type": "object",
            "properties": {"event": EVENT, "day": DAY},
            "required": ["event"],
            "additionalProperties": False,
        },
        hints=Hints(read_only=False, destructive=True, open_world=False, pays=False),
    )

    def __init__(self, kept: KeptEntries) -> None:
        self.kept = kept

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        moment = await self.kept.one(arguments["event"], arguments.get("day", ""))
        before = await self.kept.drop(moment)
        at = self.kept.times.say(before.what.occurrences[0].start)
        title = before.what.title
        done = Result(text=f"Deleted, {at}: {title}", undo=before.undo)
        return done.ending_in(title, moment.trust)

    async def undo(self, undo: str) -> None:
        await self.kept.put_back(undo)
