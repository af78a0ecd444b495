"""What a device is told: what was heard, how we are doing, what to show, say, do and take."""

from __future__ import annotations

from typing import Literal

import msgspec

Doing = Literal["off", "listening", "hearing", "thinking", "speaking", "muted", "private"]


class State(msgspec.Struct, frozen=True, tag="state", omit_defaults=True):
    """What we are doing, and whether anything is being recorded: its light must show it."""

    doing: Doing
    recording: bool = False


class Caption(msgspec.Struct, frozen=True, tag="caption", omit_defaults=True):
    """Words heard in the utterance `id`: `text` stands, `tentative` may still change.

    `final` comes once, with all of it. `moment` is what was kept of it, `translation` what it says
    in the person's language, which may come later in a caption of the same `id`.
    """

    id: str
    text: str
    tentative: str = ""
    final: bool = False
    language: str = ""
    speaker: str = ""
    translation: str = ""
    moment: str = ""
    talk: bool = False


class Speech(msgspec.Struct, frozen=True, tag="speech"):
    """A clause to say: its sound follows in binary messages of this number, at `rate` a second.

    The sound is mono PCM, 16 bit little-endian. Its last message is empty.
    """

    seq: int
    rate: int
    text: str


class Spoken(msgspec.Struct, frozen=True, tag="spoken"):
    """All of an answer's speech was sent."""


class Clear(msgspec.Struct, frozen=True, tag="clear"):
    """Be silent at once: drop all speech that was sent and not yet played."""


class Card(msgspec.Struct, frozen=True, tag="card", omit_defaults=True):
    """A card to show, one at a time: gone after `seconds`, or once it is dismissed."""

    id: str
    kind: str
    title: str
    text: str = ""
    moment: str = ""
    picture: str = ""
    seconds: float = 8.0


class Haptic(msgspec.Struct, frozen=True, tag="haptic"):
    """Vibrate: milliseconds on, off, on, …"""

    pattern: tuple[int, ...]


class Take(msgspec.Struct, frozen=True, tag="take", omit_defaults=True):
    """Take a picture now, and send it as a `frame` that is kept; or film.

    A film begins, or ends where `begins` is false; the device tells by `film` events where.
    """

    what: Literal["photo", "film"]
    begins: bool = True


class Film(msgspec.Struct, frozen=True, tag="film", omit_defaults=True):
    """How it stands with the video: it began, is being made after its end, is kept as `moment`.

    It may also be let go of; why is told in a `problem`.
    """

    doing: Literal["begun", "making", "kept", "dropped"]
    moment: str = ""


class Talked(msgspec.Struct, frozen=True, tag="talk"):
    """A step of an answer, as `/api/v1/talk` tells it: what to show of it."""

    event: msgspec.Raw


class Turned(msgspec.Struct, frozen=True, tag="turned"):
    """A play came to a turn: what the person did, and what came of it, are kept there."""

    play: str
    turn: str


class Unable(msgspec.Struct, frozen=True, tag="problem"):
    """Something can't be done; `detail` is a sentence for the person."""

    detail: str


class Sounding(msgspec.Struct, frozen=True):
    """A piece of a clause's sound; sent as a binary message."""

    seq: int
    pcm: bytes


Told = (
    State | Caption | Speech | Sounding | Spoken | Clear | Card | Haptic | Take | Film | Talked
    | Turned | Unable
)  # fmt: skip
"""All but `Sounding` are JSON messages, told apart by `type`."""
