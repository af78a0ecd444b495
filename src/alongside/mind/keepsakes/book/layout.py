"""How photos share a page: in rows of one height each, whole, as large as the page lets them be.

Lengths are millimetres; `y` runs downwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

GAP = 3.0
"""Between photos."""
MOST_ON_A_PAGE = 4
TINY = 0.16
"""The share of the page's height under which a photo is too small to look at."""


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Where each photo of a page lies, and how good that is (0..1)."""

    boxes: tuple[Box, ...]
    score: float


def grid(shapes: Sequence[float], room: Box, gap: float = GAP) -> Grid:
    """The best rows for photos of these shapes (width / height), in order, in the room."""
    return max(
        (_rows(shapes, lengths, room, gap) for lengths in _compositions(len(shapes))),
        key=lambda made: made.score,
    )


def shared(shapes: Sequence[float], room: Box, gap: float = GAP) -> list[int]:
    """How many photos each page takes, so that all of them together are laid out best."""
    given = tuple(shapes)

    @lru_cache(None)
    def best(start: int) -> tuple[float, tuple[int, ...]]:
        """The sum of the scores from `start` on, each page's weighed by its photos."""
        if start == len(given):
            return 0.0, ()
        found = []
        for count in range(1, min(MOST_ON_A_PAGE, len(given) - start) + 1):
            rest, pages = best(start + count)
            part = grid(given[start : start + count], room, gap).score
            alone = 0.25 if count == 1 else 0.0
            found.append((part * count - alone + rest, (count, *pages)))
        return max(found)

    return list(best(0)[1])


def _compositions(count: int) -> Iterator[tuple[int, ...]]:
    """Every way to cut so many photos into rows."""
    if count == 0:
        yield ()
    for first in range(1, count + 1):
        for rest in _compositions(count - first):
            yield (first, *rest)


def _rows(shapes: Sequence[float], lengths: Sequence[int], room: Box, gap: float) -> Grid:
    rows, start = [], 0
    for length in lengths:
        rows.append(shapes[start : start + length])
        start += length
    heights = [(room.wide - gap * (len(row) - 1)) / sum(row) for row in rows]
    between = gap * (len(rows) - 1)
    scale = min(1.0, (room.high - between) / sum(heights))
    used = sum(heights) * scale + between
    boxes: list[Box] = []
    y = room.y + (room.high - used) / 2
    for row, height in zip(rows, heights, strict=True):
        high = height * scale
        wide = sum(shape * high for shape in row) + gap * (len(row) - 1)
        x = room.x + (room.wide - wide) / 2
        for shape in row:
            boxes.append(Box(x, y, shape * high, high))
            x += shape * high + gap
        y += high + gap
    area = sum(box.wide * box.high for box in boxes) / (room.wide * room.high)
    smallest = min(box.high for box in boxes) / room.high
    return Grid(tuple(boxes), area * (0.5 if smallest < TINY else 1.0) * (0.7 + 0.3 * scale))
