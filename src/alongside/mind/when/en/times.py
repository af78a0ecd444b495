"""English times of day, and dates with them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time

from alongside.mind.when import calendar, clocks, days, lengths
from alongside.mind.when.context import Context
from alongside.mind.when.en import words
from alongside.mind.when.grammar import Leaf, Make, Row, Rule, leaf, lexicon, rules
from alongside.mind.when.nodes import Clock, ClockSpan, Day, Instant, Length, Noise, Stretch

_HALF = r"(?P<half>[ap])(?:\.?\s?m\b\.?|\b(?!\.?[a-z]))(?!pm)"
_END_OF_DAY = time(23, 59, 59)


def leaves() -> list[Leaf]:
    return [
        leaf(
            "clock",
            rf"(?<![\d.:/,])(?P<h>\d\d?)(?:[:.](?P<mi>[0-5]\d)(?:[:.](?P<s>[0-5]\d))?)?\s?{_HALF}",
            _half_clock,
        ),
        leaf(
            "clock", rf"(?<![\d.:/,-])(?P<h>[01]?\d)(?P<mi>[0-5]\d)(?P<s>)\s?{_HALF}", _half_clock
        ),
        leaf("clock", r"(?<![\d.:/,])(?P<h>\d\d?)(?::(?P<mi>[0-5]\d))?\s?am\s?/?\s?pm\b", _both),
        leaf(
            "military", r"(?<![\d.:/,])(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d)(?![\d:.])", _military, -5
        ),
        leaf("clock", r"(?<![\w:])T(?P<h>[01]\d|2[0-3]):?(?P<mi>[0-5]\d)(?!\d)", _military),
        leaf(
            "pointed", r"(?<![\d.:/,$])(?P<h>1?\d|2[0-3])\.(?P<mi>[0-5]\d)(?![\d.]\d|%)", _pointed
        ),
        lexicon("part", words.PARTS),
        lexicon("named", words.CLOCKS),
        leaf(
            "noise",
            r"\b(?:good|nice|lovely|great)\s(?:morning|afternoon|evening|night|day|week)\b",
            _noise,
        ),
        leaf(
            "noise",
            r"\b(?:day after day|day by day|day to day|date back|up to date|night after night)\b",
            _noise,
        ),
    ]


def rows() -> tuple[Rule, ...]:
    return rules([*_CLOCKS, *_PARTS, *_SPANS, *_ON, *_HALVES, *_INSTANTS])


def _noise(_: Context, _match: re.Match[str]) -> Noise:
    return Noise()


def _minute(match: re.Match[str]) -> int | None:
    return int(match["mi"]) if match["mi"] else None


def _half_clock(_: Context, match: re.Match[str]) -> Clock | None:
    hour = int(match["h"])
    known = clocks.clock(hour, _minute(match), int(match["s"] or 0))
    return clocks.half_day(known, pm=match["half"].lower() == "p") if hour <= 24 else None


def _both(_: Context, match: re.Match[str]) -> Clock | None:
    return clocks.clock(int(match["h"]), _minute(match))


def _military(_: Context, match: re.Match[str]) -> Clock | None:
    known = clocks.clock(int(match["h"]), int(match["mi"]))
    return known and replace(known, minutes=True, military=True)


def _pointed(_: Context, match: re.Match[str]) -> Clock | None:
    return clocks.clock(int(match["h"]), int(match["mi"]))


def _hour(_: Context, number: int) -> Clock | None:
    return clocks.clock(number) if 0 <= number <= 24 else None


def _spelled(_: Context, hour: int, minute: int) -> Clock | None:
    """Nine thirty."""
    if 1 <= hour <= 12 and 10 <= minute <= 59:
        return clocks.clock(hour, minute)
    return None


def _minutes(sign: int) -> Make:
    def make(_: Context, number: int, hour: Clock) -> Clock | None:
        return clocks.shifted_clock(hour, sign * number) if 0 < number < 60 else None

    return make


def _round_minutes(_: Context, number: int, hour: Clock) -> Clock | None:
    """Ten to eight; two to four is a range."""
    return clocks.shifted_clock(hour, -number) if number in (5, 10, 20, 25) else None


def _shift(minutes: int) -> Make:
    return lambda _, hour: clocks.shifted_clock(hour, minutes)


def _fixed(_: Context, hours: tuple[int, ...]) -> Clock:
    return Clock(tuple(time(h) for h in hours))


def _in_part(_: Context, known: Clock, part: str) -> Clock:
    return clocks.in_part(known, part)


def _in_portion(_: Context, known: Clock, _portion: str, part: str) -> Clock:
    return clocks.in_part(known, part)


def _part(_: Context, part: str) -> ClockSpan:
    return clocks.part_span(part)


def _portion(_: Context, portion: str, part: str) -> ClockSpan | None:
    half = {"early": "early", "earlier": "early", "start": "early"}
    if portion in ("mid", "middle"):
        return clocks.part_span(part)
    return clocks.part_span(part, half.get(portion, "late"))


def _fits(_: Context, known: ClockSpan, part: str) -> ClockSpan | None:
    return None if known.part else clocks.fits_part(known, part)


def _part_at(_: Context, part: ClockSpan, known: Clock) -> Clock | None:
    return clocks.in_part(known, part.part) if part.part else None


def _on(_: Context, day: Day, hours: ClockSpan) -> Stretch | None:
    return clocks.on(day, hours)


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


def _part_clock(_: Context, known: Stretch, clock: Clock) -> Instant | None:
    """Tomorrow evening at eight."""
    if not (known.day and known.part):
        return None
    return clocks.at(known.day, clocks.in_part(clock, known.part))


def _clock_part(_: Context, clock: Clock, known: Stretch) -> Instant | None:
    return _part_clock(_, known, clock)


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


def _at(_: Context, day: Day, clock: Clock) -> Instant | None:
    return clocks.at(day, clock)


def _clock_on(_: Context, clock: Clock, day: Day) -> Instant | None:
    return clocks.at(day, clock)


def _now(context: Context) -> Instant:
    return Instant((context.now.replace(microsecond=0),))


def _end_of(_: Context, day: Day) -> Instant | None:
    return clocks.instants(datetime.combine(d, _END_OF_DAY) for d in day.options)


def _end_of_today(context: Context) -> Instant | None:
    return _end_of(context, Day((context.today,)))


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


_CLOCKS: list[Row] = [
    ("hour", "<n>", _hour),
    ("clock", "<named>", _fixed),
    ("clock", "<hour> o'clock|oclock|o_clock|hundred_hours|hundred_hrs|uhr", lambda _, h: h),
    (
        "clock",
        "at|around|about|circa|@|approximately|approx ~about|around|exactly <hour>",
        lambda _, h: h,
    ),
    ("clock", "at|around|about|circa|@ <pointed>", lambda _, h: h),
    ("clock", "<pointed> ~in ~the <part>", _in_part),
    ("clock", "at|around|about|circa|@|exactly ~about|around <clock>", lambda _, h: h),
    ("clock", "at <military>", lambda _, h: h, 6),
    ("clock", "<military> hours|hrs|h|hr", lambda _, h: h, 6),
    ("spelled", "<word> ~- <word>", _spelled),
    ("spelled", "<word> oh|o <ones>", lambda _, h, m: clocks.clock(h, m) if h <= 12 else None),
    ("clock", "at|around|about|by|@ <spelled>", lambda _, h: h),
    ("clock", "<spelled> ~in ~the <part>", _in_part),
    ("clock", "<spelled> am|a.m.|a.m", lambda _, h: clocks.half_day(h, pm=False)),
    ("clock", "<spelled> pm|p.m.|p.m", lambda _, h: clocks.half_day(h, pm=True)),
    ("clock", "<hour> am|a.m.|a.m", lambda _, h: clocks.half_day(h, pm=False)),
    ("clock", "<hour> pm|p.m.|p.m", lambda _, h: clocks.half_day(h, pm=True)),
    ("clock", "half past|after <hour>", _shift(30)),
    ("clock", "half <hour> o'clock", _shift(30)),
    ("clock", "quarter past|after <hour>", _shift(15)),
    ("clock", "quarter to|before|of|till|til <hour>", _shift(-15)),
    ("clock", "three quarters past <hour>", _shift(45)),
    ("clock", "<n> ~minutes|mins|minute|min past|after <hour>", _minutes(1)),
    ("clock", "<n> minutes|mins|minute|min to|before|till|til <hour>", _minutes(-1), -6),
    ("clock", "<n> to|before|till|til <hour>", _round_minutes, -6),
    ("clock", "<n> ~minutes|mins past <clock>", _minutes(1)),
    ("clock", "<n> ~minutes|mins to <clock>", _minutes(-1), -6),
    ("clock", "half past <clock>", _shift(30)),
    ("clock", "quarter past <clock>", _shift(15)),
    ("clock", "quarter to <clock>", _shift(-15)),
    ("clock", "<hour> ~,|o'clock in|at|of|during|on ~the <part>", _in_part),
    ("clock", "<clock> ~,|in|at|of|during ~the <part>", _in_part),
    ("clock", "<clock> ~,|in ~the <portion> <part>", _in_portion),
    ("clock", "<hour> ~,|in ~the <portion> <part>", _in_portion),
    ("clock", "<part> ~,|at|around|by <clock>", lambda _, p, c: clocks.in_part(c, p)),
    ("clock", "<part> at|around|by <hour>", lambda _, p, c: clocks.in_part(c, p)),
    ("clock", "<clock> ~- ish|sharp|exactly|on_the_dot", lambda _, c: c),
    ("clock", "<hour> ~- ish|sharp", lambda _, c: c),
]

_PARTS: list[Row] = [
    ("clockspan", "<part>", _part, -1),
    ("clockspan", "in|during|at|through ~the <part>", _part),
    ("clockspan", "<portion> ~in|of|-|on ~the <part>", _portion),
    ("clockspan", "in ~the <portion> <part>", _portion),
    ("clockspan", "<clockspan> ~,|in|at ~the <part>", _fits),
    ("clock", "<clockspan> ~,|at|around|by <clock>", _part_at),
    ("clock", "<clockspan> ~,|at|around|by <hour>", _part_at),
]

_SPANS: list[Row] = [
    ("stretch", "this|today|todays|today's <part>", _today_part(0)),
    ("stretch", "tonight|tonite|to-night|this_night", lambda c: _part_of_day(c, 0, "night")),
    ("stretch", "late tonight|tonite", lambda c: _part_of_day(c, 0, "night", "late")),
    ("stretch", "last|yesterday|previous <part>", _today_part(-1)),
    ("stretch", "next|following|tomorrow <part>", _today_part(1)),
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
    ("stretch", "<date> ~,|in|at|on|during|around|- ~the <clockspan>", _on),
    ("stretch", "<clockspan> ~,|on|of|in|at ~the <date>", _of),
    ("stretch", "<date> ~,|from|at|around|for|- <hourspan>", _on),
    ("stretch", "<hourspan> ~,|on|of <date>", _of),
]

_HALVES: list[Row] = [
    ("stretch", "<portion> ~in|on ~the|of ~day|of|in|on <date>", _half),
    ("stretch", "<date> ~,|in|on <portion> ~in|on ~the ~day", lambda c, d, p: _half(c, p, d)),
    ("stretch", "<portion> in|on the|that day ~of|on|, <date>", _half),
    ("stretch", "first half of ~the <date>", lambda _, d: clocks.day_half(d, late=False)),
    ("stretch", "second half of ~the <date>", lambda _, d: clocks.day_half(d, late=True)),
]

_INSTANTS: list[Row] = [
    ("instant", "<date> ~,|at|around|about|on|from|-|@|for ~around|about|exactly <clock>", _at),
    ("instant", "<date> at|around|about|@|,_at ~around|about <hour>", _at),
    ("instant", "<date> ~,|at|around <spelled>", _at),
    ("instant", "<date> ~,|at|around <pointed>", _at),
    ("instant", "<date> at <military>", _at, -5),
    ("instant", "<clock> ~,|on|of|-|for ~the <date>", _clock_on),
    ("instant", "<hour> ~o'clock on|today|, <date>", _clock_on),
    ("instant", "<spelled> ~on <date>", _clock_on),
    ("instant", "<pointed> ~on <date>", _clock_on),
    ("instant", "<stretch> ~,|at|around|by|about|@ ~around|about <clock>", _part_clock),
    ("instant", "<stretch> ~,|at|around|by|about|@ ~around|about <hour>", _part_clock),
    ("instant", "<stretch> ~,|at <spelled>", _part_clock),
    ("instant", "<clock> ~,|on|in|at <stretch>", _clock_part),
    ("instant", "<hour> ~,|on|in <stretch>", _clock_part),
    ("instant", "<spelled> ~,|on|in <stretch>", _clock_part),
    ("instant", "around|about|circa|approximately ~at <instant>", lambda _, i: i),
    (
        "instant",
        "now|right_now|just_now|at_this_time|at_the_moment|at_present|at_this_moment",
        _now,
    ),
    ("instant", "end of ~the <date>", _end_of),
    ("instant", "end of ~the ~working|business|work day", _end_of_today),
    ("instant", "eod|the_eod|end-of-day", _end_of_today),
    ("instant", "<date> ~, eod|end_of_day|end_of_the_day", _end_of),
    ("instant", "eod ~of|on|, <date>", _end_of),
    ("instant", "<length> ago|back|earlier|previously|before_now", _ago),
    ("instant", "in|in_about <length> ~'s|' ~time", _ahead),
    ("instant", "<length> later|hence|from_now|after_now|away|from_right_now", _ahead, -1),
    ("instant", "<length> before|prior_to <instant>", _moved(-1)),
    ("instant", "<length> after|from|past <instant>", _moved(1)),
]
