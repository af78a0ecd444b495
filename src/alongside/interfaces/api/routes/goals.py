"""Goals: what the person wants to come to, the plan of it, what their life shows of it."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BeforeValidator, Field, WithJsonSchema

from alongside.interfaces.api import shapes
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import MomentId, Shape, Short, Truth
from alongside.interfaces.parts import Life
from alongside.log.kinds import (
    Aimed,
    Counted,
    Habit,
    IfThen,
    Steered,
    Step,
    Ticked,
    Valued,
)
from alongside.mind.goals import tell
from alongside.mind.goals.book import Goal
from alongside.mind.goals.units import measure, unit_of

router = APIRouter(tags=["goals"])

FIRST, LAST = date(1970, 1, 1), date(2200, 1, 1)


def _written_day(value: object) -> date:
    """A day written out, not too far from now to be planned for."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError("write the day out, such as 2027-10-01")
    day = date.fromisoformat(value)
    if not FIRST <= day <= LAST:
        raise ValueError("this is too far from now")
    return day


Line = Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]
Long = Annotated[str, Field(max_length=10_000)]
Minutes = Annotated[int, Field(strict=True, ge=5, le=480)]
Word = Annotated[str, Field(min_length=1, max_length=80, pattern=r"\S")]
Words = Annotated[tuple[Word, ...], Field(max_length=30)]
Day = Annotated[
    date,
    BeforeValidator(_written_day),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
"""A day of the calendar, of the years that goals are set in."""
Amount = Annotated[float, Field(strict=True, ge=0, le=1_000_000_000)]
GoalStatus = Literal["proposed", "open", "resting", "reached", "let_go", "dismissed"]


class SlotShown(Shape):
    """The time that something was given, and why it was given that one."""

    start: datetime
    end: datetime
    why: Literal["new", "missed", "clash", "changed", "again"]


class NextStep(Shape):
    """The next small step of a goal. Without a `slot`, `why` tells what keeps it from having one;
    what `waits` moved often enough to wait for the person's word."""

    part: str
    text: str
    minutes: int
    slot: SlotShown | None
    why: Literal["past", "long", "full", "far"] | None
    waits: bool


class StepShown(Shape):
    id: str
    text: str
    minutes: int
    due: date | None
    milestone: bool
    state: Literal["open", "done", "dropped"]
    done: datetime | None
    slot: SlotShown | None
    why: Literal["past", "long", "full", "far"] | None
    missed: int
    waits: bool


class StreakShown(Shape):
    """In `kept` of the last `of` full weeks it came to `weekly`; `now` counts this week."""

    kept: int
    of: int
    now: int
    weekly: int


class HabitShown(Shape):
    id: str
    text: str
    weekly: int
    minutes: int
    streak: StreakShown
    today: bool
    slots: list[SlotShown]


class IfThenShown(Shape):
    id: str
    obstacle: str
    then: str


class WeekShown(Shape):
    start: date
    times: int
    amount: float


class FanShown(Shape):
    """The low, middle and high of what there may be by the end of a week to come."""

    start: date
    low: float
    middle: float
    high: float


class ForecastShown(Shape):
    """When the goal is reached if weeks go on as the last `weeks` went: nine tenths of the paths
    drawn from them arrive from `early` to `late`; `chance` is that of arriving by the due day."""

    weeks: int
    early: date | None
    middle: date | None
    late: date | None
    chance: float | None
    fan: list[FanShown]


class ProgressShown(Shape):
    unit: str
    done: float
    target: float
    weeks: list[WeekShown]
    last: date | None
    forecast: ForecastShown | None
    too_early: bool


class GoalShown(Shape):
    """A goal as it stands. One that was found waits for the person's word: `evidence` is the moment
    that holds its `quote`."""

    id: str
    at: datetime
    outcome: str
    why: str
    since: date
    due: date | None
    know: str
    unit: str
    target: float
    signs: list[str]
    signs_read: list[str]
    values: list[str]
    status: GoalStatus
    quote: str
    evidence: str
    next: NextStep | None
    steps: list[StepShown]
    habits: list[HabitShown]
    ifthens: list[IfThenShown]
    progress: ProgressShown


class GoalsShown(Shape):
    """Those that serve what the person values most first."""

    goals: list[GoalShown]
    values: list[str]


class TraceShown(Shape):
    """Something that shows a goal come closer, or was said not to."""

    moment: str
    kind: str
    day: date
    quote: str
    amount: float | None
    counts: bool
    chosen: bool


class Traces(Shape):
    traces: list[TraceShown]


class GoalSet(Shape):
    """A goal in the person's words. How much of what is wanted is read from the outcome where
    `target` is 0 and no `unit` is given."""

    outcome: Line
    why: Long = ""
    since: Day | None = None
    due: Day | None = None
    know: Long = ""
    unit: Short = ""
    target: Amount = 0.0
    signs: Words = ()
    values: Words = ()


class CourseSet(Shape):
    how: Literal["confirmed", "dismissed", "reached", "let_go", "resting", "resumed"]


class StepSet(Shape):
    text: Line
    minutes: Minutes = 30
    due: Day | None = None
    milestone: Truth = False


class HabitSet(Shape):
    text: Line
    weekly: Annotated[int, Field(strict=True, ge=1, le=7)] = 3
    minutes: Minutes = 30
    signs: Words = ()


class IfThenSet(Shape):
    obstacle: Line
    then: Line


class TickSet(Shape):
    how: Literal["done", "undone", "dropped"]


class CountSet(Shape):
    """Whether a moment counts, or, without one, what `text` tells of a day."""

    counts: Truth = True
    moment: MomentId | None = None
    amount: Amount | None = None
    day: Day | None = None
    text: Annotated[str, Field(max_length=500)] = ""


class ValuesSet(Shape):
    values: Annotated[tuple[Word, ...], Field(max_length=12)]


class GoalNamed(Shape):
    goal: MomentId


@router.get("/goals")
async def goals(life: OpenLife) -> GoalsShown:
    """Every goal, as it stands."""
    now = await life.goals.at()
    shown = [each for each in now.book.goals if each.status != "dismissed"]
    return GoalsShown(
        goals=[GoalShown.model_validate(tell.goal(now, each)) for each in shown],
        values=list(now.book.values),
    )


@router.get("/goals/traces")
async def traces(life: OpenLife, named: Annotated[GoalNamed, Query()]) -> Traces:
    """What the life shows of a goal, and what the person said of that, the latest first."""
    now = await life.goals.at()
    goal = _one(now.book.goal(named.goal))
    found = reversed(now.traces.get(goal.id, ()))
    return Traces(traces=[TraceShown.model_validate(tell.trace(each)) for each in found])


@router.post("/goals", status_code=201)
async def set_goal(life: OpenLife, wanted: GoalSet) -> shapes.Moment:
    """Set a goal."""
    return await _kept(life, _aimed(wanted))


@router.post("/goals/values", status_code=201)
async def set_values(life: OpenLife, wanted: ValuesSet) -> shapes.Moment:
    """Say what matters, the most first: goals that serve it come first."""
    return await _kept(life, Valued(values=wanted.values))


@router.post("/goals/one/{goal_id}", status_code=201)
async def change_goal(life: OpenLife, goal_id: MomentId, wanted: GoalSet) -> shapes.Moment:
    """Describe a goal anew, in place of what was said of it before."""
    goal = await _goal(life, goal_id)
    return await _kept(life, _aimed(wanted, goal.id), goal.id)


@router.post("/goals/one/{goal_id}/course", status_code=201)
async def steer(life: OpenLife, goal_id: MomentId, wanted: CourseSet) -> shapes.Moment:
    """Confirm or dismiss a proposal; reach a goal, let it go, let it rest, take it up again."""
    goal = await _goal(life, goal_id)
    return await _kept(life, Steered(how=wanted.how), goal.id)


@router.post("/goals/one/{goal_id}/steps", status_code=201)
async def add_step(life: OpenLife, goal_id: MomentId, wanted: StepSet) -> shapes.Moment:
    """Add a step or a milestone. A step is given its time at once."""
    goal = await _goal(life, goal_id)
    what = Step(
        text=wanted.text.strip(), minutes=wanted.minutes, due=_day(wanted.due),
        milestone=wanted.milestone,
    )  # fmt: skip
    return await _kept(life, what, goal.id)


@router.post("/goals/one/{goal_id}/habits", status_code=201)
async def add_habit(life: OpenLife, goal_id: MomentId, wanted: HabitSet) -> shapes.Moment:
    """Add something to do so many times a week."""
    goal = await _goal(life, goal_id)
    what = Habit(
        text=wanted.text.strip(), weekly=wanted.weekly, minutes=wanted.minutes, signs=wanted.signs
    )
    return await _kept(life, what, goal.id)


@router.post("/goals/one/{goal_id}/ifthens", status_code=201)
async def add_ifthen(life: OpenLife, goal_id: MomentId, wanted: IfThenSet) -> shapes.Moment:
    """Say what may stand in the way, and what to do then."""
    goal = await _goal(life, goal_id)
    what = IfThen(obstacle=wanted.obstacle.strip(), then=wanted.then.strip())
    return await _kept(life, what, goal.id)


@router.post("/goals/one/{goal_id}/counted", status_code=201)
async def count(life: OpenLife, goal_id: MomentId, wanted: CountSet) -> shapes.Moment:
    """Say that a moment counts for a goal after all, or doesn't; or write down what was done."""
    goal = await _goal(life, goal_id)
    if wanted.moment is None and not wanted.text.strip():
        raise Trouble(422, "Say what was done, or which moment counts. Nothing was kept.")
    because = [goal.id]
    if wanted.moment is not None:
        if not await life.log.get(wanted.moment):
            raise Trouble(404, "There is no such moment. It may have been forgotten.")
        because.append(wanted.moment)
    what = Counted(
        counts=wanted.counts, amount=wanted.amount, day=_day(wanted.day), text=wanted.text.strip()
    )
    return await _kept(life, what, *because)


@router.post("/goals/parts/{part_id}/ticked", status_code=201)
async def tick(life: OpenLife, part_id: MomentId, wanted: TickSet) -> shapes.Moment:
    """Say that a step, a habit (today) or an if-then is done; take that back, or drop it."""
    part = await _part(life, part_id)
    return await _kept(life, Ticked(how=wanted.how), part)


@router.post("/goals/steps/{step_id}/again", status_code=201)
async def again(life: OpenLife, step_id: MomentId) -> shapes.Moment:
    """Give a step that was missed often another time."""
    kept = await life.goals.again(step_id)
    if kept is None:
        raise Trouble(422, "There is no room for this step as it is. A smaller one may fit.")
    return shapes.Moment.of(kept)


def _aimed(wanted: GoalSet, goal: str = "") -> Aimed:
    """The goal as it is kept."""
    since, due = wanted.since, wanted.due
    if since is not None and due is not None and due < since:
        raise Trouble(422, "The last day lies before the first. Nothing was kept.")
    target, unit = wanted.target, unit_of(wanted.unit) if wanted.unit else ""
    if not target and not unit:
        target, unit = measure(wanted.outcome)
    return Aimed(
        outcome=wanted.outcome.strip(), why=wanted.why.strip(), since=_day(since), due=_day(due),
        know=wanted.know.strip(), unit=unit, target=target, signs=wanted.signs,
        values=wanted.values, goal=goal,
    )  # fmt: skip


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _one(goal: Goal | None) -> Goal:
    if goal is None:
        raise Trouble(404, "There is no such goal. It may have been forgotten.")
    return goal


async def _goal(life: Life, id_: str) -> Goal:
    return _one((await life.goals.book()).goal(id_))


async def _part(life: Life, id_: str) -> str:
    """The step, habit or if-then with this id."""
    found = [m for m in await life.log.get(id_) if isinstance(m.what, Step | Habit | IfThen)]
    if not found:
        raise Trouble(404, "There is no such step. It may have been forgotten.")
    return found[0].id


async def _kept(
    life: Life,
    what: Aimed | Steered | Step | Habit | IfThen | Counted | Ticked | Valued,
    *because: str,
) -> shapes.Moment:
    return shapes.Moment.of(await life.goals.keep(what, *because))
