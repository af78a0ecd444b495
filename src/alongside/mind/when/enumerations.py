"""Days of one month in a row: in "the 18th and 19th of June" the 18th is of June, too."""

from __future__ import annotations

import re
from dataclasses import replace

from alongside.mind.when import calendar
from alongside.mind.when.chart import Item
from alongside.mind.when.nodes import Day

_LEFT = re.compile(
    r"(?<![\w.:/$-])(\d{1,2})(?:st|nd|rd|th)?\s*(?:,|&|and|or|,\s*and)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_RIGHT = re.compile(r"\s?(?:과|와|,|및)\s?(\d{1,2})\s?일")
_LOOK = 24


def enumerated(chosen: list[Item], text: str) -> list[Item]:
    """The items with the days that share the month of a neighbour put in."""
    found = list(chosen)
    for index, item in enumerate(chosen):
        if not _has_month(item):
            continue
        before = chosen[index - 1].end if index else 0
        left = _LEFT.search(text, max(before, item.start - _LOOK), item.start)
        if left:
            found += _like(item, left.start(), left.end(1), int(left[1]))
        right = _RIGHT.match(text, item.end)
        if right:
            found = [i for i in found if not right.start() < i.start < right.end()]
            found += _like(item, right.start(1), right.end(), int(right[1]))
    return sorted(found, key=lambda i: i.start)


def _has_month(item: Item) -> bool:
    day = item.value
    return item.category == "date" and isinstance(day, Day) and (day.dated or day.rule is not None)


def _like(item: Item, start: int, end: int, dom: int) -> list[Item]:
    if not isinstance(item.value, Day):
        return []
    days = [calendar.day_of(d.year, d.month, dom) for d in item.value.options]
    options = tuple(d for d in days if d)
    value = replace(item.value, options=options, rule=None)
    return [Item(start, end, "date", value, 0)] if options else []
