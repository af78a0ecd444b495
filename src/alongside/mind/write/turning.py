"""Words of others as they are told to them or of them: “I'm a chef” becomes “You're a chef”.

A small model copies what it is shown. Shown in the right person, what it copies is at least right.
English only: Korean sentences seldom name their subject.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from alongside.mind.converse.evidence import sentences

RUN = 6
"""Words in a row that make a sentence a copy."""
_WORD = re.compile(r"[\w'’]+")
_TO_THEM = {
    "i'm": "you're", "i've": "you've", "i'll": "you'll", "i'd": "you'd", "i am": "you are",
    "i was": "you were", "am i": "are you", "i": "you", "my": "your", "mine": "yours", "me": "you",
    "myself": "yourself", "you're": "I'm", "you've": "I've", "you'll": "I'll", "you'd": "I'd",
    "you are": "I am", "you were": "I was", "are you": "am I", "your": "my", "yours": "mine",
    "yourself": "myself",
}  # fmt: skip
_OBJECT = re.compile(
    r"\b(?:for|to|with|of|at|from|by|about|let|letting|give|giving|told|tell|telling|meet|make|see|ask"
    r"|help|hear|thank)$",
    re.IGNORECASE,
)
"""Words before a “you” that means “me”."""
_TURNED = re.compile(
    rf"\b(?:{'|'.join(sorted((*_TO_THEM, 'you'), key=len, reverse=True))})\b", re.IGNORECASE
)


def turned(text: str) -> str:
    """What somebody said to the person, as the person would tell it back to them."""
    plain = text.replace("’", "'")

    def other(found: re.Match[str]) -> str:
        word = found[0].lower()
        if word == "you":
            said = "me" if _OBJECT.search(plain[: found.start()].rstrip()) else "I"
        else:
            said = _TO_THEM[word]
        begins = not plain[: found.start()].rstrip() or plain[: found.start()].rstrip()[-1] in ".!?"
        return said[0].upper() + said[1:] if begins else said

    return _TURNED.sub(other, plain)


def uncopied(text: str, sources: Collection[str]) -> str:
    """A text without sentences that are copied from the sources; as it is, if all are."""
    runs = {run for source in sources for run in _runs(source)}
    paragraphs = []
    for paragraph in text.split("\n\n"):
        kept = [s for s in sentences(paragraph) if not any(run in runs for run in _runs(s))]
        paragraphs.append(" ".join(kept))
    return "\n\n".join(filter(None, paragraphs)) or text


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
