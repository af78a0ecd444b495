"""What is new in a frame: a fingerprint of its brightness, and the things seen in it.

The fingerprint is the difference hash of Krawetz (2013), 64 bits: each tells whether the picture
gets brighter from one cell to the next on its right.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from alongside.models.see.picture import UnreadablePictureError

SIDE = 8
SAME = 10
"""Bits by which two fingerprints of one view may differ."""
STILL = 6
"""Bits by which two frames may differ while the camera is held still."""
RESTLESS = timedelta(seconds=6)
"""After so long in motion a frame is looked at all the same."""
GLANCE = timedelta(seconds=15)
"""How often an unchanged view is looked at for things that came or went."""
REMEMBERED = timedelta(minutes=10)
VIEWS = 64
"""At most so many views kept lately are remembered, for so long."""
FLAT = 3.0
"""The spread of brightness, of 255, under which a picture shows nothing: a pocket, a lens cap."""


@dataclass(frozen=True, slots=True)
class Glance:
    """A frame's fingerprint, and whether it shows anything at all."""

    bits: int
    flat: bool


def glance(data: bytes) -> Glance:
    """A first look at an encoded picture, at an eighth of its size. Blocks.

    Raises `UnreadablePictureError`.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as image:
            image.draft("L", (SIDE * 8, SIDE * 8))
            small = image.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.BOX)
            return _glance(np.asarray(small, np.float32))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadablePictureError(f"the frame can't be read ({error})") from error


def _glance(small: NDArray[np.float32]) -> Glance:
    brighter = (small[:, 1:] > small[:, :-1]).reshape(-1)
    bits = int.from_bytes(np.packbits(brighter).tobytes(), "big")
    return Glance(bits, flat=float(small.std()) < FLAT)


def distance(one: int, other: int) -> int:
    """How many bits differ."""
    return (one ^ other).bit_count()


@dataclass(frozen=True, slots=True)
class _View:
    bits: int
    labels: frozenset[str]
    at: datetime


class Change:
    """Remembers what was kept lately, and says which frames may show something new."""

    def __init__(self) -> None:
        self._kept: deque[_View] = deque(maxlen=VIEWS)
        self._before: Glance | None = None
        self._moving_since: datetime | None = None
        self._looked: datetime | None = None

    def worth_a_look(self, seen: Glance, at: datetime) -> bool:
        """Whether to look for things: a new view held still, or an old one not looked at lately."""
        settled = self._settled(seen, at)
        if seen.flat or not settled:
            return False
        lately = self._looked is not None and at - self._looked < GLANCE
        if lately and self._known(seen.bits, at):
            return False
        self._looked = at
        return True

    def is_new(self, seen: Glance, labels: Iterable[str], at: datetime) -> bool:
        """Whether this is a view that wasn't kept lately, or one with other things in it."""
        views = self._known(seen.bits, at)
        return not any(frozenset(labels) <= view.labels for view in views)

    def kept(self, seen: Glance, labels: Iterable[str], at: datetime) -> None:
        """Remember a frame as kept."""
        self._kept.append(_View(seen.bits, frozenset(labels), at))

    def _known(self, bits: int, at: datetime) -> list[_View]:
        """The views kept lately that look the same."""
        while self._kept and at - self._kept[0].at > REMEMBERED:
            self._kept.popleft()
        return [view for view in self._kept if distance(view.bits, bits) <= SAME]

    def _settled(self, seen: Glance, at: datetime) -> bool:
        """Whether the camera is held still, or has been moving for too long to wait."""
        before, self._before = self._before, seen
        if before is None or distance(before.bits, seen.bits) <= STILL:
            self._moving_since = None
            return True
        self._moving_since = self._moving_since or at
        if at - self._moving_since < RESTLESS:
            return False
        self._moving_since = at
        return True
