"""Moves an entry of the calendar to another time; undoing moves it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from alongside.gate.tool import Hints, Result, ToolError, ToolSpec
from alongside.tools.calendar.kept import DAY, EVENT, KeptEntries
from alongside.tools.calendar.reading import WHEN


class MoveEvent:
    """Has an entry take place at another time, here and where a server keeps it."""

    spec = ToolSpec(
        name="move_event",
        reads=frozenset({"planned"}),
        description="Move an entry of the person's own calendar to another time.",
        parameters={
            "type": "object",
            "properties": {
                "event": EVENT,
                "day": DAY,
                "start": {**WHEN, "description": "its new time, e.g. 2026-12-01T15:00"},
                "minutes": {"type": "integer", "minimum": 5, "maximum": 1440},
            },
            "required": ["event", "start"],
            "additionalProperties": False,
        },
        hints=Hints(read_only=False, destructive=False, open_world=False, pays=False),
    )

    def __init__(self, kept: KeptEntries) -> None:
        self.kept = kept

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        times = self.kept.times
        moment = await self.kept.one(arguments["event"], arguments.get("day", ""))
        start = times.at(arguments["start"])
        if start < times.now() - timedelta(days=1):
            raise ToolError(
                f"{arguments['start']} is over. Name a time that is still to come.", ours=True
            )
        before = await self.kept.move(moment, start, arguments.get("minutes"))
        title = before.what.title
        done = Result(text=f"Moved to {times.say(start)}: {title}", undo=before.undo)
        return done.ending_in(title, moment.trust)

    async def undo(self, undo: str) -> None:
        await self.kept.put_back(undo)
