"""The map of a book: the land around the places, and a dot for each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import msgspec

from alongside.mind.keepsakes.book.contents import Town
from alongside.mind.keepsakes.book.layout import Box
from alongside.mind.keepsakes.book.sheet import ACCENT, INK, SEA, Sheet
from alongside.mind.keepsakes.fonts import LAND

NARROWEST = 3.0
"""Degrees of latitude that are shown at least, so that a coast can be known again."""
AROUND = 1.5
"""How much larger than the places' own span the map is."""
LABEL = 7.5

Ring = list[tuple[float, float]]
Rectangle = tuple[float, float, float, float]


def draw(sheet: Sheet, box: Box, towns: Sequence[Town]) -> None:
    """The map of these places (at least one) in the box; names where there is room for them."""
    view = _view(towns, box)
    sheet.fill(box, SEA)
    sheet.lands(box, [[view.at(*point) for point in ring] for ring in _near(view)])
    taken: list[Rectangle] = []
    dots = [(view.at(town.longitude, town.latitude), town) for town in towns]
    most = max(town.days for town in towns)
    for (x, y), town in reversed(dots):
        sheet.dot(x, y, (0.9 + 1.1 * math.sqrt(town.days / most)) * sheet.unit, ACCENT)
        taken.append((x - 1, y - 1, x + 1, y + 1))
    for (x, y), town in dots:
        _label(sheet, box, (x, y), town.name, taken)


class _View:
    """From degrees to millimetres: longitudes narrowed as they are in the middle of the map."""

    def __init__(self, box: Box, longitude: float, latitude: float, degrees: float) -> None:
        self._box, self._middle = box, (longitude, latitude)
        self._narrowed = math.cos(math.radians(min(abs(latitude), 75)))
        self._scale = box.high / degrees
        across = box.wide / self._scale / self._narrowed
        self.west, self.east = longitude - across / 2, longitude + across / 2
        self.south, self.north = latitude - degrees / 2, latitude + degrees / 2

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = (longitude - self._middle[0]) * self._narrowed * self._scale
        y = (self._middle[1] - latitude) * self._scale
        return self._box.x + self._box.wide / 2 + x, self._box.y + self._box.high / 2 + y


def _view(towns: Sequence[Town], box: Box) -> _View:
    south, north = min(t.latitude for t in towns), max(t.latitude for t in towns)
    west, east = min(t.longitude for t in towns), max(t.longitude for t in towns)
    latitude, longitude = (south + north) / 2, (west + east) / 2
    narrowed = math.cos(math.radians(min(abs(latitude), 75)))
    high = max(north - south, (east - west) * narrowed * box.high / box.wide)
    return _View(box, longitude, latitude, min(max(high * AROUND, NARROWEST), 170.0))


def _near(view: _View) -> list[Ring]:
    return [
        ring
        for ring in _lands()
        if max(x for x, _ in ring) >= view.west
        and min(x for x, _ in ring) <= view.east
        and max(y for _, y in ring) >= view.south
        and min(y for _, y in ring) <= view.north
    ]


@cache
def _lands() -> list[Ring]:
    return msgspec.json.decode(LAND.read_bytes(), type=list[Ring])


def _label(
    sheet: Sheet, box: Box, at: tuple[float, float], name: str, taken: list[Rectangle]
) -> None:
    """The name beside its dot, on whichever side nothing else stands; else nowhere."""
    wide = sheet.width(name, LABEL) + 1
    high = LABEL * 0.36 * sheet.unit
    x, y = at
    for left, top in (
        (x + 2.4 * sheet.unit, y - high * 0.7),
        (x - 2.4 * sheet.unit - wide, y - high * 0.7),
        (x - wide / 2, y + 2.2 * sheet.unit),
        (x - wide / 2, y - 2.2 * sheet.unit - high * 1.4),
    ):
        here = (left, top, left + wide, top + high * 1.4)
        if _within(here, box) and not any(_overlap(here, other) for other in taken):
            sheet.text(name, left, top, wide, LABEL, INK)
            taken.append(here)
            return


def _within(here: Rectangle, box: Box) -> bool:
    left, top, right, bottom = here
    across = box.x <= left and right <= box.x + box.wide
    return across and box.y <= top and bottom <= box.y + box.high


def _overlap(a: Rectangle, b: Rectangle) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
