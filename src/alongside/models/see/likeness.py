"""How a face looks, as a point in space: dlib's network (King, 2017). Near is alike.

It tells people who agreed from all others. It proves nothing, and opens nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence

import numpy as np

from alongside.models.catalogue import Catalogue
from alongside.models.model import Face, Floats, Picture, Point
from alongside.models.runtime import Files, Lazy, Network
from alongside.models.see.dlib_onnx import SIDE

HEIGHT = 0.45
"""The way from the eyes to the mouth, in shares of the square that the network is given."""
ACROSS, DOWN = 0.5, 0.43
"""Where the middle of eyes and mouth lies in it."""


class Likeness:
    """A `Who` model; its file is `model.onnx`."""

    remote = False

    def __init__(self, name: str, files: Files) -> None:
        self.name = name
        self._network = Lazy(lambda: Network(files()["model.onnx"]))

    async def run(self, given: Face) -> AsyncGenerator[Floats, None]:
        """The one vector of a face. Raises `ModelError`."""
        yield await asyncio.to_thread(self._vector, given)

    def _vector(self, given: Face) -> Floats:
        square = upright(given.picture, given.points).astype(np.float32)
        mirrored = (square, square[:, ::-1])
        rows = [self._network().run({"face": _first(each)})[0][0] for each in mirrored]
        return np.asarray(np.mean(rows, axis=0), np.float32)


def _first(square: Floats) -> Floats:
    """Channels first, as a batch of one."""
    return np.ascontiguousarray(square.transpose(2, 0, 1)[None])


def upright(picture: Picture, points: Sequence[Point]) -> Floats:
    """A face cut out and turned so that its eyes are level: shape (150, 150, 3), uint8.

    `points` are its eyes, nose and corners of the mouth.
    """
    from PIL import Image

    image = Image.fromarray(picture.pixels)
    sides = np.array([image.width, image.height], np.float64)
    left, right, _, one, other = (np.array(point) * sides for point in points)
    mouth = (one + other) / 2
    size = float(np.linalg.norm([mouth - left, mouth - right], axis=1).mean()) / HEIGHT
    across = (right - left) / max(1e-6, float(np.linalg.norm(right - left))) * size / SIDE
    down = np.array([-across[1], across[0]])
    start = (left + right + mouth) / 3 - (across * ACROSS + down * DOWN) * SIDE
    less = max(1, int(size / SIDE))
    if less > 1:
        image = image.reduce(less)
    turned = (across[0], down[0], start[0], across[1], down[1], start[1])
    data = tuple(float(value) / less for value in turned)
    cut = image.transform((SIDE, SIDE), Image.Transform.AFFINE, data, Image.Resampling.BILINEAR)
    return np.asarray(cut)


def distance(one: Sequence[float] | Floats, other: Sequence[float] | Floats) -> float:
    """How far two vectors lie apart."""
    return float(np.linalg.norm(np.asarray(one) - np.asarray(other)))


def build(choice: str, catalogue: Catalogue) -> Likeness:
    """The model of the catalogue that `choice` (`embedded:<id>`) names."""
    entry = choice.partition(":")[2]
    return Likeness(choice, lambda: catalogue.path(entry))
