"""English times of day, and dates with them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

from alongside.mind.when import clocks
from alongside.mind.when.context import Context
from alongside.mind.when.en import words
from alongside.mind.when.grammar import Leaf, Make, Row, Rule, leaf, lexicon, rules
from alongside.mind.when.nodes import (
    Clock,
    ClockSpan,
    Noise,
)

_HALF = r"(?P<half>[ap])(?:\.?\s?m\b\.?|\b(?!\.?[a-z]))(?!pm)"


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
    return rules([*_CLOCKS, *_PARTS])


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


def _low_hour(_: Context, known: Clock) -> Clock | None:
    """ "About 18" is no time; with a date it may be."""
    return known if len(known.options) == 2 else None


def _spelled(_: Context, hour: int, minute: int) -> Clock | None:
    """Nine thirty."""
    if 1 <= hour <= 12 and 10 <= minute <= 59:
        return clocks.clock(hour, minute)
    return None


def _by_quarters(_: Context, known: Clock) -> Clock | None:
    """Ten forty-five stands alone; two fifty may be money."""
    return known if known.options[0].minute in (15, 30, 45) else None


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
    whole = all(since is not None and until is not None for since, until in known.options)
    return clocks.fits_part(known, part) if whole and not known.part else None


def _part_at(_: Context, part: ClockSpan, known: Clock) -> Clock | None:
    return clocks.in_part(known, part.part) if part.part else None


_CLOCKS: list[Row] = [
    ("hour", "<n>", _hour),
    ("clock", "<named>", _fixed),
    ("clock", "<hour> o'clock|oclock|o_clock|hundred_hours|hundred_hrs|uhr", lambda _, h: h),
    (
        "clock",
        "at|around|about|circa|@|approximately|approx ~about|around|exactly <hour>",
        _low_hour,
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
    ("clock", "<spelled>", _by_quarters, -4),
    ("clock", "<spelled> am|a.m.|a.m", lambda _, h: clocks.half_day(h, pm=False)),
    ("clock", "<spelled> pm|p.m.|p.m", lambda _, h: clocks.half_day(h, pm=True)),
    ("clock", "<hour> am|a.m.|a.m", lambda _, h: clocks.half_day(h, pm=False)),
    ("clock", "<hour> pm|p.m.|p.m", lambda _, h: clocks.half_day(h, pm=True)),
    ("clock", "half past|after <hour>", _shift(30)),
    ("clock", "half <hour> o'clock", _shift(30)),
    ("clock", "at|around|about|by half <hour>", _shift(30)),
    ("clock", "quarter past|after <hour>", _shift(15)),
    ("clock", "quarter to|before|of|till|til <hour>", _shift(-15)),
    ("clock", "three|3 quarters past|after <hour>", _shift(45)),
    ("clock", "three|3 quarters past|after <clock>", _shift(45)),
    ("clock", "<n> ~minutes|mins|minute|min past|after <hour>", _minutes(1)),
    ("clock", "<n> minutes|mins|minute|min to|before|till|til <hour>", _minutes(-1), -6),
    ("clock", "<n> to|before|till|til <hour>", _round_minutes, -6),
    ("clock", "<n> ~minutes|mins past <clock>", _minutes(1)),
    ("clock", "<n> ~minutes|mins to <clock>", _minutes(-1), -6),
    ("clock", "half past|after <clock>", _shift(30)),
    ("clock", "quarter past|after <clock>", _shift(15)),
    ("clock", "quarter to|before|of|till|til <clock>", _shift(-15)),
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
