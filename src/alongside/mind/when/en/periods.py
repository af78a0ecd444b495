"""English ranges of dates that are named, not bounded: months, quarters, "late this week"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from alongside.mind.when import calendar, days, lengths, periods
from alongside.mind.when.context import Context
from alongside.mind.when.en import words
from alongside.mind.when.grammar import Leaf, Make, Row, Rule, leaf, lexicon, rules
from alongside.mind.when.nodes import Day, Length, Noise, Period, YearRule
from alongside.mind.when.portions import Portion, portion

_VERBS = ("may", "march", "mar", "sun")
_PLAIN = {w: n for w, n in words.MONTHS.items() if w not in _VERBS}
_BEFORE = ("in", "of", "since", "until", "till", "by", "from", "after", "before", "during",
           "between", "through")  # fmt: skip
_LED = "|".join(rf"(?<=\b{word}\s)" for word in _BEFORE)
_DECADES = {f"{word[:-1]}ies": n for word, n in words.TENS.items() if word != "fourty"}
_SEASON = (
    r"(?<![^\W\d_])(?<!\ba\s)(?:"
    + "|".join(sorted((w for w in words.SEASONS if w != "fall"), key=len, reverse=True))
    + r")(?![^\W\d_])"
)
_FALL = (
    r"(?<![\w-])(?<!\ba\s)(?<!\bto\s)(?<!\bI\s)(?<!\byou\s)(?<!\bwe\s)(?<!\bthey\s)(?<!\bnot\s)(?<!n't\s)"
    r"fall(?!\w)(?!\s(?:down|off|out|over|asleep|apart|into|behind|back|ill|in\slove)\b)"
)
_PIECE = {"q": "quarter", "h": "half"}
_OF_YEAR = r"[\s-]?(?:of\s|in\s)?(?:(?:19|20)\d\d|this|last|next)\b"
_OF_UNIT = ("week", "month", "year", "quarter", "weekend", "decade", "century", "fortnight")


def leaves() -> list[Leaf]:
    return [
        lexicon("plainmonth", _PLAIN),
        leaf("plainmonth", rf"(?:{_LED})(?:may|march|mar)(?![a-z])", _month_word),
        leaf("plainmonth", r"(?<=[a-z,] )(?-i:May|March)(?![A-Za-z])(?! I\b)", _month_word),
        leaf("season", _SEASON, lambda _, m: words.SEASONS[m[0].lower()]),
        leaf("season", _FALL, lambda *_: "autumn"),
        lexicon("portion", words.PORTIONS),
        lexicon("decadeword", _DECADES),
        leaf("decade", r"(?<![\d.,])(\d{3}0)\s?(?:'s|s|ies)(?![a-z])", lambda _, m: int(m[1])),
        leaf("decade", r"(?<![\d.,])'?(\d0)(?:'s|s)(?![a-z])", lambda _, m: int(m[1])),
        leaf("quarterno", r"(?<![a-z])q([1-4])(?!\d)", lambda _, m: int(m[1])),
        leaf("halfno", r"(?<![a-z])h([12])(?!\d)", lambda _, m: int(m[1])),
        leaf("quarterno", r"(?<![\w.])([1-4])q(?=\d\d|\W|$)", lambda _, m: int(m[1])),
        leaf("halfno", rf"(?<![\w.])([12])h(?={_OF_YEAR})", lambda _, m: int(m[1])),
        leaf(
            "period",
            r"(?<![a-z])(?P<piece>[qh])(?P<n>[1-4])/(?P<y>20\d\d|19\d\d)(?!\d)",
            lambda c, m: _piece_of_year(_PIECE[m["piece"].lower()])(c, int(m["n"]), int(m["y"])),
        ),
        leaf(
            "period",
            r"(?<![\w.])(?P<n>[1-4])(?P<piece>q|(?-i:H))(?P<y>\d\d)(?!\w)",
            lambda c, m: _piece_of_short(_PIECE[m["piece"].lower()])(c, int(m["n"]), int(m["y"])),
        ),
        leaf("weekno", r"(?<![a-z\d])w(\d\d?)(?!\d)", lambda _, m: int(m[1])),
        leaf(
            "period", r"(?<![a-z\d])(?:cy|calendar year)\s?'?(\d\d(?:\d\d)?)(?!\d)", _calendar_year
        ),
        leaf(
            "period",
            r"(?<![a-z\d])(?:(?:this|next|last|the)\s)?(?:fy|sy|fiscal year|school year)"
            r"(?:\s?'?\d{2,4}|\s\d{4}/\d{2,4})?(?!\d)",
            lambda *_: Period(()),
        ),
        leaf("noise", r"(?<!\w)[$€£₩]\s?\d[\d,.]{0,20}", lambda *_: Noise()),
    ]


def rows() -> tuple[Rule, ...]:
    return rules([*_MONTHS, *_UNITS, *_PIECES, *_WEEKS, *_WORKING_WEEK, *_LONG, *_PORTIONS])


def _month_word(_: Context, match: re.Match[str]) -> int:
    return words.MONTHS[match[0].lower()]


def _calendar_year(_: Context, match: re.Match[str]) -> Period | None:
    year = int(match[1])
    return periods.year_of(year + 2000 if year < 100 else year)


def _month_year(_: Context, month: int, year: int) -> Period | None:
    return periods.month_in(year, month)


def _month_short(_: Context, month: int, year: int) -> Period | None:
    return periods.month_in(year + (2000 if year < 30 else 1900), month)


def _year_month(_: Context, year: int, month: int) -> Period | None:
    return periods.month_in(year, month)


def _month_of(_: Context, month: int, period: Period) -> Period | None:
    """March of next year."""
    since = period.options[0][0] if period.options else None
    return periods.month_in(since.year, month) if since and period.unit == "year" else None


def _relative_month(context: Context, offset: int, month: int) -> Period | None:
    return periods.month_beside(context, offset, month)


def _relative_unit(context: Context, offset: int, unit: str) -> Period | None:
    if unit in ("day", "night", "hour", "minute", "second"):
        return None
    return periods.unit_at(context, unit, offset)


def _the_unit(context: Context, unit: str) -> Period | None:
    known = periods.unit_at(context, unit, 0) if unit in _OF_UNIT else None
    return known and replace(known, dated=False)


def _run(context: Context, offset: int, length: Length) -> Period | None:
    return periods.run_of(context, length, offset) if offset else None


def _counted_run(context: Context, count: float, offset: int, unit: str) -> Period | None:
    known = lengths.length(count, unit)
    return _run(context, offset, known) if known else None


def _working_run(context: Context, count: float, offset: int, unit: str) -> Period | None:
    known = lengths.length(count, unit, business=True)
    return _run(context, offset, known) if known else None


def _within(context: Context, length: Length) -> Period | None:
    if length.seconds:
        return None
    return periods.span(context.today, days.shift_date(context.today, length, 1))


def _piece_of_year(unit: str) -> Make:
    def make(_: Context, number: int, year: int) -> Period | None:
        known = periods.year_of(year)
        return known and periods.nth_unit(known, unit, number)

    return make


def _piece_of_short(unit: str) -> Make:
    return lambda context, number, year: _piece_of_year(unit)(
        context, number, year + (2000 if year < 30 else 1900)
    )


def _piece_of(unit: str) -> Make:
    return lambda _, number, period: periods.piece_of(period, unit, number)


def _piece(unit: str) -> Make:
    return lambda context, number: periods.open_piece(context, unit, number)


def _half_of(context: Context, number: int, period: Period) -> Period | None:
    """Half of a year by its months; half of a month or week is its early or late portion."""
    if period.unit == "year":
        return periods.piece_of(period, "half", number)
    names: dict[int, Portion] = {1: "early", 2: "late", -1: "late"}
    return _portion(context, names[number], period) if number in names else None


def _nth_unit(_: Context, nth: int, unit: str, period: Period) -> Period | None:
    if unit not in ("week", "weekend", "month", "quarter", "decade", "year"):
        return None
    return periods.nth_unit(period, unit, nth)


def _nth_unit_of_year(_: Context, nth: int, unit: str, year: int) -> Period | None:
    known = periods.year_of(year)
    return known and _nth_unit(_, nth, unit, known)


def _first_run(_: Context, length: Length, period: Period) -> Period | None:
    return None if length.seconds else periods.run_within(period, length.unit, int(length.count), 1)


def _last_run(_: Context, length: Length, period: Period) -> Period | None:
    return (
        None if length.seconds else periods.run_within(period, length.unit, int(length.count), -1)
    )


def _week_number(context: Context, number: int, year: int | None = None) -> Period | None:
    return periods.week_number(context, number, year) if 1 <= number <= 53 else None


def _week_number_in(context: Context, number: int, period: Period) -> Period | None:
    since = period.options[0][0] if period.options else None
    return _week_number(context, number, since.year) if since and period.unit == "year" else None


def _week_of_dom(context: Context, dom: int) -> Period | None:
    day = days.day_of_month(context, dom)
    return day and periods.week_of(day)


def _business_week(context: Context, offset: int) -> Period | None:
    known = periods.unit_at(context, "week", offset)
    return known and periods.each(known, lambda since, _: (since, since + timedelta(days=5)))


def _month_of_day(_: Context, day: Day) -> Period | None:
    starts = [d.replace(day=1) for d in day.options]
    return periods.spans(((s, calendar.add_months(s, 1)) for s in starts), "month")


def _season_of(context: Context, name: str, year: int) -> Period | None:
    return periods.season(context, name, None, year)


def _season_short(context: Context, name: str, year: int) -> Period | None:
    return _season_of(context, name, year + (2000 if year < 30 else 1900))


def _holiday_weekend(context: Context, rule: YearRule, year: int | None = None) -> Period | None:
    if year is None:
        return periods.weekend_of(days.yearly(context, rule))
    day = days.one(rule(year))
    return day and periods.weekend_of(day)


def _century(_: Context, number: int) -> Period | None:
    return periods.century(number) if 1 <= number <= 21 else None


def _portion(context: Context, name: Portion, period: Period) -> Period | None:
    whole = period.unit not in ("", "portion")
    return portion(context, name, period) if whole else None


def _portion_of_month(context: Context, name: Portion, month: int) -> Period | None:
    known = periods.month_of_year(context, month)
    return known and portion(context, name, known)


def _portion_of_unit(context: Context, name: Portion, unit: str) -> Period | None:
    known = _the_unit(context, unit)
    return known and _portion(context, name, known)


def _rest(context: Context, unit: str) -> Period | None:
    return periods.rest_of(context, unit) if unit in _OF_UNIT else None


def _to_date(context: Context, unit: str) -> Period | None:
    known = periods.unit_at(context, unit, 0)
    since = known.options[0][0] if known else None
    tomorrow = context.today + timedelta(days=1)
    return Period(((since, context.today),), through=(tomorrow,)) if since else None


_MONTHS: list[Row] = [
    ("period", "<plainmonth> ~.", periods.month_of_year),
    ("period", "month of <month>", periods.month_of_year),
    ("period", "<month> ~.|,|of|in|-|/ ~the ~year ~of <year>", _month_year),
    ("period", "<month> ~,|-|of ' <short>", _month_short),
    ("period", "<month> of <short>", _month_short),
    ("period", "<month> - <short>", _month_short, -1),
    ("period", "<year> ~,|-|/|'s <month>", _year_month),
    ("period", "<month> ~,|of|in <period>", _month_of),
    ("period", "<relative> <month>", _relative_month),
    ("period", "<relative> year 's|s <month>", _relative_month),
    ("period", "year ~of|in <year>", lambda _, y: periods.year_of(y)),
]

_UNITS: list[Row] = [
    ("period", "<relative> <unit>", _relative_unit),
    ("period", "<relative> calendar|whole|full|entire <unit>", _relative_unit),
    ("period", "the|that|my|our <unit>", _the_unit, -1),
    ("period", "same|very_same <unit>", _the_unit, -1),
    (
        "period",
        "coming|upcoming|forthcoming|this_coming|this_upcoming weekend",
        lambda c: periods.unit_at(c, "weekend", 0),
        1,
    ),
    ("period", "weekend", lambda c: periods.unit_at(c, "weekend", 0), -1),
    ("period", "week after next", lambda c: periods.unit_at(c, "week", 2)),
    ("period", "month after next", lambda c: periods.unit_at(c, "month", 2)),
    ("period", "year after next", lambda c: periods.unit_at(c, "year", 2)),
    ("period", "weekend after next", lambda c: periods.unit_at(c, "weekend", 2)),
    ("period", "week before last", lambda c: periods.unit_at(c, "week", -2)),
    ("period", "month before last", lambda c: periods.unit_at(c, "month", -2)),
    ("period", "year before last", lambda c: periods.unit_at(c, "year", -2)),
    ("period", "weekend before last", lambda c: periods.unit_at(c, "weekend", -2)),
    ("period", "<relative> <length>", _run),
    ("period", "<amount> <relative> <units>", _counted_run),
    ("period", "<amount> <relative> <working>", _working_run),
    ("period", "within|inside ~the ~next <length>", _within),
    (
        "period",
        "rest|remainder|remaining|balance ~of|in|days_of|days_in the|this|my|current <unit>",
        _rest,
    ),
    ("period", "year ~- to ~- date|ytd", lambda c: _to_date(c, "year")),
    ("period", "ytd", lambda c: _to_date(c, "year")),
    ("period", "month ~- to ~- date", lambda c: _to_date(c, "month")),
    ("period", "week ~- to ~- date", lambda c: _to_date(c, "week")),
]

_PIECES: list[Row] = [
    ("period", "<quarterno> ~-|,|of|/|in <year>", _piece_of_year("quarter")),
    ("period", "<year> ~-|,|/|'s <quarterno>", lambda c, y, n: _piece_of_year("quarter")(c, n, y)),
    ("period", "<quarterno> ~of|in ' <short>", _piece_of_short("quarter")),
    ("period", "<halfno> ~of|in ' <short>", _piece_of_short("half")),
    ("period", "<quarterno> ~of|in <period>", _piece_of("quarter")),
    ("period", "<period> 's <quarterno>", lambda c, p, n: _piece_of("quarter")(c, n, p)),
    ("period", "<period> 's <halfno>", lambda c, p, n: _piece_of("half")(c, n, p)),
    ("period", "<period> <nth> quarter", lambda c, p, n: _piece_of("quarter")(c, n, p)),
    ("period", "<period> <nth> half", lambda c, p, n: _piece_of("half")(c, n, p)),
    ("period", "<quarterno>", _piece("quarter")),
    ("period", "<halfno> ~-|,|of|/|in <year>", _piece_of_year("half")),
    ("period", "<year> ~-|,|/|'s <halfno>", lambda c, y, n: _piece_of_year("half")(c, n, y)),
    ("period", "<halfno> ~of|in <period>", _piece_of("half")),
    ("period", "<nth> half ~,|of|in ~the ~year <year>", _piece_of_year("half")),
    ("period", "<nth> half ~,|of|in ~the <period>", _half_of),
    ("period", "<nth> quarter <period>", _piece_of("quarter")),
    ("period", "<nth> half of|in ~the year", _piece("half"), 1),
    ("period", "<nth> quarter", _piece("quarter"), -1),
    ("period", "<nth> quarter of|in the|a|any|each year", _piece("quarter"), 1),
    ("period", "<year> ~,|-|'s <nth> quarter", lambda c, y, n: _piece_of_year("quarter")(c, n, y)),
    ("period", "<year> ~,|-|'s <nth> half", lambda c, y, n: _piece_of_year("half")(c, n, y)),
    ("period", "<nth> <unit> ~, of|in|from ~the <period>", _nth_unit),
    ("period", "<nth> <unit> ~, of|in ~the ~year <year>", _nth_unit_of_year),
    ("period", "<nth> <unit> <year>", _nth_unit_of_year),
    ("period", "<period> 's <nth> <unit>", lambda c, p, n, u: _nth_unit(c, n, u, p)),
    ("period", "first <length> of|in|from ~the <period>", _first_run),
    ("period", "last|final <length> of|in|from ~the <period>", _last_run),
]

_WEEKS: list[Row] = [
    ("period", "week ~number|no|no.|# <n>", _week_number),
    ("period", "week ~number|no|no.|# <n> ~,|of|in|- ~the ~year <year>", _week_number),
    ("period", "week ~number|no|no.|# <n> ~,|of|in <period>", _week_number_in),
    ("period", "<weekno>", lambda c, n: _week_number(c, n) if n > 9 else None),
    ("period", "<weekno> ~-|,|of|/ <year>", _week_number),
    ("period", "<year> ~-|,|/ <weekno>", lambda c, y, n: _week_number(c, n, y)),
    (
        "period",
        "week ~-|,|in|for of|starting|beginning|commencing|from|containing ~on|from ~the <date>",
        lambda _, d: periods.week_of(d),
        1,
    ),
    ("period", "week before ~the <date>", lambda _, d: periods.week_of(d, -1), 1),
    ("period", "week after ~the <date>", lambda _, d: periods.week_of(d, 1), 1),
    ("period", "weekend before ~the <date>", lambda _, d: periods.weekend_beside(d, -1), 1),
    ("period", "weekend after|following ~the <date>", lambda _, d: periods.weekend_beside(d, 1), 1),
    ("period", "week of ~the <ord>", _week_of_dom),
    (
        "period",
        "w/c|wc|week_commencing|week_beginning ~the|on <date>",
        lambda _, d: periods.week_of(d),
        1,
    ),
    ("period", "month of|containing ~the <date>", _month_of_day, 1),
    ("period", "weekend of ~the <date>", lambda _, d: periods.weekend_of(d)),
    ("period", "<date> weekend", lambda _, d: periods.weekend_of(d)),
    ("period", "<holiday> weekend ~,|of|in <year>", _holiday_weekend),
]

_WORKING_WEEK: list[Row] = [
    ("period", "<relative> business|work|working|school week", _business_week),
    ("period", "the|my business|work|working|school week", lambda c: _business_week(c, 0)),
]

_LONG: list[Row] = [
    ("period", "<season>", lambda c, s: periods.season(c, s, None)),
    ("period", "<relative> <season>", lambda c, o, s: periods.season(c, s, o)),
    ("period", "<season> ~,|of|in ~the ~year <year>", _season_of),
    ("period", "<season> of|in ~' <short>", _season_short),
    ("period", "<year> ~'s|,|- <season>", lambda c, y, s: _season_of(c, s, y)),
    ("period", "<season> ~of|in|, <period>", periods.season_in),
    ("period", "<decade>", periods.decade),
    ("period", "the <decadeword>", periods.decade),
    (
        "period",
        "<portion> ~the <decadeword>",
        lambda c, p, d: _portion(c, p, periods.decade(c, d) or Period(())),
    ),
    ("period", "<word> <decadeword>", lambda c, w, d: periods.decade(c, w * 100 + d)),
    ("period", "<ord> century", _century),
]

_PORTIONS: list[Row] = [
    ("period", "<portion> ~-|in|of ~the <period>", _portion),
    ("period", "<portion> ~-|in|of|the <month>", _portion_of_month),
    ("period", "<portion> ~of|the|of_the <unit>", _portion_of_unit),
    ("period", "<period> early|beginning", lambda c, p: _portion(c, "early", p)),
]
