"""Videos: what their own metadata tells, and a poster. What is in them is for models, later.

Their time is the one that the phone noted with its offset, else the container's (UTC), else the one
in the file's name, else the file's. The place is that of ISO 6709, as phones write it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import av
from av.container import InputContainer

from alongside.log.kinds import Filmed, Media, Place
from alongside.log.moment import Draft, Trust
from alongside.models.see.picture import UnreadablePictureError
from alongside.models.see.stills import stills
from alongside.senses import files, media, named, places
from alongside.senses.archives import audio
from alongside.senses.archives.photos import named_time, zone_of
from alongside.senses.files import File, because
from alongside.senses.importer import Blobs, Context, Found
from alongside.senses.outcome import Failure
from alongside.senses.seeing.keeping import TYPE, encoded

BROKEN = (*audio.BROKEN, IndexError, KeyError, MemoryError)
"""What opening a file that is no video raises."""
_TIME = "com.apple.quicktime.creationdate"
_PLACES = ("com.apple.quicktime.location.iso6709", "location", "location-eng")
_MAKERS = ("com.apple.quicktime.make", "make", "com.android.manufacturer")
_MODELS = ("com.apple.quicktime.model", "model", "com.android.model")
_DEGREES = re.compile(r"([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """What a video tells of itself: seconds, upright size in pixels, and a picture as WebP.

    `local` is when it was taken, with the offset there; `made` the container's time, in UTC.
    """

    duration: float
    width: int
    height: int
    sound: bool
    poster: bytes = b""
    camera: str = ""
    title: str = ""
    local: datetime | None = None
    made: datetime | None = None
    place: Place | None = None


class Videos:
    name = "videos"

    def claims(self, file: File) -> bool:
        return files.suffix(file) in media.VIDEOS

    async def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        try:
            video = await asyncio.to_thread(look, file)
            kept = await media.keep(file, context.blobs)
        except BROKEN as error:
            yield Failure(doing="reading a video", reason=_why(error), file=file.shown)
            return
        at, zone = await asyncio.to_thread(when, video, file, context)
        yield await draft(video, kept, context.blobs, at=at, zone=zone, trust=Trust.OWN)


async def draft(
    video: Video, kept: Media, blobs: Blobs, *, at: datetime, zone: str, trust: Trust
) -> Draft:
    """The moment of a video; the same video from anywhere has the same origin."""
    poster = None
    if video.poster:
        poster = await blobs.put(video.poster, type=TYPE, name=f"{kept.name}.webp")
    filmed = Filmed(
        media=kept, duration=video.duration, width=video.width, height=video.height,
        sound=video.sound, poster=poster, camera=video.camera, title=video.title,
        place=video.place,
    )  # fmt: skip
    return Draft(
        what=filmed, at=at, zone=zone, source=Videos.name, trust=trust, origin=f"video:{kept.hash}"
    )


def look(file: File) -> Video:
    """What the container tells, and one picture decoded. Blocks; raises one of `BROKEN`."""
    with file.open() as opened, av.open(opened, "r", metadata_errors="replace") as container:
        if not container.streams.video:
            raise ValueError("there is no picture in it")
        tags = {key.lower(): value for key, value in container.metadata.items()}
        duration = audio.lasting(container, container.streams.video[0])
        width, height = _size(container)
        sound = bool(container.streams.audio)
    poster, upright = _poster(file, duration)
    if upright and upright[0] != upright[1] and (upright[0] > upright[1]) != (width > height):
        width, height = height, width
    return Video(
        duration=duration, width=width, height=height, sound=sound, poster=poster,
        camera=_camera(tags), title=audio.titled(file, tags), local=_local(tags.get(_TIME, "")),
        made=audio.noted_time(tags.get("creation_time", "")), place=_place(tags),
    )  # fmt: skip


def when(video: Video, file: File, context: Context) -> tuple[datetime, str]:
    """When a video was taken (aware UTC), and in which zone. Blocks."""
    there = places.zone(video.place) if video.place else None
    if video.local is not None:
        at, offset = video.local.astimezone(UTC), video.local.utcoffset()
        return at, there or (zone_of(offset, at, context.zone) if offset else context.zone)
    at = video.made or named_time(file, context) or file.modified or context.now
    return at, there or context.zone


def _poster(file: File, duration: float) -> tuple[bytes, tuple[int, int] | None]:
    """A picture out of the middle as WebP, and its size; nothing where none can be decoded."""
    try:
        with file.open() as opened:
            for still in stills(opened, duration, most=1):
                high, wide = still.picture.pixels.shape[:2]
                return encoded(still.picture, 1.0), (wide, high)
    except UnreadablePictureError:
        pass
    return b"", None


def _size(container: InputContainer) -> tuple[int, int]:
    """Width and height as they are coded, before the video is turned upright."""
    context = container.streams.video[0].codec_context
    if context is None:  # whatever the library's types say: of a codec that isn't known
        raise ValueError("its pictures are of a kind that isn't known")
    return context.width, context.height


def _camera(tags: Mapping[str, str]) -> str:
    """Maker and model, the maker once."""
    make, model = _first(tags, _MAKERS), _first(tags, _MODELS)
    doubled = make and model.casefold().startswith(make.casefold())
    return model if doubled else f"{make} {model}".strip()


def _first(tags: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((" ".join(tags[name].split()) for name in names if tags.get(name)), "")


def _local(written: str) -> datetime | None:
    """The phone's time with its offset, as `2024-05-01T10:00:00+0900`."""
    try:
        at = named.plausible(datetime.fromisoformat(written))
    except ValueError:
        return None
    return at if at.tzinfo and at.year > 1971 else None


def _place(tags: Mapping[str, str]) -> Place | None:
    match = _DEGREES.match(_first(tags, _PLACES))
    if match is None:
        return None
    latitude, longitude = float(match[1]), float(match[2])
    if abs(latitude) > 90 or abs(longitude) > 180 or latitude == longitude == 0:
        return None
    return places.place(latitude, longitude)


def _why(error: BaseException) -> str:
    return "it is no video, or damaged" if isinstance(error, av.FFmpegError) else because(error)
