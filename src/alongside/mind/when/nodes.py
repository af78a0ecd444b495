"""The meanings that grammars build. Options hold the past reading first, then the future one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import final

YearRule = Callable[[int], date | None]
Bounds = tuple[date | None, date | None]
Hours = tuple[time | None, time | None]
Instants = tuple[datetime | None, datetime | None]


@final
@dataclass(frozen=True, slots=True)
class Day:
    """A date. `rule` gives it in any year where the year is open; `weekday` or `dom` (day of the
    month) is set where only that was said; `dated` where a year was said."""

    options: tuple[date, ...]
    rule: YearRule | None = None
    weekday: int | None = None
    dom: int | None = None
    dated: bool = False
    moved: str = ""


@final
@dataclass(frozen=True, slots=True)
class Period:
    """A range of dates. `through` parallels `options` (see Reading); `edges` parallels it where
    the range stands for one moment when it bounds another ("from the end of March")."""

    options: tuple[Bounds, ...]
    unit: str = ""
    month: int | None = None
    dated: bool = False
    through: tuple[date, ...] = ()
    edges: tuple[date, ...] = ()
    current: bool = False


@final
@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; two options twelve hours apart where the half of the day was not said."""

    options: tuple[time, ...]
    minutes: bool = False
    military: bool = False


@final
@dataclass(frozen=True, slots=True)
class ClockSpan:
    """A range of times of day; `part` names it where it is a part of the day."""

    options: tuple[Hours, ...]
    part: str = ""


@final
@dataclass(frozen=True, slots=True)
class Instant:
    """A date and a time; `day` and `clock` are the two where both were said. `closing` is one that
    is the end of all that comes before it."""

    options: tuple[datetime, ...]
    day: Day | None = None
    clock: Clock | None = None
    closing: bool = False


@final
@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of instants; `day` and `part` are kept where it is a part of a day."""

    options: tuple[Instants, ...]
    day: Day | None = None
    part: str = ""


@final
@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in units that don't turn into one another, and the units that were said."""

    months: float = 0
    days: float = 0
    seconds: float = 0
    count: float = 1
    unit: str = ""
    business: bool = False

    @property
    def total(self) -> float:
        """In seconds; a year is 365 days, another month 30."""
        years, months = divmod(self.months, 12)
        if self.unit == "year":
            return self.months / 12 * 365 * 86400 + self.days * 86400 + self.seconds
        return (years * 365 + months * 30 + self.days) * 86400 + self.seconds


@final
@dataclass(frozen=True, slots=True)
class Every:
    """A repetition."""


@final
@dataclass(frozen=True, slots=True)
class Noise:
    """Words that look like a time and are none."""
