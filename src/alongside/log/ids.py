"""Time-ordered ids: UUIDv7 (RFC 9562)."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime

_VERSION = 0x7 << 76
_VARIANT = 0x2 << 62


def new_id(recorded: datetime, count: int) -> str:
    """An id that sorts by `recorded` (milliseconds) and, within a batch, by `count` (12 bits)."""
    milliseconds = int(recorded.timestamp() * 1000)
    value = milliseconds << 80 | _VERSION | (count & 0xFFF) << 64 | _VARIANT | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def recorded_at(moment_id: str) -> datetime:
    """The time in the id, to the millisecond."""
    return datetime.fromtimestamp((uuid.UUID(moment_id).int >> 80) / 1000, UTC)
