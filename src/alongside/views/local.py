"""Local time as one integer: seconds that a clock on the wall had gone since 1970-01-01 00:00."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@lru_cache(256)
def zone_info(name: str) -> ZoneInfo:
    """The zone of that name; UTC for one that isn't known here."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def wall(at: datetime, zone: str) -> int:
    """The wall clock's seconds at this instant in this zone.

    At the very ends of the calendar, which an endless plan may reach, they are those of UTC.
    """
    try:
        return seconds(at.astimezone(zone_info(zone)).replace(tzinfo=None))
    except OverflowError:
        return seconds(at.replace(tzinfo=None))


def seconds(local: datetime) -> int:
    """A naive local time as wall seconds."""
    return int((local - EPOCH).total_seconds() // 1)


def clock(wall_seconds: int) -> datetime:
    """Wall seconds as a naive local time."""
    return datetime.fromtimestamp(wall_seconds, UTC).replace(tzinfo=None)
