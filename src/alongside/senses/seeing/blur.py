"""Faces made unrecognisable: cells of one colour each, which no filter turns back."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from alongside.models.model import Picture
from alongside.models.see.boxes import Box

CELLS = 5
"""Cells across a face: far under what faces are told apart by."""
MARGIN = 0.35
"""How much of a face's width and height is added on each side, for hair, ears and chin."""


def blurred(given: Picture, faces: Iterable[Box]) -> Picture:
    """The picture with these boxes, and some margin around them, made of a few cells of colour.

    The picture given stays as it is. The mean of a cell is all that is left of it.
    """
    pixels = given.pixels.copy()
    for face in faces:
        top, bottom, left, right = _around(face, pixels.shape[0], pixels.shape[1])
        part = pixels[top:bottom, left:right]
        if part.size:
            part[:] = _cells(part)
    return Picture(pixels)


def _around(face: Box, high: int, wide: int) -> tuple[int, int, int, int]:
    x, y, width, height = face
    left, right = x - MARGIN * width, x + width * (1 + MARGIN)
    top, bottom = y - MARGIN * height, y + height * (1 + MARGIN)
    return (*_span(top, bottom, high), *_span(left, right, wide))


def _span(first: float, last: float, side: int) -> tuple[int, int]:
    """From shares of a side to whole pixels on it."""
    return max(0, int(first * side)), max(0, min(side, int(np.ceil(last * side))))


def _cells(part: NDArray[np.uint8]) -> NDArray[np.uint8]:
    rows = np.minimum(np.arange(part.shape[0]) * CELLS // part.shape[0], CELLS - 1)
    columns = np.minimum(np.arange(part.shape[1]) * CELLS // part.shape[1], CELLS - 1)
    made = np.empty_like(part)
    for row in range(CELLS):
        for column in range(CELLS):
            cell = np.ix_(rows == row, columns == column)
            if part[cell].size:
                made[cell] = part[cell].reshape(-1, part.shape[2]).mean(0)
    return made
