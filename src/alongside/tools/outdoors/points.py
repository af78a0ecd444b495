"""Where a place lies, told without a network: towns by their names, all else by coordinates."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from alongside.gate.tool import ToolError
from alongside.senses.places import located

PLACE = {
    "type": "string",
    "minLength": 1,
    "maxLength": 200,
    "description": "a town, as in “Busan” or “Paris, France”, or latitude and longitude",
}
_COORDINATES = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class Point:
    """A place as it was called, and where it lies, in degrees."""

    name: str
    latitude: float
    longitude: float


async def point(words: str) -> Point:
    """The point that is meant. Raises `ToolError`."""
    given = _COORDINATES.fullmatch(words)
    if given:
        latitude, longitude = float(given[1]), float(given[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return Point(words.strip(), latitude, longitude)
    found = await asyncio.to_thread(located, words)
    if found is None:
        raise ToolError(
            f"{words} is no town that is known here. Give a town, or latitude and longitude.",
            ours=True,
        )
    return Point(words.strip(), *found)
