"""When there is time: reckoned from what is in the calendar, by code alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
GRID = timedelta(minutes=30)
"""Slots begin on the half hour."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time, aware UTC, `end` exclusive."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How long a slot must be, between which times of day, and how many of a day are given."""

    length: timedelta
    earliest: time = time(9)
    latest: time = time(21)
    per_day: int = 2


def gaps(busy: Iterable[Slot], since: datetime, until: datetime) -> Iterator[Slot]:
    """What is left of a stretch between the times that are taken."""
    at = since
    for taken in sorted(busy, key=lambda slot: slot.start):
        if taken.end <= at:
            continue
        if taken.start >= until:
            break
        if taken.start > at:
            yield Slot(at, taken.start)
        at = taken.end
    if at < until:
        yield Slot(at, until)


def slots(
    busy: Iterable[Slot], since: datetime, until: datetime, zone: ZoneInfo, asked: Asked
) -> Iterator[Slot]:
    """The slots of a stretch, day by day: of each day the first of each gap, at most `per_day`."""
    taken = tuple(busy)
    day = since.astimezone(zone).date()
    while (begins := _at(day, time(), zone)) < until:
        first = max(since, _at(day, asked.earliest, zone))
        last = min(until, _closing(day, asked.latest, zone))
        found = (_first(gap, asked.length, zone) for gap in gaps(taken, first, last))
        chosen = [slot for slot in found if slot is not None]
        yield from chosen[: asked.per_day]
        day = begins.astimezone(zone).date() + DAY


def _first(gap: Slot, length: timedelta, zone: ZoneInfo) -> Slot | None:
    wall = gap.start.astimezone(zone)
    past = timedelta(minutes=wall.minute % 30, seconds=wall.second, microseconds=wall.microsecond)
    start = gap.start + (GRID - past if past else timedelta())
    return Slot(start, start + length) if start + length <= gap.end else None


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)


def _closing(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The end of the hours of a day; midnight is that at its end."""
    return _at(day + DAY if clock == time() else day, clock, zone)
