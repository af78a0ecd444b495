"""How a goal comes on: weeks as they were, streaks without shame, and an honest look ahead.

The forecast draws weeks to come, with replacement, from the weeks that were (a bootstrap: Efron,
Annals of Statistics 1979) and says between which days nine tenths of the drawn paths arrive. Each
path draws its own sample of those weeks first, so that it isn't surer of a pace than few weeks are.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from alongside.mind.goals.book import Goal, HabitNow
from alongside.mind.goals.tracing import Trace

WEEK = timedelta(days=7)
PAST = 12
"""Full weeks that a forecast draws from, at most."""
LEAST = 3
"""Full weeks below which it is too early to say."""
DRAWS = 500
FARTHEST = 156
"""Weeks beyond which a path is said not to arrive."""
STREAK = 5
MOST = 260
"""Weeks that are looked back on, at most."""
Number = TypeVar("Number", int, float)


@dataclass(frozen=True, slots=True)
class Week:
    """A week that starts on a Monday: how often the goal was worked at, and how much came of it."""

    start: date
    times: int
    amount: float


@dataclass(frozen=True, slots=True)
class Streak:
    """In `kept` of the last `of` full weeks a habit came to its number; `now` counts this week."""

    kept: int
    of: int
    now: int
    weekly: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """When the goal is reached, if weeks go on as they went: the middle of the drawn paths, and
    between which days nine tenths lie (None: beyond sight). `chance` of arriving by the due day.

    `fan` has for each week to come the low, middle and high of the total by its end.
    """

    weeks: int
    middle: date | None
    early: date | None
    late: date | None
    chance: float | None
    fan: tuple[tuple[date, float, float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a goal has come. `done` of `target`, in `unit`; by its steps where it has no number.

    `too_early` says that there are too few weeks for a forecast.
    """

    unit: str
    done: float
    target: float
    weeks: tuple[Week, ...]
    last: date | None
    forecast: Forecast | None
    too_early: bool


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def progress(goal: Goal, found: Sequence[Trace], today: date) -> Progress:
    """How far a goal has come by today."""
    counted = [each for each in found if each.counts and each.day <= today]
    since = [each for each in counted if each.day >= goal.began]
    measured = goal.what.target > 0
    weeks = _weeks(counted, goal, today)
    steps = [each for each in goal.steps if each.state != "dropped"]
    if measured:
        unit, target = goal.unit, goal.what.target
        done = sum(_amount(each, goal) for each in since)
        past = [each.amount for each in weeks]
    else:
        unit, target = "steps", float(len(steps))
        done = float(sum(each.state == "done" for each in steps))
        past = _steps_done(goal, weeks)
    full = past[:-1][-PAST:]
    left = target - done
    ahead = None
    if left > 0 and len(full) >= LEAST and any(full):
        ahead = forecast(full, done, target, today, goal.due, goal.id)
    return Progress(
        unit=unit,
        done=round(done, 2),
        target=target,
        weeks=weeks,
        last=max((each.day for each in counted), default=None),
        forecast=ahead,
        too_early=left > 0 and ahead is None,
    )


def streak(habit: HabitNow, days: Collection[date], today: date) -> Streak:
    """How the last weeks went, since there is the habit or a trace of it."""
    this = monday(today)
    first = monday(min((habit.since, *days)))
    starts = [this - n * WEEK for n in range(1, STREAK + 1) if this - n * WEEK >= first]
    kept = sum(_in_week(days, start) >= habit.what.weekly for start in starts)
    return Streak(kept, len(starts), _in_week(days, this), habit.what.weekly)


def forecast(
    past: Sequence[float], done: float, target: float, today: date, due: date | None, seed: str
) -> Forecast:
    """Look ahead from the weeks in `past`. The same weeks always give the same answer."""
    chance = random.Random(f"{seed}:{today.isocalendar()[:2]}:{done}")
    start = monday(today) + WEEK
    paths: list[list[float]] = []
    arrived: list[int] = []
    for _ in range(DRAWS):
        total, path = done, []
        weeks = chance.choices(past, k=len(past))
        for week in range(FARTHEST):
            total += weeks[int(chance.random() * len(weeks))]
            path.append(total)
            if total >= target:
                arrived.append(week)
                break
        else:
            arrived.append(FARTHEST)
        paths.append(path)
    arrived.sort()
    by = _weeks_until(start, due)
    return Forecast(
        weeks=len(past),
        early=_day(start, _at(arrived, 0.05)),
        middle=_day(start, _at(arrived, 0.5)),
        late=_day(start, _at(arrived, 0.95)),
        chance=None if by is None else sum(week < by for week in arrived) / DRAWS,
        fan=_fan(paths, target, start, by),
    )


def _fan(
    paths: Sequence[Sequence[float]], target: float, start: date, by: int | None
) -> tuple[tuple[date, float, float, float], ...]:
    long = sorted(map(len, paths))[len(paths) // 2]
    made = []
    for week in range(max(4, min(FARTHEST, 52, max(long, by or 0)))):
        totals = sorted(path[week] if week < len(path) else target for path in paths)
        low, middle, high = (min(target, _at(totals, share)) for share in (0.05, 0.5, 0.95))
        made.append((start + week * WEEK, low, middle, high))
    return tuple(made)


def _weeks_until(start: date, due: date | None) -> int | None:
    return None if due is None else max(0, (due - start).days // 7 + 1)


def _day(start: date, week: int) -> date | None:
    return None if week >= FARTHEST else start + week * WEEK + timedelta(days=6)


def _at(ordered: Sequence[Number], share: float) -> Number:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _weeks(found: Iterable[Trace], goal: Goal, today: date) -> tuple[Week, ...]:
    """Every week from the first trace, or the goal's beginning, until this one."""
    kept = list(found)
    first = monday(min((goal.began, today, *(each.day for each in kept))))
    first = max(first, monday(today) - MOST * WEEK)
    times: dict[date, int] = {}
    amounts: dict[date, float] = {}
    for each in kept:
        start = monday(each.day)
        times[start] = times.get(start, 0) + 1
        amounts[start] = amounts.get(start, 0.0) + _amount(each, goal)
    starts = [first + n * WEEK for n in range((monday(today) - first).days // 7 + 1)]
    return tuple(
        Week(start, times.get(start, 0), round(amounts.get(start, 0.0), 2)) for start in starts
    )


def _amount(trace: Trace, goal: Goal) -> float:
    """What a trace adds: its amount; one, where times are counted."""
    if goal.unit in ("", "times") and trace.amount is None:
        return 1.0
    return trace.amount or 0.0


def _steps_done(goal: Goal, weeks: Sequence[Week]) -> list[float]:
    found: dict[date, int] = {}
    for step in goal.steps:
        if step.done is not None:
            start = monday(step.done.date())
            found[start] = found.get(start, 0) + 1
    return [float(found.get(each.start, 0)) for each in weeks]


def _in_week(days: Collection[date], start: date) -> int:
    return sum(start <= day < start + WEEK for day in days)
