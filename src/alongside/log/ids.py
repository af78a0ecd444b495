"""Time-ordered ids: UUIDv7 (RFC 9562)."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_VERSION = 0x7 << 76
_VARIANT = 0x2 << 62
_FRACTIONS = 1 << 12


def new_id(recorded: datetime) -> str:
    """An id that sorts by `recorded`, to the microsecond.

    The 12 bits after the milliseconds hold the fraction of a millisecond (section 6.2, method 3),
    the rest is random.
    """
    milliseconds, rest = divmod((recorded - _EPOCH) // _MICROSECOND, 1000)
    fraction = rest * _FRACTIONS // 1000
    value = milliseconds << 80 | _VERSION | fraction << 64 | _VARIANT | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def recorded_at(moment_id: str) -> datetime:
    """The time in the id, to the microsecond."""
    value = uuid.UUID(moment_id).int
    fraction = value >> 64 & (_FRACTIONS - 1)
    return _EPOCH + ((value >> 80) * 1000 - (-fraction * 1000 // _FRACTIONS)) * _MICROSECOND
