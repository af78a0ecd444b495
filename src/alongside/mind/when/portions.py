"""Early, middle and late portions of a range of dates, and the moments they stand for as bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from alongside.mind.when import calendar
from alongside.mind.when.context import Context
from alongside.mind.when.nodes import Bounds, Period
from alongside.mind.when.periods import each

Portion = Literal["early", "mid", "late", "start", "middle", "end", "earlier", "later"]

_AS_EDGE = {"start": 0, "middle": 1, "end": 2}


def portion(context: Context, name: Portion, period: Period) -> Period | None:
    """A portion of a period; "earlier" and "later" go no further than today or begin with it."""
    narrowed = each(period, lambda since, until: _narrow(name, period.unit, since, until))
    if narrowed is None:
        return None
    if name in ("earlier", "later"):
        return replace(_clipped(context, name, period, narrowed), unit="portion")
    if name not in _AS_EDGE:
        return replace(narrowed, unit="portion", dated=period.dated)
    edges = tuple(
        _edge(_AS_EDGE[name], since, until) for since, until in period.options if since and until
    )
    return replace(narrowed, unit="portion", edges=edges, dated=period.dated)


def _clipped(context: Context, name: Portion, whole: Period, narrowed: Period) -> Period:
    since, until = whole.options[0]
    if not (since and until and since <= context.today < until):
        return narrowed

    def clip(low: date, high: date) -> Bounds:
        if name == "earlier":
            return low, min(high, context.today)
        return max(low, context.today), high

    return each(narrowed, clip) or narrowed


def _narrow(name: Portion, unit: str, since: date, until: date) -> Bounds | None:
    if unit == "week":
        return _of_week(name, since)
    if unit == "month":
        return _of_month(name, since, until)
    if unit == "year" and name in ("start", "middle", "end"):
        return _of_months(since, until, {"start": (0, 4), "middle": (4, 8), "end": (8, 12)}[name])
    if unit == "year":
        return _of_months(since, until, _halves(name))
    return _by_length(name, since, until)


def _halves(name: Portion) -> tuple[int, int]:
    if name in ("early", "earlier"):
        return 0, 6
    return (3, 9) if name == "mid" else (6, 12)


def _of_week(name: Portion, monday: date) -> Bounds:
    since, until = {
        "mid": (1, 4),
        "middle": (1, 4),
        "late": (3, 7),
        "later": (3, 7),
        "end": (3, 7),
    }.get(name, (0, 3))
    return monday + timedelta(days=since), monday + timedelta(days=until)


def _of_month(name: Portion, since: date, until: date) -> Bounds:
    if name in ("mid", "middle"):
        return since.replace(day=10), since.replace(day=21)
    sixteenth = since.replace(day=16)
    return (since, sixteenth) if name in ("early", "earlier", "start") else (sixteenth, until)


def _of_months(since: date, until: date, months: tuple[int, int]) -> Bounds:
    end = calendar.add_months(since, months[1]) or until
    return calendar.add_months(since, months[0]), end


def _by_length(name: Portion, since: date, until: date) -> Bounds:
    days = (until - since).days
    if name in ("mid", "middle"):
        return since + timedelta(days=days // 4), until - timedelta(days=days // 4)
    half = since + timedelta(days=(days + 1) // 2)
    return (since, half) if name in ("early", "earlier", "start") else (half, until)


def _edge(place: int, since: date, until: date) -> date:
    if place == 1:
        half = since + (until - since) / 2
        return half.replace(day=1) if (until - since).days > 300 else half
    return since if place == 0 else until
