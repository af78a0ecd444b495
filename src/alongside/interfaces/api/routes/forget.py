"""Forgetting: first a look at all that goes, then gone."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from alongside.interfaces.api import shapes
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife, Server
from alongside.interfaces.api.shapes import Aware, Facet, MomentId, Shape, Short
from alongside.interfaces.forgetting import Wish
from alongside.log import preview as log

router = APIRouter(tags=["forget"])

SHOWN = 200


class Forget(Shape):
    """What to forget: exactly `ids`, or else what fits every other field given.

    `person` is a name whose words are meant; `query` means what holds all of these words.
    """

    ids: Annotated[tuple[MomentId, ...], Field(max_length=10_000)] = ()
    person: Short = ""
    since: Aware | None = None
    until: Aware | None = None
    source: Short = ""
    query: Annotated[str, Field(max_length=1000)] = ""


class Preview(Shape):
    """All that would go, what was drawn from it included; the first 200 are shown.

    `drawn` counts those that weren't asked for, `files` the media that go with them and `bytes`
    their size. `token` confirms it, once, for ten minutes.
    """

    token: str
    count: int
    drawn: int
    kinds: list[Facet]
    files: int
    bytes: int
    moments: list[shapes.Moment]


class Confirmed(Shape):
    token: Annotated[str, Field(min_length=1, max_length=100)]


class Gone(Shape):
    count: int


@router.post("/forget/preview")
async def preview(life: OpenLife, server: Server, wanted: Forget) -> Preview:
    """What would go if this were forgotten. Nothing is forgotten yet."""
    wish = Wish(**wanted.model_dump())
    if wish == Wish():
        raise Trouble(400, "Say what to forget: moments, a person, a time, a source or words.")
    found = await log.preview(life.log, *await life.forgetting.meant(wish))
    kinds = Counter(found.kinds).most_common()
    return Preview(
        token=server.forgets.give(found.ids),
        count=len(found.ids),
        drawn=found.drawn,
        kinds=[Facet(value=kind, count=count) for kind, count in kinds],
        files=len(found.media),
        bytes=found.bytes,
        moments=[shapes.Moment.of(moment) for moment in await life.log.get(*found.ids[:SHOWN])],
    )


@router.post("/forget")
async def forget(life: OpenLife, server: Server, confirmed: Confirmed) -> Gone:
    """Forget what the preview showed, and whatever was drawn from it since. It can't be undone."""
    ids = server.forgets.take(confirmed.token)
    if ids is None:
        raise Trouble(
            409, "This preview has expired or was used. Nothing was forgotten; look again."
        )
    if not ids:
        return Gone(count=0)
    moment = await life.log.forget(*ids)
    server.pictures.clear()
    return Gone(count=getattr(moment.what, "count", len(ids)))
