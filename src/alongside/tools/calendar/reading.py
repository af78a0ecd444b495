"""Reads the calendar: what is in it, and when there is time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time, timedelta
from itertools import islice
from typing import Any

from alongside.gate.tool import READS, Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.log.sqlite import SqliteLog
from alongside.tools.calendar.entries import Entry, busy, entries
from alongside.tools.calendar.free import Asked, slots
from alongside.tools.times import Times

MOST = 60
"""Entries that one look gives."""
MOST_SLOTS = 12
WHEN = {"type": "string", "minLength": 2, "maxLength": 100}
CLOCK = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}


class ListEvents:
    """What is in the calendar in a stretch of time."""

    spec = ToolSpec(
        name="list_events",
        reads=frozenset({"planned"}),
        description="What is in the calendar on a day or in a stretch such as “next week”.",
        parameters={
            "type": "object",
            "properties": {"when": WHEN},
            "required": ["when"],
            "additionalProperties": False,
        },
        hints=READS,
    )

    def __init__(self, log: SqliteLog, times: Times) -> None:
        self._log = log
        self._times = times

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        since, until = self._times.span(arguments["when"])
        found = await entries(self._log, since, until)
        if not found:
            return Result(text="Nothing is in the calendar then.", trust=Trust.OWN)
        parts = [part for entry in found[:MOST] for part in self._line(entry)]
        if len(found) > MOST:
            parts.append((f"… and {len(found) - MOST} more.", Trust.OWN))
        return Result.told(parts)

    def _line(self, entry: Entry) -> Iterator[tuple[str, Trust]]:
        """When it is, in our words, and what."""
        start, end = self._times.wall(entry.slot.start), self._times.wall(entry.slot.end)
        hours = "all day" if entry.what.all_day else f"{start:%H:%M}-{end:%H:%M}"
        yield f"- {start:%A %Y-%m-%d} {hours} ", Trust.OWN
        what = entry.what
        place = f" at {what.place}" if what.place else ""
        people = f" with {', '.join(what.people)}" if what.people else ""
        yield f"{what.title}{place}{people}", entry.trust
        yield "\n", Trust.OWN


class FindTime:
    """When the person has time."""

    spec = ToolSpec(
        name="find_time",
        reads=frozenset({"planned"}),
        description="Free times in the person's calendar, by length and hours of the day.",
        parameters={
            "type": "object",
            "properties": {
                "when": {**WHEN, "description": "a day or a stretch, e.g. “next week”"},
                "minutes": {"type": "integer", "minimum": 5, "maximum": 720},
                "earliest": CLOCK,
                "latest": CLOCK,
            },
            "required": ["when"],
            "additionalProperties": False,
        },
        hints=READS,
    )

    def __init__(self, log: SqliteLog, times: Times) -> None:
        self._log = log
        self._times = times

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        since, until = self._times.span(arguments["when"])
        since = max(since, self._times.now())
        if until <= since:
            raise ToolError(
                f"“{arguments['when']}” is over. Name a time that is still to come.", ours=True
            )
        asked = Asked(
            length=timedelta(minutes=arguments.get("minutes", 60)),
            earliest=time.fromisoformat(arguments.get("earliest", "09:00")),
            latest=time.fromisoformat(arguments.get("latest", "21:00")),
        )
        taken = busy(await entries(self._log, since, until))
        found = islice(slots(taken, since, until, self._times.zone, asked), MOST_SLOTS)
        lines = [
            f"- {self._times.say(slot.start)} to {self._times.wall(slot.end):%H:%M}"
            for slot in found
        ]
        text = "\n".join(["Free:", *lines]) if lines else "There is no time free then."
        return Result(text=text, trust=Trust.OWN)
