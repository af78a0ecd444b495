"""Rehearsing: talks set up, played turn by turn, looked back on."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from alongside.interfaces.api import shapes
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import MomentId, Shape, Truth
from alongside.log.kinds import Debriefed, Rehearsed, Staged
from alongside.log.log import Wanted
from alongside.mind.rehearse import scenes as playing
from alongside.mind.rehearse.rehearsing import NoSuchRehearsal, Rehearsal, TalkOver

router = APIRouter(tags=["rehearse"])

Language = Literal["en", "ko"]
MOST_SHOWN = 200


class Scene(Shape):
    """A talk that can be practised; `goal` is what most want of it."""

    id: str
    kind: Literal["bargain", "talk"]
    title: str
    about: str
    goal: str
    partner: str


class Setup(Shape):
    """What to practise, with whom. `title` describes the scene `own`."""

    scene: Annotated[str, Field(max_length=40)]
    language: Language = "en"
    title: Annotated[str, Field(max_length=200)] = ""
    partner: Annotated[str, Field(max_length=80)] = ""
    goal: Annotated[str, Field(max_length=500)] = ""
    fear: Annotated[str, Field(max_length=500)] = ""
    temper: Annotated[str, Field(max_length=200)] = ""
    difficulty: Annotated[int, Field(strict=True, ge=1, le=3)] = 2
    swapped: Truth = False


class Turn(Shape):
    """A turn on the way to where the rehearsal stands."""

    id: str
    by: Literal["me", "partner"]
    text: str
    move: str
    interrupting: bool
    model: str


class Standing(Shape):
    """Where the partner stands: `warmth` in -1..1, `granted` of `most` steps."""

    warmth: float
    granted: int
    most: int
    outcome: str


class Staging(Shape):
    """What was set up; a partner whom the person knows is a guess."""

    id: str
    at: datetime
    scene: str
    title: str
    partner: str
    goal: str
    fear: str
    difficulty: int
    temper: str
    known: bool
    swapped: bool
    language: Language
    drawn_from: list[str]


class Practised(Shape):
    """A rehearsal at one of its turns. `branches` are the last turns of all its branches."""

    stage: Staging
    turns: list[Turn]
    standing: Standing
    branches: list[str]
    debriefs: list[shapes.Moment]
    went: list[shapes.Moment]


class Line(Shape):
    """A turn of the person's after the turn `after`; an empty text is silence."""

    text: Annotated[str, Field(max_length=4000)] = ""
    after: Annotated[str, Field(max_length=64)] = ""
    interrupting: Truth = False


class At(Shape):
    """A turn of the rehearsal, the latest where it is empty."""

    after: Annotated[str, Field(max_length=64)] = ""


class Hint(Shape):
    """What could be said now: a part of a hard talk, and an example of it."""

    act: str
    text: str


class Report(Shape):
    """How the real talk went; 1 is badly, 5 well."""

    text: Annotated[str, Field(min_length=1, max_length=4000)]
    rating: Annotated[int, Field(strict=True, ge=1, le=5)]


class Past(Shape):
    """A rehearsal in the list, with its latest debrief."""

    stage: Staging
    debrief: shapes.Moment | None


@router.get("/rehearsals/scenes")
async def scenes(language: Language = "en") -> list[Scene]:
    """The talks that can be practised."""
    found = []
    for scene in playing.scenes().values():
        part = scene.part(language)
        shown = Scene(id=scene.id, kind=scene.kind, title=part.title, about=part.about,
                      goal=part.goal, partner=part.role)  # fmt: skip
        found.append(shown)
    return sorted(found, key=lambda each: each.id == playing.OWN)


@router.get("/rehearsals")
async def rehearsals(life: OpenLife) -> list[Past]:
    """What was practised, the latest first."""
    debriefs: dict[str, shapes.Moment] = {}
    async for moment in life.log.read(Wanted(kinds=["debriefed"])):
        if isinstance(moment.what, Debriefed) and moment.because:
            debriefs[moment.because[0]] = shapes.Moment.of(moment)
    staged = await life.rehearsing.all(MOST_SHOWN)
    return [
        Past(stage=_staging(m.id, m.at, m.what, m.because), debrief=debriefs.get(m.id))
        for m in staged if isinstance(m.what, Staged)
    ]  # fmt: skip


@router.post("/rehearsals", status_code=201)
async def begin(life: OpenLife, setup: Setup) -> Practised:
    """Set up a talk; the partner opens it."""
    if setup.scene not in playing.scenes():
        raise Trouble(422, "There is no such scene.")
    staged = Staged(**setup.model_dump(), seed=secrets.randbelow(10_000))
    return _shown(await life.rehearsing.begin(staged, datetime.now(UTC), life.zone))


@router.get("/rehearsals/{moment_id}")
async def rehearsal(life: OpenLife, moment_id: MomentId, at: Annotated[At, Query()]) -> Practised:
    """A rehearsal at a turn."""
    return _shown(await _found(life, moment_id, at.after))


@router.post("/rehearsals/{moment_id}/turns", status_code=201)
async def say(life: OpenLife, moment_id: MomentId, line: Line) -> Practised:
    """Say something, or nothing; gives the rehearsal with the answer."""
    await _found(life, moment_id, line.after)
    try:
        said = await life.rehearsing.say(
            moment_id, line.text, datetime.now(UTC), life.zone,
            after=line.after, interrupting=line.interrupting,
        )  # fmt: skip
    except TalkOver as error:
        raise Trouble(409, str(error)) from None
    return _shown(said)


@router.get("/rehearsals/{moment_id}/hint")
async def hint(life: OpenLife, moment_id: MomentId, at: Annotated[At, Query()]) -> Hint:
    """What could be said now."""
    await _found(life, moment_id, at.after)
    act, text = await life.rehearsing.hint(moment_id, at.after)
    return Hint(act=act, text=text)


@router.post("/rehearsals/{moment_id}/debrief", status_code=201)
async def debrief(life: OpenLife, moment_id: MomentId, at: At) -> shapes.Moment:
    """What helped and what hurt up to a turn."""
    await _found(life, moment_id, at.after)
    made = await life.rehearsing.debrief(moment_id, datetime.now(UTC), life.zone, at.after)
    return shapes.Moment.of(made)


@router.post("/rehearsals/{moment_id}/went", status_code=201)
async def went(life: OpenLife, moment_id: MomentId, report: Report) -> shapes.Moment:
    """How the real talk went."""
    await _found(life, moment_id)
    now = datetime.now(UTC)
    kept = await life.rehearsing.went(moment_id, report.text, report.rating, now, life.zone)
    return shapes.Moment.of(kept)


async def _found(life: OpenLife, rehearsal: str, turn: str = "") -> Rehearsal:
    try:
        return await life.rehearsing.at(rehearsal, turn)
    except NoSuchRehearsal as error:
        raise Trouble(404, str(error)) from None


def _shown(here: Rehearsal) -> Practised:
    state, staged = here.state, here.staged
    standing = Standing(
        warmth=round(state.warmth, 3), granted=state.granted,
        most=here.scene.limit(staged.difficulty), outcome=state.outcome,
    )  # fmt: skip
    turns = [
        Turn(id=m.id, by=m.what.by, text=m.what.text, move=m.what.move,
             interrupting=m.what.interrupting, model=m.what.model)
        for m in here.turns if isinstance(m.what, Rehearsed)
    ]  # fmt: skip
    return Practised(
        stage=_staging(here.stage.id, here.stage.at, staged, here.stage.because),
        turns=turns,
        standing=standing,
        branches=list(here.branches),
        debriefs=[shapes.Moment.of(moment) for moment in here.debriefs],
        went=[shapes.Moment.of(moment) for moment in here.went],
    )


def _staging(id_: str, at: datetime, what: Staged, because: tuple[str, ...]) -> Staging:
    return Staging(
        id=id_, at=at, scene=what.scene, title=what.title, partner=what.partner, goal=what.goal,
        fear=what.fear, difficulty=what.difficulty, temper=what.temper, known=what.known,
        swapped=what.swapped, language=what.language, drawn_from=list(because),
    )  # fmt: skip
