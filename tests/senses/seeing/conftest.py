"""What the tests of seeing share: a life, a camera and models that see what they are told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from alongside.config import Privacy
from alongside.log.kinds import Place
from alongside.log.store import Store, open_store
from alongside.models.model import Picture, ReadText, See, Seen, TextBox
from alongside.senses.privacy.discretion import Discretion
from alongside.senses.seeing.films import PATIENCE, Films
from alongside.senses.seeing.frame import Frame
from alongside.senses.seeing.seeing import Parts, Seeing
from alongside.senses.seeing.taking import CUT
from alongside.senses.whereabouts import Whereabouts
from alongside.views.captured import CapturedSoFar, kept_of

START = datetime(2026, 11, 26, 9, tzinfo=UTC)
FACE = (0.4, 0.3, 0.2, 0.25)


T = TypeVar("T")


@dataclass
class Scripted(Generic[T]):
    """A model that finds the same in every picture; counts how often it looked.

    It waits for `go_on` after it has told that it is `looking`.
    """

    name: str
    found: tuple[T, ...] = ()
    looked: int = 0
    remote: bool = False
    looking: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.go_on.set()

    async def run(self, given: Picture) -> AsyncGenerator[T, None]:
        self.looked += 1
        self.looking.set()
        await self.go_on.wait()
        for one in self.found:
            yield one


@dataclass
class Eyes:
    things: Scripted[Seen] = field(default_factory=lambda: Scripted("test:things"))
    found: Scripted[Seen] | None = field(default_factory=lambda: Scripted("test:faces"))
    text: Scripted[TextBox] = field(default_factory=lambda: Scripted("test:text"))

    def see(self) -> See | None:
        return self.things

    def faces(self) -> See | None:
        return self.found

    def read(self) -> ReadText | None:
        return self.text

    def show(self, *labels: str, faces: int = 0, text: str = "") -> None:
        """From now on pictures hold these things, faces and lines."""
        self.things.found = tuple(Seen(label, 0.9, (0.1, 0.1, 0.2, 0.2)) for label in labels)
        if self.found is not None:
            self.found.found = (Seen("face", 0.9, FACE),) * faces
        lines = text.splitlines()
        self.text.found = tuple(TextBox(line, 0.9, (0, 0, 1, 0.1)) for line in lines)


def scene(seed: int, noise: float = 0.0, shift: int = 0) -> NDArray[np.uint8]:
    """A view of large shapes, another for each seed; `noise` is the camera's, `shift` a pan."""
    random = np.random.default_rng(seed)
    coarse = random.integers(0, 256, (6, 9, 3)).astype(np.uint8)
    smooth = Image.fromarray(coarse).resize((480, 320), Image.Resampling.BICUBIC)
    pixels = np.roll(np.asarray(smooth, np.float32), shift, axis=1)
    grain = np.random.default_rng(seed + 1).normal(0, noise, pixels.shape)
    return np.clip(pixels + grain, 0, 255).astype(np.uint8)


def jpeg(pixels: NDArray[np.uint8]) -> bytes:
    file = BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=90)
    return file.getvalue()


@dataclass
class Camera:
    """Takes a frame every second; where it is can be changed."""

    at: datetime = START
    place: Place | None = None

    def take(
        self, seed: int, *, noise: float = 0.0, shift: int = 0, asked: bool = False,
        after: float = 1.0,
    ) -> Frame:  # fmt: skip
        self.at += timedelta(seconds=after)
        data = jpeg(scene(seed, noise, shift))
        return Frame(data=data, at=self.at, place=self.place, device="glasses", asked=asked)


@dataclass
class Life:
    """All that a test of seeing needs; the clock is the camera's."""

    store: Store
    eyes: Eyes
    camera: Camera
    privacy: Privacy = field(default_factory=Privacy)

    def __post_init__(self) -> None:
        self.discretion = Discretion(
            self.store.log, lambda: self.privacy, lambda: "Europe/Rome", lambda: self.camera.at
        )
        self.parts = Parts(
            self.store.log, self.store.blobs, self.eyes, self.discretion, lambda: "Europe/Rome"
        )
        self.seeing = Seeing(self.parts)

    def films(self, whereabouts: Whereabouts, patience: timedelta = PATIENCE) -> Films:
        """Films over this life, which remember nothing but what is in its log."""
        log = self.store.log
        return Films(self.parts, whereabouts, lambda stream: kept_of(log, stream, CUT), patience)


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[Life]:
    async with await open_store(tmp_path / "life", bytes(32), "me", [CapturedSoFar()]) as store:
        yield Life(store, Eyes(), Camera())
