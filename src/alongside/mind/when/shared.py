"""What all languages write alike: ISO 8601 dates, numeric dates, clock times, plain numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time

from alongside.mind.when import calendar, clocks, days, periods
from alongside.mind.when.context import Context
from alongside.mind.when.grammar import Leaf, Rule, leaf, rules
from alongside.mind.when.nodes import Clock, Day, Instant, Noise, Period

_START = r"(?<![\d.:/])"
_END = r"(?![\d:/])(?![.,]\d)"
_YEAR = r"(?P<y>(?:1[5-9]|2[01])\d\d)"
_MONTH = r"(?P<m>1[0-2]|0?[1-9])"
_DOM = r"(?P<d>3[01]|[12]\d|0?[1-9])"
_MONTH2 = r"(?P<m>1[0-2]|0[1-9])"
_DOM2 = r"(?P<d>3[01]|[12]\d|0[1-9])"

_NUMBERED = r"(?<!\bpage )(?<!\broom )(?<!\bflight )(?<!\bflat )(?<!\bline )(?<!#)"
"""What a number names."""

_NOT_COUNT = (
    r"(?!\s*(?:%|people|pieces|times|units|items|dollars|euros|won\b|km|miles|words|steps|"
    r"users|votes|calories|kcal|bucks|ml\b|kg|명|개|원|걸음|번|미터|칼로리|자\b|호|번지|쪽|페이지|권|장|점|층))"
)
"""What a number counts where it isn't a year."""


def leaves() -> list[Leaf]:
    return [*_numbers(), *_dates(), *_times(), *_no_times()]


def _numbers() -> list[Leaf]:
    return [
        leaf(
            "n",
            r"(?<![\d$€£₩])(?<!\d[.,:/])\d{1,4}(?![\d])(?!,\d{1,3}(?!\d)|[.:/]\d)",
            lambda _, m: int(m[0]),
        ),
        leaf("decimal", r"(?<![\d.,])\d{1,6}\.\d{1,4}(?![\d.])", lambda _, m: float(m[0])),
        leaf(
            "year",
            rf"(?<![\d$])(?<!\d[.:/])(?<!\d\d,)(?<! \d\d-)(?<! \d\d\d-){_NUMBERED}"
            rf"{_YEAR}(?!\d)(?![.,:]\d){_NOT_COUNT}",
            _year,
        ),
    ]


def _dates() -> list[Leaf]:
    return [
        leaf(
            "date",
            rf"{_START}{_YEAR}(?P<sep>[-/.])\s?{_MONTH}(?P=sep)\s?{_DOM}\.?(?![\d:/])",
            _ymd,
            2,
        ),
        leaf("date", rf"{_START}{_YEAR} {_MONTH2} {_DOM2}(?![\d:.])", _ymd, 1),
        leaf("date", rf"(?<=\bon ){_YEAR} {_MONTH} {_DOM}(?![\d:.])", _ymd, 1),
        leaf("date", rf"(?<!\d)(?<!\d[.-]){_YEAR}{_MONTH2}{_DOM2}(?!\d)", _ymd),
        leaf(
            "date",
            rf"{_START}(?P<a>\d\d?)(?P<sep>[-/.])(?P<b>\d\d?)(?P=sep){_YEAR}(?!\d)",
            _ab_year,
            2,
        ),
        leaf(
            "date",
            rf"{_START}(?P<a>\d\d?)(?P<sep>[-/])(?P<b>\d\d?)(?P=sep)(?P<yy>\d\d){_END}",
            _ab_short,
            2,
        ),
        leaf("date", rf"{_START}(?P<a>\d\d?)[-/](?P<b>\d\d?),{_YEAR}(?!\d)", _ab_year, 2),
        leaf("date", rf"{_START}(?<!\$)(?P<a>\d\d?)/(?P<b>\d\d?){_END}", _ab),
        leaf(
            "date",
            r"(?:(?<=\bon )|(?<=\bin )|(?<=[a-z]day )(?=\d\d?\.))"
            r"(?P<a>\d\d?)(?P<sep>[.-])(?P<b>\d\d?)(?![\d:/-]|[.]\d)"
            r"(?!\s?(?:[ap]\.?m|hours|hrs|percent|%))",
            _ab,
        ),
        leaf("period", rf"{_START}{_MONTH}(?:/|\s?-\s?){_YEAR}{_END}", _month_year),
        leaf("period", rf"{_START}{_YEAR}(?:[/.]|\s?-\s?){_MONTH}{_END}", _month_year),
    ]


def _times() -> list[Leaf]:
    return [
        leaf(
            "clock",
            r"(?<![\d.:/,])(?P<h>[01]?\d|2[0-4]):(?P<mi>[0-5]\d)(?::(?P<s>[0-5]\d))?"
            r"(?:\.\d{1,6})?(?![\d:])",
            _clock,
        ),
        leaf("clock", r"(?<![\w.:/])(?P<h>1\d|2[0-3])h(?P<mi>[0-5]\d)(?P<s>)(?!\w)", _clock),
        leaf(
            "instant",
            rf"(?<![\d-]){_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)[T ](?P<h>[01]\d|2[0-3]):"
            r"(?P<mi>[0-5]\d)(?::(?P<s>[0-5]\d))?(?:\.\d{1,9})?Z?(?![\d:])",
            _iso,
            3,
        ),
    ]


def _no_times() -> list[Leaf]:
    return [
        leaf("noise", r"(?<![\w.])\d\d?:\d(?![\d:])", _noise),
        leaf("noise", r"\+?\(?\d{2,4}\)?[- ]\d{3,4}[- ]\d{4}(?!\d)", _noise),
        leaf("noise", r"\+\d{1,3}[- ]\d{2,4}[- ]\d{3,4}[- ]\d{3,4}(?!\d)", _noise),
        leaf("noise", r"https?://[^\s]{1,200}|[\w.]{1,60}@[\w-]{1,60}\.\w{2,10}", _noise),
    ]


def rows() -> tuple[Rule, ...]:
    return rules(
        [
            ("instant", "<date> ~, <clock>", lambda _, d, t: clocks.at(d, t)),
            ("period", "<year>", lambda _, y: periods.year_of(y), -2),
        ]
    )


def _year(_: Context, match: re.Match[str]) -> int:
    return int(match["y"])


def _noise(_: Context, _match: re.Match[str]) -> Noise:
    return Noise()


def _ymd(_: Context, match: re.Match[str]) -> Day | None:
    return days.full(int(match["y"]), int(match["m"]), int(match["d"]))


def _month_first(match: re.Match[str]) -> tuple[int, int] | None:
    """Month and day of a/b; the day stands first where it can't be otherwise."""
    a, b = int(match["a"]), int(match["b"])
    if 1 <= a <= 12 and 1 <= b <= 31:
        return a, b
    return (b, a) if 1 <= b <= 12 and 1 <= a <= 31 else None


def _ab_year(_: Context, match: re.Match[str]) -> Day | None:
    known = _month_first(match)
    return days.full(int(match["y"]), *known) if known else None


def _ab_short(context: Context, match: re.Match[str]) -> Day | None:
    known = _month_first(match)
    return short_year(context, int(match["yy"]), *known) if known else None


def short_year(_: Context, year: int, month: int, day: int) -> Day | None:
    """A year of two digits: below 30 of this century, from 40 on of the last, else of either."""
    centuries = (2000,) if year < 30 else (1900,) if year >= 40 else (1900, 2000)
    known = [calendar.day_of(century + year, month, day) for century in centuries]
    found = tuple(d for d in known if d)
    return Day(found, dated=True) if found else None


def _ab(context: Context, match: re.Match[str]) -> Day | None:
    known = _month_first(match)
    return days.month_day(context, *known) if known else None


def _month_year(_: Context, match: re.Match[str]) -> Period | None:
    return periods.month_in(int(match["y"]), int(match["m"]))


def _clock(_: Context, match: re.Match[str]) -> Clock | None:
    hour, minute = int(match["h"]), int(match["mi"])
    known = clocks.clock(hour, minute, int(match["s"] or 0))
    if known and match["h"].startswith("0") and len(match["h"]) == 2 and hour:
        return replace(known, military=True)
    return known


def _iso(_: Context, match: re.Match[str]) -> Instant | None:
    day = calendar.day_of(int(match["y"]), int(match["m"]), int(match["d"]))
    if day is None:
        return None
    moment = datetime.combine(day, time(int(match["h"]), int(match["mi"]), int(match["s"] or 0)))
    return Instant((moment,))
