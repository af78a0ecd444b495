"""Ranges of dates: weeks, months, seasons, years and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from alongside.mind.when import calendar
from alongside.mind.when.context import Context
from alongside.mind.when.days import business_shift, shift_date, unique
from alongside.mind.when.nodes import Bounds, Day, Length, Period

DAY = timedelta(days=1)
PIECE = "part of year"
"""The unit of a quarter or half of an open year."""
SEASON_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def span(
    since: date | None, until: date | None, unit: str = "", *, dated: bool = False
) -> Period | None:
    if since is None or until is None or until <= since:
        return None
    return Period(((since, until),), unit, dated=dated)


def spans(bounds: Iterable[tuple[date | None, date | None]], unit: str = "") -> Period | None:
    """The bounds that are whole, once each."""
    whole = [b for b in bounds if b[0] and b[1] and b[0] < b[1]]
    return Period(tuple(dict.fromkeys(whole)), unit) if whole else None


def each(
    period: Period, narrow: Callable[[date, date], Bounds | None], unit: str = ""
) -> Period | None:
    """The period with each of its closed readings narrowed."""
    found = [narrow(since, until) for since, until in period.options if since and until]
    known = spans(bounds for bounds in found if bounds)
    return known and Period(known.options, unit, dated=period.dated)


def open_years(context: Context, make: Callable[[int], Period | None]) -> Period | None:
    """A part of any year: the last one begun and the next one."""
    year = context.today.year
    known = [p.options[0] for n in (-1, 0, 1) if (p := make(year + n))]
    begun = [o for o in known if o[0] and o[0] <= context.today]
    ahead = [o for o in known if o[0] and o[0] > context.today]
    return spans([*begun[-1:], *ahead[:1]], PIECE)


def months_from(
    first: date | None, months: int, unit: str, *, dated: bool = False
) -> Period | None:
    return span(first, calendar.add_months(first, months) if first else None, unit, dated=dated)


def year_of(year: int, *, dated: bool = True) -> Period | None:
    return months_from(calendar.day_of(year, 1, 1), 12, "year", dated=dated)


def month_in(year: int, month: int) -> Period | None:
    known = months_from(calendar.month_start(year, month), 1, "month", dated=True)
    return known and Period(known.options, "month", month, dated=True)


def month_of_year(context: Context, month: int) -> Period | None:
    """A month without its year: the last one begun in an earlier month, and the next or present."""
    year, present = context.today.year, context.today.month
    years = (year - 1, year) if month >= present else (year, year + 1)
    starts = [calendar.month_start(y, month) for y in years]
    known = spans(((s, calendar.add_months(s, 1)) for s in starts if s), "month")
    return known and Period(known.options, "month", month)


def month_beside(context: Context, offset: int, month: int) -> Period | None:
    """ "Last April" is last year's; of the months left behind this year the nearest one, too."""
    known = month_in(context.today.year + offset, month)
    if known is None or offset == 0 or (month - context.today.month) * offset <= 0:
        return known
    nearest = month_in(context.today.year, month)
    return replace(known, options=(*known.options, *nearest.options)) if nearest else known


def unit_start(day: date, unit: str) -> date | None:
    """Where the unit begins that holds the day."""
    if unit in ("week", "fortnight"):
        return calendar.week_start(day)
    if unit == "weekend":
        return calendar.week_start(day) + timedelta(days=5)
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return calendar.quarter_start(day)
    if unit == "half":
        return date(day.year, 1 if day.month < 7 else 7, 1)
    years = {"year": 1, "decade": 10, "century": 100}.get(unit)
    return calendar.day_of(day.year - day.year % years, 1, 1) if years else None


def unit_step(start: date | None, unit: str, steps: int) -> date | None:
    if start is None or unit == "day":
        return start and calendar.shifted(start, steps)
    if unit in MONTHS:
        return calendar.add_months(start, MONTHS[unit] * steps)
    return calendar.shifted(start, (14 if unit == "fortnight" else 7) * steps)


def unit_at(context: Context, unit: str, offset: int) -> Period | None:
    """This (0), the next (1) or the last (-1) week, weekend, month, quarter, year and so on."""
    since = unit_step(unit_start(context.today, unit), unit, offset)
    weekend = calendar.shifted(since, 2) if since and unit == "weekend" else None
    known = span(since, weekend or unit_step(since, unit, 1), unit)
    month = since.month if since and unit == "month" else None
    return known and Period(known.options, unit, month, dated=unit == "year", current=offset == 0)


def run_of(context: Context, length: Length, side: int) -> Period | None:
    """The last (-1) or next (1) so many units, up to today or from tomorrow on.

    Quarters, halves, decades and centuries are whole ones; days, weeks, months and years are
    counted from today.
    """
    if length.seconds:
        return None
    unit, count = length.unit, int(length.count)
    if unit in ("quarter", "half", "decade", "century", "weekend"):
        here = unit_start(context.today, unit)
        if side < 0:
            return span(unit_step(here, unit, -count), here)
        return span(unit_step(here, unit, 1), unit_step(here, unit, count + 1))
    if length.business:
        return business_run(context, count, side)
    if side < 0:
        return span(shift_date(context.today, length, -1), context.today)
    tomorrow = calendar.shifted(context.today, 1)
    return span(tomorrow, tomorrow and shift_date(tomorrow, length, 1))


def business_run(context: Context, count: int, side: int) -> Period | None:
    far = business_shift(context.today, count * side)
    if side < 0:
        return span(far, context.today)
    return span(business_shift(context.today, 1), far and calendar.shifted(far, 1))


def piece_of(period: Period, unit: str, number: int) -> Period | None:
    """A quarter or half of a year."""
    return nth_unit(period, unit, number) if period.unit == "year" else None


def open_piece(context: Context, unit: str, number: int) -> Period | None:
    """A quarter or half of no year: the last one begun and the next."""

    def of(year: int) -> Period | None:
        known = year_of(year)
        return known and piece_of(known, unit, number)

    return open_years(context, of)


def piece_in(year: int, piece: Period) -> Period | None:
    """A quarter or half of an open year, in a year."""
    since, until = piece.options[0]
    if since is None or until is None:
        return None
    months = (until.year - since.year) * 12 + until.month - since.month
    return months_from(calendar.month_start(year, since.month), months, PIECE, dated=True)


def nth_unit(period: Period, unit: str, nth: int) -> Period | None:
    """The nth week, weekend, month, quarter, half or decade of a period; -1 is the last one.

    A week belongs to the period that has most of its days (ISO 8601).
    """

    def narrow(since: date, until: date) -> Bounds | None:
        if unit == "day":
            day = calendar.shifted(since, nth - 1) if nth > 0 else calendar.shifted(until, nth)
            return (day, day + DAY) if day else None
        if unit == "week":
            monday = calendar.first_week(since) if nth > 0 else calendar.last_week(until)
            start = calendar.shifted(monday, 7 * (nth - 1 if nth > 0 else nth + 1))
            return (start, start + timedelta(days=7)) if start and start < until else None
        if unit == "weekend":
            day = calendar.nth_weekday(since, until, 5, nth)
            return (day, day + timedelta(days=2)) if day else None
        base = since if nth > 0 else until
        start = unit_step(base, unit, nth - 1 if nth > 0 else nth)
        end = unit_step(start, unit, 1)
        return (start, end) if start and end and since <= start and end <= until else None

    return each(period, narrow, unit)


def run_within(period: Period, unit: str, count: int, side: int) -> Period | None:
    """The first (1) or last (-1) so many units of a period."""

    def narrow(since: date, until: date) -> Bounds | None:
        if unit == "week":
            first = calendar.first_week(since) if side > 0 else calendar.last_week(until)
            start = first if side > 0 else calendar.shifted(first, -7 * (count - 1))
            return start, start and calendar.shifted(start, 7 * count)
        if side > 0:
            return since, unit_step(since, unit, count)
        return unit_step(until, unit, -count), until

    return each(period, narrow, "run")


def week_number(context: Context, number: int, year: int | None = None) -> Period | None:
    """A week by its number of ISO 8601."""
    monday = calendar.iso_week(year or context.today.year, number)
    return span(monday, monday and calendar.shifted(monday, 7), "week")


def week_of(day: Day, weeks: int = 0) -> Period | None:
    """The week of a day, or one so many weeks from it."""
    starts = [calendar.shifted(calendar.week_start(d), 7 * weeks) for d in day.options]
    return spans(((s, calendar.shifted(s, 7)) for s in starts if s), "week")


def weekend_beside(day: Day, side: int) -> Period | None:
    """The weekend before (-1) or after (1) a day."""
    gaps = [
        ((d.weekday() - 5) % 7 or 7) if side < 0 else -((5 - d.weekday()) % 7 or 7)
        for d in day.options
    ]
    starts = [calendar.shifted(d, -gap) for d, gap in zip(day.options, gaps, strict=True)]
    return spans(((s, calendar.shifted(s, 2)) for s in starts if s), "weekend")


def weekend_of(day: Day) -> Period | None:
    """The weekend next to a day, the day taken in where it touches it."""

    def weekend(d: date) -> Bounds:
        saturday = (
            d - timedelta(days=(d.weekday() + 2) % 7)
            if d.weekday() in (0, 5, 6)
            else (calendar.week_start(d) + timedelta(days=5))
        )
        until = saturday + timedelta(days=2)
        return min(saturday, d) if d.weekday() == 4 else saturday, max(until, d + DAY)

    return spans((weekend(d) for d in day.options), "weekend")


def season(
    context: Context, name: str, offset: int | None, year: int | None = None
) -> Period | None:
    """A season of the northern half of the earth, by whole months; winter ends in the next year.

    Offset 0 is this year's, -1 the last one over, 1 the next to begin; None gives past and future.
    """
    today = context.today
    years = range(today.year - 2, today.year + 3) if year is None else (year,)
    found: list[tuple[date, date]] = []
    for number in years:
        start = calendar.month_start(number, SEASON_MONTH[name])
        end = calendar.add_months(start, 3) if start else None
        if start and end:
            found.append((start, end))
    if year is None:
        found = _season_options(found, today, offset)
    known = spans(found, "season")
    return known and Period(known.options, "season", dated=year is not None)


def _season_options(
    found: list[tuple[date, date]], today: date, offset: int | None
) -> list[tuple[date, date]]:
    behind = [s for s in found if s[1] <= today][-1:]
    around_now = [s for s in found if s[0] <= today < s[1]]
    ahead = [s for s in found if s[0] > today][:1]
    if offset is None:
        return (around_now or behind) + ahead
    if offset == 0:
        return around_now or [s for s in found if s[0].year == today.year]
    return behind if offset < 0 else ahead


def season_in(context: Context, name: str, year: Period) -> Period | None:
    """A season of a year said as a range: "the summer of last year"."""
    since = year.options[0][0] if year.options else None
    if since is None or year.unit != "year":
        return None
    return season(context, name, None, since.year)


def decade(context: Context, number: int) -> Period | None:
    """Ten years from a year; the two-digit "90s" is the last such decade begun."""
    if number < 100:
        here = context.today.year // 100 * 100 + number
        number = here if here <= context.today.year else here - 100
    return months_from(calendar.day_of(number, 1, 1), 120, "decade", dated=True)


def century(number: int) -> Period | None:
    return months_from(calendar.day_of((number - 1) * 100 or 1, 1, 1), 1200, "century", dated=True)


def rest_of(context: Context, unit: str) -> Period | None:
    """From today to the last day of this week, month or year, which Recognizers leaves out."""
    whole = unit_at(context, unit, 0)
    until = whole.options[0][1] if whole else None
    last = until and calendar.shifted(until, -1)
    if until is None or last is None:
        return None
    return Period(((context.today, last),), through=(until,))


def from_length(day: Day, length: Length) -> Period | None:
    """A length of whole days that begins on a day."""
    if length.seconds:
        return None
    return spans((d, shift_date(d, length, 1)) for d in day.options)


def starts(period: Period) -> Day:
    return Day(unique(since for since, _ in period.options), dated=period.dated)
