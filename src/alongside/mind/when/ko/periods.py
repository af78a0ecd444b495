"""Korean ranges of dates that are named rather than bounded."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from alongside.mind.when import joining, periods
from alongside.mind.when.context import Context
from alongside.mind.when.grammar import Leaf, Make, Row, Rule, leaf, lexicon, rules
from alongside.mind.when.ko import words
from alongside.mind.when.lengths import joined, length, more, of
from alongside.mind.when.nodes import Day, Length, Period
from alongside.mind.when.portions import Portion, portion

_PORTION = "|".join(sorted(words.PORTIONS, key=len, reverse=True))
_CALENDAR_YEAR = 1000
_HALVES = {"상반기": 1, "전반기": 1, "하반기": 2, "후반기": 2}


def leaves() -> list[Leaf]:
    return [
        lexicon("kunit", words.UNITS, particles=True),
        lexicon("countable", words.COUNTABLE, particles=True),
        lexicon("unitword", words.UNIT_WORDS, particles=True),
        leaf("unitword", r"(?<![가-힣])내주(?![세시었])", lambda *_: ("week", 1)),
        leaf(
            "unitword",
            r"(?<![가-힣])올(?=\s?(?:봄|여름|가을|겨울|연말|상반기|하반기|\d{1,2}월))",
            lambda *_: ("year", 0),
        ),
        lexicon("halfno", _HALVES, particles=True),
        leaf(
            "season",
            r"(?<![가-힣])(?:봄|여름|가을|겨울)(?:철)?",
            lambda _, m: words.SEASONS[m[0].removesuffix("철")],
        ),
        leaf("season", r"(?<=[번해년난올])(?:봄|여름|가을|겨울)", lambda _, m: words.SEASONS[m[0]]),
        leaf(
            "kportion",
            rf"(?:{_PORTION})(?=[에의은는이을부까쯤경\s]|$|[^가-힣]|[가과와로도만나]\s|보다|동안|내내|전에)",
            lambda _, m: words.PORTIONS[m[0]],
        ),
        leaf("decade", r"(?<!\d)(\d{3}0|\d0)\s?년대", lambda _, m: int(m[1])),
        leaf("quarterno", r"(?<!\d)([1-4])(?:/4)?\s?(?:사)?분기", lambda _, m: int(m[1])),
        leaf("quarterno", r"[일이삼사]\s?사?분기", lambda _, m: words.DIGITS[m[0][0]]),
        leaf(
            "length",
            "|".join(sorted(words.COUNTED_DAYS, key=len, reverse=True)),
            lambda _, m: length(words.COUNTED_DAYS[m[0]], "day"),
        ),
    ]


def rows() -> tuple[Rule, ...]:
    return rules([*_LENGTHS, *_UNITS, *_PIECES, *_PORTIONS], endings=words.NOT_AFTER)


def _unit(context: Context, offset: int, unit: str) -> Period | None:
    if unit in ("day", "night", "hour", "minute", "second"):
        return None
    return periods.unit_at(context, unit, offset)


def _month_named(context: Context, offset: int, month: int) -> Period | None:
    return periods.month_beside(context, offset, month)


def _weekdays_of(_: Context, period: Period) -> Period | None:
    if period.unit != "week":
        return None
    return periods.each(period, lambda monday, _: (monday, monday + timedelta(days=5)))


def _unit_word(context: Context, word: tuple[str, int]) -> Period | None:
    return periods.unit_at(context, *word)


def _run(context: Context, offset: int, known: Length) -> Period | None:
    return periods.run_of(context, known, offset) if offset in (-1, 1) else None


def _working(context: Context, offset: int, known: Length) -> Period | None:
    whole = length(known.days, "day", business=True)
    return _run(context, offset, whole) if whole else None


def _month_in(_: Context, period: Period, month: int) -> Period | None:
    since = period.options[0][0] if period.options else None
    return periods.month_in(since.year, month) if since and period.unit == "year" else None


def _piece_of(unit: str) -> Make:
    return lambda _, period, number: periods.piece_of(period, unit, number)


def _piece(unit: str) -> Make:
    return lambda context, number: periods.open_piece(context, unit, number)


def _nth_unit(_: Context, period: Period, nth: int, unit: str) -> Period | None:
    if unit not in ("week", "weekend", "month", "quarter") or period.unit in ("", "portion"):
        return None
    return periods.nth_unit(period, unit, nth)


def _run_within(side: int) -> Make:
    def make(_: Context, period: Period, known: Length) -> Period | None:
        if known.seconds or not period.unit:
            return None
        return periods.run_within(period, known.unit, int(known.count), side)

    return make


def _week_of(_: Context, day: Day) -> Period | None:
    return periods.week_of(day)


def _portion(context: Context, period: Period, name: Portion) -> Period | None:
    whole = period.unit in ("week", "month", "year", "season", "decade", "century", "quarter")
    known = portion(context, name, period) if whole else None
    if known is None or name != "late":
        return known
    return replace(known, edges=tuple(until for _, until in known.options if until))


def _to_today(context: Context, period: Period) -> Period | None:
    since = period.options[0][0] if period.options else None
    if since is None or since >= context.today or period.unit == "":
        return None
    return Period(((since, context.today),), through=(context.today + timedelta(days=1),))


def _counted(context: Context, count: float, unit: str) -> Length | None:
    """2018년 is a year, not so many of them."""
    return None if unit == "year" and count >= _CALENDAR_YEAR else of(context, count, unit)


def _half_more(context: Context, count: float, unit: str) -> Length | None:
    known = length(count, unit)
    return more(context, known, 0.5) if known else None


def _this(context: Context, unit: str) -> Period:
    return periods.unit_at(context, unit, 0) or Period(())


_LENGTHS: list[Row] = [
    ("length", "<many> ~여|정도 <countable>", _counted),
    ("length", "<many> <countable> 반", _half_more, 1),
    ("length", "반 시간", lambda _: length(0.5, "hour")),
    ("length", "<length> ~하고|과|와|, <length>", joined),
    ("length", "<length> 동안|간|째|쯤|가량|정도|이상|이하|미만|내내", lambda _, n: n),
    ("length", "반년", lambda _: length(6, "month")),
    ("length", "<num> 박 <num> 일", lambda _, _n, d: length(d, "day"), 3),
    ("length", "하루_종일|온종일|종일", lambda _: length(1, "day")),
]


_UNITS: list[Row] = [
    ("period", "<y>", lambda _, y: periods.year_of(y)),
    ("period", "<y> ~의|, <mon>", lambda _, y, m: periods.month_in(y, m)),
    ("period", "<mon>", periods.month_of_year),
    ("period", "<period> ~의|, <mon>", _month_in),
    ("period", "<relative> ~의 <mon>", _month_named),
    ("period", "<unitword>", _unit_word),
    ("period", "<relative> <kunit>", _unit),
    ("period", "<period> ~의 내내|한_달|한_달간|전체|한_해", joining.bound),
    ("period", "<relative> 한_주|한_주간", lambda c, o: _unit(c, o, "week")),
    ("period", "<period> ~의 평일|주중", _weekdays_of),
    ("period", "주말", lambda c: periods.unit_at(c, "weekend", 0)),
    (
        "period",
        "<period> ~의 주말",
        lambda _, p: periods.nth_unit(p, "weekend", 1) if p.unit == "week" else None,
    ),
    ("period", "<date> ~의|이_있는|이_포함된 주|주간", _week_of),
    ("period", "<date> ~부터|에 시작하는|시작되는 주|주간", _week_of),
    ("period", "<relative> <length> ~안에|내에|이내에|이내|내로|내|사이에|사이|중에", _run),
    ("period", "<relative> 영업일|근무일 ~기준 <length>", _working),
    ("period", "영업일|근무일 기준|기준으로 <relative> <length>", _working),
    ("period", "<relative> <num> 영업일|근무일", lambda c, o, n: _working(c, o, Length(days=n))),
    (
        "period",
        "<period> ~의 나머지|남은_기간",
        lambda c, p: periods.rest_of(c, p.unit) if p.current else None,
    ),
    ("period", "<period> ~들어|들어서|의|부터 현재까지|지금까지|오늘까지|현재", _to_today),
]

_PIECES: list[Row] = [
    ("period", "<period> ~의|, <quarterno>", _piece_of("quarter")),
    (
        "period",
        "<y> ~의|, <quarterno>",
        lambda _, y, n: periods.piece_of(periods.year_of(y) or Period(()), "quarter", n),
        4,
    ),
    ("period", "<quarterno>", _piece("quarter")),
    ("period", "<nth> 분기", _piece("quarter"), -1),
    ("period", "<period> ~의|, <nth> 분기", _piece_of("quarter")),
    ("period", "<period> ~의|, <halfno>", _piece_of("half")),
    ("period", "<halfno>", _piece("half")),
    ("period", "<period> ~의|, <nth> <kunit>", _nth_unit),
    ("period", "<period> ~의|, <num> 주_차|주", lambda c, p, n: _nth_unit(c, p, n, "week")),
    ("period", "<period> ~의 첫|처음 <length>", _run_within(1)),
    ("period", "<period> ~의 마지막 <length>", _run_within(-1)),
    ("period", "<num> 주_차", periods.week_number),
    ("period", "제 <num> 주", periods.week_number),
    ("period", "<season>", lambda c, s: periods.season(c, s, None)),
    ("period", "<relative> <season>", lambda c, o, s: periods.season(c, s, o)),
    ("period", "<y> ~의|, <season>", lambda c, y, s: periods.season(c, s, None, y)),
    ("period", "<period> ~의|, <season>", lambda c, p, s: periods.season_in(c, s, p)),
    ("period", "<decade>", periods.decade),
    ("period", "<num> 세기", lambda _, n: periods.century(n) if 1 <= n <= 21 else None),
]

_PORTIONS: list[Row] = [
    ("period", "<period> ~의 <kportion>", _portion),
    ("period", "연초|년초", lambda c: _portion(c, _this(c, "year"), "early")),
    ("period", "연말|년말", lambda c: _portion(c, _this(c, "year"), "late")),
    ("period", "월초", lambda c: _portion(c, _this(c, "month"), "early")),
    ("period", "월말", lambda c: _portion(c, _this(c, "month"), "late")),
    ("period", "주초", lambda c: _portion(c, _this(c, "week"), "early")),
]
