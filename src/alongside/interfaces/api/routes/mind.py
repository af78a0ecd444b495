"""Mind: what is believed of the person and why; to confirm, forget, rule out and write oneself."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from alongside.interfaces.api import shapes
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.quoting import contacts, drawn
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import MomentId, Quoted, Shape, Truth
from alongside.interfaces.parts import Life
from alongside.log.kinds import Category
from alongside.views import believing
from alongside.views.believing import TOPICS

router = APIRouter(tags=["mind"])

GONE = "This isn't believed any more; it may have been forgotten."


class Belief(Shape):
    """One thing believed. `since` and `until` are ISO 8601, as exact as known; `over`: no more so.

    `replaces` and `replaced_by` are statements of other beliefs.
    """

    id: str
    category: Category
    about: str
    statement: str
    subject: str
    topic: str
    since: str
    until: str
    over: bool
    day: date
    last: datetime
    confidence: float
    confirmed: bool
    corrected: bool
    model: str
    replaces: str
    replaced_by: str
    evidence: list[Quoted]


class Topic(Shape):
    topic: str
    allowed: bool


class Profile(Shape):
    """`text` is all of it: `own`, which the person wrote, then the statements of `drawn`, the
    beliefs since."""

    text: str
    own: str
    drawn: list[MomentId]


class Mind(Shape):
    beliefs: list[Belief]
    topics: list[Topic]
    barred: list[str]
    profile: Profile


class Judgement(Shape):
    how: Literal["right", "wrong"]


class Ruling(Shape):
    """A topic, or any words, and whether anything may be believed about it."""

    about: Annotated[str, Field(min_length=2, max_length=100, pattern=r"\S")]
    allowed: Truth


class Written(Shape):
    text: Annotated[str, Field(max_length=4000)]


@router.get("/mind")
async def mind(life: OpenLife) -> Mind:
    """All that is believed of the person, by category, and what may be."""
    return await _told(life)


@router.post("/mind/beliefs/{belief_id}/judgement", status_code=201)
async def judge(life: OpenLife, belief_id: MomentId, judgement: Judgement) -> shapes.Moment:
    """Say that a belief is right, or wrong: then it isn't believed again."""
    judged = await life.understanding.judge(belief_id, judgement.how)
    if judged is None:
        raise Trouble(404, GONE)
    return shapes.Moment.of(judged)


@router.delete("/mind/beliefs/{belief_id}", status_code=204)
async def forget(life: OpenLife, belief_id: MomentId) -> None:
    """Forget a belief; what it was drawn from stays, and it isn't drawn from that again."""
    await life.understanding.forget(await _one(life, belief_id))


@router.post("/mind/rules", status_code=201)
async def rule(life: OpenLife, ruling: Ruling) -> Mind:
    """Rule whether anything may be believed about a topic or words; what is barred is forgotten."""
    await life.understanding.rule(ruling.about.strip(), allowed=ruling.allowed)
    return await _told(life)


@router.put("/mind/profile")
async def write(life: OpenLife, written: Written) -> Mind:
    """Keep the profile in the person's own words."""
    await life.understanding.write(written.text)
    return await _told(life)


@router.delete("/mind/profile")
async def unwrite(life: OpenLife) -> Mind:
    """Forget what the person wrote of themselves; the profile is drawn from beliefs again."""
    await life.understanding.unwrite()
    return await _told(life)


async def _one(life: Life, id_: str) -> believing.Belief:
    found = await life.understanding.belief(id_)
    if found is None:
        raise Trouble(404, GONE)
    return found


async def _told(life: Life) -> Mind:
    mind, cards = await life.understanding.mind(), await contacts(life)
    statements = {belief.id: belief.statement for belief in mind.beliefs}
    return Mind(
        beliefs=[_belief(belief, statements, cards) for belief in mind.beliefs],
        topics=[Topic(topic=one, allowed=mind.rules.allows_topic(one)) for one in TOPICS],
        barred=list(mind.rules.barred),
        profile=Profile(
            text=mind.profile.text,
            own=mind.profile.written.strip(),
            drawn=[belief.id for belief in mind.profile.drawn],
        ),
    )


def _belief(
    belief: believing.Belief, statements: dict[str, str], cards: AbstractSet[str]
) -> Belief:
    return Belief(
        id=belief.id,
        category=belief.category,
        about=belief.about,
        statement=belief.statement,
        subject=belief.subject,
        topic=belief.topic,
        since=belief.since,
        until=belief.until,
        over=belief.over,
        day=date.fromisoformat(belief.day),
        last=belief.last,
        confidence=belief.confidence,
        confirmed=belief.confirmed,
        corrected=belief.corrected,
        model=belief.model,
        replaces=statements.get(belief.replaces, ""),
        replaced_by=statements.get(belief.replaced_by, ""),
        evidence=[drawn(each, cards) for each in belief.evidence],
    )
