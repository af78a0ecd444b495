"""Sound recordings: when, how long and what they are called. Models hear them later.

The time is the one in the file's name, else the one the recorder noted inside, else the file's.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, datetime

import av
from av import AudioStream, VideoStream
from av.container import InputContainer

from alongside.log.kinds import Media, Recorded
from alongside.log.moment import Draft, Trust
from alongside.senses import files, media, named
from alongside.senses.archives.photos import named_time
from alongside.senses.files import UNREADABLE, File, because
from alongside.senses.importer import Context, Found
from alongside.senses.outcome import Failure

LONGEST = 48 * 3600
"""Seconds beyond which a duration is not believed, but counted from the packets."""
MICROSECONDS = 1_000_000
BROKEN = (*UNREADABLE, av.FFmpegError, ValueError, UnicodeError, OverflowError)
"""What opening a file that is no sound raises."""
_MACHINE = re.compile(
    r"(?:ptt|aud|audio|vid|video|mov|img|pxl|voice|rec|recording|record|memo|whatsapp|ptt|wa\d+|new|sound|track|file"
    r"|음성|녹음|메모|[-_ ()\d.]+)+",
    re.IGNORECASE,
)
"""A name that a recorder gave, which tells nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What a recording tells of itself: `duration` in seconds, its title and its time, if noted."""

    duration: float
    title: str = ""
    made: datetime | None = None


class Audio:
    name = "recordings"

    def claims(self, file: File) -> bool:
        return files.suffix(file) in media.RECORDINGS

    async def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        try:
            sound = await asyncio.to_thread(listen, file)
            kept = await media.keep(file, context.blobs)
        except BROKEN as error:
            yield Failure(doing="reading a recording", reason=_why(error), file=file.shown)
            return
        at = await asyncio.to_thread(_when, sound, file, context)
        yield draft(sound, kept, at=at, zone=context.zone, trust=Trust.OWN)


def _when(sound: Sound, file: File, context: Context) -> datetime:
    return named_time(file, context) or sound.made or file.modified or context.now


def draft(sound: Sound, kept: Media, *, at: datetime, zone: str, trust: Trust) -> Draft:
    """The moment of a recording; the same recording from anywhere has the same origin."""
    return Draft(
        what=Recorded(media=kept, duration=sound.duration, title=sound.title),
        at=at,
        zone=zone,
        source=Audio.name,
        trust=trust,
        origin=f"audio:{kept.hash}",
    )


def listen(file: File) -> Sound:
    """What the container tells; nothing is decoded. Blocks; raises one of `BROKEN`."""
    with file.open() as opened, av.open(opened, "r", metadata_errors="replace") as container:
        if not container.streams.audio:
            raise ValueError("there is no sound in it")
        tags = {key.lower(): value for key, value in container.metadata.items()}
        return Sound(
            duration=lasting(container, container.streams.audio[0]),
            title=titled(file, tags),
            made=noted_time(tags.get("creation_time", "")),
        )


def lasting(container: InputContainer, stream: AudioStream | VideoStream) -> float:
    """Seconds, from the header or else from the packets, which streamed files alone have."""
    seconds = (container.duration or 0) / MICROSECONDS
    if 0 < seconds < LONGEST:
        return round(seconds, 3)
    end = 0.0
    for packet in container.demux(stream):
        if packet.pts is not None and packet.time_base is not None:
            end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    if end <= 0:
        raise ValueError("it is empty")
    return round(end, 3)


def titled(file: File, tags: dict[str, str]) -> str:
    """What the file is called besides its date, unless a machine called it so."""
    stem = files.stem(file)
    found = named.find(stem)
    rest = found.rest if found else stem.replace("_", " ").strip()
    return tags.get("title", "").strip() if _MACHINE.fullmatch(rest) or not rest else rest


def noted_time(written: str) -> datetime | None:
    """The recorder's time; 1970 and 1904 are clocks that were never set."""
    try:
        at = named.plausible(datetime.fromisoformat(written))
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo and at.year > 1971 else None


def _why(error: BaseException) -> str:
    return "it is no recording, or damaged" if isinstance(error, av.FFmpegError) else because(error)
