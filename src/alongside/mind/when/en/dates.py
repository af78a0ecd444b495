"""English single days."""

from __future__ import annotations

import re

from alongside.mind.when import calendar, days, periods, shared
from alongside.mind.when.context import Context
from alongside.mind.when.en import words
from alongside.mind.when.en.holidays import HOLIDAYS
from alongside.mind.when.grammar import Leaf, Make, Row, Rule, leaf, lexicon, rules
from alongside.mind.when.nodes import Day, Length, Noise, Period, YearRule

_KNOWN = r"(?:birthday|b-day|bday|anniversary|wedding|name day|graduation|funeral|due date)"
_NAMES = "|".join(sorted(words.MONTHS, key=len, reverse=True))
_AFTER_VERB = (
    r"or(?!\s(?:later|earlier)\b)|not|be|have|also|i|we|you|he|she|they|it|well|need|want|take|cause|contain|include|help|go|"
    "come|get|only|still|never|always|already|make|do|see|find|require|apply|seem|result|just"
)
_NOT_VERB = "".join(
    rf"(?<!\b{word}\s)"
    for word in (
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "can't",
        "won't",
    )
)
_ALONE = r"(?=\s*(?:$|[.,;:!?)]))"
_NO_NOUN = (
    r"(?<![\w-])the\s+(?P<n>\d\d?)\s?(?:st|nd|rd|th)"
    r"(?=\s*(?:$|[.,;:!?)]|(?:at|in|on|from|to|till|until|for|and|or|between|of\sthis|with|if|we|i|"
    r"is|was|after|before|by|works?|please|then|around|about|when|that|you|they|she|he|it)\b))"
)
_NAMES_A_THING = (
    r"\b(?:on\s)?(?:(?:the|a|my|your|our|his|her|their)\s)?(?:"
    r"(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s"
    r"(?:thoughts?|reading|hand|half|base|gear|try|attempt|place)"
    r"|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))\s"
    r"(?:floor|storey|level|row|chapter|lane|street|avenue|grade|season|episode|shelf|platform|"
    r"edition))"
    r"|spring\s(?:rolls?|onions?|chicken|water|mattress|board)"
    r"|quarter\s(?:pounders?|horse|finals?|mile|pound)"
    r"|an\saugust(?!\s(?:\d|day|morning|afternoon|evening|night|week|weekend|sun|heat)))\b"
)
"""What has the words of a day, a season or a month in its name: "on the second floor"."""


def leaves() -> list[Leaf]:
    return [
        lexicon("month", {w: n for w, n in words.MONTHS.items() if w != "may"}),
        leaf("month", rf"(?<![^\W\d_])may(?![^\W\d_])(?!\s+(?:{_AFTER_VERB})\b)", lambda *_: 5),
        lexicon("relative", words.RELATIVE),
        leaf("relative", rf"(?<!\w){_NOT_VERB}last(?!\w)", lambda *_: -1),
        lexicon("offset", words.DAYS),
        leaf(
            "date",
            rf"(?<!\w)(?:the|that|the same|same) day{_ALONE}",
            lambda c, _: days.one(c.today),
        ),
        leaf(
            "date",
            rf"(?<!\w)the day after{_ALONE}",
            lambda c, _: days.one(calendar.shifted(c.today, 1)),
        ),
        leaf(
            "date",
            rf"(?<!\w)the day before{_ALONE}",
            lambda c, _: days.one(calendar.shifted(c.today, -1)),
        ),
        leaf(
            "date",
            r"(?<=(?:fore|fter|ntil|ince|from|.day|. of) )(?:the|my|our|his|her|their)\s\w{1,30}"
            r"(?:\s\w{1,30})?",
            lambda c, m: days.known_day(c, m[0]),
            2,
        ),
        leaf(
            "date",
            r"(?<=(?:fore|fter|ntil|ince|from|.day|. of) )(?:the|my|our|his|her|their)\s\w{1,30}",
            lambda c, m: days.known_day(c, m[0]),
            2,
        ),
        leaf("noise", _NAMES_A_THING, lambda *_: Noise()),
        *_called(),
    ]


def _called() -> list[Leaf]:
    return [
        lexicon("holiday", HOLIDAYS),
        leaf(
            "date",
            r"(?<=\bon\s)(?:the\s)?(?P<n>[12]\d|3[01]|[1-9])"
            r"(?=\s(?:at|from|between|after|before)\b|\s*(?:$|[.,;!?)](?!\d)))",
            lambda c, m: days.day_of_month(c, int(m["n"])),
        ),
        leaf(
            "date",
            rf"(?<!\d)(?P<y>\d{{4}})[-/.](?P<d>\d\d?)[-/.](?P<m>{_NAMES})(?![a-z])",
            _year_and_name,
        ),
        leaf(
            "date",
            rf"(?<![a-z\d])(?P<m>{_NAMES})[-/.](?P<d>\d\d?)[-/.](?P<y>\d{{4}})(?!\d)",
            _year_and_name,
        ),
        leaf("date", _NO_NOUN, lambda c, m: days.day_of_month(c, int(m["n"]))),
        leaf(
            "date",
            rf"(?<!\w)(?:my|our|your|[\w-]{{1,40}}'s)\s+(?:\w{{1,20}}\s+)?{_KNOWN}",
            lambda c, m: days.known_day(c, m[0]),
            3,
        ),
        leaf(
            "date",
            rf"(?<!\w)[\w-]{{1,40}}\s[\w-]{{1,40}}'s\s+{_KNOWN}",
            lambda c, m: days.known_day(c, m[0]),
            3,
        ),
        leaf("short", r"(?<=['\-/ ])\d\d(?!\d)", lambda _, m: int(m[0])),
        leaf("closing", r"(?<=, )\d\d(?=\s*(?:$|[.;!?)](?!\d)))", lambda _, m: int(m[0])),
    ]


def rows() -> tuple[Rule, ...]:
    return rules([*_CALENDAR, *_RELATIVE, *_WITHIN, *_NAMED])


def _year_and_name(_: Context, match: re.Match[str]) -> Day | None:
    return days.full(int(match["y"]), words.MONTHS[match["m"].lower()], int(match["d"]))


def _md(context: Context, month: int, day: int) -> Day | None:
    return days.month_day(context, month, day)


def _dm(context: Context, day: int, month: int) -> Day | None:
    return days.month_day(context, month, day)


def _mdy(_: Context, month: int, day: int, year: int) -> Day | None:
    return days.full(year, month, day)


def _dmy(_: Context, day: int, month: int, year: int) -> Day | None:
    return days.full(year, month, day)


def _ymd(_: Context, year: int, month: int, day: int) -> Day | None:
    return days.full(year, month, day)


def _ydm(_: Context, year: int, day: int, month: int) -> Day | None:
    return days.full(year, month, day)


def _dm_short(context: Context, day: int, month: int, year: int) -> Day | None:
    return shared.short_year(context, year, month, day)


def _md_short(context: Context, month: int, day: int, year: int) -> Day | None:
    return shared.short_year(context, year, month, day)


def _with_year(_: Context, day: Day, year: int) -> Day | None:
    return days.in_year(day, year)


def _in_period(_: Context, day: Day, period: Period) -> Day | None:
    """Independence Day of this year."""
    since = period.options[0][0] if period.options else None
    return days.in_year(day, since.year) if since and period.unit == "year" else None


def _ago(context: Context, length: Length) -> Day | None:
    return days.from_day(Day((context.today,)), length, -1)


def _ahead(context: Context, length: Length) -> Day | None:
    return days.from_day(Day((context.today,)), length, 1)


def _longer_ago(context: Context, length: Length) -> Period | None:
    return _before_day(_ago(context, length))


def _shorter_ago(context: Context, length: Length) -> Period | None:
    return _shorter_before(context, length, Day((context.today,)))


def _shorter_after(_: Context, length: Length, day: Day) -> Period | None:
    return periods.from_length(day, length)


def _shorter_before(_: Context, length: Length, day: Day) -> Period | None:
    if length.seconds:
        return None
    return periods.spans((days.shift_date(d, length, -1), d) for d in day.options)


def _after_period(_: Context, length: Length, period: Period) -> Day | None:
    if len(period.options) > 1 or period.through:
        return None
    return days.from_day(periods.starts(period), length, 1)


def _longer_ahead(context: Context, length: Length) -> Period | None:
    return _after_day(_ahead(context, length))


def _longer_before(_: Context, length: Length, day: Day) -> Period | None:
    return _before_day(days.from_day(day, length, -1))


def _longer_after(_: Context, length: Length, day: Day) -> Period | None:
    return _after_day(days.from_day(day, length, 1))


def _before_day(day: Day | None) -> Period | None:
    return Period(tuple((None, d) for d in day.options)) if day else None


def _after_day(day: Day | None) -> Period | None:
    return Period(tuple((d, None) for d in day.options)) if day else None


def _before(_: Context, length: Length, day: Day) -> Day | None:
    return days.from_day(day, length, -1)


def _after(_: Context, length: Length, day: Day) -> Day | None:
    return days.from_day(day, length, 1)


def _day_shift(offset: int) -> Make:
    return lambda _, day: days.moved(day, lambda d: calendar.shifted(d, offset))


def _nth_weekday(_: Context, nth: int, index: int, period: Period) -> Day | None:
    return days.within(period, index, nth) if period.unit != "week" else None


def _nth_day(_: Context, nth: int, period: Period) -> Day | None:
    return days.nth_day(period, nth)


def _dom_of(_: Context, nth: int, period: Period) -> Day | None:
    """A day of a month said by its relation to now; one said by its name is a month and day."""
    if period.unit != "month" or len(period.options) > 1:
        return None
    return days.nth_day(period, nth) if 1 <= nth <= 31 else None


def _named(context: Context, rule: YearRule) -> Day:
    return days.yearly(context, rule)


def _named_in(context: Context, rule: YearRule, year: int) -> Day | None:
    return days.in_year(days.yearly(context, rule), year)


def _named_of(context: Context, rule: YearRule, period: Period) -> Day | None:
    return _in_period(context, days.yearly(context, rule), period)


def _relative_date(context: Context, offset: int, day: Day) -> Day | None:
    """ "Next 5/19" is next year's."""
    return days.one(day.rule(context.today.year + offset)) if day.rule else None


_CALENDAR: list[Row] = [
    ("date", "<month> ~. ~the|-|/ <dom>", _md),
    ("date", "<month> ~. ~the|-|/ <dom> ~.|,|-|/|of|in|of_the_year <year>", _mdy),
    ("date", "<month> ~. <dom> ~, ' <short>", _md_short),
    ("date", "<month> ~. <dom> , <closing>", _md_short),
    ("date", "<month> -|/ <dom> -|/ <short>", _md_short),
    ("date", "<dom> ~.|of|-|/|day_of <month>", _dm),
    ("date", "<dom> ~.|of|-|/|day_of <month> ~.|,|-|/|of|in|of_the_year <year>", _dmy),
    ("date", "<dom> ~of|-|/ <month> ~-|/|'|,_' ~' <short>", _dm_short),
    ("date", "<year> ~-|/|.|, <month> ~-|/|.|,|the <dom>", _ymd),
    ("date", "<year> -|/|. <dom> -|/|. <month>", _ydm),
    ("date", "<date> ~, of|in ~the ~year <year>", _with_year),
    ("date", "<date> ~,|of|in <period>", _in_period),
    ("date", "<period> ~'s|,|on <date>", lambda c, p, d: _in_period(c, d, p)),
    ("date", "<relative> <date>", _relative_date),
]

_RELATIVE: list[Row] = [
    ("date", "<offset>", lambda c, n: days.one(calendar.shifted(c.today, n))),
    ("date", "<length> ago|back|earlier|previously|prior|before_now", _ago),
    ("period", "more_than|over|at_least|longer_than <length> ago|back|earlier", _longer_ago, 1),
    ("period", "less_than|within|under <length> ago|back", _shorter_ago, 1),
    ("period", "less_than|within|under <length> after|from|of ~the <date>", _shorter_after, 1),
    ("period", "less_than|within|under <length> before ~the <date>", _shorter_before, 1),
    ("date", "<length> since|after|from|into ~the ~year <period>", _after_period),
    ("date", "in <length> since|after|from ~the ~year <period>", _after_period),
    ("period", "to_date|till_date|until_today", lambda c: Period(((None, c.today),))),
    ("period", "more_than|over|at_least <length> before ~the <date>", _longer_before, 1),
    ("period", "more_than|over|at_least <length> after|from ~the <date>", _longer_after, 1),
    ("period", "in more_than|over|at_least <length>", _longer_ahead, 1),
    ("date", "in|in_about|in_around <length> ~'s|' ~time", _ahead),
    (
        "date",
        "<length> later|hence|away|ahead|from_now|from_today|after_now|from_then|out|after",
        _ahead,
        -1,
    ),
    ("date", "<length> ago today|to_the_day|exactly", _ago),
    ("date", "<length> before|prior_to|ahead_of|preceding ~the <date>", _before),
    ("date", "<length> after|from|following|since|past ~the <date>", _after),
    ("date", "day|eve before|of ~the <date>", _day_shift(-1)),
    ("date", "day after|following ~the <date>", _day_shift(1)),
]

_WITHIN: list[Row] = [
    ("date", "<nth> <weekday> ~, of|in|on|from|at ~the <period>", _nth_weekday),
    ("date", "<nth> <weekday> <period>", _nth_weekday),
    ("date", "<period> 's <nth> <weekday>", lambda c, p, n, w: _nth_weekday(c, n, w, p)),
    ("date", "<nth> day of|in ~the <period>", _nth_day),
    ("date", "<ord> of|in ~the <period>", _dom_of),
    ("date", "<ord> <period>", _dom_of),
    ("date", "<period> ~on|, the <ord>", lambda c, p, n: _dom_of(c, n, p)),
    ("date", "<period> ~'s <nth> day", lambda c, p, n: _nth_day(c, n, p)),
    ("date", "on ~the <ord>", days.day_of_month),
]

_NAMED: list[Row] = [
    ("date", "<holiday>", _named),
    ("date", "<holiday> ~,|of|in|of_the|in_the ~year <year>", _named_in),
    ("date", "<holiday> ~,|of|in <period>", _named_of),
    ("date", "<year> <holiday>", lambda c, y, h: _named_in(c, h, y)),
    ("date", "<relative> <holiday>", days.beside),
    (
        "date",
        "<relative> year 's|s ~the <holiday>",
        lambda c, n, h: days.one(h(c.today.year + n)),
    ),
]
