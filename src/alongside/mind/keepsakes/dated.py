"""Spans of days as a title says them: "18–21 October 2026", "2026년 10월 18–21일"."""

from __future__ import annotations

from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def month(day: date, language: str) -> str:
    """The month by its name alone: "October", "10월"."""
    return f"{day.month}월" if language == "ko" else _MONTHS[day.month - 1]


def span(first: date, last: date, language: str) -> str:
    """The days from `first` to `last`, both within; whole months and years by their names."""
    if (first.day, last.day) == (1, _last_of(last)):
        named = _whole(first, last, language)
        if named:
            return named
    return _korean(first, last) if language == "ko" else _english(first, last)


def _whole(first: date, last: date, language: str) -> str:
    ko = language == "ko"
    if (first.month, last.month) == (1, 12):
        years = f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
        return f"{years}년" if ko else years
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year}년 {first.month}월" if ko else f"{month(first, 'en')} {first.year}"
    if first.year == last.year:
        if ko:
            return f"{first.year}년 {first.month}–{last.month}월"
        return f"{month(first, 'en')} – {month(last, 'en')} {first.year}"
    return ""


def _english(first: date, last: date) -> str:
    end = f"{last.day} {month(last, 'en')} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {month(first, 'en')}{year} – {end}"


def _korean(first: date, last: date) -> str:
    begin = f"{first.year}년 {first.month}월 {first.day}"
    if first == last:
        return f"{begin}일"
    if (first.year, first.month) == (last.year, last.month):
        return f"{begin}–{last.day}일"
    year = "" if first.year == last.year else f"{last.year}년 "
    return f"{begin}일 – {year}{last.month}월 {last.day}일"


def _last_of(day: date) -> int:
    following = (
        date(day.year + (day.month == 12), day.month % 12 + 1, 1) if day.year < 9999 else day
    )
    return (following - date.resolution).day
