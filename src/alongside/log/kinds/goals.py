"""What the person wants to come to, how they go about it, and what they say of it on the way."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from alongside.log.kinds.parts import Cite
from alongside.log.kinds.what import What

Course = Literal["confirmed", "dismissed", "reached", "let_go", "resting", "resumed"]
Grade = Literal["again", "hard", "good", "easy"]
Moved = Literal["new", "missed", "clash", "changed", "again"]


class Aimed(What, frozen=True, kw_only=True, tag="aimed"):
    """A goal: what is to come of it, `why`, until when, and how one will `know`.

    `since` and `due` are ISO 8601 days, `due` the last. `target` is how much of `unit` ("km",
    "books") is wanted. `signs` are words that show it in a life, `values` those of the person's
    that it serves. What was `found` in their words, with its `quote`, is a proposal until they
    confirm it. `goal` is the id of the goal that this describes anew, empty for a new one.
    """

    outcome: str
    why: str = ""
    since: str = ""
    due: str = ""
    know: str = ""
    unit: str = ""
    target: float = 0.0
    signs: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    found: bool = False
    quote: str = ""
    goal: str = ""

    @property
    def words(self) -> str:
        return "\n".join(part for part in (self.outcome, self.why, self.know) if part)


class Steered(What, frozen=True, kw_only=True, tag="steered"):
    """The person says what becomes of the goal in `because`; the latest stands."""

    how: Course


class Step(What, frozen=True, kw_only=True, tag="step"):
    """One step of the goal in `because`, taking `minutes`, by the day `due` (ISO 8601, the last).

    A `milestone` is a point on the way, reached rather than worked at: it has no hour of its own.
    """

    text: str
    minutes: int = 30
    due: str = ""
    milestone: bool = False

    @property
    def words(self) -> str:
        return self.text


class Habit(What, frozen=True, kw_only=True, tag="habit"):
    """Something to do so many times a week for the goal in `because`. `signs` show it in a life."""

    text: str
    weekly: int = 3
    minutes: int = 30
    signs: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return self.text


class IfThen(What, frozen=True, kw_only=True, tag="if_then"):
    """What stands in the way of the goal in `because`, and what the person will do then."""

    obstacle: str
    then: str

    @property
    def words(self) -> str:
        return f"{self.obstacle}\n{self.then}"


class Slotted(What, frozen=True, kw_only=True, tag="slotted"):
    """The step in `because` has its time (aware UTC), and why it was given it; the latest stands.

    Code wrote it. After `again` the times that it was missed are counted anew.
    """

    start: datetime
    end: datetime
    why: Moved


class Ticked(What, frozen=True, kw_only=True, tag="ticked"):
    """The person did the step, habit or if-then in `because`, takes that back, or drops it."""

    how: Literal["done", "undone", "dropped"]


class Counted(What, frozen=True, kw_only=True, tag="counted"):
    """The person says whether something counts for the goal in `because`, and how much.

    It is the second moment in `because`, or, where there is none, what `text` tells of the day
    (ISO 8601). The latest of each stands.
    """

    counts: bool
    amount: float | None = None
    day: str = ""
    text: str = ""

    @property
    def words(self) -> str:
        return self.text


class Valued(What, frozen=True, kw_only=True, tag="valued"):
    """What matters to the person, in their words, the most first; the latest stands."""

    values: tuple[str, ...]

    @property
    def words(self) -> str:
        return "\n".join(self.values)


class Reflected(What, frozen=True, kw_only=True, tag="reflected"):
    """What the person answers to a question, in a journal, or a `week`'s review (ISO 8601)."""

    question: str
    text: str
    week: str = ""

    @property
    def words(self) -> str:
        return f"{self.question}\n{self.text}"


class Lettered(What, frozen=True, kw_only=True, tag="lettered"):
    """How the days of a month (`2026-11`) and the person's aims agree.

    It carries the `model` that worded it; empty: code did.
    """

    month: str
    text: str
    cites: tuple[Cite, ...] = ()
    model: str = ""

    @property
    def words(self) -> str:
        return self.text


class Flashcard(What, frozen=True, kw_only=True, tag="flashcard"):
    """Something to learn, for the goal in `because` if any: a question and its answer."""

    front: str
    back: str

    @property
    def words(self) -> str:
        return f"{self.front}\n{self.back}"


class Graded(What, frozen=True, kw_only=True, tag="graded"):
    """How well the person remembered the card in `because`."""

    grade: Grade
