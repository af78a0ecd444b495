"""Models: the one protocol for everything that infers, and the values it is given and makes.

A model streams what it makes; whoever no longer wants it closes the generator, which cancels the
work. `remote` says whether what it is given leaves this machine.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

Given_contra = TypeVar("Given_contra", contravariant=True)
Made_co = TypeVar("Made_co", covariant=True)
Role = Literal[
    "chat",
    "describe",
    "embed",
    "hear",
    "read",
    "see",
    "faces",
    "who",
    "sounds",
    "voices",
    "turns",
    "speak",
    "imagine",
]
Floats = NDArray[np.float32]


class ModelError(Exception):
    """A model could not do its work; the message says what happened and what to do."""


class Model(Protocol[Given_contra, Made_co]):
    """Runs on what it is given and streams what it makes. `name` is `backend:model`."""

    @property
    def name(self) -> str: ...

    @property
    def remote(self) -> bool: ...

    def run(self, given: Given_contra) -> AsyncGenerator[Made_co, None]:
        """Stream what comes of `given`. Raises `ModelError`."""
        ...


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt; pictures are encoded files (JPEG, PNG)."""

    role: Literal["system", "user", "assistant"]
    text: str
    pictures: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What a chat model is given; with a JSON `schema` it must answer with such a value."""

    messages: tuple[Message, ...]
    schema: Mapping[str, Any] | None = None
    max_tokens: int = 512
    temperature: float = 0.0
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Texts:
    """What an embedding model is given: texts to find (`query`) or to be found."""

    texts: tuple[str, ...]
    query: bool = False


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono samples in -1..1 at 16 kHz, shape (n,); `language` is ISO 639-1 where known."""

    samples: Floats
    language: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An upright RGB picture: uint8, shape (height, width, 3)."""

    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Segment:
    """Speech from `start` to `end` seconds."""

    text: str
    start: float
    end: float
    language: str = ""


@dataclass(frozen=True, slots=True)
class TextBox:
    """A line of text in a picture: box as x, y, width, height in 0..1."""

    text: str
    score: float
    box: tuple[float, float, float, float]


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing or a face in a picture: box as x, y, width, height in 0..1.

    `points` are those of a face, as x and y in 0..1: left and right eye as they are seen, nose,
    left and right corner of the mouth.
    """

    label: str
    score: float
    box: tuple[float, float, float, float]
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """A face in a picture, by its five points, as of `Seen`."""

    picture: Picture
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class SoundEvent:
    """A sound that is not speech, from `start` to `end` seconds."""

    label: str
    score: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch of one voice from `start` to `end` seconds, with its unit embedding (256,)."""

    start: float
    end: float
    embedding: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A picture to be drawn: its words, what to `avoid`, its size in pixels, and how.

    From the encoded picture `start`, where there is one, it goes `strength` (0..1) of the way.
    """

    words: str
    avoid: str = ""
    width: int = 768
    height: int = 512
    seed: int = 0
    steps: int = 4
    start: bytes | None = None
    strength: float = 0.6


@dataclass(frozen=True, slots=True)
class Drawn:
    """An encoded picture after `step` of `steps`: a preview, or at the last the picture."""

    picture: bytes
    step: int = 1
    steps: int = 1

    @property
    def finished(self) -> bool:
        return self.step >= self.steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What is to be said aloud: `language` is ISO 639-1, `voice` a name of the model's own voices.

    `speed` is 1 for the voice's own pace, more for faster. `cast` names somebody who is played:
    where the model can, each has a voice of their own, always the same.
    """

    text: str
    language: str = "en"
    voice: str = ""
    speed: float = 1.0
    cast: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """Mono samples in -1..1 at `rate` a second, shape (n,)."""

    samples: Floats
    rate: int


Chat = Model[Prompt, str]
"""Streams text as it is written."""
Embed = Model[Texts, Floats]
"""Streams batches of unit rows, shape (batch, dimension), in the order given."""
Hear = Model[Sound, Segment]
ReadText = Model[Picture, TextBox]
See = Model[Picture, Seen]
Who = Model[Face, Floats]
"""Streams the one vector of a face; those of one person lie near each other."""
Sounds = Model[Sound, SoundEvent]
Voices = Model[Sound, Voice]
Imagine = Model[Wish, Drawn]
Turns = Model[Sound, float]
"""Gives the probability that whoever speaks has finished."""
Speak = Model[Utterance, Speech]
"""Streams sound as it is made."""
