"""A life in one picture, years to hours, and on the map."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import Grain, Local, Shape
from alongside.views import map as atlas
from alongside.views import timeline as lived

router = APIRouter(tags=["timeline"])

MOST_BUCKETS = 2000


class Picture(Shape):
    """A photo that stands for its bucket."""

    moment: str
    hash: str


class Bucket(Shape):
    """What happened from `start` on, for one grain; local time of where it happened."""

    start: Local
    count: int
    kinds: dict[str, int]
    pictures: list[Picture]


class Timeline(Shape):
    """Buckets that hold something, oldest first; `first` and `last` are the days a life spans."""

    grain: Grain
    first: date | None
    last: date | None
    buckets: list[Bucket]


class Point(Shape):
    """A place, how often the person was there, and its middle in WGS 84 degrees."""

    name: str
    country: str
    latitude: float
    longitude: float
    count: int
    first: Local
    last: Local


class Span(Shape):
    """Local time, `until` exclusive; all of it where nothing is given."""

    grain: Grain = "year"
    since: Local | None = None
    until: Local | None = None
    pictures: Annotated[int, Field(ge=0, le=12)] = 3


class Area(Shape):
    """Degrees; `step` is how far apart places of one name must lie to be told apart."""

    south: Annotated[float, Field(ge=-90, le=90)] = -90
    west: Annotated[float, Field(ge=-180, le=180)] = -180
    north: Annotated[float, Field(ge=-90, le=90)] = 90
    east: Annotated[float, Field(ge=-180, le=180)] = 180
    step: Annotated[float, Field(gt=0, le=180)] = 0.1
    since: Local | None = None
    until: Local | None = None


@router.get("/timeline")
async def timeline(life: OpenLife, span: Annotated[Span, Query()]) -> Timeline:
    """How much happened when, by kind, with photos that stand for it."""
    person = life.log.person
    window = lived.Window(span.grain, span.since, span.until)
    found = await life.log.database.read(lambda db: lived.read(db, person, window, span.pictures))
    if len(found.buckets) > MOST_BUCKETS:
        raise Trouble(
            400, f"That is more than {MOST_BUCKETS} {span.grain}s; choose a shorter span."
        )
    return Timeline(
        grain=span.grain,
        first=found.first,
        last=found.last,
        buckets=[Bucket.model_validate(bucket) for bucket in found.buckets],
    )


@router.get("/places")
async def places(life: OpenLife, area: Annotated[Area, Query()]) -> list[Point]:
    """Where moments happened, the places with the most first."""
    person = life.log.person
    wanted = atlas.Area(**area.model_dump())
    found = await life.log.database.read(lambda db: atlas.read(db, person, wanted))
    return [Point.model_validate(point) for point in found]
