"""Goals as they stand: each with its plan, what became of it, and what the person said counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from alongside.log.kinds import (
    Aimed,
    Counted,
    Flashcard,
    Habit,
    IfThen,
    Lettered,
    Reflected,
    Slotted,
    Steered,
    Step,
    Ticked,
    Valued,
)
from alongside.log.kinds.goals import Moved
from alongside.mind.goals.signs import given, signs_of
from alongside.mind.goals.units import amounts
from alongside.views.goals import Entry, entries
from alongside.views.local import zone_info

Status = Literal["proposed", "open", "resting", "reached", "let_go", "dismissed"]
State = Literal["open", "done", "dropped"]
STATUS: dict[str, Status] = {
    "confirmed": "open",
    "resumed": "open",
    "resting": "resting",
    "reached": "reached",
    "let_go": "let_go",
    "dismissed": "dismissed",
}
MISSES = 3
"""Times that a step moves by itself; then it waits for the person's word."""
LOOK_BACK = timedelta(weeks=8)
"""How far before a goal was set its traces are shown."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The time that a step was given (aware UTC), and why."""

    start: datetime
    end: datetime
    why: Moved = "new"


@dataclass(frozen=True, slots=True)
class StepNow:
    """A step as it stands; `missed` are the times it was missed since it was last begun anew."""

    id: str
    what: Step
    state: State = "open"
    done: datetime | None = None
    slot: Slot | None = None
    missed: int = 0

    @property
    def waits(self) -> bool:
        """Whether it moved often enough, and waits for the person's word."""
        return self.state == "open" and self.missed >= MISSES


@dataclass(frozen=True, slots=True)
class HabitNow:
    """A habit as it stands; `signs` show it in a life, `ticks` are the days it was said done."""

    id: str
    what: Habit
    state: State
    signs: frozenset[str]
    ticks: tuple[tuple[str, date], ...]
    since: date


@dataclass(frozen=True, slots=True)
class Said:
    """What the person says counts, or doesn't: another moment, or what `text` tells of a day."""

    id: str
    at: datetime
    moment: str
    what: Counted
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal as it stands, with its plan. `signs` are the words that show it."""

    id: str
    at: datetime
    zone: str
    what: Aimed
    status: Status
    changed: datetime
    evidence: str
    steps: tuple[StepNow, ...] = ()
    habits: tuple[HabitNow, ...] = ()
    ifthens: tuple[tuple[str, IfThen], ...] = ()
    said: tuple[Said, ...] = ()

    @property
    def began(self) -> date:
        """The day it counts from."""
        if self.what.since:
            return date.fromisoformat(self.what.since)
        return self.at.astimezone(zone_info(self.zone)).date()

    @property
    def unit(self) -> str:
        """What is counted in: as the person said, else as a habit tells ("run 5 km")."""
        told = (each.unit for habit in self.habits for each in amounts(habit.what.text))
        return self.what.unit or next(told, "")

    @property
    def due(self) -> date | None:
        return date.fromisoformat(self.what.due) if self.what.due else None

    @property
    def signs(self) -> frozenset[str]:
        chosen = self.what.signs
        own = given(chosen) if chosen else signs_of(self.what.outcome)
        return own.union(*(habit.signs for habit in self.habits))

    @property
    def open_steps(self) -> tuple[StepNow, ...]:
        return tuple(each for each in self.steps if each.state == "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All that was said of goals, as it stands."""

    goals: tuple[Goal, ...] = ()
    values: tuple[str, ...] = ()
    valued: str = ""
    reflected: tuple[Entry, ...] = ()
    letters: tuple[Entry, ...] = ()
    cards: tuple[Entry, ...] = ()
    all: tuple[Entry, ...] = field(default=(), repr=False)

    @property
    def open(self) -> tuple[Goal, ...]:
        return tuple(each for each in self.goals if each.status == "open")

    def goal(self, id_: str) -> Goal | None:
        return next((each for each in self.goals if each.id == id_), None)


def read(db: sqlite3.Connection, person: str) -> Book:
    """The goals of a life, those that serve what the person values most first."""
    return folded(entries(db, person))


def folded(found: Sequence[Entry]) -> Book:
    """What stands after all of this was said, in this order."""
    about: dict[str, list[Entry]] = {}
    for each in found:
        about.setdefault(each.target, []).append(each)
    valued = [each for each in found if isinstance(each.what, Valued)]
    values = valued[-1].what.values if valued and isinstance(valued[-1].what, Valued) else ()
    goals = [
        _goal(each, about) for each in found if isinstance(each.what, Aimed) and not each.what.goal
    ]
    goals.sort(key=lambda goal: (-weight(goal.what.values, values), goal.at, goal.id))
    return Book(
        goals=tuple(goals),
        values=values,
        valued=valued[-1].id if valued else "",
        reflected=tuple(each for each in found if isinstance(each.what, Reflected)),
        letters=tuple(each for each in found if isinstance(each.what, Lettered)),
        cards=tuple(each for each in found if isinstance(each.what, Flashcard)),
        all=tuple(found),
    )


def weight(served: Iterable[str], values: Sequence[str]) -> float:
    """How much a goal weighs by the values it serves: the first value weighs most."""
    places = {value.casefold(): place for place, value in enumerate(values)}
    return sum(1 / (1 + places[each.casefold()]) for each in served if each.casefold() in places)


def _goal(entry: Entry, about: dict[str, list[Entry]]) -> Goal:
    what = entry.what
    status: Status = "proposed" if isinstance(what, Aimed) and what.found else "open"
    changed = entry.at
    parts: list[Entry] = []
    for each in about.get(entry.id, ()):
        if isinstance(each.what, Aimed) and each.what.goal == entry.id:
            what = each.what
        elif isinstance(each.what, Steered):
            status, changed = STATUS[each.what.how], each.at
        else:
            parts.append(each)
    if not isinstance(what, Aimed):
        raise TypeError(f"{entry.id} is no goal")
    return Goal(
        id=entry.id, at=entry.at, zone=entry.zone, what=what, status=status, changed=changed,
        evidence=entry.target,
        steps=tuple(_step(e, e.what, about) for e in parts if isinstance(e.what, Step)),
        habits=tuple(_habit(e, e.what, about) for e in parts if isinstance(e.what, Habit)),
        ifthens=tuple(
            (e.id, e.what)
            for e in parts
            if isinstance(e.what, IfThen) and _ticked(e, about)[0] == "open"
        ),
        said=tuple(_said(e, e.what) for e in parts if isinstance(e.what, Counted)),
    )  # fmt: skip


def _ticked(entry: Entry, about: dict[str, list[Entry]]) -> tuple[State, datetime | None]:
    state: State = "open"
    done = None
    for each in about.get(entry.id, ()):
        if isinstance(each.what, Ticked):
            state = "open" if each.what.how == "undone" else each.what.how
            done = each.at if state == "done" else None
    return state, done


def _step(entry: Entry, what: Step, about: dict[str, list[Entry]]) -> StepNow:
    slot, missed = None, 0
    for each in about.get(entry.id, ()):
        if isinstance(each.what, Slotted):
            slot = Slot(each.what.start, each.what.end, each.what.why)
            missed = 0 if slot.why == "again" else missed + (slot.why == "missed")
    state, done = _ticked(entry, about)
    return StepNow(entry.id, what, state, done, slot, missed)


def _habit(entry: Entry, what: Habit, about: dict[str, list[Entry]]) -> HabitNow:
    ticks: dict[date, str] = {}
    state: State = "open"
    for each in about.get(entry.id, ()):
        if isinstance(each.what, Ticked):
            day = each.at.astimezone(zone_info(each.zone)).date()
            if each.what.how == "done":
                ticks[day] = each.id
            elif each.what.how == "undone":
                ticks.pop(day, None)
            else:
                state = "dropped"
    signs = given(what.signs) if what.signs else signs_of(what.text)
    since = entry.at.astimezone(zone_info(entry.zone)).date()
    days = tuple((id_, day) for day, id_ in sorted(ticks.items()))
    return HabitNow(entry.id, what, state, signs, days, since)


def _said(entry: Entry, what: Counted) -> Said:
    here = entry.at.astimezone(zone_info(entry.zone)).date()
    day = date.fromisoformat(what.day) if what.day else here
    return Said(entry.id, entry.at, entry.other, what, day)
