"""Dates: what the words for single days mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from alongside.mind.when import calendar
from alongside.mind.when.context import Context
from alongside.mind.when.expression import MonthDay
from alongside.mind.when.nodes import Day, Length, Period, YearRule


@dataclass(frozen=True, slots=True)
class MonthDayRule:
    """A day that has the same month and day in every year."""

    month: int
    day: int

    def __call__(self, year: int) -> date | None:
        return calendar.day_of(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class NthWeekdayRule:
    """The nth weekday of a month, moved by some days; nth -1 is the last."""

    month: int
    weekday: int
    nth: int
    offset: int = 0

    def __call__(self, year: int) -> date | None:
        since = calendar.month_start(year, self.month)
        until = calendar.month_start(year, self.month + 1)
        if since is None or until is None:
            return None
        day = calendar.nth_weekday(since, until, self.weekday, self.nth)
        return calendar.shifted(day, self.offset) if day else None


@dataclass(frozen=True, slots=True)
class EasterRule:
    offset: int = 0

    def __call__(self, year: int) -> date | None:
        return calendar.shifted(calendar.easter(year), self.offset)


def unique(dates: Iterable[date | None]) -> tuple[date, ...]:
    return tuple(dict.fromkeys(d for d in dates if d is not None))


def one(day: date | None, *, dated: bool = False) -> Day | None:
    return Day((day,), dated=dated) if day else None


def passed(day: date, context: Context) -> bool:
    """A day counts as passed once its midnight has."""
    return datetime.combine(day, time()) < context.now


def either(context: Context, days: Iterable[date | None]) -> tuple[date, ...]:
    """Of days in order, the last one that has passed and the first one that hasn't."""
    known = unique(days)
    before = [d for d in known if passed(d, context)]
    after = [d for d in known if not passed(d, context)]
    return (*before[-1:], *after[:1])


def yearly(context: Context, rule: YearRule) -> Day:
    """A day of every year: the last and the next one. None at all gives no options."""
    year = context.today.year
    behind = calendar.around(year, rule, before=True)
    if behind and not passed(behind, context):
        behind = calendar.around(year - 1, rule, before=True)
    ahead = calendar.around(year, rule, before=False)
    if ahead and passed(ahead, context):
        ahead = calendar.around(year + 1, rule, before=False)
    return Day(unique((behind, ahead)), rule)


def beside(context: Context, offset: int, rule: YearRule) -> Day | None:
    """The last (-1) or next (1) time of a day of every year; this (0) one is this year's."""
    if offset == 0:
        return one(rule(context.today.year))
    known = yearly(context, rule).options
    return Day(known[:1] if offset < 0 else known[-1:]) if known else None


def month_day(context: Context, month: int, day: int) -> Day | None:
    """A day of a month without its year; 30 February is a day without readings."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return yearly(context, MonthDayRule(month, day))


def full(year: int, month: int, day: int) -> Day | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    known = calendar.day_of(year, month, day)
    return Day((known,) if known else (), dated=True)


def in_year(day: Day, year: int) -> Day | None:
    """A day whose year was open, in a year."""
    if day.rule is None or not 1 <= year <= 9999:
        return None
    known = day.rule(year)
    return Day((known,) if known else (), dated=True)


def weekday(context: Context, index: int) -> Day:
    today = context.today
    days = [calendar.shifted(today, (index - today.weekday()) % 7 + 7 * n) for n in (-1, 0, 1)]
    known = unique(days)
    before, after = [d for d in known if d < today], [d for d in known if d >= today]
    return Day((*before[-1:], *after[:1]), weekday=index)


def weekday_of_week(context: Context, index: int, weeks: int) -> Day | None:
    """A weekday of the week so many weeks from this one."""
    return one(calendar.shifted(calendar.week_start(context.today), index + 7 * weeks))


def weekday_near(context: Context, index: int, side: int) -> Day | None:
    """The nearest such weekday strictly before (-1) or after (1) today."""
    gap = (index - context.today.weekday()) * side % 7 or 7
    return one(calendar.shifted(context.today, gap * side))


def day_of_month(context: Context, dom: int) -> Day | None:
    if not 1 <= dom <= 31:
        return None
    today = context.today
    firsts = [calendar.month_start(today.year, today.month + n) for n in range(-3, 4)]
    days = [calendar.day_of(first.year, first.month, dom) for first in firsts if first]
    return Day(either(context, days), dom=dom)


def weekday_with_dom(context: Context, index: int, dom: int) -> Day | None:
    """ "Friday the 26th": the last and the next months in which it is so, near ones only."""
    today = context.today
    firsts = [calendar.month_start(today.year, today.month + n) for n in range(-16, 17)]
    days = [calendar.day_of(first.year, first.month, dom) for first in firsts if first]
    known = either(context, [d for d in days if d and d.weekday() == index])
    return Day(known) if known else None


def of_this_month(context: Context, index: int, dom: int) -> Day | None:
    """ "Tuesday the 11th" of this month, where its weekday is right."""
    day = calendar.day_of(context.today.year, context.today.month, dom)
    return Day((day,)) if day and day.weekday() == index else None


def moved(day: Day, move: Callable[[date], date | None]) -> Day | None:
    known = unique(move(d) for d in day.options)
    return Day(known) if known else None


def shift_date(day: date, length: Length, side: int) -> date | None:
    """A date so far before (-1) or after (1) another one; business days skip weekends."""
    if length.business:
        return business_shift(day, int(length.days) * side)
    months = calendar.add_months(day, int(length.months) * side)
    return months and calendar.shifted(months, length.days * side)


def business_shift(day: date, count: int) -> date | None:
    step = 1 if count > 0 else -1
    current: date | None = day
    for _ in range(min(abs(count), 4000)):
        current = calendar.shifted(current, step) if current else None
        while current and current.weekday() >= 5:
            current = calendar.shifted(current, step)
    return current


def from_day(day: Day, length: Length, side: int) -> Day | None:
    """A length of whole days before or after a day; of two readings the one on that side."""
    if length.seconds:
        return None
    base = Day(day.options[-1:]) if side > 0 or len(day.options) < 2 else day
    if side < 0 and day.rule is not None:
        base = Day(day.options[-1:])
    known = moved(base, lambda d: shift_date(d, length, side))
    return known and replace(known, moved=length.unit)


def to_weekday(day: Day, index: int) -> Day | None:
    """ "In three days on Friday": the weekday in that week, which begins on Sunday; a day reckoned
    by months moves forward only."""

    def move(d: date) -> date | None:
        sunday = d - timedelta(days=(d.weekday() + 1) % 7)
        there = calendar.shifted(sunday, (index + 1) % 7)
        if there and there < d and day.moved in ("month", "year"):
            return calendar.shifted(there, 7)
        return there

    return moved(day, move)


def within(period: Period, index: int, nth: int) -> Day | None:
    """The nth weekday of a period, -1 the last; a range between bounds has none of its own."""
    if period.through:
        return None
    known = unique(
        calendar.nth_weekday(since, until, index, nth)
        for since, until in period.options
        if since and until
    )
    return Day(known) if known else None


def nth_day(period: Period, nth: int) -> Day | None:
    """The nth day of a period, -1 the last; a range between bounds has none of its own."""
    if period.through:
        return None
    found: list[date | None] = []
    for since, until in period.options:
        if since is None or until is None:
            continue
        day = calendar.shifted(since, nth - 1) if nth > 0 else calendar.shifted(until, nth)
        found.append(day if day and since <= day < until else None)
    known = unique(found)
    return Day(known, dated=period.dated) if known else None


def known_day(context: Context, words: str) -> Day | None:
    """A day the person knows by name."""
    answer = context.known(words) if context.known else None
    if answer is None:
        return None
    if isinstance(answer, MonthDay):
        return month_day(context, answer.month, answer.day)
    return Day((answer,), MonthDayRule(answer.month, answer.day))


def agree(context: Context, first: Day, second: Day) -> Day | None:
    """Two names for one day: the one that is surer, or the readings both have."""
    if second.weekday is not None:
        return _on_weekday(context, first, second.weekday)
    if first.weekday is not None:
        return _on_weekday(context, second, first.weekday)
    shared = tuple(d for d in first.options if d in second.options)
    return Day(shared, dated=first.dated) if shared else None


def _on_weekday(context: Context, day: Day, index: int) -> Day | None:
    """A day with its weekday; two weekdays in a row are two days."""
    if day.weekday is not None:
        return None
    if day.dom:
        return weekday_with_dom(context, index, day.dom)
    if day.rule or day.dated:
        return day
    return day if all(d.weekday() == index for d in day.options) else None
