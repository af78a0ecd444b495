"""English dates with times of day: instants, and stretches within a day."""

from __future__ import annotations

from datetime import datetime, time

from alongside.mind.when import calendar, clocks, days, joining, lengths
from alongside.mind.when.context import Context
from alongside.mind.when.grammar import Leaf, Make, Row, Rule, rules
from alongside.mind.when.nodes import (
    Clock,
    ClockSpan,
    Day,
    Instant,
    Length,
    Period,
    Stretch,
)

_NOW = (
    "now|right_now|just_now|at_this_time|at_the_moment|at_present|at_this_moment|"
    "at_the_present_time|at_this_very_moment|asap|as_soon_as_possible"
)


def leaves() -> list[Leaf]:
    return []


def rows() -> tuple[Rule, ...]:
    return rules([*_SPANS, *_ON, *_HALVES, *_INSTANTS])


def _of(_: Context, hours: ClockSpan, day: Day) -> Stretch | None:
    return clocks.on(day, hours)


def _today_part(offset: int, portion: str = "") -> Make:
    return lambda context, part: _part_of_day(context, offset, part, portion)


def _part_of_day(context: Context, offset: int, part: str, portion: str = "") -> Stretch | None:
    day = days.one(calendar.shifted(context.today, offset))
    return day and clocks.on(day, clocks.part_span(part, portion))


def _portion_stretch(_: Context, portion: str, known: Stretch) -> Stretch | None:
    """Late this morning."""
    if not (known.day and known.part):
        return None
    half = "early" if portion in ("early", "earlier", "start") else "late"
    return clocks.on(known.day, clocks.part_span(known.part, half))


def _clock_part(_: Context, clock: Clock, known: Stretch) -> Instant | None:
    return joining.part_clock(_, known, clock)


def _part_hours(_: Context, known: Stretch, hours: ClockSpan) -> Stretch | None:
    """This evening from seven to half past."""
    if not (known.day and known.part) or hours.part:
        return None
    return clocks.on(known.day, clocks.fits_part(hours, known.part))


def _hours_part(_: Context, hours: ClockSpan, known: Stretch) -> Stretch | None:
    return _part_hours(_, known, hours)


def _half(_: Context, portion: str, day: Day) -> Stretch | None:
    """Later today, early Wednesday."""
    if portion in ("mid", "middle", "end", "start"):
        return None
    return clocks.day_half(day, late=portion in ("late", "later"))


def _bare_military(_: Context, day: Day, clock: Clock) -> Instant | None:
    """Four digits after a day that takes no year: "Friday 1530"; 1900 to 2059 may be years."""
    if day.rule or day.dated or day.dom or clock.options[0].hour in (19, 20):
        return None
    return clocks.at(day, clock)


def _clock_on(_: Context, clock: Clock, day: Day) -> Instant | None:
    return clocks.at(day, clock)


def _stretch_of_week(_: Context, known: Stretch, period: Period) -> Stretch | None:
    """Wednesday evening next week."""
    there = _weekday_there(known.day, period)
    return there and clocks.moved_to(there, known)


def _instant_of_week(_: Context, known: Instant, period: Period) -> Instant | None:
    there = _weekday_there(known.day, period)
    return there and clocks.at(there, known.clock)


def _weekday_there(day: Day | None, period: Period) -> Day | None:
    if day is None or day.weekday is None or period.unit != "week":
        return None
    return days.within(period, day.weekday, 1)


def _rest_of_day(context: Context) -> Stretch:
    now = context.now.replace(microsecond=0)
    return Stretch(((now, datetime.combine(now, clocks.LAST)),))


def _end_of_today(context: Context) -> Instant | None:
    return joining.end_of_day(context, Day((context.today,)))


def _ago(context: Context, length: Length) -> Instant | None:
    return clocks.from_now(context, length, -1)


def _ahead(context: Context, length: Length) -> Instant | None:
    return clocks.from_now(context, length, 1)


def _moved(side: int) -> Make:
    def make(_: Context, length: Length, base: Instant) -> Instant | None:
        found = [clocks.moved_instant(i, length, side) for i in base.options]
        return clocks.instants(found) if length.seconds else None

    return make


def _run(context: Context, offset: int, length: Length) -> Stretch | None:
    return clocks.run_of_hours(context, length, offset) if offset else None


def _unit_run(context: Context, offset: int, unit: str) -> Stretch | None:
    return _counted_run(context, 1, offset, unit)


def _counted_run(context: Context, count: float, offset: int, unit: str) -> Stretch | None:
    known = lengths.length(count, unit)
    return _run(context, offset, known) if known else None


def _within(context: Context, length: Length) -> Stretch | None:
    return clocks.run_of_hours(context, length, 1)


_SPANS: list[Row] = [
    ("stretch", "this|today|todays|today's <part>", _today_part(0)),
    ("stretch", "tonight|tonite|to-night|this_night", lambda c: _part_of_day(c, 0, "night")),
    ("stretch", "late tonight|tonite", lambda c: _part_of_day(c, 0, "night", "late")),
    ("stretch", "last|yesterday|previous <part>", _today_part(-1)),
    ("stretch", "next|following|tomorrow <part>", _today_part(1)),
    ("stretch", "<stretch> ~of|in|, <period>", _stretch_of_week),
    ("stretch", "rest|remainder ~of the|this|my day", _rest_of_day),
    ("stretch", "night before last", lambda c: _part_of_day(c, -2, "night")),
    ("stretch", "<portion> <stretch>", _portion_stretch),
    ("stretch", "<stretch> ~,|from|between|at <clockspan>", _part_hours),
    ("stretch", "<clockspan> ~,|on|in <stretch>", _hours_part),
    ("stretch", "<stretch> ~,|from|between|at|for <hourspan>", _part_hours),
    ("stretch", "<hourspan> ~,|on|in <stretch>", _hours_part),
    ("stretch", "<relative> <length>", _run),
    ("stretch", "<relative> <unit>", _unit_run),
    ("stretch", "<amount> <relative> <units>", _counted_run),
    ("stretch", "within|inside ~the ~next|span_of <length>", _within),
]

_ON: list[Row] = [
    ("stretch", "<date> ~,|in|at|on|during|around|- ~the <clockspan>", joining.on_day),
    ("stretch", "<clockspan> ~,|on|of|in|at ~the <date>", _of),
    ("stretch", "<date> ~,|from|at|around|for|- <hourspan>", joining.on_day),
    ("stretch", "<hourspan> ~,|on|of <date>", _of),
]

_HALVES: list[Row] = [
    ("stretch", "<portion> ~in|on ~the|of ~day|of|in|on <date>", _half),
    ("stretch", "<portion> ~the day ~of|on|, <date>", _half),
    ("stretch", "<date> ~,|in|on <portion> ~in|on ~the ~day", lambda c, d, p: _half(c, p, d)),
    ("stretch", "<portion> in|on the|that day ~of|on|, <date>", _half),
    ("stretch", "first half of ~the <date>", lambda _, d: clocks.day_half(d, late=False)),
    ("stretch", "second half of ~the <date>", lambda _, d: clocks.day_half(d, late=True)),
]

_INSTANTS: list[Row] = [
    (
        "instant",
        "<date> ~,|at|around|about|on|from|-|@|for ~around|about|exactly <clock>",
        joining.at_day,
    ),
    ("instant", "<date> at|around|about|@|,_at ~around|about <hour>", joining.at_day),
    ("instant", "<date> ~,|at|around <spelled>", joining.at_day),
    ("instant", "<date> ~,|at|around <pointed>", joining.at_day),
    ("instant", "<date> at <military>", joining.at_day, -5),
    ("instant", "<date> ~, <military>", _bare_military, -5),
    ("instant", "<clock> ~,|on|of|for ~the <date>", _clock_on),
    ("instant", "<hour> ~o'clock on|today <date>", _clock_on),
    ("instant", "<spelled> ~on <date>", _clock_on),
    ("instant", "<pointed> ~on <date>", _clock_on),
    ("instant", "<stretch> ~,|at|around|by|about|@ ~around|about <clock>", joining.part_clock),
    ("instant", "<stretch> ,|at|around|by|about|@ ~at|around|about <hour>", joining.part_clock),
    ("instant", "<instant> ~of|in|, <period>", _instant_of_week),
    ("instant", "<stretch> ~,|at <spelled>", joining.part_clock),
    ("instant", "<clock> ~,|on|in|at <stretch>", _clock_part),
    ("instant", "<hour> ~,|on|in <stretch>", _clock_part),
    ("instant", "<spelled> ~,|on|in <stretch>", _clock_part),
    ("instant", "around|about|circa|approximately ~at <instant>", lambda _, i: i),
    (
        "instant",
        _NOW,
        joining.now,
    ),
    ("instant", "this noon|midday", lambda c: clocks.at(Day((c.today,)), Clock((time(12),)))),
    ("instant", "end of ~the <date>", joining.end_of_day),
    ("instant", "end of ~the ~working|business|work day", _end_of_today),
    (
        "instant",
        "end of ~the ~working|business|work day ~of|on|, ~the <date>",
        joining.end_of_day,
    ),
    ("instant", "eod|the_eod|end-of-day", _end_of_today),
    ("instant", "<date> ~, eod|end_of_day|end_of_the_day", joining.end_of_day),
    ("instant", "eod ~of|on|, ~the <date>", joining.end_of_day),
    ("instant", "<length> ago|back|earlier|previously|before_now", _ago),
    ("instant", "in|in_about <length> ~'s|' ~time", _ahead),
    ("instant", "<length> later|hence|from_now|after_now|away|from_right_now", _ahead, -1),
    ("instant", "<length> before|prior_to <instant>", _moved(-1)),
    ("instant", "<length> after|from|past <instant>", _moved(1)),
]
