"""Tasks: what an agent does for the person, step by step; what it does passes the gate.

Each step comes over `/events` as the moments that are kept of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field

from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import MomentId, Shape, Truth
from alongside.mind.agent.agents import NoTask
from alongside.mind.agent.steps import Course

router = APIRouter(tags=["tasks"])
Id = Annotated[MomentId, Path()]
MOST_STEPS = 50


class TaskStep(Shape):
    """One act of a task; `act` is its id among the acts.

    `state` is waiting (for the person), open (it runs, or a crash cut it off), denied, did, failed
    or undone.
    """

    act: str
    tool: str
    title: str
    arguments: dict[str, Any]
    state: str
    text: str
    agent: str


class HandOver(Shape):
    """An agent of the team gave the task to another, with these words."""

    by: str
    to: str
    text: str


class Task(Shape):
    """Something to be done, in the person's words, and how far it came.

    `state` is working, waiting (for the person), done, failed, stopped, spent (its steps) or stuck.
    `agent` is who works on it, `handed` how it came there, and `tokens` what it took, about.
    `unasked` is one that an agent of the team began by itself.
    """

    id: str
    at: datetime
    goal: str
    state: str
    text: str
    model: str
    plan: list[str]
    agent: str
    unasked: Truth
    handed: list[HandOver]
    tokens: int
    steps: list[TaskStep]


class Wish(Shape):
    """What is to be done, in at most so many steps."""

    goal: Annotated[str, Field(min_length=1, max_length=4000, pattern=r"\S")]
    steps: Annotated[int, Field(strict=True, ge=1, le=MOST_STEPS)] = 12


class Looked(Shape):
    limit: Annotated[int, Field(ge=1, le=50)] = 20


@router.get("/tasks")
async def tasks(life: OpenLife, looked: Annotated[Looked, Query()]) -> list[Task]:
    """The tasks, the latest first."""
    return [told(each) for each in await life.agents.latest(looked.limit)]


@router.post("/tasks", status_code=201)
async def take(life: OpenLife, wish: Wish) -> Task:
    """Have something done. It goes on beside; ask again how far it came."""
    kept = await life.agents.take(wish.goal, steps=wish.steps)
    life.agents.begin(kept.id)
    return told(await life.agents.course(kept.id))


@router.get("/tasks/{task}")
async def one(life: OpenLife, task: Id) -> Task:
    """How far a task came."""
    try:
        return told(await life.agents.course(task))
    except NoTask as error:
        raise Trouble(404, str(error)) from error


@router.post("/tasks/{task}/stop")
async def stop(life: OpenLife, task: Id) -> Task:
    """No more of it: its act under way is given up, what waits is declined."""
    try:
        return told(await life.agents.stop(task))
    except NoTask as error:
        raise Trouble(404, str(error)) from error


def told(here: Course) -> Task:
    """A task as it stands."""
    end = here.finished
    return Task(
        id=here.task.id,
        at=here.task.at,
        goal=here.what.goal,
        state=here.state,
        text=end.text if end else "",
        model=end.model if end else "",
        plan=list(here.plan),
        agent=here.agent,
        unasked=bool(here.what.day),
        handed=[HandOver(by=each.by, to=each.to, text=each.text) for each in here.handed],
        tokens=end.tokens if end else 0,
        steps=[
            TaskStep(
                act=step.proposed,
                tool=step.tool,
                title=step.title or step.tool.replace("_", " "),
                arguments=dict(step.arguments),
                state=step.state,
                text=step.text[:2000],
                agent=step.agent,
            )
            for step in here.steps
        ],
    )
