"""A division that was handed in as a form rather than said: an object of items and counts.

`Submit-Deal {"me": {"Food": 2, …}, "you": {…}}`, with the names of the speakers or words that mean
them, or one object of what the speaker gets.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from alongside.mind.rehearse.deal.game import Game, Share
from alongside.mind.rehearse.deal.lexicon import Items

_FORM = re.compile(
    r"<\w+>|\[?\b(?:submit|accept|reject)-deal\b.*|\[?\bwalk-away\b.*|\{.*\}",
    re.DOTALL | re.IGNORECASE,
)
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
_ME = re.compile(r"\b(?:i|me|mine|my|self|own)\b|you_?get|youget", re.IGNORECASE)
_THEM = re.compile(r"\b(?:you|yours?|they|them|theirs?|other|partner)\b|they_?get", re.IGNORECASE)


def spoken(text: str) -> str:
    """The words of a turn without a form that is handed in, or a button that is pressed, in it."""
    return _FORM.sub("", text).strip()


def submitted(text: str, speaker: str, game: Game) -> Share | None:
    """What the first side gets by a form in the text; None where there is none that fits."""
    found = _OBJECT.search(text)
    value = _read(found[0]) if found else None
    if not isinstance(value, Mapping):
        return None
    sides = dict(_sides(value, speaker, game))
    first, other = game.sides[0], game.sides[1]
    if first in sides:
        return sides[first]
    given = sides.get(other)
    return {i: n - given[i] for i, n in game.counts.items()} if given else None


def _sides(
    value: Mapping[str, Any], speaker: str, game: Game
) -> Iterator[tuple[str, dict[str, int]]]:
    """What each side gets, as far as the form tells."""
    other = next((side for side in game.sides if side != speaker), speaker)
    whole = _counts(value, game)
    if whole is not None:
        yield speaker, whole
    for key, part in value.items():
        counts = _counts(part, game) if isinstance(part, Mapping) else None
        name = str(key)
        side = (
            name if name in game.sides
            else other if _THEM.search(name.replace("_", " ")) and not _ME.search(name)
            else speaker if _ME.search(name)
            else None
        )  # fmt: skip
        if counts is not None and side is not None:
            yield side, counts


def _counts(value: Mapping[str, Any], game: Game) -> dict[str, int] | None:
    """Counts of every item, each within what there is."""
    items = Items(game.items)
    found = {}
    for name, count in value.items():
        item = items.of(str(name).lower())
        if item is not None and str(count).strip().isdecimal():
            found[item] = int(count)
    fits = set(found) == set(game.items) and all(found[i] <= game.counts[i] for i in found)
    return found if fits else None


def _read(text: str) -> Any:
    for reading in (json.loads, ast.literal_eval):
        try:
            return reading(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
    return None
