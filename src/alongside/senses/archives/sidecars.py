"""What Google Photos knows of a photo and its file doesn't: the `.json` files of a Takeout.

They hold what the person changed there: a corrected time or place, a caption, whom a photo shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from alongside.log.kinds import Place
from alongside.senses import files, named, places
from alongside.senses.files import UNREADABLE, File

LONGEST_NAME = 46
"""Google cuts the name of such a file, without its ending, to as many characters."""
SIZE_LIMIT = 1 << 20
_FULL = "supplemental-metadata"


class _Time(msgspec.Struct, frozen=True):
    timestamp: str = ""


class _Geo(msgspec.Struct, frozen=True):
    latitude: float = 0.0
    longitude: float = 0.0


class _Person(msgspec.Struct, frozen=True):
    name: str = ""


class Sidecar(msgspec.Struct, frozen=True, rename="camel"):
    """What is told of one photo."""

    photo_taken_time: _Time
    description: str = ""
    geo_data: _Geo = _Geo()
    people: list[_Person] = []

    @property
    def taken(self) -> datetime | None:
        """An aware UTC time; none where it can't be right."""
        try:
            at = datetime.fromtimestamp(int(self.photo_taken_time.timestamp), UTC)
            return named.plausible(at)
        except (ValueError, OverflowError, OSError):
            return None

    @property
    def place(self) -> Place | None:
        latitude, longitude = self.geo_data.latitude, self.geo_data.longitude
        real = -90 <= latitude <= 90 and -180 <= longitude <= 180 and (latitude or longitude)
        return places.place(latitude, longitude) if real else None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.name for one in self.people if one.name))


_decode = msgspec.json.Decoder(Sidecar).decode


def is_sidecar(file: File) -> bool:
    return files.suffix(file) == ".json" and b'"photoTakenTime"' in file.head


def sidecar(file: File) -> Sidecar | None:
    """What a Takeout tells of this photo. Blocks."""
    for name in _names(files.name(file)):
        beside = file.beside(name)
        if beside is None or beside.size > SIZE_LIMIT:
            continue
        try:
            with beside.open() as opened:
                return _decode(opened.read())
        except (*UNREADABLE, ValueError):
            return None
    return None


def _names(photo: str) -> Iterator[str]:
    """What the file beside may be called: whole or cut, numbered after the photo's own ending."""
    stem, dot, ending = photo.rpartition(".")
    plain, number = photo, ""
    if stem.endswith(")") and "(" in stem:
        bare, _, digits = stem[:-1].rpartition("(")
        if digits.isdigit():
            plain, number = f"{bare}{dot}{ending}", f"({digits})"
    for one in dict.fromkeys((plain, plain.replace("-edited", ""))):
        for full in (f"{one}.{_FULL}", one):
            yield f"{full[:LONGEST_NAME]}{number}.json"
