"""The words in which people divide things: items as they are typed, numbers, who gets them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

FORMS = {
    "food": ("meal", "meals", "foods", "fod", "foood", "rations"),
    "water": ("waters", "h2o", "bottles"),
    "firewood": ("wood", "woods", "fire-wood", "logs", "firewoods", "kindling"),
    "ball": ("basketball", "basketballs", "bball", "bballs"),
    "hat": ("cap", "caps", "hata"),
}
NUMBERS = {
    "zero": 0, "none": 0, "no": 0, "a": 1, "an": 1, "one": 1, "single": 1, "two": 2, "couple": 2,
    "pair": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "i": None,
}  # fmt: skip
ALL = frozenset({"all", "every", "both", "the", "those", "these", "your", "just", "only"})
WHOLE = frozenset({"everything", "rest", "remaining", "remainder", "leftover", "leftovers"})
ME = frozenset({"i", "me", "myself", "mine", "i'll", "i'd", "i've", "i'm", "im", "ill", "id"})
YOU = frozenset({
    "you", "u", "ya", "yourself", "yours", "you'll", "you'd", "you've", "you're", "youll", "youd",
})  # fmt: skip
WHOM: dict[str, Literal["me", "you", "each"]] = {
    "me": "me", "myself": "me", "you": "you", "yourself": "you", "u": "you", "ya": "you",
    "each": "each",
}  # fmt: skip
"""Whom a thing is for, behind "for" or "to"."""
OPENING = frozenset({
    "ok", "okay", "sure", "then", "please", "no", "yes", "well", "so", "fine",
    "alright", "sorry",
})  # fmt: skip
"""Words after which a verb without a subject is said to the other."""
VALUED = frozenset({"is", "are", "worth", "value", "above", "over", "reach"})
"""Words before a number that is no count but what a thing is worth."""
VERSUS = frozenset({"-", "/", ":", "to"})
"""Between two counts: so many for the one, so many for the other."""
WE = frozenset({"we", "us", "we'll", "we'd", "both"})
GIVE = frozenset({
    "give", "giving", "gave", "offer", "offering", "trade", "swap", "exchange", "spare", "part",
    "sacrifice", "concede", "cede", "let", "leave", "leaves",
})  # fmt: skip
TAKE = frozenset({
    "get", "gets", "getting", "take", "takes", "taking", "have", "keep", "keeps", "keeping",
    "receive", "got", "grab", "settle",
})  # fmt: skip
WANT = frozenset({
    "need", "want", "prefer", "like", "love", "use", "needed", "wanted", "needing", "about",
    "value", "important", "interested", "care", "priority", "ask", "asking",
})  # fmt: skip
NOT = frozenset({
    "not", "don't", "dont", "can't", "cant", "cannot", "won't", "wont", "doesn't", "didn't",
    "wouldn't", "couldn't", "isn't", "never", "without",
})  # fmt: skip
BREAK = frozenset({".", ";", "!", "?", "but", "however", "though", "while", "because", "since"})
_TOKEN = re.compile(r"[a-z]+(?:['-][a-z]+)*|\d+(?:\.\d+)?|[.,;:?!/&-]")


def tokens(text: str) -> list[str]:
    """The words, numbers and marks of a text in lower case, spellings of items made one."""
    plain = re.sub("[’`]", "'", text.lower())
    plain = re.sub(r"\bcan not\b", "cannot", plain)
    plain = re.sub(
        r"\bhave an? (?:good|great|nice|safe|fun|lovely|wonderful|awesome) \w+", "", plain
    )
    plain = re.sub(r"\b(can|could|will|i'll|rather) do\b", r"\1 take", plain)
    plain = re.sub(r"\ba piece\b", "apiece", plain)
    plain = re.sub(r"fire[\s-]+wood", "firewood", plain)
    plain = re.sub(r"bottles? of water", "water", plain)
    plain = re.sub(r"(\d)\s*(?:x|pcs?|units?)\b", r"\1", plain)
    plain = re.sub(r"\bx ?(?=\d)", "", plain)
    plain = re.sub(r"(\d+)(?=[a-z])", r"\1 ", plain)
    plain = re.sub(r"\b(\d) (?=(?:me|you)\b\s*(?:[,.;/&]|\d|and\b|$))", r"\1 for ", plain)
    return _TOKEN.findall(plain)


class Items:
    """Knows the items of a game as people type them."""

    def __init__(self, items: Iterable[str]) -> None:
        self._forms: dict[str, str] = {}
        for item in items:
            one = item.lower()
            stem = one[:-1] if one.endswith("s") and not one.endswith("ss") else one
            for form in (one, stem, f"{stem}s", f"{stem}es", *FORMS.get(stem, ())):
                self._forms.setdefault(form, item)

    def of(self, token: str) -> str | None:
        """The item that a token names, one slip of the finger forgiven in a long word."""
        token = token.removesuffix("'s")
        if token in self._forms:
            return self._forms[token]
        if len(token) < 5 or not token.isalpha():
            return None
        near = (f for f in self._forms if len(f) >= 4 and f[0] == token[0] and _near(f, token))
        return next((self._forms[form] for form in near), None)

    def plural(self, token: str) -> bool:
        return token.endswith("s") and token in self._forms


def _near(form: str, token: str) -> bool:
    """Whether one letter added, left out, changed or two swapped makes one of the other."""
    if abs(len(form) - len(token)) > 1 or form == token:
        return form == token
    start = next((i for i, (a, b) in enumerate(zip(form, token, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, other = form[start:], token[start:]
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
