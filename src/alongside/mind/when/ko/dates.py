"""Korean single days."""

from __future__ import annotations

import re

from alongside.mind.when import calendar, days, joining, periods
from alongside.mind.when.context import Context
from alongside.mind.when.grammar import Leaf, Make, Row, Rule, leaf, lexicon, rules
from alongside.mind.when.holidays import NAMED
from alongside.mind.when.ko import words
from alongside.mind.when.nodes import Day, Length, Period, YearRule

_KNOWN = "(?:생일|생신|기념일|결혼식|제사|돌잔치|기일|졸업식)"


def leaves() -> list[Leaf]:
    return [
        lexicon("weekday", words.WEEKDAYS, particles=True),
        leaf(
            "weekday", r"(?<=\()[월화수목금토일](?=\))", lambda _, m: "월화수목금토일".index(m[0])
        ),
        leaf(
            "weekday",
            r"(?<![가-힣])[월화수목금토일](?=\s?[~-]\s?[월화수목금토일](?:\s|까지|$))|"
            r"(?<=[월화수목금토일][~-])[월화수목금토일](?=\s|까지|$)",
            lambda _, m: "월화수목금토일".index(m[0]),
        ),
        leaf("mon", "시월(?!드)", lambda *_: 10),
        lexicon("offset", words.DAYS, particles=True),
        leaf("offset", r"(?<![가-힣])낼(?=$|[^가-힣]|부터|까지|은|도|모레)(?!\s?수)", lambda *_: 1),
        leaf("date", r"(?<![\d.])([0-4]\d)\.\s?(\d\d?)\.\s?(\d\d?)\.?(?![\d.:])", _short_ymd),
        leaf("relative", "|".join(sorted(words.RELATIVE, key=len, reverse=True)), _relative),
        leaf("relative", r"(?<![가-힣])이(?=\s?(?:달|날|해|분기|주말|년)|\s주)", lambda *_: 0),
        leaf(
            "relative",
            r"(?<![가-힣])그(?=\s?(?:달|주|해|분기|주말)(?:[에의은는도]|\s|$))",
            lambda *_: 0,
        ),
        leaf("relative", r"(?<![가-힣])전(?=\s?분기)", lambda *_: -1),
        lexicon("nearest", words.NEAREST, particles=True),
        lexicon("holiday", {w: NAMED[key] for w, key in words.HOLIDAYS.items()}, particles=True),
        leaf(
            "date",
            rf"(?<!\w)[\w]{{1,12}}\s?(?:의\s)?{_KNOWN}",
            lambda c, m: days.known_day(c, m[0]),
            3,
        ),
        leaf(
            "date",
            rf"(?<!\w)(?:우리|내|제|저희)\s\w{{1,12}}\s?{_KNOWN}",
            lambda c, m: days.known_day(c, m[0]),
            3,
        ),
    ]


def rows() -> tuple[Rule, ...]:
    table = [*_CALENDAR, *_WEEKDAYS, *_RELATIVE, *_NAMED]
    return rules(table, endings=words.NOT_AFTER)


def _relative(_: Context, match: re.Match[str]) -> int:
    return words.RELATIVE[match[0]]


def _between(low: int, high: int) -> Make:
    return lambda _, n: n if low <= n <= high else None


def _ymd(_: Context, year: int, month: int, day: int) -> Day | None:
    return days.full(year, month, day)


def _short_ymd(_: Context, match: re.Match[str]) -> Day | None:
    return days.full(2000 + int(match[1]), int(match[2]), int(match[3]))


def _md(context: Context, month: int, day: int) -> Day | None:
    return days.month_day(context, month, day)


def _in_period(_: Context, period: Period, day: Day) -> Day | None:
    """Of the year or month before it: 내년 3월 5일, 다음 달 3일."""
    since = period.options[0][0] if period.options else None
    if since is None or len(period.options) > 1 or period.unit not in ("year", "month"):
        return None
    if period.unit == "year":
        return days.in_year(day, since.year)
    return days.nth_day(period, day.dom) if day.dom else None


def _with_weekday(context: Context, day: Day, index: int) -> Day | None:
    return days.agree(context, day, days.weekday(context, index))


def _week_day(_: Context, period: Period, index: int) -> Day | None:
    return days.within(period, index, 1) if period.unit == "week" else None


def _nth_weekday(_: Context, period: Period, nth: int, index: int) -> Day | None:
    return days.within(period, index, nth) if period.unit not in ("", "week") else None


def _nth_day(_: Context, period: Period, nth: int) -> Day | None:
    return days.nth_day(period, nth) if period.unit not in ("", "day") else None


def _from_today(side: int) -> Make:
    def make(context: Context, length: Length) -> Day | None:
        return days.from_day(Day((context.today,)), length, side)

    return make


def _working_day(context: Context, offset: int) -> Day | None:
    known = days.business_shift(context.today, offset) if offset else context.today
    return days.one(known)


def _working_days(side: int) -> Make:
    return lambda context, count: _working_day(context, int(count) * side)


def _from_day(side: int) -> Make:
    return lambda _, day, length: days.from_day(day, length, side)


def _longer_ago(context: Context, length: Length) -> Period | None:
    return _longer_before(context, Day((context.today,)), length)


def _longer_before(_: Context, day: Day, length: Length) -> Period | None:
    there = days.from_day(day, length, -1)
    return there and Period(tuple((None, d) for d in there.options))


def _after_period(_: Context, period: Period, length: Length) -> Day | None:
    """Two weeks after a year: from its beginning."""
    if len(period.options) > 1 or joining.bound(_, period) is None:
        return None
    return days.from_day(periods.starts(period), length, 1)


def _within(_: Context, day: Day, length: Length) -> Period | None:
    return periods.from_length(day, length)


def _shift(offset: int) -> Make:
    return lambda _, day: days.moved(day, lambda d: calendar.shifted(d, offset))


def _today_in(context: Context, period: Period) -> Day | None:
    """The day of last year that today is of this one."""
    since = period.options[0][0] if period.options else None
    if since is None or period.unit != "year" or not period.dated:
        return None
    return days.one(calendar.day_of(since.year, context.today.month, context.today.day))


def _named_in(_: Context, period: Period, rule: YearRule) -> Day | None:
    since = period.options[0][0] if period.options else None
    return days.one(rule(since.year)) if since and period.unit == "year" else None


_CALENDAR: list[Row] = [
    ("y", "<num> 년도|년", _between(1000, 2999)),
    ("y", "<num> 년도|년", lambda _, n: 2000 + n if 10 <= n < 50 else None, -3),
    ("mon", "<num> 월", _between(1, 12)),
    ("kdom", "<num> 일", _between(1, 31)),
    ("date", "<y> ~,|의 <mon> ~,|의 <kdom>", _ymd, 2),
    ("date", "<mon> ~,|의 <kdom>", _md, 2),
    ("date", "<kdom>", days.day_of_month, 1),
    ("date", "<period> ~의|, <date>", _in_period),
]

_WEEKDAYS: list[Row] = [
    ("date", "<weekday>", days.weekday),
    ("date", "<date> ~,|(|의 <weekday> ~)", _with_weekday, 1),
    ("date", "<date> ( <date> )", days.agree, 1),
    ("date", "<relative> ~의 <weekday>", lambda c, o, w: days.weekday_of_week(c, w, o)),
    ("date", "<nearest> <weekday>", lambda c, s, w: days.weekday_near(c, w, s), 1),
    ("date", "<period> ~의|, <weekday>", _week_day),
    ("date", "<period> ~의|, <nth> ~주 <weekday>", _nth_weekday),
    ("date", "<period> ~의|, <nth> 날|일", _nth_day),
    ("date", "<period> ~의 말일", lambda c, p: _nth_day(c, p, -1)),
]

_RELATIVE: list[Row] = [
    ("date", "<offset>", lambda c, n: days.one(calendar.shifted(c.today, n))),
    ("date", "<length> 전|이전", _from_today(-1)),
    ("date", "<relative> 영업일|근무일", _working_day),
    ("date", "<many> 영업일|근무일 후|뒤|이후|안에|내에|내로|이내", _working_days(1)),
    ("date", "<many> 영업일|근무일 전|이전", _working_days(-1)),
    (
        "date",
        "<length> 후|뒤|이후|안에|안|내에|내로|내|이내에|이내|있다가|지나서|만에",
        _from_today(1),
    ),
    (
        "date",
        "지금으로부터|지금부터|오늘부터|오늘로부터 <length> 후|뒤|이후|안에|내에|내로|이내",
        _from_today(1),
    ),
    ("date", "앞으로 <length> 후|뒤|이후", _from_today(1)),
    ("period", "<length> 이상|넘게 전|이전", _longer_ago, 1),
    ("period", "<date> ~보다|로부터|부터 <length> 이상|넘게 전|이전", _longer_before, 3),
    ("date", "<period> 로부터|으로부터|부터|에서 <length> 후|뒤", _after_period, 2),
    ("period", "<date> 이후|이후로 <length> 이내에|이내|안에|내에|내로", _within, 2),
    ("date", "<date> 이후|이후로 <length> ~동안", _from_day(1), 1),
    ("date", "<date> ~로부터|으로부터|부터|에서|보다 <length> 후|뒤|이후", _from_day(1), 2),
    ("date", "<date> ~로부터|으로부터|부터|에서|보다 <length> 전|이전", _from_day(-1), 2),
    ("date", "<length> 전|전의 오늘", _from_today(-1)),
    ("date", "<date> ~의 전날|전일", _shift(-1)),
    ("date", "<date> ~의 다음_날|이튿날|익일", _shift(1)),
    ("date", "<date> ~의 당일|하루|하루_동안", lambda _, d: d),
    ("date", "<period> ~의 오늘", _today_in),
]

_NAMED: list[Row] = [
    ("date", "<holiday>", days.yearly),
    ("date", "<period> ~의 <holiday>", _named_in),
    ("date", "<relative> <holiday>", days.beside),
    ("period", "<holiday> ~이_있는 주말", lambda c, h: periods.weekend_of(days.yearly(c, h))),
]
