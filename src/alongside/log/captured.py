"""Origins of moments that a device captured: they tell how far its stream is kept.

A device sends again what it was not told is done. An origin says which numbers of the stream a
moment was drawn from, so that after a crash none is drawn from them twice.
"""

from __future__ import annotations

PREFIX = "live"


def origin(stream: str, sense: str, first: int, last: int, part: str = "") -> str:
    """The origin of what a sense draws from a stream's numbers `first` to `last`."""
    return f"{PREFIX}:{stream}:{sense}:{first}-{last}:{part}"


def parsed(origin: str | None) -> tuple[str, str, int] | None:
    """The stream, the sense and the last number that an origin tells of; None for any other."""
    prefix, _, rest = (origin or "").partition(":")
    parts = rest.split(":", 3)
    if prefix != PREFIX or len(parts) != 4:
        return None
    last = parts[2].rpartition("-")[2]
    return (parts[0], parts[1], int(last)) if last.isdecimal() else None
