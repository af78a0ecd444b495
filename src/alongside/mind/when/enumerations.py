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
_RIGHT = re.compile(r"\s?(?:과|와|,|및|또는|혹은|이나)\s?(\d{1,2})\s?일")
_RIGHT_OF_MONTH = re.compile(
    r"\s?(?:,|&|and|or|,\s*and)\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?(?![\w/:-]|\s?[ap]\.?m)"
    r"(?=\s*(?:$|[.,;!?)](?!\d)|(?:with|for|to|and|or|at|in|from)\b))",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"[a-z]{3,9}\.?\s?\d{1,2}(?:st|nd|rd|th)?$", re.IGNORECASE)
_LOOK = 24


def enumerated(chosen: list[Item], text: str) -> list[Item]:
    """The items with the days that share the month of a neighbour put in."""
    found = list(chosen)
    for index, item in enumerate(chosen):
        if not _has_month(item):
            continue
        before = _free(chosen[index - 1]) if index else 0
        left = _LEFT.search(text, max(before, item.start - _LOOK), item.start)
        if left:
            found = [i for i in found if not i.start < left.end(1) <= i.end]
            found += _like(item, left.start(1), left.end(1), int(left[1]))
        right = _RIGHT.match(text, item.end)
        if right is None and _MONTH_FIRST.search(text, item.start, item.end):
            right = _RIGHT_OF_MONTH.match(text, item.end)
        if right:
            found = [i for i in found if not right.start() < i.start < right.end()]
            found += _like(item, right.start(1), right.end(), int(right[1]))
    return sorted(found, key=lambda i: i.start)


def _free(item: Item) -> int:
    """Where the words before a date may begin: a bare day or hour may be one of its days."""
    bare = isinstance(item.value, Day) and item.value.dom is not None
    return item.start if bare or item.category == "clock" else item.end


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
