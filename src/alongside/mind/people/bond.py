"""One person whole: how the two are in touch, what was told and promised, where they were."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from alongside.log import rows
from alongside.log.corrections import corrected
from alongside.log.kinds import Planned, Said
from alongside.log.moment import Moment
from alongside.log.rows import instant, microseconds
from alongside.mind.people.circle import Person
from alongside.mind.people.mood import mood as mood_of
from alongside.views import agenda, promises
from alongside.views.local import clock
from alongside.views.words import fold

TOLD, LATEST, COMING, PLACES = 12, 8, 4, 8
"""How many of each are given."""
MOODS = 5000
"""The newest messages whose words are counted."""


@dataclass(frozen=True, slots=True)
class Count:
    """Messages that came and went in a month, and how often they met or planned to."""

    month: date
    received: int
    sent: int
    met: int


@dataclass(frozen=True, slots=True)
class Mood:
    """Of so many messages of theirs in a month, how many hold warm words, how many heavy ones."""

    month: date
    warm: int
    heavy: int
    messages: int


@dataclass(frozen=True, slots=True)
class Words:
    moment: str
    at: datetime
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A promise between the two."""

    moment: str
    at: datetime
    text: str
    mine: bool
    due: datetime | None
    settled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """`hours` counts touches by weekday (Monday first) and hour of the wall clock."""

    months: tuple[Count, ...]
    hours: tuple[tuple[int, ...], ...]
    news: tuple[Words, ...]
    wishes: tuple[Words, ...]
    promises: tuple[Between, ...]
    places: tuple[tuple[str, int], ...]
    latest: tuple[str, ...]
    coming: tuple[str, ...]
    moods: tuple[Mood, ...] | None


def read(
    db: sqlite3.Connection, life: str, person: Person, now: datetime, *, mood: bool = False
) -> Bond:
    """The bond between the person whose life it is and somebody, as of `now`."""
    names = json.dumps([*person.names])
    today = microseconds(now) // 86_400_000_000
    touches = db.execute(_TOUCHES, (life, names, today)).fetchall()
    return Bond(
        months=tuple(_months(touches)),
        hours=_hours(touches),
        news=tuple(_told(db, life, names, "news")),
        wishes=tuple(_told(db, life, names, "wish")),
        promises=tuple(_promises(db, life, person)),
        places=tuple(_places(db, life, names, now)),
        latest=tuple(id_ for (id_,) in db.execute(_LATEST, (life, names, today, LATEST))),
        coming=tuple(id_ for (id_,) in db.execute(_COMING, (life, names, today, COMING))),
        moods=tuple(_moods(db, life, names)) if mood else None,
    )


_OURS = "touch.person = ?1 AND touch.name IN (SELECT value FROM json_each(?2))"
_TOUCHES = f"SELECT at, way FROM bonds_touches AS touch WHERE {_OURS} AND day <= ?3"
_LATEST = f"""
    SELECT id FROM (SELECT DISTINCT moments.id, touch.at AS at FROM bonds_touches AS touch
        JOIN moments USING (person, seq) WHERE {_OURS} AND day <= ?3)
    ORDER BY at DESC LIMIT ?4"""
_COMING = f"""
    SELECT id FROM (SELECT moments.id, min(touch.at) AS at FROM bonds_touches AS touch
        JOIN moments USING (person, seq) WHERE {_OURS} AND day > ?3 GROUP BY moments.id)
    ORDER BY at LIMIT ?4"""


def everything(db: sqlite3.Connection, life: str, person: Person) -> tuple[str, ...]:
    """The ids of every moment that tells of somebody, in the order of the log."""
    names = json.dumps([*person.names])
    found = db.execute(
        f"""
        SELECT id FROM moments WHERE person = ?1 AND seq IN (
            SELECT seq FROM bonds_touches AS touch WHERE {_OURS} AND (direct OR way = 'in')
            UNION SELECT seq FROM bonds_told AS touch WHERE {_OURS}
            UNION SELECT seq FROM bonds_related AS touch WHERE {_OURS}
            UNION SELECT seq FROM bonds_cards WHERE person = ?1
                AND id IN (SELECT value FROM json_each(?3)))
        ORDER BY seq""",
        (life, names, json.dumps(person.cards)),
    )
    return tuple(id_ for (id_,) in found)


def _months(touches: Sequence[tuple[int, str]]) -> Iterator[Count]:
    """Every month from the first touch to the last, those without any too."""
    counted: dict[date, Counter[str]] = defaultdict(Counter)
    for at, way in touches:
        counted[clock(at).date().replace(day=1)][way] += 1
    if not counted:
        return
    month, last = min(counted), max(counted)
    while month <= last:
        ways = counted[month]
        yield Count(month, ways["in"], ways["out"], ways["with"])
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _hours(touches: Sequence[tuple[int, str]]) -> tuple[tuple[int, ...], ...]:
    counted: Counter[tuple[int, int]] = Counter()
    for at, _ in touches:
        local = clock(at)
        counted[local.weekday(), local.hour] += 1
    return tuple(tuple(counted[day, hour] for hour in range(24)) for day in range(7))


def _told(db: sqlite3.Connection, life: str, names: str, sort: str) -> Iterator[Words]:
    found = db.execute(
        "SELECT id, at, quote FROM bonds_told AS touch"
        f" WHERE {_OURS} AND sort = ?3 ORDER BY at DESC LIMIT ?4",
        (life, names, sort, TOLD),
    )
    for id_, at, quote in found:
        yield Words(id_, instant(at), quote)


def _promises(db: sqlite3.Connection, life: str, person: Person) -> Iterator[Between]:
    made = [p for p in promises.promises(db, life) if fold(p.other) in person.names]
    marked = agenda.marks(db, life, [each.id for each in made])
    for each in reversed(made):
        marks = [mark.mark for mark in marked.get(each.id, ()) if mark.mark != "snoozed"]
        yield Between(
            moment=each.id, at=each.at, text=each.what.text, mine=each.mine, due=each.what.due,
            settled=marks[-1] if marks else "",
        )  # fmt: skip


def _places(
    db: sqlite3.Connection, life: str, names: str, now: datetime
) -> Iterator[tuple[str, int]]:
    """Where the two were: places of their plans, and of photos taken while one took place."""
    query = f"""
        SELECT DISTINCT seq FROM bonds_touches AS touch
        WHERE {_OURS} AND channel = 'calendar' AND day <= ?3"""
    seqs = [seq for (seq,) in db.execute(query, (life, names, microseconds(now) // 86_400_000_000))]
    counted: Counter[str] = Counter()
    for moment in rows.by_seqs(db, life, seqs).values():
        if isinstance(moment.what, Planned):
            counted.update(_places_of(db, life, moment.what, now))
    yield from counted.most_common(PLACES)


def _places_of(db: sqlite3.Connection, life: str, plan: Planned, now: datetime) -> Iterator[str]:
    for time in plan.occurrences:
        if time.start > now:
            continue
        if plan.place:
            yield str(plan.place)
        photos = db.execute(
            "SELECT DISTINCT shown FROM places JOIN moments USING (seq)"
            " WHERE moments.person = ? AND kind = 'saw' AND at BETWEEN ? AND ?",
            (life, microseconds(time.start), microseconds(time.end)),
        )
        yield from (shown for (shown,) in photos)


def _moods(db: sqlite3.Connection, life: str, names: str) -> Iterator[Mood]:
    query = f"""
        SELECT DISTINCT seq FROM bonds_touches AS touch WHERE {_OURS} AND way = 'in'
        ORDER BY seq DESC LIMIT ?3"""
    seqs = [seq for (seq,) in db.execute(query, (life, names, MOODS))]
    counted: dict[date, list[tuple[bool, bool]]] = defaultdict(list)
    for moment in corrected(db, life, rows.by_seqs(db, life, seqs).values()):
        if isinstance(moment.what, Said):
            counted[_month(moment)].append(mood_of(moment.what.text))
    for month, moods in sorted(counted.items()):
        warm, heavy = (sum(each) for each in zip(*moods, strict=True))
        yield Mood(month, warm, heavy, len(moods))


def _month(moment: Moment) -> date:
    return moment.at.date().replace(day=1)
