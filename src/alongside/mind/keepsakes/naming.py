"""Names of others, taken out of words where the person wants it: "Mateo" becomes "M."."""

from __future__ import annotations

import re
from collections.abc import Iterable

_HANGUL = re.compile(r"[가-힣]{2,}")
FAMILY_AND_GIVEN = 3
"""Syllables of a Korean name with its family name; the given name is the last two."""


class Hidden:
    """Hides these names, whole and in their parts."""

    def __init__(self, names: Iterable[str]) -> None:
        parts = {part for name in names for part in _parts(name)}
        longest = sorted(parts, key=lambda part: (-len(part), part))
        self._names = re.compile("|".join(map(_pattern, longest)) or r"(?!)", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        return self._names.sub(lambda found: _short(found.group()), text)


def _parts(name: str) -> Iterable[str]:
    """The name, each of its words, and a Korean name without the family's."""
    yield name
    for word in name.split():
        if len(word) > 1:
            yield word
        if len(word) == FAMILY_AND_GIVEN and _HANGUL.fullmatch(word):
            yield word[1:]


def _pattern(part: str) -> str:
    """A Korean name is followed by its particle, any other stands as a word."""
    return re.escape(part) if _HANGUL.search(part) else rf"\b{re.escape(part)}\b"


def _short(name: str) -> str:
    if _HANGUL.search(name):
        return "○○"
    return " ".join(f"{word[0]}." for word in name.split())
