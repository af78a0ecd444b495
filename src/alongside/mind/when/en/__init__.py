"""The grammar of English."""

from __future__ import annotations

from alongside.mind.when.en import (
    dates,
    instants,
    lengths,
    links,
    numbers,
    periods,
    times,
    weekdays,
)
from alongside.mind.when.grammar import Leaf, Rule

_PARTS = (numbers, lengths, dates, weekdays, periods, times, instants, links)


def leaves() -> list[Leaf]:
    return [leaf for part in _PARTS for leaf in part.leaves()]


def rows() -> tuple[Rule, ...]:
    return tuple(rule for part in _PARTS for rule in part.rows())
