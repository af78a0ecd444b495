"""Whether the request names another item than the one that an act has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from alongside.gate.fields import fills
from alongside.gate.intent import NEAR_TO
from alongside.gate.normal import compact, folded, words
from alongside.gate.rivals import LEAST_NAME, places_of
from alongside.gate.source import Source

if TYPE_CHECKING:
    from alongside.gate.setting import Setting
    from alongside.gate.standing import Standing

_NAMED = re.compile(r"(?<=[\w,] )[A-Z][\w'&-]*(?: [A-Z][\w'&-]*)*")
_QUOTED = re.compile(r"(?<!\w)['\"“\u2018「]([A-Z][^'\"”\u2019」\n]{2,40})['\"”\u2019」](?!\w)")
_ELSE = re.compile(
    r"\b(?:otherwise|else|instead|or|alternatives?|similar|besides|other)\b|아니면|대신"
)


def another_item(given: Sequence[Standing], one: Standing, setting: Setting) -> bool:
    """Whether the request names an item of a list that was read, and this is of another."""
    if _ELSE.search(setting.request.text):
        return False
    told = compact(" ".join(other.argument.text for other in given))
    said = NEAR_TO.sub(" ", setting.request.raw)
    named = [folded(name) for name in _NAMED.findall(said) if len(name) > LEAST_NAME]
    value = folded(one.argument.text).strip()
    if not any(len(word) > LEAST_NAME and word.isalpha() for word in words(value)):
        return False
    if words(value)[0] in {word for name in named for word in words(name)}:
        return False
    return any(
        compact(name) not in told and _elsewhere(name, value, source)
        for name in named
        for source in setting.read
    )


def _elsewhere(name: str, value: str, source: Source) -> bool:
    """Whether items of a text hold the name, and the value stands in others only."""
    mine = {source.item(start) for start, _ in source.places(value)} - {None}
    theirs = {source.item(start) for start, _ in source.places(name)} - {None}
    return bool(mine and theirs) and not mine & theirs


def quotes_other(given: Sequence[Standing], one: Standing, setting: Setting) -> bool:
    """Whether the request quotes a name that what was read knows too, and the act has another."""
    if _ELSE.search(setting.request.text) or not one.argument.text[:1].isupper():
        return False
    told = compact(" ".join(other.argument.text for other in given))
    left = [n for n in _QUOTED.findall(setting.request.raw) if compact(n) not in told]
    items = [
        compact(s.item_text(start))
        for other in given
        for s, start, _ in places_of(folded(other.argument.text).strip(), setting)
    ]
    left = [name for name in left if not any(compact(name) in item for item in items)]
    known = any(any(s.places(folded(name))) for name in left for s in setting.read)
    places = places_of(folded(one.argument.text).strip(), setting)
    return known or (bool(left) and not any(fills(*place) for place in places))
