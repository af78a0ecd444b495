"""Dates and times in words: resolved, in English and Korean, and said back."""

from alongside.mind.when.expression import Expression, Kind, MonthDay, Reading
from alongside.mind.when.resolve import resolve

__all__ = ["Expression", "Kind", "MonthDay", "Reading", "resolve"]
