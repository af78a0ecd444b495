"""Calendar arithmetic on dates; everything that could leave years 1 to 9999 returns None."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from alongside.mind.when.nodes import YearRule

WEEK = timedelta(days=7)


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(day: date, days: float) -> date | None:
    try:
        return day + timedelta(days=int(days))
    except OverflowError:
        return None


def add_months(day: date, months: int) -> date | None:
    """The same day so many months on, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_start(year: int, month: int) -> date | None:
    """The first of a month; months beyond 1 to 12 count on into other years."""
    years, index = divmod(month - 1, 12)
    return day_of(year + years, index + 1, 1)


def week_start(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def iso_week(year: int, week: int) -> date | None:
    """The Monday of a week of ISO 8601."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def first_week(since: date) -> date:
    """The Monday of the first week of which most days lie on or after `since`."""
    monday = week_start(since)
    return monday if since.weekday() <= 3 else monday + WEEK


def last_week(until: date) -> date:
    """The Monday of the last week of which most days lie before `until`."""
    return first_week(until) - WEEK


def nth_weekday(since: date, until: date, weekday: int, nth: int) -> date | None:
    """The nth such weekday within [since, until); -1 is the last one."""
    if nth > 0:
        day = shifted(since, (weekday - since.weekday()) % 7 + 7 * (nth - 1))
    else:
        day = shifted(until, -((until.weekday() - weekday - 1) % 7) - 1 - 7 * (-nth - 1))
    return day if day and since <= day < until else None


def quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3
             + 15) % 30  # fmt: skip
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def around(year: int, rule: YearRule, *, before: bool) -> date | None:
    """The nearest year's day from `year` on, going back or forth, that the rule has."""
    step = -1 if before else 1
    for offset in range(9):
        if 1 <= year + step * offset <= 9999 and (day := rule(year + step * offset)):
            return day
    return None
