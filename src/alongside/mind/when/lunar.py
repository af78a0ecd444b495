"""Days of moon calendars: Korean and Chinese by new moons, Islamic by their sunsets in Mecca.

New moons follow Meeus, Astronomical Algorithms (2nd ed.), chapter 49, to within some minutes, so a
day can be one off where the moon is new near midnight; a leap month of the rarest kind (2033) too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from math import radians, sin

_EPOCH = datetime(2000, 1, 6, 18, 20, tzinfo=UTC)
_MONTH = 29.530588861
_JULIAN_2000 = 2451545.0
_NOON_2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_CLOCK_LAG = timedelta(seconds=70)
_KOREA = timedelta(hours=9)
_MECCA = timedelta(hours=3)
_SUNSET = 18.5
_SHAWWAL_1443 = 276
"""The new moon of 30 April 2022, counted from that of January 2000."""


@dataclass(frozen=True, slots=True)
class LunarRule:
    """A day of the Korean month that holds the solar term near (month, day)."""

    month: int
    day: int
    lunar_day: int
    offset: int = 0

    def __call__(self, year: int) -> date | None:
        if not 1600 <= year <= 2400:
            return None
        first = _new_moon_by(date(year, self.month, self.day))
        return first + timedelta(days=self.lunar_day - 1 + self.offset)


@dataclass(frozen=True, slots=True)
class IslamicRule:
    """A day of an Islamic month, the month counted from Shawwal; the first such day of the year."""

    months: int
    day: int

    def __call__(self, year: int) -> date | None:
        if not 1600 <= year <= 2400:
            return None
        years = int((year - 2022) * 365.2425 / (12 * _MONTH)) - 2
        for turn in range(years, years + 5):
            known = _crescent(_SHAWWAL_1443 + self.months + 12 * turn)
            known += timedelta(days=self.day - 1)
            if known.year == year:
                return known
        return None


@cache
def _new_moon_by(limit: date) -> date:
    """The last day in Korea with a new moon up to a day."""
    days = (limit - _EPOCH.date()).days
    lunation = int(days / _MONTH) + 1
    while (day := (_new_moon(lunation) + _KOREA).date()) > limit:
        lunation -= 1
    return day


@cache
def _crescent(lunation: int) -> date:
    """The first day of an Islamic month: the moon is new before the sunset that begins it."""
    there = _new_moon(lunation) + _MECCA
    late = there.hour + there.minute / 60 >= _SUNSET
    return there.date() + timedelta(days=2 if late else 1)


def _new_moon(lunation: int) -> datetime:
    k = float(lunation)
    t = k / 1236.85
    e = 1 - 0.002516 * t
    sun = radians(2.5534 + 29.10535670 * k)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    node = radians(160.7108 + 390.67050284 * k)
    mean = 2451550.09766 + _MONTH * k + 0.00015437 * t * t
    shift = (
        -0.40720 * sin(moon) + 0.17241 * e * sin(sun) + 0.01608 * sin(2 * moon)
        + 0.01039 * sin(2 * node) + 0.00739 * e * sin(moon - sun) - 0.00514 * e * sin(moon + sun)
        + 0.00208 * e * e * sin(2 * sun) - 0.00111 * sin(moon - 2 * node)
        - 0.00057 * sin(moon + 2 * node) + 0.00056 * e * sin(2 * moon + sun)
        - 0.00042 * sin(3 * moon) + 0.00042 * e * sin(sun + 2 * node)
        + 0.00038 * e * sin(sun - 2 * node) - 0.00024 * e * sin(2 * moon - sun)
    )  # fmt: skip
    return _NOON_2000 + timedelta(days=mean + shift - _JULIAN_2000) - _CLOCK_LAG
