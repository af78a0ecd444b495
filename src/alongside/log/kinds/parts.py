"""What kinds of moment are made of: media, places, citations, things, times."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Media(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file in the blob store: its content hash, MIME type, given name and size in bytes."""

    hash: str
    type: str
    name: str
    size: int


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where something happened: a name as people say it, and WGS 84 degrees where known."""

    name: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.country) if part)


class Cite(msgspec.Struct, frozen=True, omit_defaults=True):
    """One marker `[number]` in an answer: the moment it points to and the words that support it."""

    number: int
    moment: str
    quote: str = ""


class Thing(msgspec.Struct, frozen=True, omit_defaults=True):
    """A thing seen in a picture: label, score in 0..1, box as x, y, width, height in 0..1."""

    label: str
    score: float
    box: tuple[float, float, float, float]


class Occurrence(msgspec.Struct, frozen=True):
    """One time a plan takes place, from `start` to `end` (aware UTC)."""

    start: datetime
    end: datetime
