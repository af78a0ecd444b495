"""The goals of one life: read as they stand, kept as the person says, planned again by code."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from alongside.config import Config
from alongside.log.kinds import Slotted, What
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.goals import book as books
from alongside.mind.goals.book import Book, Goal, Slot
from alongside.mind.goals.pace import Progress, progress
from alongside.mind.goals.plan import HORIZON, Hours, Work, schedule
from alongside.mind.goals.planning import (
    Next,
    Planned,
    busy_of,
    due_of,
    hours_of,
    next_of,
    planned,
    step_work,
)
from alongside.mind.goals.tracing import Trace, traces
from alongside.mind.jobs import Progress as Done
from alongside.mind.nudge.reading import plans
from alongside.mind.nudge.situation import Plan as Entry
from alongside.views.local import zone_info

SOURCE = "goals"
OFTEN = timedelta(minutes=5)
"""How often times that went by are looked for in a life in which nothing happens."""
AHEAD = timedelta(days=HORIZON + 2)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Every goal as of `now`: its plan, its traces, how far it has come."""

    now: datetime
    today: date
    zone: str
    language: str
    book: Book
    traces: Mapping[str, tuple[Trace, ...]]
    plan: Planned
    hours: Hours

    def progress(self, goal: Goal) -> Progress:
        return progress(goal, self.traces.get(goal.id, ()), self.today)

    def next(self, goal: Goal) -> Next | None:
        return next_of(goal, self.plan)

    def say(self, english: str, korean: str, **values: object) -> str:
        """The words in the person's language, with `{names}` replaced."""
        return (korean if self.language == "ko" else english).format(**values)


def _now() -> datetime:
    return datetime.now(UTC)


class Goals:
    """Goals over a log; `config`, `zone` and `me` give what holds just now. As a job, it plans."""

    name = "planning"

    def __init__(
        self,
        log: SqliteLog,
        config: Callable[[], Config],
        zone: Callable[[], str],
        me: Callable[[], frozenset[str]],
        now: Callable[[], datetime] = _now,
    ) -> None:
        self.log = log
        self._config = config
        self._zone = zone
        self._me = me
        self._now = now
        self._one_at_a_time = asyncio.Lock()

    async def at(self, now: datetime | None = None) -> Picture:
        """The goals as of `now` (aware UTC)."""
        at = now or self._now()
        return await self.log.database.read(lambda db: self._at(db, at))

    async def book(self) -> Book:
        """All that was said of goals, without a look at the life."""
        return await self.log.database.read(lambda db: books.read(db, self.log.person))

    async def keep(self, what: What, *because: str, origin: str | None = None) -> Moment:
        """Keep what the person says of their goals, and plan anew."""
        causes = await self.log.get(*because)
        draft = Draft(
            what=what,
            at=self._now(),
            zone=self._zone(),
            source="app",
            trust=min([Trust.PERSON, *(cause.trust for cause in causes)]),
            because=tuple(cause.id for cause in causes),
            origin=origin,
        )
        (kept,) = await self.log.append(draft)
        await self.replan()
        return kept

    async def replan(self) -> tuple[Moment, ...]:
        """Give steps their times: those that are new, were missed, or have something in the way."""
        async with self._one_at_a_time:
            drafts = await self.log.database.read(lambda db: self._moves(db, self._now()))
            return await self.log.append(*drafts) if drafts else ()

    async def again(self, step: str) -> Moment | None:
        """Give a step that was missed often another time; None where there is no room."""
        async with self._one_at_a_time:
            now = self._now()
            draft = await self.log.database.read(lambda db: self._again(db, step, now))
            return (await self.log.append(draft))[0] if draft else None

    async def catch_up(self) -> AsyncGenerator[Done, None]:
        """Plan anew where something has changed."""
        moved = await self.replan()
        if moved:
            yield Done(name=self.name, done=len(moved), total=len(moved))

    async def keep_up(self) -> None:
        """Plan anew as times go by, until cancelled."""
        while True:
            await asyncio.sleep(OFTEN.total_seconds())
            async with aclosing(self.catch_up()) as steps:
                async for _ in steps:
                    pass

    def _at(self, db: sqlite3.Connection, now: datetime) -> Picture:
        person, zone, config = self.log.person, self._zone(), self._config()
        book = books.read(db, person)
        hours, entries = self._calendar(db, now)
        wanted = [each for each in book.goals if each.status not in ("proposed", "dismissed")]
        found = {each.id: traces(db, person, each, self._me(), now) for each in wanted}
        return Picture(
            now=now,
            today=now.astimezone(zone_info(zone)).date(),
            zone=zone,
            language="ko" if config.language.startswith("ko") else "en",
            book=book,
            traces=found,
            plan=planned(book, found, busy_of(entries), hours, now),
            hours=hours,
        )

    def _calendar(self, db: sqlite3.Connection, now: datetime) -> tuple[Hours, tuple[Entry, ...]]:
        zone = self._zone()
        entries = tuple(plans(db, self.log.person, now, zone, AHEAD))
        return hours_of(self._config(), zone, entries), entries

    def _moves(self, db: sqlite3.Connection, now: datetime) -> list[Draft]:
        """The times to give, as drafts; none where every step stands as it should."""
        book = books.read(db, self.log.person)
        work = step_work(book)
        if not work:
            return []
        hours, entries = self._calendar(db, now)
        made = schedule(work, busy_of(entries), hours, now)
        return [
            _slotted(book, each.id, slot, now, hours.zone)
            for each in work
            if (slot := made.slots.get(each.id)) is not None and slot != each.standing
        ]

    def _again(self, db: sqlite3.Connection, step: str, now: datetime) -> Draft | None:
        book = books.read(db, self.log.person)
        hours, entries = self._calendar(db, now)
        wanted = [
            Work(id=each.id, goal=goal.id, minutes=each.what.minutes, due=due_of(goal, each))
            for goal in book.open
            for each in goal.open_steps
            if each.id == step and not each.what.milestone
        ]
        others = [each for each in step_work(book) if each.id != step]
        slot = schedule([*others, *wanted], busy_of(entries), hours, now).slots.get(step)
        return _slotted(book, step, replace(slot, why="again"), now, hours.zone) if slot else None


def _slotted(book: Book, step: str, slot: Slot, now: datetime, zone: str) -> Draft:
    """The time of a step, as code gives it."""
    trust = next(each.trust for each in book.all if each.id == step)
    return Draft(
        what=Slotted(start=slot.start, end=slot.end, why=slot.why),
        at=now,
        zone=zone,
        source=SOURCE,
        trust=min(Trust.OWN, trust),
        because=(step,),
    )
