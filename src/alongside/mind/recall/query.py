"""What a question asks for: its terms, the names in it, the stretch of time it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from alongside.log.rows import microseconds
from alongside.mind.when import resolve
from alongside.mind.when.context import Known
from alongside.views.words import bare_korean, fold, terms

Span = tuple[int, int]
"""Microseconds since 1970, the end exclusive."""

_WORD = re.compile(r"\w+")
_LEAST_NICKNAME = 3
_FOREVER = microseconds(datetime(9999, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Query:
    """A question taken apart. `words` maps each term to how the question writes it."""

    text: str
    words: dict[str, str]
    tokens: frozenset[str]
    times: tuple[Span, ...]
    timed: tuple[str, ...]

    def names(self, name: str) -> bool:
        """Whether the question names this (folded) person: in full, by a part, or for short."""
        return any(self._names(part) for part in name.split())

    def _names(self, part: str) -> bool:
        if part in self.tokens:
            return True
        if "가" <= part[:1] <= "힣":
            return len(part) > 2 and part[1:] in self.tokens
        return len(part) > _LEAST_NICKNAME + 1 and any(
            len(token) >= _LEAST_NICKNAME and part.startswith(token) for token in self.tokens
        )


def understand(question: str, now: datetime, zone: str, known: Known | None = None) -> Query:
    """Take a question apart; `known` looks up days that the person knows by name."""
    found = resolve(question, now=now, zone=zone, known=known)
    spans = [(e.text, e.span()) for e in found]
    times = [(text, _span(*span)) for text, span in spans if span]
    words: dict[str, str] = {}
    for word in question.split():
        for term in terms(word):
            words.setdefault(term, word.strip(".,!?;:\"'()"))
    return Query(
        text=question,
        words=words,
        tokens=frozenset(_tokens(question)),
        times=tuple(span for _, span in times),
        timed=tuple(text for text, _ in times),
    )


def _span(since: datetime | None, until: datetime | None) -> Span:
    return microseconds(since) if since else 0, microseconds(until) if until else _FOREVER


def _tokens(question: str) -> Iterable[str]:
    for word in _WORD.findall(fold(question)):
        yield word
        yield bare_korean(word)
