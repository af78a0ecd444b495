"""What a life shows of a goal: sentences that tell of something done, found by words alone.

Only the person's own words, calendar and workouts are read. What is wished for, planned, called off, asked or
told of others doesn't count; the person has the last word on each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from alongside.log.kinds import Exercised, Measured, Noted, Planned, Recorded, Reflected, Said, Saw
from alongside.log.moment import Moment, Trust
from alongside.mind.goals.done import did, not_done
from alongside.mind.goals.signs import shows
from alongside.mind.goals.units import amount_in
from alongside.mind.understand.reading import WRITTEN
from alongside.mind.understand.sentences import sentences
from alongside.mind.when import resolve
from alongside.views.local import zone_info
from alongside.views.words import fold
from alongside.views.workouts import SPORTS

US = "alongside"
LONGEST = 20_000
"""Characters of a moment that are read."""
BRIEF = 240
"""A moment this short is about one thing: its amount may stand in another sentence."""
BACK = timedelta(days=31)
"""How far back words such as "on Monday" are followed."""
DAY = timedelta(days=1)
ROUGHLY = 0.25
"""The share by which words about a measured workout may miss what was measured."""
ANY_SPORT = frozenset({"exercise", "fitness"})
"""Signs that any sport shows."""
MEASURED = frozenset({Exercised.kind(), Measured.kind()})
"""What a device counted: it knows better than words."""
_DATED = re.compile(
    r"\b(?:yesterday|last|ago|on|this|the \d|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\d[./-]\d"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|어제|그제|지난|요일|전|\d월|\d일",
    re.IGNORECASE,
)
"""What a sentence holds at least that names another day: most don't, and aren't read for one."""
_OPEN_ITEM = re.compile(r"^\s*(?:[-*+•]\s+)?\[ \].*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A moment that shows something done on `day`, in which words, and how much of the unit."""

    moment: str
    kind: str
    day: date
    quote: str
    amount: float | None


def shown(
    moment: Moment, signs: frozenset[str], unit: str, me: frozenset[str], now: datetime
) -> Iterator[Shown]:
    """What a moment shows by `now` (aware UTC), at most one a day."""
    if moment.trust < Trust.OWN or moment.source == WRITTEN:
        return
    what = moment.what
    if isinstance(what, Planned):
        yield from _kept(moment, what, signs, unit, now)
    elif isinstance(what, Exercised):
        if moment.at <= now:
            yield from _exercised(moment, what, signs, unit)
    elif moment.at <= now and (words := _own(moment, me)):
        said = moment.id, moment.kind, moment.at, moment.zone
        yield from _told(*said, words[:LONGEST], signs, unit)


def once_a_day(found: Sequence[Shown]) -> list[Shown]:
    """Those that are told twice, once: a calendar's where words tell of the day, like amounts, and
    words of a day whose workout was measured."""
    measured = [each for each in found if each.kind in MEASURED]
    told = {each.day for each in found if each.kind != Planned.kind()}
    kept: dict[tuple[date, float | None], Shown] = {}
    for each in sorted(found, key=lambda one: (one.day, one.amount is None, one.moment)):
        if each.kind == Planned.kind() and each.day in told:
            continue
        if any(_retold(each, workout) for workout in measured):
            continue
        again = each.amount is None and any(day == each.day for day, _ in kept)
        if not again:
            kept.setdefault((each.day, each.amount), each)
    return list(kept.values())


def _retold(each: Shown, workout: Shown) -> bool:
    """Whether words tell of a workout that a device measured: the device knows better."""
    if each.kind in MEASURED or each.day != workout.day:
        return False
    if each.amount is None or workout.amount is None:
        return True
    return abs(each.amount - workout.amount) <= ROUGHLY * workout.amount


def _own(moment: Moment, me: frozenset[str]) -> str:
    what = moment.what
    if isinstance(what, Said):
        mine = fold(what.by) in me and what.by != US
        return what.text if mine else ""
    if isinstance(what, Noted | Recorded):
        return what.words
    if isinstance(what, Reflected):
        return what.text
    return what.caption if isinstance(what, Saw) else ""


def _exercised(
    moment: Moment, what: Exercised, signs: frozenset[str], unit: str
) -> Iterator[Shown]:
    named = f"{what.sport} {SPORTS.get(what.sport, '')} {what.title}"
    if signs & ANY_SPORT or shows(named, signs):
        day = moment.at.astimezone(zone_info(moment.zone)).date()
        amount = {"km": what.distance, "hours": round(what.duration / 3600, 3)}.get(unit)
        yield Shown(moment.id, moment.kind, day, what.words.splitlines()[0], amount or None)


def _kept(
    moment: Moment, what: Planned, signs: frozenset[str], unit: str, now: datetime
) -> Iterator[Shown]:
    """The times a plan took place. What is called off in its title isn't."""
    if not shows(what.title, signs) or not_done(what.title):
        return
    amount = amount_in(what.words, unit) if unit else None
    for each in what.occurrences:
        if each.end <= now:
            day = each.start.astimezone(zone_info(moment.zone)).date()
            yield Shown(moment.id, Planned.kind(), day, what.title, amount)


@lru_cache(1 << 15)
def _told(
    id_: str, kind: str, at: datetime, zone: str, words: str, signs: frozenset[str], unit: str
) -> tuple[Shown, ...]:
    """What words said at a time tell of, at most one a day; read once while they stay so."""
    readable = _OPEN_ITEM.sub(lambda found: " " * len(found.group()), words)
    days: dict[date, Shown] = {}
    for one in sentences(readable):
        quote = words[one.start : one.end].strip()
        if one.asked or one.supposed or one.reported:
            continue
        if not (shows(quote, signs) and did(quote, signs)):
            continue
        day = day_of(quote, at, zone)
        amount = amount_in(quote, unit) if unit else None
        if amount is None and unit and len(words) <= BRIEF:
            amount = amount_in(words, unit)
        before = days.get(day)
        if before is None or (before.amount is None and amount is not None):
            days[day] = Shown(id_, kind, day, quote, amount)
    return tuple(days.values())


def day_of(quote: str, at: datetime, zone: str) -> date:
    """The day that words tell of: one they name, not long before, else the day they were said."""
    said = at.astimezone(zone_info(zone)).date()
    if not _DATED.search(quote):
        return said
    for found in resolve(quote, now=at, zone=zone):
        since, _ = (found.kind in ("date", "datetime") and found.span("past")) or (None, None)
        if since is not None and at - BACK <= since <= at:
            return since.astimezone(zone_info(zone)).date()
    return said
