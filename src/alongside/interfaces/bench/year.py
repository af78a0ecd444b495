"""A made-up year of one life under a clock of its own: is anybody bothered, or anything missed?

Friends write and are written to, plans and promises are made and mostly kept, birthdays come, the
clocks change, the machine is off for a while now and then. The engine is the one that runs in a
life; no model is called. Told are: how often a day was spoken into at most, what was said at night,
too close or twice, and promises whose day came and went without a word.
"""

from __future__ import annotations

import time as clock
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

import numpy as np

from alongside.config import Config
from alongside.interfaces.bench.simulated import Simulated, simulated
from alongside.log.kinds import (
    Contact,
    Nudged,
    Occurrence,
    Planned,
    Promised,
    Related,
    Said,
    Settled,
    Weighed,
)
from alongside.log.kinds.relating import Closeness
from alongside.log.log import Wanted
from alongside.log.moment import Moment, Trust
from alongside.mind.nudge.choosing import APART, hour
from alongside.mind.when.expression import to_utc

ZONE = "Europe/Lisbon"
START = date(2026, 1, 1)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
T = TypeVar("T")
Answer = Literal["useful", "not_now", "never"]
PEOPLE: tuple[tuple[str, Closeness, int, str], ...] = (
    ("Ana Reis", "close", 10, "1990-03-14"), ("Mateo Silva", "close", 14, "1991-02-11"),
    ("Inês Rocha", "friend", 30, "1993-06-05"), ("Park Sujin", "friend", 21, "1992-12-01"),
    ("Rui Alves", "known", 0, "--08-19"), ("Helena Han", "close", 7, "1962-10-25"),
    ("Clara Mendes", "known", 60, "--04-30"), ("Duarte Pinto", "", 0, "1988-02-29"),
)  # fmt: skip
ANSWERS: tuple[Answer, ...] = ("useful", "useful", "not_now")
CHAT = ("ok!", "see you", "haha", "on my way", "what a day", "did you see the river?")
NEWS = (
    "My exam is on {day}.", "I have an interview on {day}, so nervous.", "We are moving on {day}.",
    "My surgery is on {day}.", "I'd love a good fountain pen.",
)  # fmt: skip
THINGS = ("send the photos", "bring the book back", "book the table", "pay for the tickets")


@dataclass(slots=True)
class _Year:
    """The year so far: promises by id with their day, and what was said."""

    life: Simulated
    rng: np.random.Generator
    promised: dict[str, date] = field(default_factory=dict)
    settled: dict[str, datetime] = field(default_factory=dict)

    def pick(self, options: Sequence[T]) -> T:
        return options[int(self.rng.integers(len(options)))]

    def days(self, least: int, most: int) -> timedelta:
        return int(self.rng.integers(least, most + 1)) * DAY


async def run(days: int = 365, seed: int = 1) -> dict[str, Any]:
    """Live so many days; gives what came of them."""
    begun = clock.perf_counter()
    async with simulated() as life:
        life.zone, life.config = ZONE, Config(name="Nora", zone=ZONE)
        life.now = _at(START, 0)
        year = _Year(life, np.random.default_rng(seed))
        await _people(year)
        for number in range(days):
            await _day(year, START + number * DAY)
        told = _told(year, await life.said(), days)
        told |= {"briefs": len(await life.briefs()), "woken": life.steps}
    return {**told, "seconds": round(clock.perf_counter() - begun, 1)}


async def _people(year: _Year) -> None:
    for name, closeness, every, birthday in PEOPLE:
        await year.life.keep(Contact(name=name, birthday=birthday))
        if closeness:
            chosen = Related(name=name, closeness=closeness, every=every)
            await year.life.keep(chosen, Trust.PERSON)


async def _day(year: _Year, day: date) -> None:
    """One day: what happens comes at hours in order, and the engine is woken between."""
    rng = year.rng
    if rng.random() < 0.03:
        await _away(year, day)
        return
    happens = sorted((rng.uniform(7.6, 23.4), year.pick("cccccnpdt")) for _ in range(7))
    for at, what in happens:
        await year.life.until(_at(day, at))
        await _happen(year, day, what)
        await _answer(year)
    await year.life.until(_at(day, 24))
    await _answer(year)


async def _away(year: _Year, day: date) -> None:
    """The machine is off until the evening."""
    year.life.now = max(year.life.now, _at(day, 18))
    year.life.restart()
    await year.life.until(_at(day, 24))


async def _happen(year: _Year, day: date, what: str) -> None:
    rng, life = year.rng, year.life
    name = year.pick(PEOPLE)[0]
    if what in "cn":
        coming = day + year.days(2, 9)
        text = year.pick(CHAT) if what == "c" else year.pick(NEWS)
        said = text.format(day=f"{coming:%-d %B}")
        if what == "c" and rng.random() < 0.5:
            await life.keep(Said(text=said, by="Nora", to=(name,), channel="chat"))
        else:
            await life.keep(Said(text=said, by=name, to=("Nora",), channel="chat"), Trust.OUTSIDE)
    elif what == "p":
        start = _at(day + year.days(1, 6), year.pick((10, 12.5, 15, 19)))
        once = Occurrence(start, start + HOUR)
        await life.keep(Planned(title=f"Seeing {name}", occurrences=(once,), people=(name,)))
    elif what == "d":
        await _promise(year, day, name)
    elif rng.random() < 0.5:
        await life.remind(f"water the plants in {year.days(1, 5).days} hours")


async def _promise(year: _Year, day: date, name: str) -> None:
    last = day + year.days(0, 6)
    mine = year.rng.random() < 0.7
    made = Promised(
        text=f"{year.pick(THINGS)} ({len(year.promised)})", quote="x",
        by="" if mine else name, to=name if mine else "", due=_at(last + DAY, 0), day=True,
        confidence=1,
    )  # fmt: skip
    kept = await year.life.keep(made)
    if mine:
        year.promised[kept.id] = last
    if year.rng.random() < 0.3:
        await year.life.keep(Settled(how="done"), because=[kept.id])
        year.settled[kept.id] = year.life.now


async def _answer(year: _Year) -> None:
    """The person mostly does what they are reminded of, and says of some nudges what they think."""
    latest = Wanted(kinds=("nudged",), newest_first=True, limit=3)
    for each in [moment async for moment in year.life.log.read(latest)]:
        what = each.what
        if not isinstance(what, Nudged) or not each.because:
            continue
        promise = each.because[0]
        open_ = promise in year.promised and promise not in year.settled
        if what.about == "promise" and open_ and year.rng.random() < 0.5:
            await year.life.keep(Settled(how="done"), because=[promise])
            year.settled[promise] = year.life.now
        elif year.rng.random() < 0.04:
            how = year.pick(ANSWERS)
            await year.life.keep(Weighed(how=how), Trust.OUTSIDE, because=[each.id])


def _at(day: date, hours: float) -> datetime:
    return to_utc(datetime.combine(day, time.min) + timedelta(hours=hours), ZONE)


def _told(year: _Year, said: list[Moment], days: int) -> dict[str, Any]:
    nudges = [(each, each.what) for each in said if isinstance(each.what, Nudged)]
    unasked = [(each, what) for each, what in nudges if what.about != "reminder"]
    by_day = Counter(_local(each).date() for each, _ in unasked)
    chosen = Counter(_local(each).date() for each, what in unasked if what.about != "promise")
    close = sum(b.at - a.at < APART for (a, _), (b, _) in pairwise(unasked))
    return {
        "days": days,
        "said": len(said),
        "by_sort": dict(Counter(what.about for _, what in nudges).most_common()),
        "unasked_a_day": round(len(unasked) / days, 2),
        "most_in_a_day": max(by_day.values(), default=0),
        "most_but_promises": max(chosen.values(), default=0),
        "at_night": sum(map(_at_night, (each for each, _ in unasked))),
        "too_close": close,
        "repeats": _repeats(unasked),
        "promises": len(year.promised),
        "missed_promises": [*_missed(year, said)],
    }


def _repeats(unasked: list[tuple[Moment, Nudged]]) -> int:
    """How often the same was said again within a week, without "not now" between."""
    last: dict[tuple[str, ...], datetime] = {}
    repeats = 0
    for each, what in unasked:
        key = (what.about, what.person, what.text, *each.because[: what.about == "meeting"])
        again = ":again:" in (each.origin or "")
        repeats += not again and key in last and each.at - last[key] < 7 * DAY
        last[key] = each.at
    return repeats


def _missed(year: _Year, said: list[Moment]) -> Iterator[str]:
    """Promises that were open as their day ended, and of which nothing was said by the morning
    after."""
    first = {cause: each.at for each in reversed(said) for cause in each.because}
    end = year.life.now
    for promise, day in year.promised.items():
        over = _at(day + DAY, 0)
        if over > end or year.settled.get(promise, end) < over:
            continue
        if first.get(promise, end) > _at(day + DAY, 18.5):
            yield f"{promise} due {day}"


def _local(moment: Moment) -> datetime:
    return moment.at.astimezone(ZoneInfo(ZONE))


def _at_night(moment: Moment) -> bool:
    config = Config().proactive
    clock = _local(moment).time()
    since, until = hour(config.quiet_from), hour(config.quiet_until)
    return since is not None and until is not None and (clock >= since or clock < until)
