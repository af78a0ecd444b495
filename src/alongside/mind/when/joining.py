"""Meanings joined into one, for rules that every language has in words of its own."""

from __future__ import annotations

from datetime import datetime

from alongside.mind.when import clocks, ranges
from alongside.mind.when.context import Context
from alongside.mind.when.nodes import (
    Clock,
    ClockSpan,
    Day,
    Every,
    Instant,
    Length,
    Period,
    Stretch,
)


def bound(_: Context, period: Period) -> Period | None:
    """A period that may bound another: one named, neither open nor made of two bounds itself."""
    return period if period.unit and not period.through else None


def between(_: Context, first: Day | Period, last: Day | Period) -> Period | None:
    return ranges.between(first, last)


def to_today(context: Context, first: Day | Period) -> Period | None:
    return ranges.between(first, Day((context.today,)))


def from_today(context: Context, last: Day | Period) -> Period | None:
    return ranges.between(Day((context.today,)), last)


def hours(_: Context, first: Clock, last: Clock) -> ClockSpan:
    return clocks.clock_range(first, last)


def hours_for(_: Context, first: Clock, length: Length) -> ClockSpan | None:
    return clocks.clock_for(first, length)


def stretch(_: Context, first: Instant, last: Instant) -> Stretch | None:
    return ranges.stretch(first, last)


def parts(_: Context, first: Stretch, last: Stretch) -> Stretch | None:
    return ranges.joined(first, last)


def same_day(_: Context, first: Instant, last: Clock) -> Stretch | None:
    """From three yesterday to five."""
    if first.day is None or first.clock is None:
        return None
    return clocks.on(first.day, clocks.clock_range(first.clock, last))


def from_clock(context: Context, first: Clock, last: Instant) -> Stretch | None:
    """From two to tomorrow at three: from a time of today."""
    return ranges.until_instant(context, first, last, None)


def now(context: Context) -> Instant:
    return Instant((context.now.replace(microsecond=0),))


def is_now(context: Context, known: Instant) -> bool:
    return known.day is None and known.options[:1] == now(context).options


def from_now_to_clock(context: Context, last: Clock) -> Stretch | None:
    """From now to the next time of today that is so."""
    return ranges.stretch(now(context), clocks.at(Day((context.today,)), last))


def part_clock(_: Context, known: Stretch, clock: Clock) -> Instant | None:
    """Tomorrow evening at eight."""
    if not (known.day and known.part):
        return None
    return clocks.at(known.day, clocks.in_part(clock, known.part))


def on_day(_: Context, day: Day, known: ClockSpan) -> Stretch | None:
    return clocks.on(day, known)


def at_day(_: Context, day: Day, clock: Clock) -> Instant | None:
    return clocks.at(day, clock)


def end_of_day(_: Context, day: Day) -> Instant | None:
    return clocks.instants(datetime.combine(d, clocks.LAST) for d in day.options)


def every(_: Context, *_values: object) -> Every:
    return Every()
