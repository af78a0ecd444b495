"""Faces in pictures, to count and to blur: CenterFace (Xu et al., 2019). It tells no one's name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import numpy as np
import onnx

from alongside.models.catalogue import Catalogue
from alongside.models.model import Floats, Picture, Point, Seen
from alongside.models.runtime import Files, Lazy, Network
from alongside.models.see.boxes import as_box, best
from alongside.models.see.picture import fit

LONGEST = 960
"""Pixels of the longer side of what the model is given; a smaller picture isn't enlarged."""
STEP = 32
STRIDE = 4
LEAST = 0.5
OVERLAP = 0.3
OUTPUTS = ["537", "538", "539", "540"]
"""Heat, sizes, offsets and points in the graph of the weights."""


class CenterFace:
    """A `See` model that finds faces; its file is `model.onnx`."""

    remote = False

    def __init__(self, name: str, files: Files) -> None:
        self.name = name
        self._network = Lazy(lambda: Network(_any_size(files()["model.onnx"])))

    async def run(self, given: Picture) -> AsyncGenerator[Seen, None]:
        """Faces, the surest first. Raises `ModelError`."""
        for seen in await asyncio.to_thread(self._look, given):
            yield seen

    def _look(self, given: Picture) -> list[Seen]:
        high, wide = given.pixels.shape[:2]
        scale = min(1.0, LONGEST / max(high, wide))
        fitted = fit(given, _whole(wide * scale), _whole(high * scale))
        inputs = {"input.1": np.ascontiguousarray(fitted.pixels.transpose(2, 0, 1)[None])}
        heat, *rest = (part[0] for part in self._network().run(inputs, OUTPUTS))
        corners, scores, points = _faces(heat[0], *rest)
        sides = np.array(fitted.pixels.shape[1::-1]) * (fitted.width, fitted.height)
        corners /= np.tile(sides, 2).astype(np.float32)
        points /= sides.astype(np.float32)
        return [
            Seen("face", round(float(scores[i]), 3), as_box(corners[i]), _points(points[i]))
            for i in best(corners, scores, OVERLAP)
        ]


def _whole(side: float) -> int:
    return max(STEP, int(np.ceil(side / STEP)) * STEP)


def _points(given: Floats) -> tuple[Point, ...]:
    return tuple((round(float(x), 4), round(float(y), 4)) for x, y in given)


def _faces(
    heat: Floats, sizes: Floats, offsets: Floats, marks: Floats
) -> tuple[Floats, Floats, Floats]:
    """Corners in pixels, scores, and five points in pixels, of cells whose heat reaches `LEAST`."""
    rows, columns = np.nonzero(heat >= LEAST)
    high, wide = np.exp(sizes[:, rows, columns]) * STRIDE
    y = (rows + offsets[0, rows, columns] + 0.5) * STRIDE
    x = (columns + offsets[1, rows, columns] + 0.5) * STRIDE
    corners = np.stack([x - wide / 2, y - high / 2, x + wide / 2, y + high / 2], 1)
    across = marks[1::2, rows, columns] * wide + corners[:, 0]
    down = marks[::2, rows, columns] * high + corners[:, 1]
    points = np.stack([across.T, down.T], 2).astype(np.float32)
    return corners.astype(np.float32), heat[rows, columns], points


def _any_size(path: Path) -> bytes:
    """The model with its fixed sizes of picture taken out."""
    model = onnx.load_model(str(path))
    constants = {value.name for value in model.graph.initializer}
    given = [value for value in model.graph.input if value.name not in constants]
    del model.graph.input[:]
    model.graph.input.extend(given)
    for value in (*model.graph.input, *model.graph.output):
        batch, _, high, wide = value.type.tensor_type.shape.dim
        batch.dim_value = 1
        high.dim_param, wide.dim_param = f"{value.name}-high", f"{value.name}-wide"
    return bytes(model.SerializeToString())


def build(choice: str, catalogue: Catalogue) -> CenterFace:
    """The model of the catalogue that `choice` (`embedded:<id>`) names."""
    entry = choice.partition(":")[2]
    return CenterFace(choice, lambda: catalogue.path(entry))
