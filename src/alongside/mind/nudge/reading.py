"""Reads the situation of a life from its views. No model is asked, and nothing is written."""

from __future__ import annotations

import json
import sqlite3
from calendar import isleap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alongside.config import Config
from alongside.log import rows
from alongside.log.kinds import Minuted, Planned, Reflected
from alongside.log.rows import instant, microseconds
from alongside.log.sqlite import SqliteLog
from alongside.mind.goals import book as books
from alongside.mind.goals.book import Book
from alongside.mind.goals.pace import monday
from alongside.mind.goals.tracing import days_of, traces
from alongside.mind.nudge.checkins import HABIT, NIGHT
from alongside.mind.nudge.naming import meant
from alongside.mind.nudge.situation import (
    FRESH,
    Ahead,
    Custom,
    Memory,
    News,
    Plan,
    Pledge,
    Situation,
    Talk,
)
from alongside.mind.people import circle
from alongside.views import agenda
from alongside.views.agenda import Kept
from alongside.views.local import clock, seconds, wall
from alongside.views.promises import promises
from alongside.views.words import fold

DAY = 86_400
BACK, AHEAD = timedelta(days=1), timedelta(days=8)
"""How far plans are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Reads situations of a life; `config`, `zone` and `me` give what holds just now."""

    log: SqliteLog
    config: Callable[[], Config]
    zone: Callable[[], str]
    me: Callable[[], frozenset[str]]

    async def at(self, now: datetime) -> Situation:
        """The situation as of `now` (aware UTC)."""
        return await self.log.database.read(lambda db: self._at(db, now))

    def _at(self, db: sqlite3.Connection, now: datetime) -> Situation:
        person, zone, config = self.log.person, self.zone(), self.config()
        today = now.astimezone(ZoneInfo(zone)).date()
        everybody = circle.read(db, person, self.me(), today)
        book = books.read(db, person)
        kept = tuple(each for each in agenda.reminders(db, person) if not each.settled)
        return Situation(
            now=now,
            zone=zone,
            language="ko" if config.language.startswith("ko") else "en",
            settings=config.proactive,
            circle=everybody,
            reminders=kept,
            pledges=tuple(_pledges(db, person)),
            plans=tuple(plans(db, person, now, zone)),
            talks=tuple(_talks(db, person, now)),
            news=tuple(_told(db, person, "news", now - FRESH)),
            wishes=tuple(_told(db, person, "wish", None)),
            memories=tuple(_memories(db, person, today)),
            told=tuple(agenda.nudges(db, person)),
            met=dict(_met(db, person, kept, everybody)),
            briefed=agenda.briefed(db, person),
            steps=tuple(_steps(book, now)),
            habits=tuple(self._habits(db, book, now)),
            reviewed=_reviewed(book),
        )

    def _habits(self, db: sqlite3.Connection, book: Book, now: datetime) -> Iterator[Custom]:
        """The habits of open goals, the weightiest first; on a day of rest none. What was done is
        read once it is time to speak of it: reading it is the costly part."""
        here = now.astimezone(ZoneInfo(self.zone()))
        if here.weekday() in self.config().goals.rest:
            return
        late = HABIT <= here.time() < NIGHT
        for goal in book.open:
            open_ = [each for each in goal.habits if each.state == "open"]
            if not open_:
                continue
            found = traces(db, self.log.person, goal, self.me(), now) if late else ()
            for each in open_:
                days = frozenset(d for d in days_of(each, found) if d >= monday(here.date()))
                yield Custom(
                    id=each.id, text=each.what.text, outcome=goal.what.outcome,
                    minutes=each.what.minutes, weekly=each.what.weekly,
                    done=days if late else None,
                    weight=books.weight(goal.what.values, book.values),
                )  # fmt: skip


def _steps(book: Book, now: datetime) -> list[Ahead]:
    """The steps of open goals whose time isn't over, the soonest first."""
    found = [
        Ahead(
            id=step.id, goal=goal.id, text=step.what.text, outcome=goal.what.outcome,
            minutes=step.what.minutes, start=step.slot.start, end=step.slot.end,
            weight=books.weight(goal.what.values, book.values),
        )
        for goal in book.open
        for step in goal.open_steps
        if step.slot is not None and step.slot.end > now and not step.waits
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.start, each.id))


def _reviewed(book: Book) -> str | None:
    """The last week that was looked back on; None where there is no open goal."""
    if not book.open:
        return None
    weeks = (each.what.week for each in book.reflected if isinstance(each.what, Reflected))
    return max(weeks, default="")


def _pledges(db: sqlite3.Connection, person: str) -> Iterator[Pledge]:
    """The promises that stand, and how each was settled."""
    made = promises(db, person)
    marked = agenda.marks(db, person, [each.id for each in made])
    for each in made:
        marks = [mark.mark for mark in marked.get(each.id, ()) if mark.mark != "snoozed"]
        yield Pledge(
            id=each.id,
            at=each.at,
            text=each.what.text,
            by=each.what.by,
            to=each.what.to,
            due=each.what.due,
            whole=each.what.day,
            how=marks[-1] if marks else "",
        )


def plans(
    db: sqlite3.Connection, person: str, now: datetime, zone: str, ahead: timedelta = AHEAD
) -> Iterator[Plan]:
    """The times that plans take place around now, in order."""
    since, until = now - BACK, now + ahead
    found = db.execute(
        "SELECT DISTINCT seq FROM timeline WHERE person = ? AND kind = 'planned'"
        " AND wall BETWEEN ? AND ?",
        (person, wall(since, zone) - DAY, wall(until, zone) + DAY),
    )
    moments = rows.by_seqs(db, person, [seq for (seq,) in found])
    times = [
        Plan(each.id, each.what, time.start, time.end)
        for each in moments.values()
        if isinstance(each.what, Planned)
        for time in each.what.occurrences
        if time.end > since and time.start < until
    ]
    yield from sorted(times, key=lambda plan: (plan.start, plan.id))


def _talks(db: sqlite3.Connection, person: str, now: datetime) -> Iterator[Talk]:
    """What came of the talks that ended within a day, the latest summary of each."""
    query = "SELECT seq FROM moments WHERE person = ? AND kind = 'minuted' AND at >= ?"
    seqs = [seq for (seq,) in db.execute(query, (person, microseconds(now - 2 * BACK)))]
    found = {m.because[:1]: m for m in rows.by_seqs(db, person, seqs).values()}
    for moment in found.values():
        what = moment.what
        if isinstance(what, Minuted) and now - BACK <= what.ended <= now:
            points = tuple(each.text for each in (*what.promises, *what.decisions))
            yield Talk(moment.id, what.title, what.ended, points, what.speakers)


def _memories(db: sqlite3.Connection, person: str, today: date) -> Iterator[Memory]:
    """What this day left in each former year, the latest first."""
    row = db.execute("SELECT min(day) FROM timeline_days WHERE person = ?", (person,)).fetchone()
    if row[0] is None:
        return
    for year in range(today.year - 1, clock(row[0] * DAY).year - 1, -1):
        if (today.month, today.day) == (2, 29) and not isleap(year):
            continue
        start = seconds(datetime.combine(today.replace(year=year), time()))
        photos, notes, last = db.execute(_MEMORY, (person, start, start + DAY)).fetchone()
        if last is not None:
            where, id_ = db.execute(_WHERE, (last, person, last)).fetchone()
            yield Memory(year, photos, notes, where or "", id_)


_MEMORY = """
    SELECT coalesce(sum(kind = 'saw'), 0), coalesce(sum(kind != 'saw'), 0), max(seq)
    FROM timeline
    WHERE person = ? AND wall >= ? AND wall < ? AND kind IN ('saw', 'noted', 'recorded')"""
_WHERE = """
    SELECT (SELECT shown FROM places WHERE places.seq = ? LIMIT 1), id
    FROM moments WHERE person = ? AND seq = ?"""


def _told(db: sqlite3.Connection, person: str, sort: str, since: datetime | None) -> Iterator[News]:
    found = db.execute(
        "SELECT id, name, at, zone, quote FROM bonds_told WHERE person = ? AND sort = ?"
        " AND at >= ? ORDER BY at, seq, start",
        (person, sort, -(2**62) if since is None else microseconds(since)),
    )
    for id_, name, at, zone, quote in found:
        yield News(id_, name, instant(at), zone, quote)


def _met(
    db: sqlite3.Connection, person: str, kept: tuple[Kept, ...], everybody: circle.Circle
) -> Iterator[tuple[str, str]]:
    """For reminders of a person or a place, the first moment since that shows they are there."""
    for each in kept:
        if each.what.person:
            one = meant(everybody, each.what.person)
            names = [*one.names] if one else [fold(each.what.person)]
            found = _first(db, _TOUCHED, person, json.dumps(names), each)
        elif each.what.location:
            found = _first(db, _THERE, person, json.dumps([fold(each.what.location)]), each)
        else:
            continue
        if found:
            yield each.id, found


_TOUCHED = """
    SELECT moments.id FROM bonds_touches AS one JOIN moments USING (person, seq)
    WHERE one.person = ?1 AND one.name IN (SELECT value FROM json_each(?2))
        AND one.channel != 'calendar' AND moments.recorded > ?3 AND moments.at > ?3
    ORDER BY one.seq LIMIT 1"""
_THERE = """
    SELECT moments.id FROM places AS one JOIN moments USING (seq)
    WHERE moments.person = ?1 AND one.name IN (SELECT value FROM json_each(?2))
        AND moments.kind != 'planned' AND moments.recorded > ?3 AND moments.at > ?3
    ORDER BY one.seq LIMIT 1"""


def _first(db: sqlite3.Connection, query: str, person: str, names: str, kept: Kept) -> str | None:
    row = db.execute(query, (person, names, microseconds(kept.at))).fetchone()
    return str(row[0]) if row else None
