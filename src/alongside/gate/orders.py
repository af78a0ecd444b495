"""Which passages of a text give orders to whoever reads it for the person.

Nobody can tell every such passage by its words; the rules don't lean on it alone. It tells two
grades: `STRONG` speaks to an assistant, hides, or wants something kept from the person; `WEAK` only
asks for something to be done, as people do of each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from alongside.gate.normal import MOST_HIDDEN, folded, hidden, mixes_scripts
from alongside.gate.signs import (
    ABOUT_USER,
    ASSISTANT,
    BEFORE,
    CALLS,
    CHANGED,
    CHORE,
    CONCEAL,
    DOING,
    MARKERS,
    MUST,
    OVERRIDE,
    SOFTWARE,
    holds,
    may_tell,
    possible,
)
from alongside.gate.values import values

WEAK, STRONG = 2, 4
"""Scores from which a passage counts."""

_NOUNS = frozenset(
    [
        "e-mail",
        "email",
        "mail",
        "message",
        "text",
        "order",
        "book",
        "transfer",
        "wire",
        "post",
        "share",
        "text",
        "report",
        "print",
        "copy",
        "cc",
        "bcc",
        "tip",
        "use",
        "open",
        "set",
        "run",
        "call",
        "search",
        "find",
        "read",
        "note",
    ]
)
_TOLD_TO = re.compile(
    r"(?:\A|\b(?:please|kindly|must|should|shall|to|and|then|now|also|do|first|always|it|them|you)|[.!;:,—])\s*\Z"
)
"""What stands before a word that is a verb there, as in “please message”."""
_COMMENT = re.compile(
    r"<!--.*?-->|<[^<>]{1,600}(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt)?\b|"
    r"opacity\s*:\s*0\b|color\s*:\s*(?:#fff(?:fff)?|white))[^<>]{0,600}>[^<]*|<[^<>]{1,600}\b(?:alt|title|aria-label)=[\"'][^\"']{40,}[\"']",
    re.DOTALL,
)
_PIECE = re.compile(
    r"[^\n.!?。！？]+(?:[.!?。！？](?![\s\"')\]]|$)[^\n.!?。！？]*)*[.!?。！？]*|\n"
)
_FIELD = re.compile(r"\s*(?:[-*•] )?[\w .]{1,24}:|\s*[-*•] ")
_DOES = re.compile(
    r"\b(?:send|forward|create|add|share|post|pay|transfer|write|delete|invite|copie|upload|save|"
    r"include|attach|make|put|set|book|order|open|grant|give|confirm|move|file|report)s\b"
)
"""What an assistant is said to do."""
_MARKED = (OVERRIDE, MARKERS, ASSISTANT, ABOUT_USER, CHORE, BEFORE, CONCEAL, SOFTWARE, CHANGED)
_ROW = re.compile(r"^\s*(?:[-*•] |\[[^\]\n]{1,24}\]|#\d|\d{1,3}[.)] )", re.MULTILINE)
LEAST_ROWS = 2
_ADDRESS = re.compile(r"\S*[@/]\S*")
"""Addresses hold words too, but ask for nothing."""
_TOOL_NAME = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
MOST = 100_000
"""Characters of a text that are looked at; what is past them counts as an order."""


@dataclass(frozen=True, slots=True)
class Order:
    """A passage of a folded text, from `start` to `end`, its grade, and whether it says what
    software has to do."""

    start: int
    end: int
    score: int
    spoken: bool = False

    def moved(self, by: int) -> Order:
        """The same in a text that begins so much earlier."""
        return Order(self.start + by, self.end + by, self.score, self.spoken)

    @property
    def strong(self) -> bool:
        return self.score >= STRONG


@lru_cache(2048)
def orders(text: str, tools: frozenset[str] = frozenset()) -> tuple[Order, ...]:
    """The passages of a folded text that give orders, in its order; `tools` are names of tools.

    What follows a strong one in the same paragraph belongs to it, and so do paragraphs after it as
    long as they ask for something.
    """
    comments = _COMMENT.finditer(text) if "<" in text else ()
    found = [Order(m.start(), m.end(), STRONG) for m in comments if DOING.pattern.search(m[0])]
    position = 0
    carried = False
    for paragraph in re.split(r"(\n\s*\n)", text[:MOST]):
        if paragraph.strip():
            pieces = _pieces(paragraph, tools)
            if carried and (not _labelled(paragraph) or _asks(paragraph, tools)):
                pieces = (Order(0, len(paragraph), STRONG),)
            found += [piece.moved(position) for piece in pieces]
            carried = any(piece.strong for piece in pieces)
        position += len(paragraph)
    if len(text) > MOST:
        found.append(Order(MOST, len(text), STRONG))
    return tuple(found)


def _labelled(paragraph: str) -> bool:
    """Whether every line of it is a field of a record: `name: value`."""
    return all(_FIELD.match(line) for line in paragraph.split("\n") if line.strip())


@lru_cache(8192)
def _pieces(paragraph: str, tools: frozenset[str]) -> tuple[Order, ...]:
    """The passages of a paragraph that give orders, each within its row where it is one of rows."""
    starts = [found.start() for found in _ROW.finditer(paragraph)]
    if len(starts) < LEAST_ROWS:
        return _in_row(paragraph, tools)
    lead = _in_row(paragraph[: starts[0]], tools)
    if any(piece.strong for piece in lead):
        return _in_row(paragraph, tools)
    rows = zip(starts, [*starts[1:], len(paragraph)], strict=True)
    return (*lead, *(p.moved(a) for a, b in rows for p in _in_row(paragraph[a:b], tools)))


def _in_row(paragraph: str, tools: frozenset[str]) -> tuple[Order, ...]:
    """The sentences that give orders; from a strong one on, the rest of the paragraph does."""
    found: list[Order] = []
    before, said = 0, ""
    for piece in _PIECE.finditer(paragraph):
        if piece[0].isspace():
            continue
        bits = possible(piece[0])
        if before != STRONG - 1 and not may_tell(bits) and "_" not in piece[0]:
            before, said = 0, ""
            continue
        score = _score(piece[0], tools, bits)
        if score >= STRONG and not _to_software(piece[0], tools):
            score = STRONG - 1
        goes_on = score and before == STRONG - 1 and (
            _to_software(piece[0], tools) or _to_software(said, tools)
        )  # fmt: skip
        joined = score + before if goes_on else score
        if joined >= STRONG:
            start = piece.start() if score >= STRONG or not found else found[-1].start
            return (*found, Order(start, len(paragraph), joined))
        spoken = score > 0 and _spoken(piece[0], bits)
        if score >= WEAK or spoken:
            found.append(Order(*piece.span(), max(score, WEAK), spoken))
        before, said = score, piece[0]
    return tuple(found)


@lru_cache(16384)
def _to_software(text: str, tools: frozenset[str]) -> bool:
    """Whether a passage holds a sign that people asking something of each other don't give."""
    if "_" in text and tools.intersection(_TOOL_NAME.findall(text)):
        return True
    text = text.replace("_", " ")
    bits = possible(text)
    return any(holds(sign, text, bits) for sign in _MARKED)


def _asks(paragraph: str, tools: frozenset[str]) -> bool:
    return _score(paragraph, tools, possible(paragraph)) > 0


def _spoken(text: str, bits: int) -> bool:
    """Whether a passage says what software, or an assistant, has to do."""
    if holds(SOFTWARE, text, bits):
        return True
    does = holds(DOING, text, bits) or _DOES.search(text) is not None
    return holds(ASSISTANT, text, bits) and does


@lru_cache(16384)
def _score(text: str, tools: frozenset[str], bits: int) -> int:
    """How much a folded passage with these possible signs reads as an order to an assistant."""
    named = "_" in text and bool(tools.intersection(_TOOL_NAME.findall(text)))
    text = text.replace("_", " ")
    if not bits:
        return 3 * named
    doing = holds(DOING, _ADDRESS.sub(" ", text) if "@" in text or "/" in text else text, bits)
    conceals = doing and holds(CONCEAL, text, bits)
    score = 4 * holds(OVERRIDE, text, bits) + 3 * conceals + 3 * named
    score += 3 * holds(MARKERS, text, bits) + 2 * holds(ASSISTANT, text, bits)
    score += 2 * holds(ABOUT_USER, text, bits) + 2 * _before(text, bits)
    score += holds(MUST, text, bits) + doing + holds(CALLS, text, bits)
    changed = holds(CHANGED, text, bits)
    if (doing or changed) and values(text):
        return score + 2 * changed + doing
    return score + 2 * (changed and re.search(r"\d", text) is not None)


def _before(text: str, bits: int) -> bool:
    """Whether it says what comes before all else."""
    return holds(CHORE, text, bits) or holds(BEFORE, text, bits)


def has_verb(text: str) -> bool:
    """Whether a folded text holds a word for doing something, and no mere noun such as “mail”."""
    return any(
        found[0] not in _NOUNS or _TOLD_TO.search(text[: found.start()])
        for found in DOING.pattern.finditer(text)
    )


def brought_out(raw: str) -> tuple[str, ...]:
    """What a text says only in a code or in letters that can't be seen, folded."""
    found = [text for part in raw[:MOST_HIDDEN].split("\n\n") for text in _hidden_in(part)]
    return tuple(text for text in found if text not in folded(raw))


@lru_cache(16384)
def _hidden_in(part: str) -> tuple[str, ...]:
    return tuple(folded(text) for text in hidden(part))


def odd_letters(raw: str) -> bool:
    """Whether letters imitate others."""
    return mixes_scripts(raw)


@lru_cache(4096)
def poisoned(description: str) -> bool:
    """Whether a tool's description gives orders beyond how to use it."""
    text = folded(description)
    if OVERRIDE.pattern.search(text) or (
        CONCEAL.pattern.search(text) and DOING.pattern.search(text)
    ):
        return True
    if MARKERS.pattern.search(text) and DOING.pattern.search(text):
        return True
    told = [v for v in values(text) if v.type in ("email", "account", "path")]
    orders_told = MUST.pattern.search(text) and DOING.pattern.search(text)
    return bool(told and orders_told and not re.search(r"e\.g\.|example|such as|for instance", text)
                ) or any(brought_out(description))  # fmt: skip
