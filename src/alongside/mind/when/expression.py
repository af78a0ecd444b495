"""What a resolved expression of time is: where it stands in the text and what it may mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

Kind = Literal[
    "date", "datetime", "daterange", "time", "timerange", "datetimerange", "duration", "set"
]
Stamp = date | datetime | time
Prefer = Literal["past", "future"]

_DAY = timedelta(days=1)
_FIRST = datetime(1, 1, 2, tzinfo=UTC)
_LAST = datetime(9999, 12, 30, tzinfo=UTC)


class MonthDay(NamedTuple):
    """A day that comes back every year, such as a birthday."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing an expression may mean, on the person's wall clock.

    A point (date, datetime, time) has `since` alone. A range ends before `until`; a side that is
    open is None. `through`, where set, is the bound that also takes in the last day or period
    named ("9 to 12 June" ends on the 12th and runs through the 13th, exclusive). A duration has
    `seconds` alone (a month is 30 days, a year 365). A `closing` point ends all that comes before
    it, as in "내일까지".
    """

    since: Stamp | None = None
    until: Stamp | None = None
    through: Stamp | None = None
    seconds: float | None = None
    closing: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression found in a text: characters [start, end), its kind and its readings.

    An ambiguous expression has several readings, the past one first ("Tuesday" is the last one
    and the next one; "at four" is both halves of the day). A date that no calendar has, such as
    30 February, has none.
    """

    text: str
    start: int
    end: int
    kind: Kind
    values: tuple[Reading, ...]
    now: datetime
    zone: str

    def span(self, prefer: Prefer = "past") -> tuple[datetime | None, datetime | None] | None:
        """The stretch meant, as aware UTC (since, until), until exclusive; None is an open side.

        Of several readings the nearest one on the preferred side of now is taken. A bare time is
        that of today. None for what has no place in time: durations, repetitions, unknown days.
        """
        if self.kind in ("duration", "set"):
            return None
        spans = [s for v in self.values if (s := self._bounds(v)) != (None, None)]
        return _nearest(spans, self.now, prefer) if spans else None

    def _bounds(self, value: Reading) -> tuple[datetime | None, datetime | None]:
        since, until = value.since, value.through or value.until
        if self.kind in ("date", "datetime", "time"):
            until = _following(since, self.now)
        lower, upper = None if value.closing else self._aware(since), self._aware(until)
        if lower and upper and upper <= lower and isinstance(until, time):
            upper += _DAY
        return lower, upper

    def _aware(self, stamp: Stamp | None) -> datetime | None:
        if stamp is None:
            return None
        if isinstance(stamp, time):
            stamp = datetime.combine(self.now.astimezone(ZoneInfo(self.zone)).date(), stamp)
        elif not isinstance(stamp, datetime):
            stamp = datetime.combine(stamp, time())
        return to_utc(stamp, self.zone)


def to_utc(wall: datetime, zone: str) -> datetime:
    """A wall-clock time of a zone as aware UTC.

    A time that a change of clocks skips is read with the offset before the change, one that comes
    twice is the first of the two (PEP 495, fold=0).
    """
    if not _FIRST.year < wall.year < _LAST.year:
        return _FIRST if wall.year <= _FIRST.year else _LAST
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _following(stamp: Stamp | None, now: datetime) -> Stamp | None:
    """The end of a point: a date lasts its day, a time its minute."""
    if isinstance(stamp, time):
        stamp = datetime.combine(now.date(), stamp)
        return (stamp + timedelta(minutes=1)).time()
    if isinstance(stamp, datetime):
        return stamp + timedelta(minutes=1)
    return None if stamp is None else stamp + _DAY


def _nearest(
    spans: list[tuple[datetime | None, datetime | None]], now: datetime, prefer: Prefer
) -> tuple[datetime | None, datetime | None]:
    """Of the spans on the preferred side of now the nearest, else the nearest of the others."""

    def distance(span: tuple[datetime | None, datetime | None]) -> tuple[bool, timedelta]:
        since = span[0] or span[1] or now
        until = span[1] or span[0] or now
        wrong = since > now if prefer == "past" else until <= now
        return wrong, abs(since - now)

    return min(spans, key=distance)
