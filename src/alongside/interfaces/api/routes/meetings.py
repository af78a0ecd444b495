"""Meetings: beginning and ending one, and what came of those that are over."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query

from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import MomentId, Shape, Short, Truth
from alongside.interfaces.parts import Life
from alongside.log.kinds import Bounded, Minuted, Uttered
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Trust
from alongside.mind.meet.meetings import LONGEST, SOURCE

router = APIRouter(tags=["meetings"])


class MeetingPoint(Shape):
    """One thing said, `second` seconds into the meeting; `moment` holds it as it was heard."""

    text: str
    moment: str
    at: datetime
    second: float
    speaker: str


class Minutes(Shape):
    """What came of a meeting; `model` is empty where code summed it up."""

    moment: str
    title: str
    zone: str
    begun: datetime
    ended: datetime
    summary: list[MeetingPoint]
    decisions: list[MeetingPoint]
    promises: list[MeetingPoint]
    speakers: list[str]
    model: str


class Met(Shape):
    """The newest meetings first; `since` is when the one that goes on began."""

    since: datetime | None
    meetings: list[Minutes]


class MeetingMark(Shape):
    """The mark as it is kept."""

    moment: MomentId


class Bound(Shape):
    """A meeting begins, or ends."""

    begins: Truth
    title: Short = ""


@router.get("/meetings")
async def meetings(life: OpenLife, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> Met:
    """What came of meetings, and whether one goes on now."""
    made = dict[str, Minutes]()
    wanted = Wanted(kinds=("minuted",), newest_first=True)
    async for moment in life.corrected.read(wanted):
        what = moment.what
        if isinstance(what, Minuted) and moment.because[0] not in made and len(made) < limit:
            made[moment.because[0]] = _minutes(moment.id, moment.zone, what)
    return Met(since=await _since(life), meetings=sorted(made.values(), key=_begun, reverse=True))


@router.post("/meetings")
async def bound(life: OpenLife, given: Bound) -> MeetingMark:
    """Mark that a meeting begins or ends now."""
    draft = Draft(
        what=Bounded(begins=given.begins, title=given.title.strip()),
        at=datetime.now(UTC),
        zone=life.zone,
        source=SOURCE,
        trust=Trust.PERSON,
    )
    (kept,) = await life.log.append(draft)
    return MeetingMark(moment=kept.id)


def _begun(minutes: Minutes) -> datetime:
    return minutes.begun


async def _since(life: Life) -> datetime | None:
    wanted = Wanted(kinds=("bounded",), by_time=True, newest_first=True, limit=1)
    async for moment in life.log.read(wanted):
        fresh = datetime.now(UTC) - moment.at < LONGEST
        if isinstance(moment.what, Bounded) and moment.what.begins and fresh:
            return moment.at
    return None


def _minutes(moment: str, zone: str, what: Minuted) -> Minutes:
    return Minutes(
        moment=moment,
        title=what.title,
        zone=zone,
        begun=what.begun,
        ended=what.ended,
        summary=_points(what.summary),
        decisions=_points(what.decisions),
        promises=_points(what.promises),
        speakers=[*what.speakers],
        model=what.model,
    )


def _points(points: tuple[Uttered, ...]) -> list[MeetingPoint]:
    return [
        MeetingPoint(
            text=point.text,
            moment=point.moment,
            at=point.at,
            second=point.second,
            speaker=point.speaker,
        )
        for point in points
    ]
