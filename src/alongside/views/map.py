"""The map: where moments happened."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from alongside.log.kinds import Forgotten, Planned
from alongside.log.moment import Moment
from alongside.views.local import clock, seconds, wall

MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Degrees (WGS 84) and local time. Places of one name are told apart from `step` degrees on.

    Where `west` is greater than `east` the area crosses the 180th meridian.
    """

    south: float = -90
    west: float = -180
    north: float = 90
    east: float = 180
    step: float = 0.1
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place, its middle, and how many moments happened there from `first` to `last` (local)."""

    name: str
    country: str
    latitude: float
    longitude: float
    count: int
    first: datetime
    last: datetime


class Map:
    """Moments that know their coordinates. A plan is where it says only once it took place."""

    name = "map"
    version = 1
    schema = """
CREATE TABLE map (
    person TEXT NOT NULL, seq INTEGER NOT NULL, wall INTEGER NOT NULL, name TEXT NOT NULL,
    country TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL,
    PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX map_where ON map (person, latitude, longitude);
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        if isinstance(moment.what, Forgotten):
            db.executemany("DELETE FROM map WHERE seq BETWEEN ? AND ?", moment.what.spans)
            return
        place = moment.what.where
        if place is None or place.latitude is None or place.longitude is None:
            return
        if isinstance(moment.what, Planned):
            return
        at = wall(moment.at, moment.zone)
        where = (place.name, place.country, place.latitude, place.longitude)
        db.execute(
            "INSERT INTO map VALUES (?, ?, ?, ?, ?, ?, ?)", (moment.person, moment.seq, at, *where)
        )


def read(db: sqlite3.Connection, person: str, area: Area) -> list[Point]:
    """The places in an area, those with the most moments first."""
    between = "BETWEEN ? AND ?" if area.west <= area.east else "NOT BETWEEN ? AND ?"
    sides = (area.west, area.east) if area.west <= area.east else (area.east, area.west)
    since = -(2**62) if area.since is None else seconds(area.since)
    until = 2**62 if area.until is None else seconds(area.until)
    rows = db.execute(
        f"""
        SELECT name, country, avg(latitude), avg(longitude), count(*), min(wall), max(wall)
        FROM map
        WHERE person = ? AND latitude BETWEEN ? AND ? AND longitude {between}
            AND wall >= ? AND wall < ?
        GROUP BY name, country, round(latitude / ?), round(longitude / ?)
        ORDER BY count(*) DESC, max(wall) DESC LIMIT ?""",
        (person, area.south, area.north, *sides, since, until, area.step, area.step, MOST),
    )
    return [
        Point(
            name=name,
            country=country,
            latitude=latitude,
            longitude=longitude,
            count=count,
            first=clock(first),
            last=clock(last),
        )
        for name, country, latitude, longitude, count, first, last in rows
    ]
