"""Find the expressions of time in a text and resolve them: English and Korean, by grammar alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from alongside.mind.when import en, ko, shared
from alongside.mind.when.chart import Chart, Item
from alongside.mind.when.context import Context, Known
from alongside.mind.when.enumerations import enumerated
from alongside.mind.when.expression import Expression, Kind, Reading
from alongside.mind.when.grammar import Grammar, grammar
from alongside.mind.when.nodes import Length, Period

KINDS: dict[str, Kind] = {
    "date": "date",
    "period": "daterange",
    "clock": "time",
    "clockspan": "timerange",
    "instant": "datetime",
    "stretch": "datetimerange",
    "length": "duration",
    "every": "set",
}

_HANGUL = re.compile(r"[ㄱ-ㆎ가-힣]")
_LETTER = re.compile(r"[^\W_]")
_BARE = re.compile(r"(?<![:.\d])\b\d{1,2}$")
_COUNTED = re.compile(
    r"\s?%|\s(?!(?:is|was|as|this|has|hours|always|yes)\b)"
    r"(?:[a-z]{2,20}s|people|percent|men|women|children)\b"
)
"""What a number counts that is no hour: "at 3 locations", "from 3 to 5 people"."""
_PART = re.compile(r"(?:evening|night|morning|afternoon)\b", re.IGNORECASE)
_SOMEBODYS = re.compile(r"\b(?!\w*days?'|tomorrow|year)[a-z]+(?:s'|'s) $", re.IGNORECASE)
"""Whose evening it is, which makes it the name of what takes place: "the parents' evening"."""
_TOLD = re.compile(r"[일월년시분반초순말]이래(?=요|[^\s가-힣]|\s*$)")
"""What somebody is told ("11월 3일이래"), not since when."""
_YEAR = re.compile(r"\d{4}")
_CODE_BEFORE = re.compile(r"(?:[A-Z\d]{2,}-|\d\s?-\s?)$")
_CODE_AFTER = re.compile(r"-[A-Z\d]|\s-\s\d")
"""What makes a year a part of a number or a code: "2015-32", "ABC-2019-77"."""
_LEAD = re.compile(r"(?:(?:the|in|on|at|my|that|during)\s+){1,2}", re.IGNORECASE)
_ALIKE = str.maketrans(
    "\u2019\u2018\u2013\u2014\u2015\u2212\uff5e\u301c\u00a0\u3000\uff0f\uff0e\uff1a",
    "''----~~  /.:",
)
"""Curly quotes, dashes, wave dashes, wide spaces and full-width signs, one character for one."""


def resolve(
    text: str,
    *,
    now: datetime,
    zone: str = "UTC",
    language: str | None = None,
    known: Known | None = None,
) -> tuple[Expression, ...]:
    """The expressions of time in a text, in order, none overlapping.

    `now` is the moment the text was said, aware (a naive one is taken as the zone's wall clock);
    `zone` is where; `language` is "en" or "ko", told from the script where None. `known` looks up
    days the person knows by name ("Robin's birthday" gives a MonthDay, a date, or None).

    Raises ZoneInfoNotFoundError for a zone that isn't one.
    """
    here = ZoneInfo(zone)
    aware = now if now.tzinfo else now.replace(tzinfo=here)
    context = Context(aware.astimezone(here).replace(tzinfo=None), known)
    plain = text.translate(_ALIKE)
    items = Chart(plain, _grammar(language or _language(plain)), context).read()
    chosen = enumerated(_chosen(items, plain), plain)
    return tuple(_expression(i, text, aware, zone) for i in chosen if i.category in KINDS)


def _language(text: str) -> str:
    return "ko" if _HANGUL.search(text) else "en"


@cache
def _grammar(language: str) -> Grammar:
    """Korean texts mix in English words, so their grammar holds both."""
    parts = (shared, en) if language == "en" else (shared, ko, en)
    return grammar(
        [leaf for part in parts for leaf in part.leaves()],
        [rule for part in parts for rule in part.rows()],
    )


def _chosen(items: Iterable[Item], text: str) -> list[Item]:
    """The longest items, the heavier and then the first of equals; none overlapping."""
    fit = [i for i in items if i.category in KINDS or i.category == "noise"]
    fit = [i for i in fit if _whole(i, text)]
    fit.sort(key=lambda i: (_lead(i, text) - i.end, -i.weight, i.start))
    taken = bytearray(len(text))
    chosen = []
    for item in fit:
        if not any(taken[item.start : item.end]):
            taken[item.start : item.end] = b"\1" * (item.end - item.start)
            chosen.append(item)
    return sorted(chosen, key=lambda i: i.start)


def _lead(item: Item, text: str) -> int:
    """Where an item begins but for the articles and prepositions before it."""
    match = _LEAD.match(text, item.start, item.end)
    return match.end() if match else item.start


def _whole(item: Item, text: str) -> bool:
    """It doesn't cut a word or a number in two; Korean particles may follow."""
    before, after = text[item.start - 1 : item.start], text[item.end : item.end + 1]
    if item.category in ("clock", "clockspan") and _COUNTED.match(text, item.end):
        return not _BARE.search(text, item.start, item.end)
    if _PART.match(text, item.start) and _SOMEBODYS.search(text[: item.start][-40:]):
        return False
    if text.endswith("이래", item.start, item.end) and _TOLD.match(text, item.end - 3):
        return False
    if _YEAR.fullmatch(text, item.start, item.end) and _in_code(item, text):
        return False
    if after == "/" and text[item.end - 1].isdigit():
        return not _LETTER.match(text, item.end + 1)
    return not (_cuts(before, text[item.start]) or _cuts(text[item.end - 1], after))


def _in_code(item: Item, text: str) -> bool:
    before = text[max(0, item.start - 8) : item.start]
    return bool(_CODE_BEFORE.search(before) or _CODE_AFTER.match(text, item.end))


def _cuts(left: str, right: str) -> bool:
    if not (left and right and _LETTER.match(left) and _LETTER.match(right)):
        return False
    return (left.isascii() and right.isascii()) or (left.isdigit() and right.isdigit())


def _expression(item: Item, text: str, now: datetime, zone: str) -> Expression:
    kind = KINDS[item.category]
    words = text[item.start : item.end]
    return Expression(words, item.start, item.end, kind, _readings(item.value), now, zone)


def _readings(value: Any) -> tuple[Reading, ...]:
    if isinstance(value, Length):
        return (Reading(seconds=value.total),)
    through = value.through if isinstance(value, Period) else ()
    found: list[Reading] = []
    for index, option in enumerate(getattr(value, "options", ())):
        if isinstance(option, tuple):
            since, until = option
            found.append(Reading(since, until, through[index] if through else None))
        else:
            found.append(Reading(option, closing=getattr(value, "closing", False)))
    return tuple(dict.fromkeys(found))
