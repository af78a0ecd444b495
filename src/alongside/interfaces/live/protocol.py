"""The device protocol, version 1, over one WebSocket: JSON text and binary messages.

A device begins with `hello` and is answered with `welcome`. Then it sends what it captures: sound
and pictures as binary messages, all else as JSON, each with `seq`, its number in the device's
stream from 1 without a gap, and `at`, milliseconds since 1970 by the device's own clock. The server
sends `ack` for what is done, and `resend` where a number is missing. What isn't acknowledged the
device keeps, and sends again after it has connected again.

A binary message is a header of 14 bytes, big-endian: the kind of media (1 byte), flags (1 byte, 0),
`seq` (4 bytes), `at` (8 bytes); then the media. Sound that the server sends has the number of its
`speech` in place of `seq`, and 0 for `at`.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from alongside.senses.live.captured import (
    Audio,
    Captured,
    Event,
    Frame,
    Left,
    Mode,
    Opus,
    Play,
    What,
)
from alongside.senses.live.sense import Signal
from alongside.senses.live.told import (
    Caption,
    Card,
    Clear,
    Film,
    Haptic,
    Sounding,
    Speech,
    Spoken,
    State,
    Take,
    Talked,
    Turned,
    Unable,
)

VERSION = 1
HEADER = struct.Struct("!BBIQ")
MOST_TEXT = 64 << 10
"""Bytes of a JSON message."""
MOST_MEDIA = 2 << 20
"""Bytes of a binary message."""
MOST_PACKET = 1275 * 6 + 7
"""Bytes of an Opus packet: six frames of 20 ms."""
JPEG = b"\xff\xd8\xff"
NONE = timedelta()
MOST_SEQ = 2**32 - 1
"""The last number that a header holds."""
LATEST = 253_402_300_799_000
"""The last `at` that a calendar has."""
Id = Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{8,64}$")]
Short = Annotated[str, Meta(max_length=100)]


class Media(IntEnum):
    """What a binary message carries."""

    PCM = 1
    """Mono PCM, 16 bit little-endian, 16 kHz from devices."""
    OPUS = 2
    """One Opus packet, mono, of at most 120 ms."""
    FRAME = 3
    """A JPEG file of what the camera sees."""
    PHOTO = 4
    """A JPEG file that the person asked for."""
    SPEECH = 16
    """Sound of the clause with this number, to play; empty at its end."""


class Malformed(ValueError):
    """A message that isn't of this protocol; the text says what is wrong with it."""


class Hello(msgspec.Struct, frozen=True, tag="hello", omit_defaults=True):
    """A device begins: the protocol's `version`, its own lasting id, the stream it captures.

    All up to `after` it has let go of, as it was told that it is done or had no room for it: a
    server that was started anew goes on from there. `now` is its clock in milliseconds since 1970;
    `mode` and `play` are those in which the first thing after that was captured; `can` is what it
    has: `microphone`, `camera`, `film` (it takes videos), `speaker`, `screen`, `haptics`,
    `location`. `zone` is its IANA time zone, `language` the person's. `room`: it stands where
    anybody may speak to it; its words are never taken for the person's.
    """

    version: int
    device: Id
    stream: Id
    now: Annotated[int, Meta(ge=0, le=LATEST)]
    after: Annotated[int, Meta(ge=0, le=MOST_SEQ)] = 0
    name: Short = ""
    mode: Mode = "off"
    play: Play | None = None
    can: Annotated[tuple[Short, ...], Meta(max_length=20)] = ()
    zone: Short = ""
    room: bool = False
    language: Annotated[str, Meta(pattern="^([a-z]{2,3})?$")] = ""


class Happened(msgspec.Struct, frozen=True, tag="event"):
    """Something captured that is neither sound nor picture."""

    seq: int
    at: int
    what: Event


class Lost(msgspec.Struct, frozen=True, tag="lost"):
    """The device had no room for numbers up to `last`: they will never come."""

    last: int


class Bye(msgspec.Struct, frozen=True, tag="bye"):
    """Nothing more will come: the server does what is left, acknowledges it and closes."""


class Welcome(msgspec.Struct, frozen=True, tag="welcome"):
    """The device may send. All up to `after` is done already; `person` is who this life is of.

    `can` is what the server does with this life's models: `hear`, `speak`, `wake`, `translate`.
    """

    version: int
    after: int
    person: str
    can: tuple[str, ...] = ()


class Ack(msgspec.Struct, frozen=True, tag="ack"):
    """All up to `seq` is done: the device can let go of it."""

    seq: int


class Resend(msgspec.Struct, frozen=True, tag="resend"):
    """Something is missing: send all after `after` again."""

    after: int


Up = Hello | Happened | Lost | Bye | Signal
"""The JSON messages of a device."""
DownText = (
    Welcome | Ack | Resend | State | Caption | Speech | Spoken | Clear | Card | Haptic | Take | Film
    | Talked | Turned | Unable
)  # fmt: skip
"""The JSON messages of the server."""
Down = DownText | Sounding
_up: msgspec.json.Decoder[Up] = msgspec.json.Decoder(Up)
_down: msgspec.json.Decoder[DownText] = msgspec.json.Decoder(DownText)


def read(message: str | bytes, clock: timedelta = NONE) -> Hello | Lost | Bye | Signal | Captured:
    """What a device sent; `clock` is what its clock must be put forward by. Raises `Malformed`."""
    if isinstance(message, bytes):
        return _media(message, clock)
    if len(message) > MOST_TEXT:
        raise Malformed("a message is too long")
    try:
        told = _up.decode(message)
    except msgspec.DecodeError as error:
        raise Malformed(str(error)) from error
    if isinstance(told, Happened):
        return Captured(_number(told.seq), _time(told.at, clock), told.what)
    return told


def _media(message: bytes, clock: timedelta) -> Captured:
    if not HEADER.size < len(message) <= MOST_MEDIA:
        raise Malformed("a binary message is too short or too long")
    kind, _, seq, at = HEADER.unpack_from(message)
    body = message[HEADER.size :]
    what: What
    if kind == Media.PCM:
        if len(body) % 2:
            raise Malformed("sound must be whole samples of 16 bit")
        what = Audio(body)
    elif kind == Media.OPUS:
        if len(body) > MOST_PACKET:
            raise Malformed("an Opus packet is too long")
        what = Opus(body)
    elif kind in (Media.FRAME, Media.PHOTO):
        if not body.startswith(JPEG):
            raise Malformed("a picture must be a JPEG file")
        what = Frame(body, kept=kind == Media.PHOTO)
    else:
        raise Malformed(f"there is no media of kind {kind} from devices")
    return Captured(_number(seq), _time(at, clock), what)


def _number(seq: int) -> int:
    if seq < 1:
        raise Malformed("numbers begin at 1")
    return seq


def _time(at: int, clock: timedelta) -> datetime:
    if not 0 <= at <= LATEST:
        raise Malformed("a time lies outside the calendar")
    return datetime.fromtimestamp(at / 1000, UTC) + clock


def write(captured: Captured) -> str | bytes:
    """The message that a device sends for something captured. Raises `Malformed` for `Left`."""
    at = milliseconds(captured.at)
    what = captured.what
    if isinstance(what, Audio):
        return HEADER.pack(Media.PCM, 0, captured.seq, at) + what.pcm
    if isinstance(what, Opus):
        return HEADER.pack(Media.OPUS, 0, captured.seq, at) + what.packet
    if isinstance(what, Left):
        raise Malformed("what was left out is not sent")
    if isinstance(what, Frame):
        kind = Media.PHOTO if what.kept else Media.FRAME
        return HEADER.pack(kind, 0, captured.seq, at) + what.jpeg
    return msgspec.json.encode(Happened(captured.seq, at, what)).decode()


def tell(told: Down) -> str | bytes:
    """The message that the server sends."""
    if isinstance(told, Sounding):
        return HEADER.pack(Media.SPEECH, 0, told.seq, 0) + told.pcm
    return msgspec.json.encode(told).decode()


def told(message: str | bytes) -> Down:
    """What the server sent. Raises `Malformed`."""
    try:
        if isinstance(message, str):
            return _down.decode(message)
        kind, _, seq, _ = HEADER.unpack_from(message)
    except (msgspec.DecodeError, struct.error) as error:
        raise Malformed(str(error)) from error
    if kind != Media.SPEECH:
        raise Malformed(f"there is no media of kind {kind} from the server")
    return Sounding(seq, message[HEADER.size :])


def milliseconds(at: datetime) -> int:
    """Milliseconds since 1970."""
    return round(at.timestamp() * 1000)
