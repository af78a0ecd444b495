"""Traces of goals in a life: looked up by their words, counted as the person says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from alongside.log import corrections, rows
from alongside.log.kinds import Measured
from alongside.log.moment import Moment
from alongside.mind.goals.book import LOOK_BACK, Goal, HabitNow
from alongside.mind.goals.evidence import Shown, once_a_day, shown
from alongside.mind.goals.measuring import Target, reached, target
from alongside.mind.goals.signs import shows
from alongside.mind.goals.units import amount_in
from alongside.mind.when.expression import to_utc
from alongside.views.local import zone_info
from alongside.views.search import holding_any
from alongside.views.workouts import distinct

SHOWING = frozenset(
    {"noted", "said", "planned", "recorded", "saw", "filmed", "reflected", "exercised"}
)
"""The kinds of moment that can show something done."""
SPARE = timedelta(days=2)
ENOUGH = 0.95
"""The share of what a habit names ("run 5 km") that a measured workout must reach to be one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Something that shows, or was said to show, a goal come closer on `day`.

    `moment` is what shows it, `chosen` the moment by which the person said so, if they did.
    `habits` are the ids of those that it is one of. `amount` is in the goal's unit.
    """

    moment: str
    kind: str
    day: date
    quote: str
    amount: float | None
    counts: bool = True
    chosen: str = ""
    habits: tuple[str, ...] = ()


def traces(
    db: sqlite3.Connection, person: str, goal: Goal, me: frozenset[str], now: datetime
) -> tuple[Trace, ...]:
    """What a life shows of a goal by `now`, and what the person said of that, oldest first."""
    since = goal.began - LOOK_BACK
    found = [
        each
        for moment in _candidates(db, person, goal, since)
        for each in shown(moment, goal.signs, goal.unit, me, now)
        if each.day >= since
    ]
    found += _by_device(db, person, goal, now)
    made = {(each.moment, each.day): _trace(goal, each) for each in once_a_day(found)}
    _judge(db, person, goal, made)
    kept = [each for each in made.values() if each.counts or each.chosen]
    return tuple(sorted((*kept, *_ticked(goal, kept)), key=lambda one: (one.day, one.moment)))


def _candidates(db: sqlite3.Connection, person: str, goal: Goal, since: date) -> Iterable[Moment]:
    """Moments since then whose words hold one of the goal's signs, as they were put right.

    Workouts are all of them, each once: their words are few and not in the person's language.
    """
    seqs = holding_any(db, goal.signs)
    begin = rows.microseconds(to_utc(datetime.combine(since - SPARE, time()), goal.zone))
    query = (
        "SELECT seq FROM moments WHERE person = ?"
        " AND (kind = 'exercised' OR seq IN (SELECT value FROM json_each(?)))"
        " AND (at >= ? OR kind = 'planned') AND kind IN (SELECT value FROM json_each(?))"
    )
    values = (person, rows.listed(seqs), begin, rows.listed(sorted(SHOWING)))
    recent = [seq for (seq,) in db.execute(query, values)]
    found = [*corrections.corrected(db, person, rows.by_seqs(db, person, recent).values())]
    return (*(one for one in found if one.kind != "exercised"), *distinct(found))


def _by_device(db: sqlite3.Connection, person: str, goal: Goal, now: datetime) -> list[Shown]:
    """The days on which what devices measured met what the goal or a habit of it wants."""
    aims = {_target(text) for text in (goal.what.outcome, *(h.what.text for h in goal.habits))}
    wanted = [aim for aim in aims if aim is not None]
    if not wanted:
        return []
    query = "SELECT seq FROM moments WHERE person = ? AND kind = 'measured' AND at <= ?"
    seqs = [seq for (seq,) in db.execute(query, (person, rows.microseconds(now)))]
    moments = [*corrections.corrected(db, person, rows.by_seqs(db, person, seqs).values())]
    since = goal.began - LOOK_BACK if all(a.measure != "weight" for a in wanted) else goal.began
    return [
        Shown(each.moment, Measured.kind(), each.day, each.quote, each.amount)
        for aim in wanted
        for each in reached(aim, moments, since)
    ]


def _trace(goal: Goal, found: Shown) -> Trace:
    if found.kind == Measured.kind():
        aims = ((habit, _target(habit.what.text)) for habit in goal.habits)
        met = tuple(
            habit.id for habit, aim in aims if habit.state == "open" and aim and _meets(aim, found)
        )
        return Trace(moment=found.moment, kind=found.kind, day=found.day, quote=found.quote,
                     amount=found.amount, habits=met)  # fmt: skip
    return Trace(
        moment=found.moment,
        kind=found.kind,
        day=found.day,
        quote=found.quote,
        amount=found.amount,
        habits=_habits(goal, found.quote, found.amount if found.kind == "exercised" else None),
    )


def _meets(aim: Target, found: Shown) -> bool:
    """Whether what was measured is of that measure, and enough."""
    unit = "hours" if aim.measure == "sleep" else aim.measure
    return unit in found.quote and (found.amount or 0) >= aim.least


_target = lru_cache(512)(target)


def _habits(goal: Goal, quote: str, measured: float | None = None) -> tuple[str, ...]:
    """Those that the words tell of, where `measured` is enough for them; of a single habit,
    whatever shows the goal does."""
    open_ = [
        each for each in goal.habits if each.state == "open" and _enough(each, goal.unit, measured)
    ]
    told = tuple(each.id for each in open_ if shows(quote, each.signs))
    return told or tuple(each.id for each in open_[:1] if len(open_) == 1)


def _enough(habit: HabitNow, unit: str, measured: float | None) -> bool:
    wanted = amount_in(habit.what.text, unit) if unit and measured is not None else None
    return wanted is None or measured is None or measured >= ENOUGH * wanted


def _judge(
    db: sqlite3.Connection, person: str, goal: Goal, made: dict[tuple[str, date], Trace]
) -> None:
    """Take in what the person said counts and doesn't, the latest of each last."""
    moments = rows.by_ids(db, person, {each.moment for each in goal.said if each.moment})
    for each in goal.said:
        before = [key for key in made if key[0] == each.moment]
        if not each.moment:
            made[each.id, each.day] = Trace(
                moment=each.id, kind="counted", day=each.day, quote=each.what.text,
                amount=each.what.amount, counts=each.what.counts, chosen=each.id,
                habits=_habits(goal, each.what.text),
            )  # fmt: skip
        elif before:
            for key in before:
                made[key] = _said(made[key], each.what.amount, each.id, counts=each.what.counts)
        elif each.moment in moments:
            one = moments[each.moment]
            words = one.what.words.strip()
            day = date.fromisoformat(each.what.day) if each.what.day else _day_of(one)
            amount = each.what.amount
            if amount is None and goal.unit:
                amount = amount_in(words, goal.unit)
            made[each.moment, day] = Trace(
                moment=each.moment, kind=one.kind, day=day, quote=_first(words), amount=amount,
                counts=each.what.counts, chosen=each.id, habits=_habits(goal, words),
            )  # fmt: skip


def _said(trace: Trace, amount: float | None, chosen: str, *, counts: bool) -> Trace:
    return Trace(
        moment=trace.moment, kind=trace.kind, day=trace.day, quote=trace.quote,
        amount=trace.amount if amount is None else amount, counts=counts, chosen=chosen,
        habits=trace.habits,
    )  # fmt: skip


def _ticked(goal: Goal, found: Iterable[Trace]) -> Iterator[Trace]:
    """Habits that were said done on days on which nothing shows them."""
    shown_on = {(habit, each.day) for each in found if each.counts for habit in each.habits}
    for habit in goal.habits:
        for id_, day in habit.ticks:
            if (habit.id, day) not in shown_on:
                yield Trace(
                    moment=id_, kind="ticked", day=day, quote=habit.what.text, amount=None,
                    chosen=id_, habits=(habit.id,),
                )  # fmt: skip


def days_of(habit: HabitNow, found: Iterable[Trace]) -> frozenset[date]:
    """The days on which a habit was done."""
    return frozenset(each.day for each in found if each.counts and habit.id in each.habits)


def _day_of(moment: Moment) -> date:
    return moment.at.astimezone(zone_info(moment.zone)).date()


def _first(words: str) -> str:
    line = words.splitlines()[0] if words else ""
    return line if len(line) <= 200 else f"{line[:199].rstrip()}…"
