"""Dates, times, ranges and lengths said in words, in English and Korean."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alongside.mind.when.expression import Stamp

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_KOREAN_WEEKDAYS = "월화수목금토일"
_DAY = timedelta(days=1)
_STEPS = ((86400, "day", "일"), (3600, "hour", "시간"), (60, "minute", "분"), (1, "second", "초"))


def say(
    since: Stamp, until: Stamp | None = None, *, language: str = "en", zone: str | None = None
) -> str:
    """A date, a time, a date and time, or a range of two of one sort, in "en" or "ko".

    "Wednesday 22 October 2008", "2008년 10월 22일 수요일". `until` is exclusive for dates: a range
    that holds one day, month or year is said as that. Aware times are moved to `zone` first.

    Raises ValueError for another language, TypeError for a range between a time and a date.
    """
    if language not in ("en", "ko"):
        raise ValueError(f"Dates are said in en and ko, not in {language!r}.")
    first, last = _local(since, zone), _local(until, zone) if until is not None else None
    if last is None:
        return _point(first, language)
    return _range(first, last, language)


def say_yearly(month: int, day: int, *, year: int | None = None, language: str = "en") -> str:
    """A day that comes back every year, with its first year if told: "14 November 1976"."""
    if language == "ko":
        return f"{year}년 {month}월 {day}일" if year else f"{month}월 {day}일"
    said = f"{day} {_MONTHS[month - 1]}"
    return f"{said} {year}" if year else said


def say_length(length: timedelta, *, language: str = "en") -> str:
    """A length of time in its two largest units: "1 hour 20 minutes", "1시간 20분"."""
    seconds = int(abs(length.total_seconds()))
    parts = []
    for size, english, korean in _STEPS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count}{korean}" if language == "ko" else counted(count, english))
    shown = parts[:2] or (["0초"] if language == "ko" else ["0 seconds"])
    return " ".join(shown)


def age(born: date, day: date) -> int:
    """Whole years between two dates, as birthdays count them; 29 February comes on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def apart(first: date, last: date) -> tuple[int, int, int]:
    """Whole years, months and days from one date to a later one, whichever way they are given."""
    early, late = sorted((first, last))
    months = (late.year - early.year) * 12 + late.month - early.month
    if late.day < early.day:
        months -= 1
    years, rest = divmod(months, 12)
    return years, rest, (late - _months_on(early, months)).days


def say_apart(first: date, last: date, *, language: str = "en") -> str:
    """The years, months and days between two dates: "2 years 3 months", "2년 3개월"."""
    counts = zip(apart(first, last), ("year", "month", "day"), ("년", "개월", "일"), strict=True)
    parts = [
        f"{count}{korean}" if language == "ko" else counted(count, english)
        for count, english, korean in counts
        if count
    ]
    return " ".join(parts) or ("0일" if language == "ko" else "0 days")


def counted(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - _DAY)


def _local(stamp: Stamp, zone: str | None) -> Stamp:
    if isinstance(stamp, datetime) and stamp.tzinfo and zone:
        return stamp.astimezone(ZoneInfo(zone))
    return stamp


def _point(stamp: Stamp, language: str) -> str:
    if isinstance(stamp, datetime):
        return f"{_date(stamp.date(), language)} {_time(stamp.time(), language)}"
    return _time(stamp, language) if isinstance(stamp, time) else _date(stamp, language)


def _date(day: date, language: str) -> str:
    if language == "ko":
        weekday = _KOREAN_WEEKDAYS[day.weekday()]
        return f"{day.year}년 {day.month}월 {day.day}일 {weekday}요일"
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _time(moment: time, language: str) -> str:
    if language == "en":
        return f"{moment:%H:%M}"
    half = "오전" if moment.hour < 12 else "오후"
    minutes = f" {moment.minute}분" if moment.minute else ""
    return f"{half} {moment.hour % 12 or 12}시{minutes}"


def _range(first: Stamp, last: Stamp, language: str) -> str:
    if isinstance(first, datetime) and isinstance(last, datetime):
        return _instants(first, last, language)
    if isinstance(first, time) and isinstance(last, time):
        return _to(_time(first, language), _time(last, language), language)
    if isinstance(first, time) or isinstance(last, time):
        raise TypeError("A range of time runs between two dates, two times or two of both.")
    return _dates(first, last, language)


def _instants(first: datetime, last: datetime, language: str) -> str:
    if first.time() == last.time() == time():
        return _dates(first.date(), last.date(), language)
    if first.date() == last.date():
        return f"{_date(first.date(), language)} {_range(first.time(), last.time(), language)}"
    return _to(_point(first, language), _point(last, language), language)


def _dates(first: date, last: date, language: str) -> str:
    """A range of whole days; one that is a calendar month or year is named."""
    if first == last or first == last - _DAY:
        return _date(first, language)
    if (first.month, first.day, last.month, last.day, last.year) == (1, 1, 1, 1, first.year + 1):
        return f"{first.year}년" if language == "ko" else str(first.year)
    if first.day == 1 and _months_on(first, 1) == last:
        named = f"{first.year}년 {first.month}월"
        return named if language == "ko" else f"{_MONTHS[first.month - 1]} {first.year}"
    return _to(_date(first, language), _date(last - _DAY, language), language)


def _to(first: str, last: str, language: str) -> str:
    return f"{first}부터 {last}까지" if language == "ko" else f"{first} to {last}"
