"""Moments: whatever happened, as frozen values kept with their causes.

A moment says *what* happened, *when* and in which zone, which *source* told us, how far its words
may be trusted, and *because* of which other moments it exists. This module is pure: it imports
nothing of ours and touches no clock, disk or network.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from alongside.log.kinds import What

__all__ = ["Draft", "Moment", "Trust", "TrustRose"]


class Trust(IntEnum):
    """Who could have chosen a moment's words. It never rises from cause to effect."""

    OUTSIDE = 0
    """Anyone else: mail, web pages, other voices, text seen by the camera, tool results."""
    OWN = 1
    """The person's own records, and our own deterministic code."""
    PERSON = 2
    """The person, through an authenticated interface."""


class TrustRose(ValueError):
    """A moment claimed more trust than one of its causes has."""


EARLIEST = datetime.min.replace(tzinfo=UTC) + timedelta(days=2)
LATEST = datetime.max.replace(tzinfo=UTC) - timedelta(days=2)
"""Every zone's clocks can show the times between."""


def _require_utc(name: str, at: datetime) -> None:
    if at.utcoffset() != timedelta(0):
        raise ValueError(f"{name} must be an aware UTC time, not {at!r}")
    if not EARLIEST <= at <= LATEST:
        raise ValueError(f"{name} must lie within the years that a calendar has, not {at!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A moment before the log has taken it.

    `origin` is the record's identity at its source ("whatsapp:<chat>:<n>:<digest>"): the log keeps
    one moment an origin, so the same file brought in twice adds nothing.

    A cause is the id of a moment, or another draft: one before this in the same batch, or one whose
    origin the log already holds.
    """

    what: What
    at: datetime
    zone: str
    source: str
    trust: Trust
    because: tuple[str | Draft, ...] = ()
    origin: str | None = None

    def __post_init__(self) -> None:
        _require_utc("at", self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment as the log keeps it.

    `id` is a UUIDv7 (RFC 9562), `seq` its position in this person's log from 1, `at` when it
    happened and `recorded` when it was kept (both aware UTC), `zone` the IANA zone it happened in.
    """

    id: str
    seq: int
    person: str
    at: datetime
    zone: str
    recorded: datetime
    what: What
    source: str
    trust: Trust
    because: tuple[str, ...] = ()
    origin: str | None = None

    @property
    def kind(self) -> str:
        """The kind of what happened, such as `noted` or `said`."""
        return type(self.what).kind()
