"""Lengths of time made of a count and a unit."""

from __future__ import annotations

from dataclasses import replace

from alongside.mind.when.context import Context
from alongside.mind.when.nodes import Length

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 2, "fortnight": 14}
_SECONDS = {"hour": 3600, "minute": 60, "second": 1}
_ORDER = (*reversed(_MONTHS), "fortnight", "week", "weekend", "day", "night", *_SECONDS)
_MOST = 1e6


def length(count: float, unit: str, *, business: bool = False) -> Length | None:
    if not 0 <= count <= _MOST:
        return None
    return Length(
        months=count * _MONTHS.get(unit, 0),
        days=count * _DAYS.get(unit, 0),
        seconds=count * _SECONDS.get(unit, 0),
        count=count,
        unit=unit,
        business=business,
    )


def of(_: Context, count: float, unit: str) -> Length | None:
    return length(count, unit)


def working(_: Context, count: float, unit: str) -> Length | None:
    return length(count, unit, business=True)


def more(_: Context, base: Length, fraction: float) -> Length | None:
    """A year and a half."""
    return length(base.count + fraction, base.unit)


def joined(_: Context, larger: Length, smaller: Length) -> Length | None:
    """Two hours and ten minutes: each unit smaller than the one before it."""
    if _ORDER.index(larger.unit) >= _ORDER.index(smaller.unit) or smaller.business:
        return None
    return replace(
        smaller,
        months=larger.months + smaller.months,
        days=larger.days + smaller.days,
        seconds=larger.seconds + smaller.seconds,
    )
