"""Dates and times as people and devices write them in file names and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TypeVar

When = TypeVar("When", bound=date)

EARLIEST, LATEST = 1800, 2200
"""Years before and after are the mark of a broken date, such as the first one that a clock has."""
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<name>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DATES = tuple(
    re.compile(rf"(?<![0-9]){pattern}(?![0-9])", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}년\s*(?P<m>\d\d?)월\s*(?P<d>\d\d?)일",
        rf"{_YEAR}(?P<s>[-._/])\s?(?P<m>\d\d?)(?P=s)\s?(?P<d>\d\d?)\.?",
        rf"{_YEAR}(?P<m>[01]\d)(?P<d>[0-3]\d)",
        rf"(?P<d>\d\d?)(?P<s>[-._])(?P<m>\d\d?)(?P=s){_YEAR}",
        rf"(?P<d>\d\d?)(?:st|nd|rd|th|\.)?[\s_-]+{_MONTH}[\s_,-]+{_YEAR}",
        rf"{_MONTH}[\s_-]+(?P<d>\d\d?)(?:st|nd|rd|th)?[\s_,-]+{_YEAR}",
        rf"{_YEAR}[\s_-]+{_MONTH}[\s_-]+(?P<d>\d\d?)",
    )
)
_HALF = r"(?P<half>오전|오후|[ap]\.?\s?m\b\.?)"
_GAP = r"[\s_T,-]*(?:at|um|à|klo)?[\s_-]*"
_SECONDS = r"(?:[.:분_-]\s?(?P<sec>\d\d))?"
_TIMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_GAP}(?P<half>오전|오후)\s*(?P<h>\d\d?)[.:시_-]\s?(?P<min>\d\d){_SECONDS}",
        rf"{_GAP}(?P<h>\d\d?)[.:h_-](?P<min>\d\d)(?:[.:_-](?P<sec>\d\d))?[\s_]?{_HALF}?(?![0-9])",
        rf"{_GAP}(?P<h>[0-2]\d)(?P<min>[0-5]\d)(?P<sec>[0-5]\d)(?:\d{{3}})?(?![0-9])",
        r"[T_-](?P<h>[0-2]\d)(?P<min>[0-5]\d)(?![0-9])",
    )
)
_NO_TIME = re.compile(r"[-_ ]*(?:WA|\()\d+", re.IGNORECASE)
"""A running number after the date, as in `IMG-20081022-WA0001`, is no time."""


@dataclass(frozen=True, slots=True)
class Named:
    """A date found in a name, the time where there is one, and the name without them.

    `utc` tells that the device wrote universal time.
    """

    day: date
    clock: time | None
    rest: str
    utc: bool = False

    def at(self, otherwise: time) -> datetime:
        """The naive local time meant; `otherwise` is the time of day of a name without one."""
        return datetime.combine(self.day, self.clock or otherwise)

    def instant(self, local: datetime) -> datetime | None:
        """The UTC time, where the device wrote that."""
        return local.replace(tzinfo=UTC) if self.utc else None


def plausible(at: When) -> When:
    """The date or time itself. Raises `ValueError` for a year that nothing in a life has."""
    if not EARLIEST <= at.year <= LATEST:
        raise ValueError(f"the year {at.year} can't be right")
    return at


def find(name: str) -> Named | None:
    """The first date in a name."""
    for day, match in _days(name):
        clock, end = _clock(name, match.end())
        rest = f"{name[: match.start()]} {name[end:]}"
        return Named(day, clock, _tidy(rest), utc=name.startswith("PXL_") and clock is not None)
    return None


def in_folders(path: str) -> date | None:
    """The date in a path such as `journal/2008/10/20.md`."""
    match = re.search(r"((?:19|20)\d\d)/(?:\1-)?(\d\d)/(?:\1-\2-)?(\d\d)(?!\d)[^/]*$", path)
    return _day(*map(int, match.groups())) if match else None


def hour24(hour: int, half: str | None) -> int:
    """An hour of the 12-hour clock, with its half (`오전`, `오후`, `am`, `PM`, `p. m.`), of 24."""
    mark = (half or "").lower()
    if mark in ("오후", "下午", "午後") or mark.startswith("p"):
        return hour if hour >= 12 else hour + 12
    return 0 if mark and hour == 12 else hour


def _days(name: str) -> Iterator[tuple[date, re.Match[str]]]:
    for pattern in _DATES:
        for match in pattern.finditer(name):
            parts = match.groupdict()
            written = parts.get("m")
            month = int(written) if written else MONTHS[str(parts["name"]).lower()]
            day = _day(int(parts["y"]), month, int(parts["d"]))
            if day:
                yield day, match


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(name: str, start: int) -> tuple[time | None, int]:
    if _NO_TIME.match(name, start):
        return None, start
    for pattern in _TIMES:
        match = pattern.match(name, start)
        clock = _time(match) if match else None
        if match and clock:
            return clock, match.end()
    return None, start


def _time(match: re.Match[str]) -> time | None:
    parts = match.groupdict()
    try:
        hour = hour24(int(parts["h"]), parts.get("half"))
        return time(hour, int(parts["min"]), int(parts.get("sec") or 0))
    except ValueError:
        return None


def _tidy(rest: str) -> str:
    return re.sub(r"\s+", " ", rest.replace("_", " ")).strip(" -\u2013\u2014.,;:")
