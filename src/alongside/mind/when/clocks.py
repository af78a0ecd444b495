"""Times of day, ranges of them, and their marriage with dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from alongside.mind.when import calendar
from alongside.mind.when.context import Context
from alongside.mind.when.days import shift_date
from alongside.mind.when.nodes import (
    Clock,
    ClockSpan,
    Day,
    Hours,
    Instant,
    Instants,
    Length,
    Stretch,
)

LAST = time(23, 59, 59)
PARTS: dict[str, Hours] = {
    "dawn": (time(4), time(8)),
    "morning": (time(8), time(12)),
    "midday": (time(11), time(13)),
    "afternoon": (time(12), time(16)),
    "evening": (time(16), time(20)),
    "night": (time(20), LAST),
    "daytime": (time(8), time(18)),
    "nighttime": (time(0), time(8)),
    "business": (time(8), time(18)),
    "breakfast": (time(8), time(12)),
    "brunch": (time(8), time(12)),
    "lunch": (time(11), time(13)),
    "dinner": (time(16), time(20)),
}
_DAY = timedelta(days=1)


def clock(hour: int, minute: int | None = None, second: int = 0) -> Clock | None:
    """A time on a clock; up to 12 it may be either half of the day."""
    minutes = minute is not None
    minute = minute or 0
    if hour == 24 and minute == second == 0:
        return Clock((time(0),), minutes)
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
        return None
    if hour == 0 or hour > 12:
        return Clock((time(hour, minute, second),), minutes)
    morning = time(hour % 12, minute, second)
    return Clock((morning, time(hour % 12 + 12, minute, second)), minutes)


def half_day(known: Clock | None, *, pm: bool) -> Clock | None:
    """The time in the half of the day said; one that can only be the other half stays."""
    if known is None:
        return None
    fitting = tuple(t for t in known.options if (t.hour >= 12) == pm)
    return Clock(fitting or known.options, known.minutes)


def in_part(known: Clock, part: str) -> Clock:
    """The time that a part of the day makes of it: four in the afternoon, three at night."""
    if len(known.options) == 1:
        return known
    early, late = known.options
    if part in ("morning", "dawn", "breakfast", "brunch", "nighttime"):
        return Clock((early,), known.minutes)
    if part in ("lunch", "midday", "daytime", "business"):
        chosen = early if 6 < early.hour < 12 else late
        return Clock((chosen,), known.minutes)
    if part == "night":
        return Clock((late if early.hour >= 5 else early,), known.minutes)
    return Clock((late,), known.minutes)


def shifted_clock(known: Clock, minutes: int) -> Clock:
    """Ten to eight, quarter past five."""
    moved = ((datetime.combine(date(2000, 1, 2), t) + timedelta(minutes=minutes)).time()
             for t in known.options)  # fmt: skip
    return Clock(tuple(moved), minutes=True)


def clock_range(first: Clock, last: Clock) -> ClockSpan:
    """From one time to another, the half of the day of one taken from the other."""
    if len(first.options) == 1:
        since = first.options[0]
        return ClockSpan(((since, _after(since, last)),))
    if len(last.options) == 1:
        return ClockSpan(((_before(first, last.options[0]), last.options[0]),))
    pairs = tuple((since, _after(since, last)) for since in first.options)
    wraps = pairs[0][1] > last.options[0]
    single = wraps and first.minutes and not last.minutes
    return ClockSpan(pairs[:1] if single else pairs)


def _after(since: time, last: Clock) -> time:
    return min((t for t in last.options if t > since), default=last.options[0])


def _before(first: Clock, until: time) -> time:
    return max((t for t in first.options if t < until), default=first.options[0])


def part_span(part: str, portion: str = "") -> ClockSpan:
    """A part of the day, or its first or second half."""
    since, until = PARTS[part]
    if portion and since and until:
        ends = until.hour + (1 if until == LAST else 0)
        half = time((since.hour + ends) // 2)
        since, until = (since, half) if portion == "early" else (half, until)
    return ClockSpan(((since, until),), part)


def fits_part(known: ClockSpan, part: str) -> ClockSpan:
    """The readings of a range of times that a part of the day allows."""
    pm = part in ("afternoon", "evening", "night", "dinner")
    am = part in ("morning", "dawn", "nighttime")
    fitting = tuple(
        hours
        for hours in known.options
        if not (pm and hours[1] and hours[1].hour < 12 and hours[0] and hours[0].hour < 12)
        and not (am and hours[0] and hours[0].hour >= 12)
    )
    return ClockSpan(fitting or known.options)


def clock_for(known: Clock, length: Length) -> ClockSpan | None:
    """From a time on for some hours or minutes."""
    if length.months or length.days or not length.seconds:
        return None
    return ClockSpan(
        tuple(
            (t, (datetime.combine(date(2000, 1, 2), t) + timedelta(seconds=length.seconds)).time())
            for t in known.options
        )
    )


def at(day: Day, known: Clock | None) -> Instant | None:
    """A time on a day; a day that no calendar has leaves no readings."""
    if known is None:
        return None
    found = tuple(datetime.combine(d, t) for t in known.options for d in day.options)
    return Instant(tuple(dict.fromkeys(found)), day, known)


def instants(found: Iterable[datetime | None]) -> Instant | None:
    known = tuple(dict.fromkeys(i for i in found if i is not None))
    return Instant(known) if known else None


def on(day: Day, hours: ClockSpan) -> Stretch | None:
    """A range of times on a day; one that ends before it begins ends on the day after."""
    found = tuple(_placed(d, pair) for pair in hours.options for d in day.options)
    return Stretch(found, day, hours.part) if found else None


def moved_to(there: Day, known: Stretch) -> Stretch | None:
    """The hours of one day as they are on another that has one reading."""
    if known.day is None:
        return None
    gap = there.options[0] - known.day.options[0]
    firsts = known.options[:: len(known.day.options)]
    moved = tuple((since and since + gap, until and until + gap) for since, until in firsts)
    return Stretch(moved, there, known.part)


def day_half(day: Day, *, late: bool) -> Stretch | None:
    """The first or the second twelve hours of a day."""
    noon, whole = timedelta(hours=12), timedelta(days=1)
    midnights = [datetime.combine(d, time()) for d in day.options if d.year < 9999]
    if not midnights:
        return None
    bounds = [(m + noon, m + whole) if late else (m, m + noon) for m in midnights]
    return Stretch(tuple(bounds), day)


def _placed(day: date, hours: Hours) -> Instants:
    since, until = hours
    start = datetime.combine(day, since) if since is not None else None
    if until is None:
        return start, None
    last = calendar.shifted(day, 1) if since is not None and until <= since else day
    return start, datetime.combine(last or day, until)


def moved_instant(base: datetime, length: Length, side: int) -> datetime | None:
    """An instant so far before or after another."""
    day = shift_date(base.date(), length, side)
    if day is None:
        return None
    try:
        return datetime.combine(day, base.time()) + timedelta(seconds=length.seconds * side)
    except OverflowError:
        return None


def from_now(context: Context, length: Length, side: int) -> Instant | None:
    """So many hours or minutes ago or from now; whole days are dates and not for here."""
    if not length.seconds:
        return None
    base = context.now.replace(microsecond=0)
    return instants([moved_instant(base, length, side)])


def run_of_hours(context: Context, length: Length, side: int) -> Stretch | None:
    """The last or next so many hours or minutes."""
    base = context.now.replace(microsecond=0)
    far = moved_instant(base, length, side) if length.seconds else None
    if far is None:
        return None
    return Stretch(((far, base) if side < 0 else (base, far),))
