"""English ranges between bounds, open ranges, and repetitions."""

from __future__ import annotations

from alongside.mind.when import calendar, clocks, days, joining, periods, ranges
from alongside.mind.when.context import Context
from alongside.mind.when.en import words
from alongside.mind.when.grammar import Leaf, Make, Row, Rule, leaf, lexicon, rules
from alongside.mind.when.nodes import (
    Clock,
    ClockSpan,
    Day,
    Instant,
    Length,
    Noise,
    Period,
    Stretch,
)

_TO = (
    "to|-|~|until|till|til|through|thru|up_to|--|through_and_including|thru_and_including|"
    "to_and_including|up_to_and_including"
)
_PLURAL = {f"{w}s": n for w, n in words.WEEKDAYS.items() if w.endswith("day")}
_OFTEN = (
    "daily|weekly|biweekly|bi-weekly|monthly|bimonthly|bi-monthly|quarterly|yearly|annually|"
    "annual|hourly|nightly|fortnightly|semiannually|semi-annually|biannually|bi-annually|"
    "semiannual|semi-annual|weekdays|everyday"
)
_BEFORE = (
    "before|prior_to|by|earlier_than|sooner_than|no_later_than|not_later_than|"
    "ahead_of|<|<=|<_=|in_advance_of|as_late_as"
)
_AFTER = "after|later_than|following|past|beyond|>|exceeding"
_SINCE = (
    "since|as_of|starting|beginning|effective|>=|>_=|on_or_after|any_time_from|"
    "starting_from|starting_on|beginning_on|starting_with|commencing|commencing_on|as_early_as|any_time_since|"
    "from_and_after|not_before|no_earlier_than|not_earlier_than|effective_from|effective_as_of|"
    "as_from|with_effect_from"
)
_UNTIL = (
    "until|till|til|through|thru|up_to|up_until|on_or_before|unto|not_after|up_to_and_including"
)
_STOP = r"(?=\s*(?:$|[.,;:!?)]|(?:on|in|at|to|for|with|is|are|was|were|would|and|but|of)\b))"
_LATER = r"(?:\b(?:or|and)\s)?\b(?:later|onwards?|after|above|greater|beyond|forward)" + _STOP
_SOONER = r"\b(?:or|and)\s(?:earlier|before|below|sooner|prior)" + _STOP


def leaves() -> list[Leaf]:
    return [
        lexicon("plural", _PLURAL),
        lexicon(
            "meal", {w: clocks.part_span(w) for w in ("breakfast", "brunch", "lunch", "dinner")}
        ),
        lexicon(
            "meal",
            {
                f"{meal}{gap}time": clocks.part_span(meal)
                for meal in ("breakfast", "lunch", "dinner")
                for gap in ("", " ")
            },
        ),
        lexicon("meal", {"supper": clocks.part_span("dinner")}),
        leaf(
            "hyphened",
            r"(?<![\w/:.-])(1[0-2]|0?[1-9])-(3[01]|[12]\d|0?[1-9])(?![\d/:.-])",
            lambda c, m: days.month_day(c, int(m[1]), int(m[2])),
        ),
        lexicon("partplural", {f"{w}s": w for w in ("morning", "afternoon", "evening", "night")}),
        leaf("later", _LATER, lambda _, m: m[0]),
        leaf("sooner", _SOONER, lambda _, m: m[0]),
        leaf("noise", r"\bday in,? day out\b", lambda *_: Noise()),
    ]


def rows() -> tuple[Rule, ...]:
    return rules([*_DATES, *_CLOCKS, *_INSTANTS, *_SETS, *_open("dates", "period"),
                  *_open("clock", "clockspan"), *_open("instant", "stretch"),
                  *_open("stretch", "stretch")])  # fmt: skip


def _to_dom(_: Context, first: Day, dom: int) -> Period | None:
    """April 9th to 17th."""
    if not first.rule and not first.dated:
        return None
    last = Day(
        tuple(d for d in (calendar.day_of(o.year, o.month, dom) for o in first.options) if d)
    )
    return ranges.between(first, last) if dom <= 31 else None


def _from_dom(context: Context, dom: int, last: Day) -> Period | None:
    """The 27th to the third of April."""
    first = days.day_of_month(context, dom)
    return ranges.between(first, last) if first else None


def _dom_dom(context: Context, first: int, last: int) -> Period | None:
    begin = days.day_of_month(context, first)
    return _to_dom_after(context, begin, last) if begin else None


def _to_dom_after(context: Context, first: Day, dom: int) -> Period | None:
    last = days.day_of_month(context, dom)
    return ranges.between(first, last) if last else None


def _month_doms(context: Context, month: int, first: int, last: int) -> Period | None:
    begin, end = days.month_day(context, month, first), days.month_day(context, month, last)
    return _pairs(begin, end) if first < last else None


def _doms_month(context: Context, first: int, last: int, month: int) -> Period | None:
    return _month_doms(context, month, first, last)


def _month_doms_year(_: Context, month: int, first: int, last: int, year: int) -> Period | None:
    return _pairs(days.full(year, month, first), days.full(year, month, last))


def _doms_month_year(_: Context, first: int, last: int, month: int, year: int) -> Period | None:
    return _pairs(days.full(year, month, first), days.full(year, month, last))


def _doms_in(_: Context, first: int, last: int, period: Period) -> Period | None:
    """From the 3rd to the 12th of next month."""
    if period.unit != "month" or len(period.options) > 1:
        return None
    return _pairs(days.nth_day(period, first), days.nth_day(period, last))


def _pairs(first: Day | None, last: Day | None) -> Period | None:
    if first is None or last is None:
        return None
    return ranges.between(first, last)


def _months(_: Context, first: int, last: int, year: int) -> Period | None:
    begin = periods.month_in(year if first < last else year - 1, first)
    end = periods.month_in(year, last)
    return ranges.between(begin, end) if begin and end else None


def _months_open(context: Context, first: int, last: int) -> Period | None:
    begin, end = periods.month_of_year(context, first), periods.month_of_year(context, last)
    return ranges.between(begin, end) if begin and end else None


def _to_now(context: Context, first: Day | Period, last: Instant) -> Period | None:
    return joining.to_today(context, first) if joining.is_now(context, last) else None


def _from_now(context: Context, first: Instant, last: Day | Period) -> Period | None:
    return joining.from_today(context, last) if joining.is_now(context, first) else None


def _now_until(context: Context, first: Instant, last: Clock) -> Stretch | None:
    return joining.from_now_to_clock(context, last) if joining.is_now(context, first) else None


def _from(_: Context, length: Length, day: Day) -> Period | None:
    return periods.from_length(day, length)


def _lasting(_: Context, day: Day, length: Length) -> Period | None:
    return periods.from_length(day, length)


def _for_from(_: Context, length: Length, known: Clock) -> ClockSpan | None:
    return clocks.clock_for(known, length)


def _instant_for(_: Context, first: Instant, length: Length) -> Stretch | None:
    ends = [(i, clocks.moved_instant(i, length, 1)) for i in first.options]
    return Stretch(tuple(ends)) if length.seconds else None


def _nth_weekday_hours(
    _: Context, nth: int, weekday: int, hours: ClockSpan, period: Period
) -> Stretch | None:
    day = days.within(period, weekday, nth)
    return day and clocks.on(day, hours)


def _nth_weekday_clock(
    _: Context, nth: int, weekday: int, clock: Clock, period: Period
) -> Instant | None:
    day = days.within(period, weekday, nth)
    return day and clocks.at(day, clock)


def _side(side: ranges.Side) -> Make:
    def make(_: Context, known: ranges.Anything, *_words: str) -> ranges.Anything | None:
        if isinstance(known, Period) and joining.bound(_, known) is None:
            return None
        if isinstance(known, Stretch) and not known.part:
            return None
        return ranges.bounded(side, known)

    return make


def _open(bound: str, made: str) -> list[Row]:
    """Rows for what lies before and after something."""
    about = "~about|around|the|the_year|end_of_the"
    return [
        (made, f"{_BEFORE} {about} <{bound}>", _side("before")),
        (made, f"{_AFTER} {about} <{bound}>", _side("after")),
        (made, f"{_SINCE} {about} <{bound}>", _side("since")),
        (made, f"{_UNTIL} {about} <{bound}>", _side("until")),
        (made, f"<{bound}> <later>", _side("since")),
        (made, f"<{bound}> <sooner>", _side("until")),
    ]


_DATES: list[Row] = [
    ("dates", "<date>", lambda _, d: d),
    ("period", "from ~the <dates> on|onwards|onward|forward", _side("since")),
    ("dates", "<period>", joining.bound),
    ("period", f"<dates> {_TO} ~the <dates>", joining.between),
    ("period", f"from ~the <dates> {_TO} ~the <dates>", joining.between),
    ("period", f"between ~the|years <dates> and|{_TO} ~the <dates>", joining.between),
    ("period", f"from <hyphened> {_TO} <hyphened>", joining.between, 2),
    ("period", f"between <hyphened> and|{_TO} <hyphened>", joining.between, 2),
    ("period", "<hyphened> to|until|till|through <hyphened>", joining.between, 2),
    ("period", f"in <dates> {_TO} <dates>", joining.between),
    ("period", f"<dates> {_TO} ~the present|date|current_date", joining.to_today),
    ("period", f"from <dates> {_TO} ~the present|date|current_date", joining.to_today),
    ("period", f"<dates> {_TO} ~the <instant>", _to_now),
    ("period", f"from|between <dates> and|{_TO} <instant>", _to_now),
    ("period", f"from|between <instant> and|{_TO} ~the <dates>", _from_now),
    ("period", f"from ~the <ord> {_TO} ~the <date>", _from_dom),
    ("period", f"between ~the <ord> and|{_TO} ~the <date>", _from_dom),
    ("period", f"from ~the <ord> {_TO} ~the <ord>", _dom_dom),
    ("period", f"between ~the <ord> and|{_TO} ~the <ord>", _dom_dom),
    ("period", f"<date> {_TO} ~the <ord>", _to_dom),
    ("period", f"from <date> {_TO} ~the <ord>", _to_dom),
    ("period", f"between <date> and|{_TO} ~the <ord>", _to_dom),
    ("period", f"<month> ~the <dom> {_TO} ~the <dom>", _month_doms),
    ("period", f"from <month> ~the <dom> {_TO} ~the <dom>", _month_doms),
    ("period", "between <month> ~the <dom> and|-|to ~the <dom>", _month_doms),
    ("period", f"<month> ~the <dom> {_TO} ~the <dom> ~,|of|in <year>", _month_doms_year),
    ("period", f"<dom> {_TO} ~the <dom> ~of|in|, <month>", _doms_month),
    ("period", f"from ~the <dom> {_TO} ~the <dom> ~of|in|, <month>", _doms_month),
    ("period", "between ~the <dom> and|-|to ~the <dom> ~of|in|, <month>", _doms_month),
    ("period", f"<dom> {_TO} ~the <dom> ~of|in <month> ~,|of|in <year>", _doms_month_year),
    (
        "period",
        f"from ~the <dom> {_TO} ~the <dom> ~of|in <month> ~,|of|in <year>",
        _doms_month_year,
    ),
    (
        "period",
        "between ~the <dom> and|-|to ~the <dom> ~of|in <month> ~,|of|in <year>",
        _doms_month_year,
    ),
    ("period", f"<dom> {_TO} ~the <dom> ~of|in|, <period>", _doms_in),
    ("period", f"from ~the <dom> {_TO} ~the <dom> ~of|in|, <period>", _doms_in),
    ("period", f"between ~the <dom> and|{_TO} ~the <dom> ~of|in|, <period>", _doms_in),
    ("period", f"<month> {_TO} <month> ~,|of|in <year>", _months),
    ("period", f"<month> {_TO} <month>", _months_open),
    ("period", f"between <month> and|{_TO} <month> ~,|of|in <year>", _months),
    ("period", f"between <month> and|{_TO} <month>", _months_open),
    (
        "period",
        "for <length> ~,|starting|beginning from|starting|on|beginning|after ~on|from ~the <date>",
        _from,
    ),
    ("period", "<length> ~, starting|beginning|commencing ~on|from|, <date>", _from),
    ("period", "from|starting|beginning ~on|from <date> ~, for <length>", _lasting),
]

_CLOCKS: list[Row] = [
    ("time", "<clock>", lambda _, c: c),
    ("time", "<military>", lambda _, c: c),
    ("time", "<hour>", lambda _, c: c),
    ("time", "<pointed>", lambda _, c: c),
    ("time", "<spelled>", lambda _, c: c),
    ("clockspan", f"from|at|for|@ <time> {_TO} <time>", joining.hours, -3),
    ("clockspan", f"between <time> and|{_TO} <time>", joining.hours, -3),
    ("clockspan", f"<clock> {_TO} <time>", joining.hours, -3),
    ("clockspan", f"<time> {_TO} <clock>", joining.hours, -3),
    ("hourspan", f"<time> {_TO} <time>", joining.hours, -3),
    ("clockspan", f"{_BEFORE} <meal>", _side("before")),
    ("clockspan", f"{_AFTER} <meal>", _side("after")),
    ("clockspan", f"{_UNTIL} <meal>", _side("until")),
    ("clockspan", "until|till|til <hour>", _side("until"), -3),
    ("clockspan", "from <time> on|onwards|onward|forward", _side("since")),
    ("clockspan", "at|during|over|around <meal>", lambda _, h: h),
    (
        "clockspan",
        "from|starting|starting_at|beginning_at ~at <clock> ~, for <length>",
        joining.hours_for,
    ),
    (
        "clockspan",
        "for <length> ~, from|starting|beginning|at|starting_at|starting_from <clock>",
        _for_from,
    ),
    ("clockspan", "for <length> from|starting_at|starting_from <hour>", _for_from, -3),
]

_INSTANTS: list[Row] = [
    ("stretch", f"<instant> {_TO} <instant>", joining.stretch),
    ("stretch", f"from <instant> {_TO} <instant>", joining.stretch),
    ("stretch", f"between <instant> and|{_TO} <instant>", joining.stretch),
    ("stretch", f"<stretch> {_TO} <stretch>", joining.parts),
    ("stretch", f"from <stretch> {_TO} <stretch>", joining.parts),
    ("stretch", f"between <stretch> and|{_TO} <stretch>", joining.parts),
    ("stretch", f"<instant> {_TO} <time>", joining.same_day),
    ("stretch", f"from <instant> {_TO} <time>", joining.same_day),
    ("stretch", f"between <instant> and|{_TO} <time>", joining.same_day),
    ("stretch", f"from <time> {_TO} <instant>", joining.from_clock, -6),
    ("stretch", f"between <time> and|{_TO} <instant>", joining.from_clock, -6),
    ("stretch", f"from <instant> {_TO} <time>", _now_until, -3),
    ("stretch", "between <instant> and <time>", _now_until, -3),
    ("stretch", "<instant> for <length>", _instant_for),
    ("stretch", "<nth> <weekday> <clockspan> of|in <period>", _nth_weekday_hours),
    ("stretch", "<nth> <weekday> ~from <hourspan> of|in <period>", _nth_weekday_hours),
    ("instant", "<nth> <weekday> ~at <clock> of|in <period>", _nth_weekday_clock),
]

_SETS: list[Row] = [
    ("every", "every|each ~other|second|single|few <unit>", joining.every),
    ("every", "every|each ~other|second|single <weekday>", joining.every),
    ("every", "every|each <ord> <weekday>", joining.every),
    ("every", "<ord> ~day of every|each <unit>", joining.every),
    ("every", "on the <ord> ~day of every|each <unit>", joining.every),
    ("every", "every|each ~other|second|single <part>", joining.every),
    ("every", "every|each ~other <month>", joining.every),
    ("every", "every|each <season>", joining.every),
    ("every", "every|each <working>", joining.every),
    ("every", "every|each <length>", joining.every),
    ("every", "every|each <holiday>", joining.every),
    ("every", "every <date>", joining.every),
    ("every", _OFTEN, joining.every),
    ("every", "any <weekday>", joining.every),
    ("every", "any <unit>", joining.every),
    ("every", "once|twice|one|two|three ~times a|per <unit>", joining.every, 1),
    ("every", "<plural> ~in ~the <part>", joining.every, 1),
    ("every", "<weekday> <partplural>", joining.every, 1),
    ("every", "<plural>", joining.every),
    ("every", "<every> ~,|at|in|on ~the <clock>", joining.every),
    ("every", "<every> at <hour>", joining.every),
    ("every", "<every> at <pointed>", joining.every),
    ("every", "<every> ~,|in|from ~the <clockspan>", joining.every),
    ("every", "<every> ~from|between <hourspan>", joining.every),
    ("every", "<clock> ~,|on <every>", joining.every),
    ("every", "once|twice a <unit>", joining.every),
]
