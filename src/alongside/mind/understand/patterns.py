"""A pattern of what sentences tell, in either language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alongside.log.kinds import Category


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of one thing: its group `v` is the value; `over` says that it is past."""

    category: Category
    about: str
    pattern: re.Pattern[str]
    confidence: float
    over: bool = False


def rule(
    category: Category, about: str, pattern: str, confidence: float = 0.85, *, over: bool = False
) -> Rule:
    """A rule whatever the case."""
    return Rule(category, about, re.compile(pattern, re.IGNORECASE), confidence, over)


def cased(category: Category, about: str, pattern: str, confidence: float = 0.9) -> Rule:
    """A rule whose name or place must be written large."""
    return Rule(category, about, re.compile(pattern), confidence, about == "lived")
