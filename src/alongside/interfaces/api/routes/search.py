"""Searching the whole life, without a language model."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from alongside.interfaces.api import shapes
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import Aware, Facet, Facets, Search, Shape, Short
from alongside.mind.recall.browse import latest, spread
from alongside.mind.recall.hit import Filters, Hit
from alongside.views.facets import Count
from alongside.views.search import holding

router = APIRouter(tags=["search"])

MOST = 200
"""Hits at most. Facets count these and whatever else holds all the words that are searched for."""
MOST_VALUES = 20

Values = Annotated[tuple[Short, ...], Field(max_length=20)]


class Asked(Shape):
    """What to find; without words, the latest that passes.

    Each list narrows to any of its values; facets tell which there are.
    """

    q: Annotated[str, Field(max_length=1000)] = ""
    since: Aware | None = None
    until: Aware | None = None
    person: Values = ()
    place: Values = ()
    source: Values = ()
    kind: Values = ()
    limit: Annotated[int, Field(ge=1, le=MOST)] = 30

    @property
    def filters(self) -> Filters:
        return Filters(
            since=self.since,
            until=self.until,
            people=self.person,
            places=self.place,
            sources=self.source,
            kinds=self.kind,
        )


@router.get("/search")
async def search(life: OpenLife, asked: Annotated[Asked, Query()]) -> Search:
    """The moments that fit best, why each was found, and what would narrow the search."""
    filters, person = asked.filters, life.log.person
    if not asked.q.strip():
        return await life.log.database.read(lambda db: _browsed(db, person, filters, asked.limit))
    now = datetime.now(UTC)
    hits = await life.recall.find(asked.q, now=now, zone=life.zone, limit=MOST, filters=filters)
    found = {hit.moment.seq for hit in hits}
    counted = await life.log.database.read(
        lambda db: spread(db, person, filters, found | holding(db, asked.q))
    )
    return _told(hits[: asked.limit], counted)


def _browsed(db: sqlite3.Connection, person: str, filters: Filters, limit: int) -> Search:
    moments = latest(db, person, filters, limit)
    return _told([Hit(moment, 0.0, ()) for moment in moments], spread(db, person, filters))


def _told(hits: Sequence[Hit], counted: dict[str, tuple[Count, ...]]) -> Search:
    facets = Facets(
        kinds=_most(counted["kind"]),
        people=_most(counted["person"]),
        places=_most(counted["place"]),
        sources=_most(counted["source"]),
        years=_most(counted["year"]),
    )
    return Search(hits=[shapes.Hit.of(hit) for hit in hits], facets=facets)


def _most(counted: Sequence[Count]) -> list[Facet]:
    return [Facet(value=one.value, count=one.count) for one in counted[:MOST_VALUES]]
