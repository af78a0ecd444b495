"""What recall is asked and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alongside.log.moment import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Facets that narrow a search; empty means any. Times are aware UTC, `until` is exclusive."""

    since: datetime | None = None
    until: datetime | None = None
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A moment found, its score (higher is better), and why it was found, in words for a person."""

    moment: Moment
    score: float
    why: tuple[str, ...]
