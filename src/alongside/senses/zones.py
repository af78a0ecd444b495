"""Time zones by their IANA names: which there are, and the one this machine is in."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal


def is_zone(name: str) -> bool:
    """Whether this names an IANA zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def local_zone() -> str:
    """The zone of this machine; UTC where its settings name none or contradict each other."""
    try:
        name = tzlocal.get_localzone_name()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
    return name if name and is_zone(name) else "UTC"
