"""Tracks of watches and apps: GPX 1.0 and 1.1 (Topografix) and TCX 2 (Garmin); one workout each.

A route without times is a plan, and no workout. Distances are those the device told, else measured
along the points on a sphere, within each unbroken segment.
"""

from __future__ import annotations

import math
import re
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from alongside.log.kinds import Exercised
from alongside.log.moment import Draft
from alongside.senses import files, places
from alongside.senses.archives.health import SOURCE, exercised
from alongside.senses.files import File, because
from alongside.senses.importer import Context, Found, threaded
from alongside.senses.named import plausible
from alongside.senses.outcome import Failure, Skipped

EARTH = 6371.0088
"""Mean radius in km (IUGG)."""
APPLE = b"Apple Health Export"
BROKEN = (ParseError, DefusedXmlException, UnicodeError, ValueError, OverflowError)
_PASSED = frozenset({"trkpt", "Trackpoint", "trkseg", "trk", "Lap", "Activity"})
_SPORTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (sport, re.compile(words, re.IGNORECASE))
    for sport, words in (
        ("run", r"\brun|jog|running|달리기|러닝|조깅"),
        ("walk", r"walk|걷기|산책"),
        ("hike", r"hik|등산|하이킹"),
        ("ride", r"\brid(?:e|ing)\b|cycl|bik|자전거|라이딩"),
        ("swim", r"swim|수영"),
        ("rowing", r"\brow|조정"),
        ("skiing", r"\bski|스키"),
    )
)


@dataclass(slots=True)
class _Track:
    """A workout as it grows: its points' times and where it began, km and kcal so far."""

    sport: str = ""
    title: str = ""
    start: datetime | None = None
    end: datetime | None = None
    first: tuple[float, float] | None = None
    last: tuple[float, float] | None = None
    measured: float = 0.0
    told: float = 0.0
    lasted: float = 0.0
    energy: float = 0.0
    beats: list[float] = field(default_factory=list)

    def point(self, at: datetime | None, where: tuple[float, float] | None) -> None:
        if at:
            self.start = min(at, self.start or at)
            self.end = max(at, self.end or at)
        if where:
            self.first = self.first or where
            self.measured += _apart(self.last, where) if self.last else 0.0
            self.last = where

    def draft(self, context: Context) -> Draft | None:
        """The workout; none without times. Raises `ValueError` for nonsense."""
        if self.start is None or self.end is None:
            return None
        place = places.place(*self.first) if self.first else None
        what = Exercised(
            sport=_sport(self.sport) or _sport(self.title) or "workout",
            duration=round(self.lasted or (self.end - self.start).total_seconds()),
            distance=round(self.told or self.measured, 3),
            energy=round(self.energy),
            heart_rate=round(sum(self.beats) / len(self.beats)) if self.beats else 0,
            title=self.title,
            place=place,
        )
        zone = (places.zone(place) if place else None) or context.zone
        return exercised(what, self.start, zone)


class Tracks:
    name = SOURCE

    def claims(self, file: File) -> bool:
        named = files.suffix(file) in (".gpx", ".tcx")
        return named and (b"<gpx" in file.head or b"<TrainingCenterDatabase" in file.head)

    async def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        async for found in threaded(_found(file, context)):
            yield found


def _found(file: File, context: Context) -> Iterator[Found]:
    if APPLE in file.head:
        yield Skipped(file.shown, "it is the route of a workout that export.xml tells more of")
        return
    with file.open() as opened:
        for number, track in enumerate(_tracks(opened), start=1):
            yield _told(track, number, file, context)


def _told(track: _Track | Exception, number: int, file: File, context: Context) -> Found:
    try:
        if isinstance(track, Exception):
            raise track
        draft = track.draft(context)
    except BROKEN as error:
        where = f"track {number}"
        return Failure(
            doing="reading a track", reason=because(error), file=file.shown, position=where
        )
    return draft or Skipped(file.shown, "it has no times: it is the plan of a route")


def _tracks(opened: BinaryIO) -> Iterator[_Track | Exception]:
    """The tracks of a file; last what ended it early. Points are let go as they are read."""
    track = _Track()
    broken: Exception | None = None
    try:
        for _, element in iterparse(opened, ("end",)):
            name = _name(element)
            try:
                _take(name, element, track)
            except (ValueError, OverflowError) as error:
                broken = broken or error
            if name in ("trk", "Activity"):
                yield broken or track
                track, broken = _Track(), None
            if name in _PASSED:
                element.clear()
    except BROKEN as error:
        yield error


def _take(name: str, element: Element, track: _Track) -> None:
    """Take in an element that is whole. Raises `ValueError` where it makes no sense."""
    if name in ("trkpt", "Trackpoint"):
        _point(element, track)
    elif name == "trkseg":
        track.last = None
    elif name == "trk":
        track.sport, track.title = _child(element, "type"), _child(element, "name").strip()
    elif name == "Lap":
        track.point(_at(element.get("StartTime", "")), None)
        track.lasted += _number(_child(element, "TotalTimeSeconds"))
        track.told += _number(_child(element, "DistanceMeters")) / 1000
        track.energy += _number(_child(element, "Calories"))
    elif name == "Activity":
        track.sport = element.get("Sport", "")


def _point(element: Element, track: _Track) -> None:
    told = {_name(each): (each.text or "").strip() for each in element.iter()}
    where = (
        element.get("lat") or told.get("LatitudeDegrees", ""),
        element.get("lon") or told.get("LongitudeDegrees", ""),
    )
    track.point(_at(told.get("time") or told.get("Time", "")), _place(*where))
    beats = told.get("hr") or (told.get("Value", "") if "HeartRateBpm" in told else "")
    if beats:
        track.beats.append(_number(beats))


def _place(latitude: str, longitude: str) -> tuple[float, float] | None:
    if not latitude or not longitude:
        return None
    where = float(latitude), float(longitude)
    if not (-90 <= where[0] <= 90 and -180 <= where[1] <= 180):
        raise ValueError(f"there is no place at {latitude}, {longitude}")
    return where


def _at(written: str) -> datetime | None:
    """An aware UTC time; without a zone it is universal time, as both formats want."""
    if not written:
        return None
    at = plausible(datetime.fromisoformat(written))
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _number(written: str) -> float:
    value = float(written or 0)
    if not 0 <= value < 1e7:
        raise ValueError(f"{written} can't be right")
    return value


def _child(element: Element, name: str) -> str:
    return next((each.text or "" for each in element if _name(each) == name), "")


def _name(element: Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2]


def _sport(written: str) -> str:
    return next((sport for sport, words in _SPORTS if words.search(written)), "")


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points along a great circle (haversine)."""
    a, b = math.radians(one[0]), math.radians(other[0])
    turn = math.radians(other[1] - one[1])
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))
