"""What is believed of the person now: rows of one key as one belief, with all its evidence.

Everything is worked out from what the log still holds. Where evidence is forgotten, what stood on
it goes, and what it had replaced is open again.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

import msgspec

from alongside.log.kinds import Believed, Category, Profiled, Topic
from alongside.log.rows import instant
from alongside.views.local import zone_info
from alongside.views.words import fold

CATEGORIES: tuple[Category, ...] = get_args(Category)
TOPICS: tuple[Topic, ...] = get_args(Topic)
ONE_AT_A_TIME = frozenset({"home", "work", "job", "studies", "partner", "age"})
"""What a person has one of: a later one ends the one before."""
TASTES = frozenset({"likes", "dislikes", "avoids"})
"""Of these one holds for one thing: a change of heart ends the one before."""
PAST = frozenset({"lived", "formerly"})
"""What is over by what it tells."""
SURE = 1.0

_believed = msgspec.json.Decoder(Believed).decode
_profiled = msgspec.json.Decoder(Profiled).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One `Believed` (`belief`), the moment it was drawn from, its words there, and when (UTC)."""

    belief: str
    moment: str
    quote: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """One thing believed; `id` is that of its latest `Believed`, whose words stand.

    `since` and `until` are ISO 8601, as exact as known; `until` is set where it is over. `replaces`
    and `replaced_by` are ids of beliefs. `first` and `last` are when it was said (aware UTC), the
    first time on the local `day`.
    """

    id: str
    key: str
    category: Category
    about: str
    value: str
    statement: str
    subject: str
    topic: str
    since: str
    until: str
    confidence: float
    confirmed: bool
    corrected: bool
    model: str
    first: datetime
    last: datetime
    day: str
    evidence: tuple[Evidence, ...]
    replaces: str = ""
    replaced_by: str = ""

    @property
    def over(self) -> bool:
        """Whether it is so no more, since `until` where that is known."""
        return bool(self.until) or self.about in PAST


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be believed: topics are off unless ruled on, words are on unless ruled off."""

    ruled: dict[str, bool]

    def allows_topic(self, topic: str) -> bool:
        return not topic or self.ruled.get(topic, False)

    def allows(self, what: Believed) -> bool:
        """Whether this may be believed, by its topic and by every word that it rests on."""
        said = fold(f"{what.statement}\n{what.quote}\n{what.subject}\n{what.value}")
        return self.allows_topic(what.topic) and not any(word in said for word in self.barred)

    @property
    def barred(self) -> tuple[str, ...]:
        """The words that nothing may be believed about, folded."""
        return tuple(w for w, on in self.ruled.items() if not on and w not in TOPICS)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics that are switched on."""
        return tuple(topic for topic in TOPICS if self.ruled.get(topic, False))


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    key: str
    at: datetime
    zone: str
    evidence: str
    drawn: str
    what: Believed

    @property
    def day(self) -> str:
        """The day it was said, where it was said."""
        return self.at.astimezone(zone_info(self.zone)).date().isoformat()


def beliefs(
    db: sqlite3.Connection, person: str, reading: int | None = None, only: Category | None = None
) -> list[Belief]:
    """All that is believed, by the reading that stands or another; by category, latest first, or of
    one category alone.

    What the person confirmed or corrected stands whatever the reading.
    """
    wanted = standing_reading(db, person) if reading is None else reading
    judged, allowed = judgements(db, person), rules(db, person)
    rows = [row for row in _rows(db, person, only) if allowed.allows(row.what)]
    by_key: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        kept = judged.get(row.id) == "right" or row.what.statement != row.drawn
        if row.what.reading == wanted or kept:
            by_key[row.key].append(row)
    wrong = {row.key for row in rows if judged.get(row.id) == "wrong"}
    found = [_belief(same, judged) for key, same in by_key.items() if key not in wrong]
    replacing = {row.id: row.what.replaces for row in rows}
    ended = _succeeded(_replaced(found, replacing))
    return sorted(ended, key=lambda b: (CATEGORIES.index(b.category), -b.last.timestamp(), b.id))


def relations(db: sqlite3.Connection, person: str) -> list[Belief]:
    """Who somebody is to the person, as far as it is believed and not over."""
    return [one for one in beliefs(db, person, only="relationship") if not one.over]


def wrong_keys(db: sqlite3.Connection, person: str) -> frozenset[str]:
    """The keys of what the person said is wrong."""
    judged = judgements(db, person)
    return frozenset(row.key for row in _rows(db, person) if judged.get(row.id) == "wrong")


def barred(db: sqlite3.Connection, person: str) -> list[str]:
    """The ids of every `Believed` that the person's rulings don't allow."""
    allowed = rules(db, person)
    return [row.id for row in _rows(db, person) if not allowed.allows(row.what)]


def judgements(db: sqlite3.Connection, person: str) -> dict[str, str]:
    """What the person last said of each `Believed`, by its id."""
    query = "SELECT belief, how FROM beliefs_judged WHERE person = ? ORDER BY seq"
    return dict(db.execute(query, (person,)).fetchall())


def rules(db: sqlite3.Connection, person: str) -> Rules:
    """What the person ruled, the latest of each."""
    query = "SELECT about, allowed FROM beliefs_ruled WHERE person = ? ORDER BY seq"
    return Rules({about: bool(on) for about, on in db.execute(query, (person,))})


def standing_reading(db: sqlite3.Connection, person: str) -> int:
    """The reading of the life that was taken over last; 0 for the first."""
    query = "SELECT reading FROM beliefs_readings WHERE person = ? ORDER BY seq DESC LIMIT 1"
    row = db.execute(query, (person,)).fetchone()
    return int(row[0]) if row else 0


def profiled(db: sqlite3.Connection, person: str) -> Profiled | None:
    """What the person wrote of themselves last."""
    query = "SELECT body FROM beliefs_profiles WHERE person = ? ORDER BY seq DESC LIMIT 1"
    row = db.execute(query, (person,)).fetchone()
    return _profiled(row[0]) if row else None


def _rows(db: sqlite3.Connection, person: str, only: Category | None = None) -> list[_Row]:
    query = (
        "SELECT id, key, at, zone, evidence, drawn, body FROM beliefs"
        " WHERE person = ? AND held AND key GLOB ? ORDER BY at, seq"
    )
    keys = f"{only}\t*" if only else "*"
    return [
        _Row(id_, key, instant(at), zone, evidence, drawn, _believed(body))
        for id_, key, at, zone, evidence, drawn, body in db.execute(query, (person, keys))
    ]


def _belief(same: Sequence[_Row], judged: dict[str, str]) -> Belief:
    """Rows that say the same, oldest first, as one belief in the latest words."""
    put_right = [row for row in same if row.what.statement != row.drawn]
    best = (put_right or same)[-1]
    confirmed = any(judged.get(row.id) == "right" for row in same)
    what = best.what
    doubt = 1.0
    for row in {row.evidence: row for row in same}.values():
        doubt *= 1.0 - row.what.confidence
    return Belief(
        id=best.id,
        key=best.key,
        category=what.category,
        about=what.about,
        value=what.value,
        statement=what.statement,
        subject=what.subject,
        topic=what.topic,
        since=min((row.what.since for row in same if row.what.since), default=""),
        until=same[-1].what.until,
        confidence=SURE if confirmed or put_right else round(1.0 - doubt, 3),
        confirmed=confirmed,
        corrected=bool(put_right),
        model=what.model,
        first=same[0].at,
        last=same[-1].at,
        day=same[0].day,
        evidence=tuple(
            Evidence(belief=row.id, moment=row.evidence, quote=row.what.quote, at=row.at)
            for row in same
        ),
    )


def _replaced(found: list[Belief], replacing: dict[str, str]) -> list[Belief]:
    """Each belief that a later one says it replaces ends where that begins."""
    holding = {one.belief: belief for belief in found for one in belief.evidence}
    ends: dict[str, Belief] = {}
    begun: dict[str, str] = {}
    for belief in found:
        for one in belief.evidence:
            old = holding.get(replacing.get(one.belief, ""))
            if old is not None and old.key != belief.key and old.last < belief.last:
                ends[old.key], begun[belief.key] = belief, old.id
    return [_linked(belief, ends.get(belief.key), begun.get(belief.key, "")) for belief in found]


def _linked(belief: Belief, after: Belief | None, replaces: str) -> Belief:
    if after is not None:
        belief = _ended(belief, after)
    return replace(belief, replaces=replaces) if replaces else belief


def _ended(belief: Belief, after: Belief) -> Belief:
    until = belief.until or after.since or after.day
    return replace(belief, until=until, replaced_by=after.id)


def _slot(belief: Belief) -> tuple[str, str] | None:
    """What only one belief can fill: a home, or a taste for one thing."""
    if belief.about in ONE_AT_A_TIME:
        return belief.about, fold(belief.subject)
    if belief.about in TASTES:
        return "taste", belief.key.rpartition("\t")[2]
    return None


def _succeeded(found: Iterable[Belief]) -> list[Belief]:
    """Of what a person has one of, the one spoken of last stands; each before it ends there."""
    kept: list[Belief] = []
    slots: dict[tuple[str, str], list[Belief]] = defaultdict(list)
    for belief in found:
        slot = _slot(belief)
        if slot and not belief.over:
            slots[slot].append(belief)
        else:
            kept.append(belief)
    for among in slots.values():
        among.sort(key=lambda b: (b.last, b.since))
        for number, belief in enumerate(among):
            later = among[number + 1] if number + 1 < len(among) else None
            before = among[number - 1].id if number else ""
            kept.append(_linked(belief, later, belief.replaces or before))
    return kept
