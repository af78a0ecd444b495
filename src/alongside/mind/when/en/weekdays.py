"""English days of the week, alone, with a date and in weeks."""

from __future__ import annotations

import re

from alongside.mind.when import days
from alongside.mind.when.context import Context
from alongside.mind.when.en import words
from alongside.mind.when.grammar import Leaf, Row, Rule, leaf, lexicon, rules
from alongside.mind.when.nodes import Day, Length, Period

_AMBIGUOUS = ("sat", "sun", "wed")
_FULL = {w: n for w, n in words.WEEKDAYS.items() if w not in _AMBIGUOUS}
_CAPITAL = r"(?<![^\W\d_])(?-i:Sat|Sun|Wed|SAT|SUN|WED)(?![^\W\d_])"
_LEAD = ("on", "this", "next", "last", "every", "until", "till", "since", "coming", "upcoming",
         "past", "previous", "following", "week")  # fmt: skip
_PART = r"\s(?:morning|afternoon|evening|night)\b"
_ALONE = (
    rf"\s*(?:$|[.,;:!?)])|\s(?:at|or|and|from|between|after|before|\d\d?(?:\s?[ap]m|:))|{_PART}"
)
_NOT_MARRIED = "".join(
    rf"(?<!\b{word}\s)" for word in ("be", "was", "were", "they", "we", "newly", "to", "get", "got")
)
_LED = "|".join(rf"(?<=\b{word}\s)" for word in _LEAD)


def leaves() -> list[Leaf]:
    return [
        lexicon("weekday", _FULL),
        leaf("weekday", _CAPITAL, _named),
        leaf("weekday", rf"(?:{_LED})(?-i:sat|sun|wed)(?![^\W\d_])", _named),
        leaf("weekday", rf"(?<![^\W\d_]){_NOT_MARRIED}wed(?={_ALONE})", lambda *_: 2),
        leaf("weekday", rf"(?<![^\W\d_])(?:sat|sun)(?={_PART})", _named),
        lexicon("nearest", words.NEAREST),
        lexicon("weekdays", {f"{w}s": n for w, n in words.WEEKDAYS.items() if w.endswith("day")}),
        leaf(
            "dashed",
            r"(?<=[a-z]day )(?P<m>1[0-2]|[1-9])-(?P<d>3[01]|[12]\d|[1-9])(?![\d:/-]|\s?[ap]\.?m)",
            lambda c, m: days.month_day(c, int(m["m"]), int(m["d"])),
        ),
    ]


def rows() -> tuple[Rule, ...]:
    return rules([*_DATED, *_OF_WEEKS])


def _named(_: Context, match: re.Match[str]) -> int:
    return words.WEEKDAYS[match[0].lower()]


def _dashed(context: Context, index: int, day: Day) -> Day | None:
    """Friday 7-6 is a date where that is a Friday this year, else it is hours."""
    known = day.rule(context.today.year) if day.rule else None
    return day if known and known.weekday() == index else None


def _relative_dated(context: Context, _offset: int, _index: int, day: Day) -> Day | None:
    """ "Next Friday 5/12" is this year's."""
    return days.in_year(day, context.today.year)


def _before_date(context: Context, index: int, day: Day) -> Day | None:
    return days.agree(context, day, days.weekday(context, index))


def _after_date(context: Context, day: Day, index: int) -> Day | None:
    return days.agree(context, day, days.weekday(context, index))


def _weekday_dom(context: Context, index: int, dom: int) -> Day | None:
    return days.weekday_with_dom(context, index, dom)


def _weekday_late_dom(context: Context, index: int, dom: int) -> Day | None:
    """A plain number after a weekday is a day where it can't be an hour."""
    return days.weekday_with_dom(context, index, dom) if 12 < dom <= 31 else None


def _weekday_the_dom(context: Context, index: int, dom: int) -> Day | None:
    return days.of_this_month(context, index, dom) or days.weekday_with_dom(context, index, dom)


def _relative_weekday(context: Context, offset: int, index: int) -> Day | None:
    return days.weekday_of_week(context, index, offset)


def _nearest_weekday(context: Context, side: int, index: int) -> Day | None:
    return days.weekday_near(context, index, side)


def _weekday_in(_: Context, index: int, period: Period) -> Day | None:
    return days.within(period, index, 1) if period.unit == "week" else None


def _in_weekday(context: Context, period: Period, index: int) -> Day | None:
    return _weekday_in(context, index, period)


def _weekday_from(context: Context, index: int, length: Length, side: int) -> Day | None:
    there = days.from_day(Day((context.today,)), length, side)
    return there and days.to_weekday(there, index)


def _week_on(context: Context, length: Length, index: int) -> Day | None:
    """A week on Friday."""
    if length.unit != "week":
        return None
    return days.from_day(days.weekday(context, index), length, 1)


def _to_weekday(_: Context, day: Day, index: int) -> Day | None:
    return days.to_weekday(day, index) if day.moved else None


def _weekday_to(_: Context, index: int, day: Day) -> Day | None:
    return days.to_weekday(day, index) if day.moved else None


_DATED: list[Row] = [
    ("date", "<weekday> ~.", days.weekday),
    ("date", "<weekday> ~.|, ~the|- <date>", _before_date),
    ("date", "<weekday> <dashed>", _dashed),
    ("date", "<date> ,|(|-|, <weekday> ~)", _after_date),
    ("date", "<date> <weekday>", lambda c, d, w: _after_date(c, d, w) if d.rule else None),
    ("date", "<date> ~,|( ~the <date> ~)", days.agree),
    ("date", "<weekday> ~.|, <ord>", _weekday_dom),
    ("date", "<weekday> ~.|, <n>", _weekday_late_dom),
    ("date", "<weekday> ~.|, the <ord>", _weekday_the_dom, 1),
    ("date", "<relative> <weekday> ~,|( <date> ~)", _relative_dated, 2),
]

_OF_WEEKS: list[Row] = [
    ("date", "<relative> <weekday>", _relative_weekday),
    ("date", "<nearest> <weekday>", _nearest_weekday, 1),
    ("date", "<weekday> ~,|of|in|on|from <period>", _weekday_in),
    ("date", "<period> ~'s ~,|on|- <weekday>", _in_weekday),
    ("date", "<weekday> week", lambda c, w: days.weekday_of_week(c, w, 1)),
    ("date", "<date> ~,|on <weekday>", _to_weekday, 1),
    ("date", "<weekday> ~, <date>", _weekday_to, 1),
    ("date", "<length> on|this|next <weekday>", _week_on, 1),
    ("date", "<weekday> in <length>", lambda c, w, n: _weekday_from(c, w, n, 1), 1),
    ("date", "<n> <weekdays> ago", lambda c, n, w: days.weekday_of_week(c, w, -n)),
    (
        "date",
        "<n> <weekdays> from now|from_today|later",
        lambda c, n, w: days.weekday_of_week(c, w, n),
    ),
    ("date", "<weekday> after next", lambda c, w: days.weekday_of_week(c, w, 2)),
    ("date", "<weekday> before last", lambda c, w: days.weekday_of_week(c, w, -2)),
]
