"""The shapes of goals: what the API takes and gives of them."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from alongside.interfaces.api.shapes import MomentId, Shape, Short, Truth

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
