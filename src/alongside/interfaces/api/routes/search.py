"""Searching the whole life, without a language model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from pydantic import Field

from alongside.interfaces.api import shapes
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import Aware, Facet, Facets, Search, Shape, Short
from alongside.mind.hit import Filters, Hit

router = APIRouter(tags=["search"])

COUNTED = 200
"""Hits that facets are counted over."""
MOST_VALUES = 20

Values = Annotated[tuple[Short, ...], Field(max_length=20)]


class Asked(Shape):
    """What to find. Each list narrows to any of its values; facets tell which there are."""

    q: Annotated[str, Field(max_length=1000)] = ""
    since: Aware | None = None
    until: Aware | None = None
    person: Values = ()
    place: Values = ()
    source: Values = ()
    kind: Values = ()
    limit: Annotated[int, Field(ge=1, le=COUNTED)] = 30


@router.get("/search")
async def search(life: OpenLife, asked: Annotated[Asked, Query()]) -> Search:
    """The moments that fit best, why each was found, and what would narrow the search."""
    filters = Filters(
        since=asked.since and asked.since.astimezone(UTC),
        until=asked.until and asked.until.astimezone(UTC),
        people=asked.person,
        places=asked.place,
        sources=asked.source,
        kinds=asked.kind,
    )
    now, zone = datetime.now(UTC), life.zone
    hits = await life.recall.find(asked.q, now=now, zone=zone, limit=COUNTED, filters=filters)
    return Search(hits=[shapes.Hit.of(hit) for hit in hits[: asked.limit]], facets=facets(hits))


def facets(hits: Sequence[Hit]) -> Facets:
    """The values of these hits that narrow a search, the most frequent first."""
    moments = [hit.moment for hit in hits]
    return Facets(
        kinds=_most(moment.kind for moment in moments),
        people=_most(name for moment in moments for name in set(moment.what.names)),
        places=_most(place.name for moment in moments if (place := moment.what.where)),
        sources=_most(moment.source for moment in moments),
        years=_most(str(moment.at.astimezone(ZoneInfo(moment.zone)).year) for moment in moments),
    )


def _most(values: Iterable[str]) -> list[Facet]:
    counted = Counter(value for value in values if value).most_common(MOST_VALUES)
    return [Facet(value=value, count=count) for value, count in counted]
