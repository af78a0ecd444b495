"""The grammar of Korean."""

from __future__ import annotations

from alongside.mind.when.grammar import Leaf, Rule
from alongside.mind.when.ko import dates, numbers, periods, times

_PARTS = (numbers, dates, periods, times)


def leaves() -> list[Leaf]:
    return [leaf for part in _PARTS for leaf in part.leaves()]


def rows() -> tuple[Rule, ...]:
    return tuple(rule for part in _PARTS for rule in part.rows())
