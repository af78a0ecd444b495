"""Writes into the calendar: a new entry, and an invitation as a draft. Both can be taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import timedelta
from typing import Any, Protocol
from uuid import uuid4

from alongside.gate.tool import MAKES, Result, ToolError, ToolSpec
from alongside.log.blobs import Blobs
from alongside.log.kinds import Noted, Occurrence, Place, Planned
from alongside.log.log import Log
from alongside.log.moment import Draft, Trust
from alongside.tools.calendar.ics import ics
from alongside.tools.calendar.reading import WHEN
from alongside.tools.times import Times

SOURCE = "calendar"
SHORT = {"type": "string", "minLength": 1, "maxLength": 200}
_FIELDS: dict[str, Any] = {
    "title": SHORT,
    "start": {**WHEN, "description": "e.g. 2026-12-01T15:00"},
    "minutes": {"type": "integer", "minimum": 5, "maximum": 1440},
    "people": {"type": "array", "items": SHORT, "maxItems": 20},
    "place": {"type": "string", "maxLength": 200},
}


class Remote(Protocol):
    """A calendar on a server, which keeps entries too."""

    async def put(self, uid: str, ics: bytes) -> str:
        """Keep an entry; gives where it is. Raises `ToolError`."""
        ...

    async def delete(self, where: str) -> None:
        """Take an entry away. Raises `ToolError`."""
        ...


class Entries:
    """What both tools make of what they are given."""

    def __init__(self, times: Times) -> None:
        self.times = times

    def of(self, given: Mapping[str, Any], notes: str = "") -> Planned:
        """The entry that is meant. Raises `ToolError`."""
        start = self.times.at(given["start"])
        if start < self.times.now() - timedelta(days=1):
            raise ToolError(
                f"{given['start']} is over. Name a time that is still to come.", ours=True
            )
        end = start + timedelta(minutes=given.get("minutes", 60))
        return Planned(
            title=given["title"],
            occurrences=(Occurrence(start, end),),
            place=Place(name=given["place"]) if given.get("place") else None,
            people=tuple(given.get("people", ())),
            notes=notes,
            uid=f"{uuid4()}@alongside",
        )

    def draft(self, what: Planned | Noted) -> Draft:
        """As it is kept: as anything may have led to its words, they count as an outsider's."""
        at = what.occurrences[0].start if isinstance(what, Planned) else self.times.now()
        zone = self.times.zone.key
        return Draft(what=what, at=at, zone=zone, source=SOURCE, trust=Trust.OUTSIDE)


class AddEvent:
    """Puts an entry into the calendar; where a server is connected, there too. Whoever reads that
    takes its turn, so that nothing is kept twice."""

    spec = ToolSpec(
        name="add_event",
        description="Put an entry into the person's own calendar.",
        parameters={
            "type": "object",
            "properties": _FIELDS,
            "required": ["title", "start"],
            "additionalProperties": False,
        },
        hints=MAKES,
    )

    def __init__(self, log: Log, times: Times, remote: Remote | None = None) -> None:
        self._log = log
        self._entries = Entries(times)
        self.remote = remote
        self.turn: AbstractAsyncContextManager[object] = nullcontext()

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        what = self._entries.of(arguments)
        where = ""
        async with self.turn:
            if self.remote is not None:
                where = await self.remote.put(what.uid, ics(what, self._entries.times.now()))
            (kept,) = await self._log.append(self._entries.draft(what))
        said = self._entries.times.say(what.occurrences[0].start)
        undo = json.dumps({"moment": kept.id, "where": where})
        return Result(text=f"In the calendar: {what.title}, {said}.", trust=Trust.OWN, undo=undo)

    async def undo(self, undo: str) -> None:
        told = json.loads(undo)
        if told["where"]:
            if self.remote is None:
                raise ToolError("The calendar server isn't connected any more.")
            await self.remote.delete(told["where"])
        await self._log.forget(told["moment"])


class DraftInvitation:
    """Writes an invitation that the person can send: words, and a file for any calendar."""

    spec = ToolSpec(
        name="draft_invitation",
        description="Draft an invitation with a calendar file. It is kept as a note, not sent.",
        parameters={
            "type": "object",
            "properties": {**_FIELDS, "message": {"type": "string", "maxLength": 4000}},
            "required": ["title", "start", "people"],
            "additionalProperties": False,
        },
        hints=MAKES,
    )

    def __init__(self, log: Log, blobs: Blobs, times: Times) -> None:
        self._log = log
        self._blobs = blobs
        self._entries = Entries(times)

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        what = self._entries.of(arguments, arguments.get("message", ""))
        made = ics(what, self._entries.times.now())
        file = await self._blobs.put(made, type="text/calendar", name="invitation.ics")
        words = arguments.get("message") or self._words(what)
        noted = Noted(title=f"Invitation: {what.title}", text=words, media=(file,))
        (kept,) = await self._log.append(self._entries.draft(noted))
        said = self._entries.times.say(what.occurrences[0].start)
        to = ", ".join(what.people)
        return Result(
            text=f"Drafted, not sent, to {to}: {what.title}, {said}.\n{words}",
            trust=Trust.OWN,
            undo=kept.id,
        )

    async def undo(self, undo: str) -> None:
        await self._log.forget(undo)

    def _words(self, what: Planned) -> str:
        slot = what.occurrences[0]
        start, end = self._entries.times.wall(slot.start), self._entries.times.wall(slot.end)
        place = f", {what.place}" if what.place else ""
        names = " and ".join(what.people)
        return (
            f"Hi {names}, do you have time on {start:%A} {start.day} {start:%B} from {start:%H:%M} "
            f"to {end:%H:%M}? {what.title}{place}."
        )
