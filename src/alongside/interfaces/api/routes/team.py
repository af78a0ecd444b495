"""The team: who is on it and what each may do, what is asked of it, and its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import Field

from alongside.interfaces.api import shapes
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.routes.tasks import Task
from alongside.interfaces.api.routes.tasks import told as told_task
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import MomentId, Shape, Truth
from alongside.log.kinds import Reported
from alongside.log.moment import Moment, Trust
from alongside.mind.team.daily import Day
from alongside.mind.team.described import MOST_TEXT, Described, NotAnAgent, described
from alongside.mind.team.team import NoAgent, Round
from alongside.views.team import EVERYTHING, PARTS, Member, Scope

router = APIRouter(tags=["team"])
Handle = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[\w-]+$")]
Words = Annotated[str, Field(min_length=1, max_length=4000, pattern=r"\S")]
File = Annotated[str, Field(min_length=1, max_length=MOST_TEXT)]
Names = Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=50)]
Language = Literal["en", "ko"]


class TeamRights(Shape):
    """What an agent may read (`reads`: parts of the life, "*" for all; `sources` narrow them), the
    tools that it may use, and whether it may work unasked."""

    reads: Names
    sources: Names
    tools: Names
    wakes: Truth = False


class TeamAgent(Shape):
    """An agent of the team. `rights` are None until the person grants some; `asks` is what its file
    asks for. `origin` is gallery, own or imported; `wakes` is its time, empty for never, and `does`
    what it does then by itself. `model` is chat, none, or the choice of one of its own."""

    handle: str
    name: str
    purpose: str
    text: str
    origin: str
    wakes: str
    does: str
    model: str
    steps: int
    tokens: int
    rights: TeamRights | None
    asks: TeamRights


class TeamOffer(Shape):
    """An agent of the gallery; `taken` where the team has it."""

    handle: str
    name: str
    purpose: str
    wakes: str
    asks: TeamRights
    taken: bool


class TeamNow(Shape):
    """The team and the gallery; `parts` and `tools` are what may be granted. `model` is the one
    that speaks for agents, empty where none serves: then they quote."""

    agents: list[TeamAgent]
    gallery: list[TeamOffer]
    parts: list[str]
    tools: list[str]
    model: str


class TeamAdd(Shape):
    """Which agent of the gallery, in which language."""

    handle: Handle
    language: Language = "en"


class TeamFile(Shape):
    """An agent's Markdown file; `handle` names the one that it describes anew, empty for a new."""

    text: File
    handle: Annotated[str, Field(max_length=60, pattern=r"^[\w-]*$")] = ""


class TeamQuestion(Shape):
    """What is asked, of which agents: each answers by itself."""

    agents: Annotated[list[Handle], Field(min_length=1, max_length=5)]
    text: Words


class TeamAnswerer(Shape):
    agent: Handle


class TeamTry(Shape):
    """A file that isn't kept yet, and a question to try it on."""

    text: File
    question: Words
    handle: Annotated[str, Field(max_length=60, pattern=r"^[\w-]*$")] = ""


class TeamTried(Shape):
    """What it would say, and what words of a model (empty: of code) that took, about."""

    text: str
    model: str
    tokens: int


class TeamWish(Shape):
    """Something for one agent to do."""

    agent: Handle
    goal: Words


class TeamRound(Shape):
    """A question, and what each of those asked said."""

    asked: shapes.Moment
    said: list[shapes.Moment]


class TeamDay(Shape):
    """What the team did on a day, what waits for the person, and what it took, about."""

    day: date
    said: list[shapes.Moment]
    tasks: list[Task]
    waiting: int
    steps: int
    tokens: int
    report: str


class Latest(Shape):
    limit: Annotated[int, Field(ge=1, le=50)] = 10


class InLanguage(Shape):
    language: Language = "en"


@router.get("/team")
async def team(life: OpenLife, query: Annotated[InLanguage, Query()]) -> TeamNow:
    """Who is on the team, and who could be."""
    members = await life.team.roster()
    gallery = life.team.gallery(query.language)
    chats = [each for each in life.models.serving() if each.role == "chat" and each.ready]
    return TeamNow(
        agents=[_agent(one) for one in members.values()],
        gallery=[_offer(handle, one, handle in members) for handle, one in gallery.items()],
        parts=list(PARTS),
        tools=sorted(life.tools()),
        model=chats[0].model if chats else "",
    )


@router.post("/team", status_code=201)
async def add(life: OpenLife, which: TeamAdd) -> TeamAgent:
    """Take an agent from the gallery, with the rights that it asks for."""
    try:
        return _agent(await life.team.add(which.handle, which.language))
    except NoAgent as error:
        raise Trouble(404, str(error)) from error


@router.post("/team/agents", status_code=201)
async def save(life: OpenLife, file: TeamFile) -> TeamAgent:
    """Keep an agent of the person's own, or a new version of one."""
    try:
        return _agent(await life.team.save(file.text, file.handle))
    except NoAgent as error:
        raise Trouble(404, str(error)) from error
    except NotAnAgent as error:
        raise Trouble(422, str(error)) from error


@router.post("/team/imports", status_code=201)
async def bring(life: OpenLife, file: TeamFile) -> TeamAgent:
    """Take in an agent that somebody else wrote; it has no rights until they are granted."""
    try:
        return _agent(await life.team.bring(file.text))
    except NotAnAgent as error:
        raise Trouble(422, str(error)) from error


@router.put("/team/agents/{handle}/rights")
async def grant(life: OpenLife, handle: Annotated[Handle, Path()], to: TeamRights) -> TeamAgent:
    """Give an agent these rights, in place of those that it had."""
    scope = Scope(tuple(to.reads), tuple(to.sources))
    try:
        return _agent(await life.team.grant(handle, scope, to.tools, wakes=to.wakes))
    except NoAgent as error:
        raise Trouble(404, str(error)) from error
    except NotAnAgent as error:
        raise Trouble(422, str(error)) from error


@router.delete("/team/agents/{handle}", status_code=204)
async def retire(life: OpenLife, handle: Annotated[Handle, Path()]) -> None:
    """Take an agent off the team. What it said stays."""
    try:
        await life.team.retire(handle)
    except NoAgent as error:
        raise Trouble(404, str(error)) from error


@router.post("/team/asked", status_code=201)
async def ask(life: OpenLife, question: TeamQuestion) -> TeamRound:
    """Put a question to one agent, or to several for their views; nobody has answered yet."""
    try:
        kept = await life.team.put(question.agents, question.text)
        return TeamRound(asked=shapes.Moment.of(kept), said=[])
    except NoAgent as error:
        raise Trouble(404, str(error)) from error


@router.post("/team/asked/{question}/said", status_code=201)
async def answer(
    life: OpenLife, question: Annotated[MomentId, Path()], of: TeamAnswerer
) -> shapes.Moment:
    """Have one of those asked answer, knowing nothing of what the others say. It answers once."""
    try:
        return shapes.Moment.of(await life.team.answer(question, of.agent))
    except NoAgent as error:
        raise Trouble(404, str(error)) from error


@router.get("/team/asked")
async def asked(life: OpenLife, query: Annotated[Latest, Query()]) -> list[TeamRound]:
    """The latest questions and what was said, the latest first."""
    return [_round(each) for each in await life.team.rounds(query.limit)]


@router.post("/team/tried")
async def try_out(life: OpenLife, given: TeamTry) -> TeamTried:
    """What an agent would say by a file that isn't kept yet. Nothing is kept."""
    try:
        said = await life.team.try_out(given.text, given.question, given.handle)
    except NoAgent as error:
        raise Trouble(404, str(error)) from error
    except NotAnAgent as error:
        raise Trouble(422, str(error)) from error
    return TeamTried(text=said.checked.text, model=said.model, tokens=said.tokens)


@router.post("/team/tasks", status_code=201)
async def task(life: OpenLife, wish: TeamWish) -> Task:
    """Have an agent do something, within its budget. It goes on beside."""
    try:
        kept = await life.team.task(wish.agent, wish.goal)
    except NoAgent as error:
        raise Trouble(404, str(error)) from error
    life.agents.begin(kept.id)
    return told_task(await life.agents.course(kept.id))


@router.get("/team/day")
async def day(life: OpenLife) -> TeamDay:
    """What the team did today; `report` is the latest, of today or yesterday."""
    today = await life.daily.day()
    before = await life.daily.day(today.day - timedelta(days=1))
    return _day(today, today.report or before.report)


def _agent(one: Member) -> TeamAgent:
    what, given = described(one.what.text), one.rights
    rights = None
    if given is not None:
        rights = TeamRights(
            reads=list(given.reads),
            sources=list(given.sources),
            tools=list(given.tools),
            wakes=given.wakes,
        )
    return TeamAgent(
        handle=one.what.handle,
        name=what.name,
        purpose=what.purpose,
        text=one.what.text,
        origin="imported" if one.trust is Trust.OUTSIDE else one.what.origin,
        wakes=_wakes(what),
        does=what.does,
        model=what.model,
        steps=what.steps,
        tokens=what.tokens,
        rights=rights,
        asks=_asks(what),
    )


def _offer(handle: str, what: Described, taken: bool) -> TeamOffer:
    return TeamOffer(
        handle=handle,
        name=what.name,
        purpose=what.purpose,
        wakes=_wakes(what),
        asks=_asks(what),
        taken=taken,
    )


def _asks(what: Described) -> TeamRights:
    reads = list(PARTS) if EVERYTHING in what.reads else list(what.reads)
    return TeamRights(
        reads=reads,
        sources=list(what.sources),
        tools=list(what.tools),
        wakes=what.wakes is not None,
    )


def _wakes(what: Described) -> str:
    return "" if what.wakes is None else f"{what.wakes // 60:02}:{what.wakes % 60:02}"


def _round(one: Round) -> TeamRound:
    said = [shapes.Moment.of(each) for each in one.said]
    return TeamRound(asked=shapes.Moment.of(one.asked), said=said)


def _day(one: Day, told: Moment | None) -> TeamDay:
    report = told.what if told else None
    return TeamDay(
        day=one.day,
        said=[shapes.Moment.of(each) for each in one.said],
        tasks=[told_task(each) for each in one.tasks],
        waiting=one.waiting,
        steps=one.steps,
        tokens=one.tokens,
        report=report.text if isinstance(report, Reported) else "",
    )
