"""Goals: what the person wants to come to, the plan of it, what their life shows of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from alongside.interfaces.api import shapes
from alongside.interfaces.api.goals import (
    CountSet,
    CourseSet,
    GoalNamed,
    GoalSet,
    GoalShown,
    GoalsShown,
    HabitSet,
    IfThenSet,
    StepSet,
    TickSet,
    Traces,
    TraceShown,
    ValuesSet,
)
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import MomentId
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
