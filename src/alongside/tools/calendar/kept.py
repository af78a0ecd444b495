"""One entry of the calendar, found by its words, to be changed here and where a server keeps it.

What is changed can be put back: the act keeps what was there before. An entry that others were
asked to is left alone, as a server would write to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from alongside.gate.tool import ToolError
from alongside.log.kinds import Occurrence, Planned
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.tools.calendar.entries import Entry, entries
from alongside.tools.calendar.ics import SERIES, alone, moved
from alongside.tools.times import Times
from alongside.views.words import fold

AHEAD = timedelta(days=400)
"""How far an entry is looked for whose day isn't named."""
MOST_NAMED = 5
ALL_DAY = "It lasts all day. Change it in your calendar."
EVENT = {"type": "string", "minLength": 1, "maxLength": 200, "description": "words of its title"}
DAY = {"type": "string", "minLength": 2, "maxLength": 100, "description": "when it is now"}


class Written(msgspec.Struct, frozen=True):
    """An entry on a server: where it is, its state (ETag) and what it says (iCalendar)."""

    where: str
    tag: str
    text: str


class Shelved(Protocol):
    """A calendar on a server. Everything raises `ToolError`."""

    async def of(self, uid: str) -> Written | None:
        """The entry of that UID, where there is one."""
        ...

    async def replace(self, was: Written, text: str) -> Written:
        """Have it say something else, unless it was changed since."""
        ...

    async def drop(self, was: Written) -> None:
        """Take it away, unless it was changed since."""
        ...

    async def restore(self, was: Written) -> Written:
        """Put back what was taken away, unless something is there."""
        ...


@dataclass(slots=True)
class Remote:
    """The server that keeps the calendar, and whose turn it is to read or change it."""

    shelf: Shelved
    turn: AbstractAsyncContextManager[object]


class Before(msgspec.Struct, frozen=True):
    """An entry as it was before an act: the moment's parts, and on the server `was` and what
    `stands` there since; `now` is the moment in its place (empty: none)."""

    what: Planned
    at: datetime
    zone: str
    source: str
    trust: int
    now: str = ""
    was: Written | None = None
    stands: Written | None = None

    @property
    def draft(self) -> Draft:
        trust = Trust(self.trust)
        return Draft(what=self.what, at=self.at, zone=self.zone, source=self.source, trust=trust)

    @property
    def undo(self) -> str:
        """What `put_back` takes."""
        return msgspec.json.encode(self).decode()


class KeptEntries:
    """Finds entries of the calendar, changes them and puts them back. What is written on the server
    is changed there first: where that fails, nothing is changed here."""

    def __init__(self, log: SqliteLog, times: Times) -> None:
        self._log = log
        self.times = times
        self.remote: Remote | None = None

    async def one(self, words: str, day: str) -> Moment:
        """The entry that is meant, which takes place once. Raises `ToolError`."""
        now = self.times.now()
        since, until = self.times.span(day) if day else (now, now + AHEAD)
        wanted = set(fold(words).split())
        found = [
            entry
            for entry in await entries(self._log, since, until)
            if wanted and wanted <= set(fold(entry.what.title).split())
        ]
        if len({entry.id for entry in found}) != 1:
            raise self._not_one(found)
        (moment,) = await self._log.get(found[0].id)
        return moment

    async def move(self, moment: Moment, start: datetime, minutes: int | None = None) -> Before:
        """Have it take place at another time, for as long as it did where nobody says otherwise.
        Raises `ToolError`."""
        what = _single(moment)
        if what.all_day:
            raise ToolError(ALL_DAY, ours=True)
        lasted = what.occurrences[0].end - what.occurrences[0].start
        end = start + (timedelta(minutes=minutes) if minutes else lasted)
        async with self._turn():
            was, stands = await self._written(what.uid), None
            if was is not None and self.remote is not None:
                text = moved(was.text, start, end, self.times.now())
                stands = await self.remote.shelf.replace(was, text)
            fresh = msgspec.structs.replace(what, occurrences=(Occurrence(start, end),))
            before = _before(moment, what)
            draft = replace(before.draft, what=fresh, at=start)
            (kept,) = await self._log.append(draft)
            await self._log.forget(moment.id)
        return msgspec.structs.replace(before, now=kept.id, was=was, stands=stands)

    async def drop(self, moment: Moment) -> Before:
        """Take it out of the calendar. Raises `ToolError`."""
        what = _single(moment)
        async with self._turn():
            was = await self._written(what.uid)
            if was is not None and self.remote is not None:
                alone(was.text)
                await self.remote.shelf.drop(was)
            await self._log.forget(moment.id)
        return msgspec.structs.replace(_before(moment, what), was=was)

    async def put_back(self, undo: str) -> None:
        """Have an entry be as it was. Raises `ToolError`."""
        before = msgspec.json.decode(undo, type=Before)
        async with self._turn():
            if before.was is not None:
                await self._restore(before.was, before.stands)
            await self._log.append(before.draft)
            if before.now:
                await self._log.forget(before.now)

    async def _restore(self, was: Written, stands: Written | None) -> None:
        if self.remote is None:
            raise ToolError("The calendar server isn't connected any more.")
        shelf = self.remote.shelf
        await (shelf.restore(was) if stands is None else shelf.replace(stands, was.text))

    async def _written(self, uid: str) -> Written | None:
        """What the server keeps of it, where there is one that does."""
        return await self.remote.shelf.of(uid) if self.remote is not None and uid else None

    def _turn(self) -> AbstractAsyncContextManager[object]:
        return self.remote.turn if self.remote is not None else nullcontext()

    def _not_one(self, found: Sequence[Entry]) -> ToolError:
        """What to say where words name no entry, or several."""
        if not found:
            return ToolError(
                "No entry of the calendar is called so then. Give words of its title, and its day.",
                ours=True,
            )
        which = "; ".join(
            f"{entry.what.title} ({self.times.say(entry.slot.start)})"
            for entry in found[:MOST_NAMED]
        )
        ours = all(entry.trust > Trust.OUTSIDE for entry in found)
        return ToolError(f"These words name {len(found)} entries, not one: {which}.", ours=ours)


def _single(moment: Moment) -> Planned:
    """What takes place once, at hours of a day. Raises `ToolError`."""
    what = moment.what
    if not isinstance(what, Planned):
        raise TypeError(f"{moment.kind} is no entry of the calendar")
    if what.rule or len(what.occurrences) != 1:
        raise ToolError(SERIES, ours=True)
    return what


def _before(moment: Moment, what: Planned) -> Before:
    return Before(what, moment.at, moment.zone, moment.source, int(moment.trust))
