"""Photos: what their own metadata tells. What is in them is for models to see, later.

What Google Photos was told of a photo comes first. Else its time is the camera's (EXIF), in the
offset it noted, else in the zone of its coordinates, else in the person's. Without EXIF it is the
time in the file's name, else that of the file.
"""

from __future__ import annotations

import asyncio
import math
import re
import struct
import warnings
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pillow_heif
from PIL import ExifTags, Image, UnidentifiedImageError

from alongside.log.kinds import Media, Place, Saw
from alongside.log.moment import Draft, Trust
from alongside.senses import files, media, named, places
from alongside.senses.archives.sidecars import Sidecar, is_sidecar, sidecar
from alongside.senses.files import UNREADABLE, File, because
from alongside.senses.importer import Context, Found
from alongside.senses.outcome import Failure

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
NOON = time(12)
SIDEWAYS = frozenset({5, 6, 7, 8})
"""EXIF orientations in which width and height are swapped."""
BROKEN = (
    *UNREADABLE, UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError,
    TypeError, KeyError, IndexError, OverflowError, ArithmeticError,
)  # fmt: skip
"""What Pillow raises on files that are not what they seem."""
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_EXIF_TIME = re.compile(r"(\d{4})[:/-](\d\d)[:/-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_HALF_HOURS = {
    -210: "America/St_Johns", -570: "Pacific/Marquesas", 210: "Asia/Tehran", 270: "Asia/Kabul",
    330: "Asia/Kolkata", 345: "Asia/Kathmandu", 390: "Asia/Yangon", 570: "Australia/Darwin",
    630: "Australia/Lord_Howe", 525: "Australia/Eucla", 765: "Pacific/Chatham",
}  # fmt: skip
"""A zone for each offset (minutes) that is no whole hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a picture's metadata tells: upright size in pixels, naive local time, offset, place."""

    width: int
    height: int
    camera: str = ""
    taken: datetime | None = None
    offset: timedelta | None = None
    place: Place | None = None
    zone: str | None = None


class Photos:
    name = "photos"

    def claims(self, file: File) -> bool:
        told = files.suffix(file) in media.PICTURES or _is_picture(file.head)
        return told or is_sidecar(file)

    async def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        if await asyncio.to_thread(is_sidecar, file):
            return
        try:
            picture = await asyncio.to_thread(look, file)
            kept = await media.keep(file, context.blobs)
        except BROKEN as error:
            yield Failure(doing="reading a photo", reason=_why(error), file=file.shown)
            return
        at, zone = await asyncio.to_thread(when, picture, file, context)
        told = await asyncio.to_thread(sidecar, file)
        found = draft(picture, kept, at=at, zone=zone, trust=Trust.OWN)
        yield _amended(found, told) if told else found


def _amended(found: Draft, told: Sidecar) -> Draft:
    """The moment of a picture with what Google Photos was told of it."""
    saw = found.what
    if not isinstance(saw, Saw):
        raise TypeError("only a picture has a file beside it")
    place = told.place or saw.place
    what = msgspec.structs.replace(
        saw, caption=told.description.strip(), place=place, people=told.names
    )
    zone = (places.zone(place) if place else None) or found.zone
    return replace(found, what=what, at=told.taken or found.at, zone=zone)


def draft(picture: Picture, kept: Media, *, at: datetime, zone: str, trust: Trust) -> Draft:
    """The moment of a picture; the same picture from anywhere has the same origin."""
    saw = Saw(
        media=kept,
        width=picture.width,
        height=picture.height,
        camera=picture.camera,
        place=picture.place,
    )
    return Draft(
        what=saw, at=at, zone=zone, source=Photos.name, trust=trust, origin=f"photo:{kept.hash}"
    )


def look(file: File) -> Picture:
    """What the metadata tells; no pixel is decoded. Blocks; raises one of `BROKEN`."""
    pillow_heif.register_heif_opener()
    with warnings.catch_warnings(), file.open() as opened:
        warnings.simplefilter("ignore")  # damaged metadata is no news to the person
        with Image.open(opened, formats=FORMATS) as image:
            width, height = image.size
            tags = _tags(image)
    if tags.base.get(ExifTags.Base.Orientation) in SIDEWAYS:
        width, height = height, width
    place = _place(tags)
    return Picture(
        width=width, height=height, camera=_camera(tags), taken=_taken(tags), offset=_offset(tags),
        place=place, zone=places.zone(place) if place else None,
    )  # fmt: skip


def when(picture: Picture, file: File, context: Context) -> tuple[datetime, str]:
    """When a picture was taken (aware UTC), and in which zone."""
    zone = picture.zone or context.zone
    if picture.taken and picture.offset is not None:
        at = (picture.taken - picture.offset).replace(tzinfo=UTC)
        return at, picture.zone or zone_of(picture.offset, at, context.zone)
    if picture.taken:
        return picture.taken.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), zone
    return named_time(file, context) or file.modified or context.now, zone


def named_time(file: File, context: Context) -> datetime | None:
    """The time in the name of a picture or recording; noon or the file's own without a clock."""
    found = named.find(files.stem(file))
    if not found:
        return None
    changed = file.modified
    if not found.clock and changed and changed.astimezone(context.here).date() == found.day:
        return changed
    local = found.at(NOON)
    return found.instant(local) or context.utc(local)


def zone_of(offset: timedelta, at: datetime, usual: str) -> str:
    """The usual zone if it has this offset then, else one that always has it."""
    if at.astimezone(ZoneInfo(usual)).utcoffset() == offset:
        return usual
    minutes = round(offset.total_seconds() / 60)
    hours, odd = divmod(minutes, 60)
    if not odd and -12 <= hours <= 14:
        return f"Etc/GMT{-hours:+d}" if hours else "UTC"  # POSIX counts hours west of Greenwich
    return _HALF_HOURS.get(minutes, usual)


def _is_picture(head: bytes) -> bool:
    is_heif = head[4:8] == b"ftyp" and head[8:12] in _BRANDS
    return is_heif or head.startswith(_MAGIC) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


@dataclass(frozen=True, slots=True)
class _Tags:
    """EXIF's three directories by tag number."""

    base: Mapping[int, Any]
    exif: Mapping[int, Any]
    gps: Mapping[int, Any]

    def text(self, tag: int) -> str:
        """A tag of the first two directories as text."""
        value = self.exif.get(tag, self.base.get(tag, ""))
        plain = value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)
        return " ".join(plain.replace("\0", " ").split())


def _tags(image: Image.Image) -> _Tags:
    """The metadata, empty where it is damaged: the picture is worth keeping all the same."""
    try:
        exif = image.getexif()
        parts = (exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo))
        return _Tags(dict(exif), *parts)
    except (*BROKEN, struct.error, AttributeError):
        return _Tags({}, {}, {})


def _camera(tags: _Tags) -> str:
    """Maker and model, the maker once."""
    make, model = tags.text(ExifTags.Base.Make), tags.text(ExifTags.Base.Model)
    first = make.split(" ")[0].casefold()
    return model if model.casefold().startswith(first) and model else f"{make} {model}".strip()


def _taken(tags: _Tags) -> datetime | None:
    """The camera's local time; cameras whose clock was never set write zeros."""
    for tag in (
        ExifTags.Base.DateTimeOriginal,
        ExifTags.Base.DateTimeDigitized,
        ExifTags.Base.DateTime,
    ):
        match = _EXIF_TIME.match(tags.text(tag))
        try:
            if match:
                taken = datetime.combine(date(*_ints(match, 1)), time(*_ints(match, 4)))
                return named.plausible(taken)
        except ValueError:
            continue
    return None


def _ints(match: re.Match[str], first: int) -> tuple[int, int, int]:
    a, b, c = (int(match[first + place]) for place in range(3))
    return a, b, c


def _offset(tags: _Tags) -> timedelta | None:
    match = re.fullmatch(r"([+-])(\d\d):?(\d\d)", tags.text(ExifTags.Base.OffsetTimeOriginal))
    if not match or int(match[2]) > 14 or int(match[3]) > 59:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    return timedelta(minutes=-minutes if match[1] == "-" else minutes)


def _place(tags: _Tags) -> Place | None:
    latitude = _degrees(tags, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S", 90)
    longitude = _degrees(tags, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W", 180)
    if latitude is None or longitude is None or latitude == longitude == 0:
        return None
    return places.place(latitude, longitude)


def _degrees(tags: _Tags, tag: int, ref: int, negative: str, most: float) -> float | None:
    """Degrees, minutes and seconds as signed degrees, nothing where they make no sense."""
    try:
        parts = [float(part) for part in tags.gps[tag]]
        value = math.fsum(part / 60**place for place, part in enumerate(parts[:3]))
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return None
    if not math.isfinite(value) or not 0 <= value <= most or not parts:
        return None
    reference = tags.gps.get(ref, "")
    letter = (
        reference.decode("ascii", "replace") if isinstance(reference, bytes) else str(reference)
    )
    return round(-value if letter.strip("\0 ").upper() == negative else value, 6)


def _why(error: BaseException) -> str:
    if isinstance(error, Image.DecompressionBombError):
        return "it has more than 178 million pixels, like a decompression bomb"
    if isinstance(error, UnidentifiedImageError):
        return "it is no picture, or damaged"
    return because(error)
