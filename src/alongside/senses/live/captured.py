"""What a device captures: sound, pictures and what happens to it, each with its number and time.

Everything that one device captures in one go is a *stream* with a name of its own, numbered from 1
without a gap, so that what was sent twice is taken once and what was lost is asked for again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Mode = Literal["off", "ambient", "talk"]
"""Nothing is heard; what is heard becomes moments; what is heard is said to us."""


class Audio(msgspec.Struct, frozen=True, tag="audio"):
    """Sound: mono PCM, 16 bit little-endian, 16 kHz; any length, 20 to 100 ms is usual."""

    pcm: bytes


class Opus(msgspec.Struct, frozen=True, tag="opus"):
    """Sound: one Opus packet (RFC 6716), mono; whoever hears is given it as `Audio`."""

    packet: bytes


class Frame(msgspec.Struct, frozen=True, tag="frame"):
    """What the camera sees: a JPEG file. `kept` where the person pressed for a photo."""

    jpeg: bytes
    kept: bool = False


class Left(msgspec.Struct, frozen=True, tag="left"):
    """What was captured here is nobody's to know: it was left out before anyone was given it."""


class Play(msgspec.Struct, frozen=True, omit_defaults=True):
    """A rehearsal or an adventure, by its id, that goes on after the turn `after` (the latest)."""

    what: Literal["rehearsal", "adventure"]
    id: Annotated[str, Meta(max_length=64)]
    after: Annotated[str, Meta(max_length=64)] = ""


class Moded(msgspec.Struct, frozen=True, tag="mode", omit_defaults=True):
    """The person chose how to be heard from here on; within a `play`, words are a turn of it."""

    mode: Mode
    play: Play | None = None


class Muted(msgspec.Struct, frozen=True, tag="mute"):
    """The microphone was cut off, or let in again; the device sends no sound while it is."""

    muted: bool


class Pressed(msgspec.Struct, frozen=True, tag="button"):
    """A button, tap or gesture of the device, by the device's own name for it."""

    button: Annotated[str, Meta(max_length=50)]
    how: Literal["short", "long", "double"] = "short"


class Located(msgspec.Struct, frozen=True, tag="location", omit_defaults=True):
    """Where the device is: WGS 84 degrees, `accuracy` in metres."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    accuracy: float | None = None
    heading: float | None = None


class Charged(msgspec.Struct, frozen=True, tag="battery"):
    """The battery's level in 0..1."""

    level: Annotated[float, Meta(ge=0, le=1)]
    charging: bool = False


class Marked(msgspec.Struct, frozen=True, tag="mark"):
    """The person marked where something begins or ends: a meeting, a private time."""

    what: Literal["meeting", "private"]
    begins: bool


class Filming(msgspec.Struct, frozen=True, tag="film"):
    """A video begins or ends: the frames and the sound between belong to it."""

    begins: bool


class Typed(msgspec.Struct, frozen=True, tag="typed"):
    """Words that the person typed instead of saying them."""

    text: Annotated[str, Meta(min_length=1, max_length=10_000)]


Event = Moded | Muted | Pressed | Located | Charged | Marked | Filming | Typed
What = Audio | Opus | Frame | Event | Left


class Captured(msgspec.Struct, frozen=True):
    """One thing captured: its number in the stream, and when, in UTC by the server's clock.

    `late`: it came long after it was captured, as when the device was out of reach. Whatever the
    server takes to understand it makes nothing late.
    """

    seq: int
    at: datetime
    what: What
    late: bool = False

    @property
    def size(self) -> int:
        """Bytes of its sound or picture."""
        match self.what:
            case Audio(held) | Opus(held) | Frame(held):
                return len(held)
            case _:
                return 0
