"""Batches of texts of like length, and rows in the order that texts were given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from alongside.models.model import Floats


def batches(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Runs of at most `size` texts, in order."""
    for start in range(0, len(texts), size):
        yield texts[start : start + size]


def unit(rows: Floats) -> Floats:
    """Rows of length 1; a row of zeros stays one. Shape is kept."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = (rows / np.maximum(lengths, 1e-12)).astype(np.float32)
    return scaled
