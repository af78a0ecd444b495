"""Dates and times in words: resolved, in English and Korean, and said back."""

from alongside.mind.when.expression import Expression, Kind, MonthDay, Reading
from alongside.mind.when.resolve import resolve
from alongside.mind.when.say import age, apart, say, say_apart, say_length

__all__ = [
    "Expression",
    "Kind",
    "MonthDay",
    "Reading",
    "age",
    "apart",
    "resolve",
    "say",
    "say_apart",
    "say_length",
]
