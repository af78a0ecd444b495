"""Moments: read by time, looked at with their evidence, written down, corrected."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from alongside.interfaces.api import shapes
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import (
    Aware,
    Correction,
    Evidence,
    MomentId,
    Moments,
    Note,
    Shape,
    Short,
)
from alongside.interfaces.parts import Life
from alongside.log import rows
from alongside.log.amend import amendable
from alongside.log.corrections import corrected
from alongside.log.kinds import Corrected, Noted
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust

router = APIRouter(tags=["moments"])

MOST_EFFECTS = 500


class Asked(Shape):
    """Which moments; every field narrows. `after` is the `next` of the page before."""

    since: Aware | None = None
    until: Aware | None = None
    kind: Annotated[tuple[Short, ...], Field(max_length=20)] = ()
    source: Annotated[tuple[Short, ...], Field(max_length=20)] = ()
    order: Literal["newest", "oldest"] = "newest"
    limit: Annotated[int, Field(ge=1, le=500)] = 50
    after: Annotated[str, Field(pattern=r"^(-?[0-9]{1,18}\.[0-9]{1,18})?$")] = ""


@router.get("/moments")
async def moments(life: OpenLife, asked: Annotated[Asked, Query()]) -> Moments:
    """Moments in the order in which they happened."""
    wanted = Wanted(
        since=asked.since,
        until=asked.until,
        kinds=asked.kind,
        sources=asked.source,
        by_time=True,
        newest_first=asked.order == "newest",
    )
    here = rows.Page(tuple(map(int, asked.after.split(".")))) if asked.after else rows.Page()
    person, size = life.log.person, asked.limit
    page = await life.log.database.read(lambda db: rows.page(db, person, wanted, here, size))
    more = f"{rows.microseconds(page[-1].at)}.{page[-1].seq}" if len(page) == size else None
    shown = await life.log.database.read(lambda db: corrected(db, person, page))
    return Moments(moments=[shapes.Moment.of(moment) for moment in shown], next=more)


@router.get("/moments/{moment_id}")
async def moment(life: OpenLife, moment_id: MomentId) -> Evidence:
    """One moment, what it was drawn from, and what was drawn from it."""
    found = await one(life, moment_id)
    (shown,) = await life.corrected.get(found.id) or (found,)
    causes = await life.corrected.get(*found.because)
    effects = [effect async for effect in life.corrected.read(_drawn_from(found))]
    return Evidence(
        moment=shapes.Moment.of(shown),
        recorded=None if shown == found else shapes.Moment.of(found),
        correctable=amendable(found.what) or isinstance(found.what, Corrected),
        causes=[shapes.Moment.of(cause) for cause in causes],
        effects=[shapes.Moment.of(effect) for effect in effects],
    )


@router.post("/moments", status_code=201)
async def note(life: OpenLife, note: Note) -> shapes.Moment:
    """Write something down."""
    at = note.at or datetime.now(UTC)
    draft = Draft(
        what=Noted(text=note.text, title=note.title),
        at=at,
        zone=life.zone,
        source="app",
        trust=Trust.PERSON,
    )
    (kept,) = await life.log.append(draft)
    return shapes.Moment.of(kept)


@router.post("/moments/{moment_id}/correction", status_code=201)
async def correct(life: OpenLife, moment_id: MomentId, correction: Correction) -> shapes.Moment:
    """Put the words of a moment right. The moment stays; what is shown and searched is this.

    Of a correction it is the moment corrected that is put right again.
    """
    wrong = await one(life, moment_id)
    if isinstance(wrong.what, Corrected) and wrong.because:
        wrong = await one(life, wrong.because[0])
    if not amendable(wrong.what):
        raise Trouble(422, "These are no words that can be put right.")
    draft = Draft(
        what=Corrected(text=correction.text),
        at=datetime.now(UTC),
        zone=life.zone,
        source="app",
        trust=min(wrong.trust, Trust.PERSON),
        because=(wrong.id,),
    )
    (kept,) = await life.log.append(draft)
    return shapes.Moment.of(kept)


async def one(life: Life, moment: str) -> Moment:
    """The moment with this id. Raises `Trouble` 404."""
    found = await life.log.get(moment)
    if not found:
        raise Trouble(404, "This moment isn't in the log; it may have been forgotten.")
    return found[0]


def _drawn_from(moment: Moment) -> Wanted:
    return Wanted(because=moment.id, limit=MOST_EFFECTS)
