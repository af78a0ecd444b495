"""What may be kept here and now: the strictest of all rules that hold. Pure; asks nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from alongside.config import Keep, Privacy, PrivatePlace, PrivateTime
from alongside.log.kinds import Place
from alongside.senses.privacy.regions import Region

Reason = Literal["", "paused", "place", "time", "law", "unknown place", "setting"]
STRICTNESS: tuple[Keep, ...] = ("everything", "transcripts", "ask", "nothing")
METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Where and when something is sensed (aware UTC, and the zone on the wall), and what was said.

    `paused` is off the record. `agreed` is that everyone present agreed to be recorded. `place` is
    None, or without degrees, where it isn't known.
    """

    at: datetime
    zone: str
    place: Place | None = None
    paused: bool = False
    agreed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What may be kept, by which rule, and why: `detail` names the place, the law or the hours."""

    keep: Keep
    reason: Reason = ""
    detail: str = ""

    @property
    def frames(self) -> bool:
        """Whether pictures may be kept, faces blurred."""
        return self.keep == "everything"

    @property
    def words(self) -> bool:
        """Whether what others say may be kept in writing."""
        return self.keep in ("everything", "transcripts")

    @property
    def asks(self) -> bool:
        """Whether those present are to be asked."""
        return self.keep == "ask"


def allowance(privacy: Privacy, region: Region | None, here: Situation) -> Allowance:
    """The strictest of all that holds here; of equals, the first in the order of `_rules`.

    Consent of everyone present lifts what only asks for it, and nothing else.
    """
    rules = [_answered(rule, here) for rule in _rules(privacy, region, here)]
    return max(rules, key=lambda rule: STRICTNESS.index(rule.keep))


def _rules(privacy: Privacy, region: Region | None, here: Situation) -> Iterator[Allowance]:
    if here.paused:
        yield Allowance(keep="nothing", reason="paused")
    for place in privacy.places:
        if within(place, here.place):
            yield Allowance(keep=place.keep, reason="place", detail=place.name)
    if privacy.places and not is_known(here.place):
        yield Allowance(keep="ask", reason="unknown place")
    for hours in privacy.times:
        if during(hours, here.at, here.zone):
            yield Allowance(keep=hours.keep, reason="time", detail=f"{hours.start}–{hours.end}")
    if region is not None:
        yield Allowance(keep=region.keep, reason="law", detail=region.law)
    yield Allowance(keep=privacy.keep, reason="setting" if privacy.keep != "everything" else "")


def _answered(rule: Allowance, here: Situation) -> Allowance:
    return Allowance(keep="everything") if rule.asks and here.agreed else rule


def is_known(place: Place | None) -> bool:
    """Whether it has degrees."""
    return place is not None and place.latitude is not None and place.longitude is not None


def within(private: PrivatePlace, place: Place | None) -> bool:
    """Whether the place lies inside the private one."""
    if place is None or place.latitude is None or place.longitude is None:
        return False
    away = metres(private.latitude, private.longitude, place.latitude, place.longitude)
    return away <= private.radius


def metres(latitude: float, longitude: float, other: float, other_longitude: float) -> float:
    """The distance of two points on a sphere (haversine), in metres."""
    north, east = math.radians(other - latitude), math.radians(other_longitude - longitude)
    shrunk = math.cos(math.radians(latitude)) * math.cos(math.radians(other))
    half = math.sin(north / 2) ** 2 + shrunk * math.sin(east / 2) ** 2
    return 2 * math.degrees(math.asin(math.sqrt(min(1.0, half)))) * METRES_PER_DEGREE


def during(hours: PrivateTime, at: datetime, zone: str) -> bool:
    """Whether the wall clock shows a time between the hours, on a day on which they start."""
    local = at.astimezone(ZoneInfo(zone))
    start, end = time.fromisoformat(hours.start), time.fromisoformat(hours.end)
    today, yesterday = local.weekday(), (local - timedelta(days=1)).weekday()
    clock = local.time()
    if start < end:
        return start <= clock < end and _starts(hours, today)
    return (clock >= start and _starts(hours, today)) or (clock < end and _starts(hours, yesterday))


def _starts(hours: PrivateTime, weekday: int) -> bool:
    return not hours.days or weekday in hours.days
