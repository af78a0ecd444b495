"""Boxes that detectors find, and the best of those that overlap."""

from __future__ import annotations

import numpy as np

from alongside.models.model import Floats

Box = tuple[float, float, float, float]
"""x, y, width, height in 0..1."""


def best(boxes: Floats, scores: Floats, overlap: float) -> list[int]:
    """Non-maximum suppression: indices from the best score down, none overlapping a better one.

    `boxes` has rows left, top, right, bottom; `overlap` is the largest intersection over union.
    """
    kept: list[int] = []
    rest = np.argsort(-scores, kind="stable")
    while len(rest):
        first, rest = int(rest[0]), rest[1:]
        kept.append(first)
        rest = rest[_overlaps(boxes[first], boxes[rest]) <= overlap]
    return kept


def as_box(row: Floats) -> Box:
    """From left, top, right, bottom in shares of the picture, cut to lie inside it."""
    left, top, right, bottom = (min(1.0, max(0.0, float(value))) for value in row)
    return round(left, 4), round(top, 4), round(right - left, 4), round(bottom - top, 4)


def _overlaps(box: Floats, boxes: Floats) -> Floats:
    corner = np.maximum(box[:2], boxes[:, :2])
    other = np.minimum(box[2:], boxes[:, 2:])
    shared = np.prod(np.maximum(0, other - corner), axis=1)
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1) + np.prod(box[2:] - box[:2])
    return np.asarray(shared / np.maximum(areas - shared, 1e-9), np.float32)
