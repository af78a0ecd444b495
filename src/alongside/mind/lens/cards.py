"""Which card may appear now, if any. Pure: from what could be told and what was told before.

One at a time; never while someone speaks; a while apart; nothing twice within hours; and only what
is relevant enough, counting how welcome cards of its kind have been.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alongside.log.kinds.lens import CardKind

LEAST = 0.4
"""Relevance, weighed by how welcome its kind is, under which a card is not shown."""
APART = timedelta(seconds=20)
AGAIN = timedelta(hours=4)
"""How long the same isn't shown again."""
PAUSE = timedelta(seconds=1.5)
"""Silence after speech before a card may appear."""
SECONDS = 9.0
"""How long a card stays."""
PUT_AWAY, LESS = 0.95, 0.6
"""What is left of a kind's welcome after a card of it was put away, and after “less of this”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A card that could be shown: `relevance` in 0..1; it stands on the moments in `because`."""

    card: CardKind
    key: str
    title: str
    text: str = ""
    relevance: float
    because: tuple[str, ...] = ()


@dataclass(slots=True)
class History:
    """What was shown, by key, the last of all, and how welcome each kind is (1 to begin with)."""

    shown: dict[str, datetime] = field(default_factory=dict)
    last: datetime | None = None
    welcome: dict[CardKind, float] = field(default_factory=dict)

    def show(self, key: str, at: datetime) -> None:
        self.shown[key] = at
        self.last = at if self.last is None else max(self.last, at)

    def put_away(self, card: CardKind, *, less: bool) -> None:
        kept = LESS if less else PUT_AWAY
        self.welcome[card] = self.welcome.get(card, 1.0) * kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """How it stands: when someone was heard last, until when a card is up."""

    at: datetime
    heard: datetime | None = None
    up_until: datetime | None = None


def choose(now: Now, history: History, candidates: Iterable[Candidate]) -> Candidate | None:
    """The most relevant card that may appear now."""
    if now.heard is not None and now.at - now.heard < PAUSE:
        return None
    if now.up_until is not None and now.at < now.up_until:
        return None
    if history.last is not None and now.at - history.last < APART:
        return None
    fresh = [each for each in candidates if not _lately(each, history.shown, now.at)]
    weighed = [(each.relevance * history.welcome.get(each.card, 1.0), each) for each in fresh]
    relevance, best = max(weighed, key=lambda pair: pair[0], default=(0.0, None))
    return best if relevance >= LEAST else None


def _lately(each: Candidate, shown: Mapping[str, datetime], at: datetime) -> bool:
    before = shown.get(each.key)
    return before is not None and at - before < AGAIN
