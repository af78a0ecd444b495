"""Goals in what devices measure by the day: steps, sleep and weight.

"Walk 8,000 steps" and "sleep 8 hours" are met on a day by what was counted. With weight, what shows
is each day on which it came further than on any before, down or up as the goal says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from alongside.log.kinds.health import Measure, Quantity, said
from alongside.log.moment import Moment
from alongside.mind.goals.units import amounts
from alongside.views.workouts import days

_SLEEP = re.compile(r"\b(?:sleep|asleep|slept)\b|수면|잠|자기", re.IGNORECASE)
_WEIGHT = re.compile(
    r"\b(?:weigh|weight|lose|shed|gain|put\son|get\s(?:down\s|up\s)?to|down\sto|under)\b"
    r"|몸무게|체중|감량|빼기|빼자|찌우|증량",
    re.IGNORECASE,
)
_LIFTED = re.compile(
    r"\b(?:lift|bench|press|squats?|deadlift|carry|row)\b|들기|벤치|스쿼트|데드", re.IGNORECASE
)
_UP = re.compile(r"\b(?:gain|put\son|up\sto)\b|찌우|증량|늘리", re.IGNORECASE)
UNITS: Mapping[str, Measure] = {"steps": "steps", "hours": "sleep", "kg": "weight"}


@dataclass(frozen=True, slots=True)
class Target:
    """What of a measure a day is to reach; of weight none, which way it goes is what counts."""

    measure: Measure
    least: float = 0.0
    up: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """A day that met a target, in what moment, and how much of it."""

    moment: str
    day: date
    quote: str
    amount: float


def target(text: str) -> Target | None:
    """The measure that words aim at; None for all that no device counts."""
    for each in amounts(text):
        measure = UNITS.get(each.unit)
        if measure == "steps" and each.value >= 100:
            return Target("steps", each.value)
        if measure == "sleep" and _SLEEP.search(text):
            return Target("sleep", each.value)
        if measure == "weight" and _WEIGHT.search(text) and not _LIFTED.search(text):
            return Target("weight", up=_UP.search(text) is not None)
    return None


def reached(aim: Target, moments: Iterable[Moment], since: date) -> Iterator[Reached]:
    """The days from `since` on that met the target, oldest first."""
    told = [(date.fromisoformat(day), *one) for day, one in days(moments, aim.measure).items()]
    if aim.measure == "weight":
        yield from _further(aim, told, since)
        return
    for day, value, moment in told:
        if day >= since and value >= aim.least:
            yield Reached(moment.id, day, _said(aim, value), round(value, 2))


def _further(aim: Target, told: list[tuple[date, float, Moment]], since: date) -> Iterator[Reached]:
    """Days on which the weight came further than ever since the goal was set, and by how much."""
    before = [value for day, value, _ in told if day < since][-1:]
    for day, value, moment in told:
        if day < since:
            continue
        best = (max if aim.up else min)(before, default=value)
        gone = value - best if aim.up else best - value
        if gone > 0:
            yield Reached(moment.id, day, _said(aim, value), round(gone, 2))
        before.append(value)


def _said(aim: Target, value: float) -> str:
    return said(Quantity(aim.measure, value))
