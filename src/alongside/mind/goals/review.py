"""A week looked back on in five minutes: what moved, what comes next, and one question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from alongside.log.kinds import Reflected, Slotted
from alongside.mind.goals.book import Goal
from alongside.mind.goals.goals import Picture
from alongside.mind.goals.planning import Next
from alongside.mind.goals.questions import review_question
from alongside.mind.goals.tracing import Trace
from alongside.views.local import zone_info

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """What a week did for one goal. `moved` are steps that were given another time in it."""

    goal: Goal
    traces: tuple[Trace, ...]
    amount: float
    done: tuple[str, ...]
    moved: tuple[str, ...]
    next: Next | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The last seven days. `week` names the ISO week; `answer` is what the person wrote of it."""

    week: str
    since: date
    until: date
    goals: tuple[Moving, ...]
    question: str
    answer: str


def review(now: Picture) -> Review:
    """The review of the seven days that end today."""
    year, week, _ = now.today.isocalendar()
    name = f"{year}-W{week:02}"
    since = now.today - WEEK + timedelta(days=1)
    said = [
        each.what
        for each in now.book.reflected
        if isinstance(each.what, Reflected) and each.what.week == name
    ]
    return Review(
        week=name,
        since=since,
        until=now.today,
        goals=tuple(_moving(now, goal, since) for goal in now.book.open),
        question=said[-1].question if said else review_question(now),
        answer=said[-1].text if said else "",
    )


def _moving(now: Picture, goal: Goal, since: date) -> Moving:
    found = now.traces.get(goal.id, ())
    counted = tuple(each for each in found if each.counts and since <= each.day <= now.today)
    return Moving(
        goal=goal,
        traces=counted,
        amount=round(sum(each.amount or 0 for each in counted), 2),
        done=tuple(
            each.what.text
            for each in goal.steps
            if each.done and each.done.astimezone(zone_info(now.zone)).date() >= since
        ),
        moved=tuple(dict.fromkeys(_moved(now, goal, since))),
        next=now.next(goal),
    )


def _moved(now: Picture, goal: Goal, since: date) -> Iterator[str]:
    """Open steps that code gave another time in the week."""
    steps = {each.id: each.what.text for each in goal.open_steps}
    for each in now.book.all:
        what = each.what
        by_itself = isinstance(what, Slotted) and what.why in ("missed", "clash")
        here = each.at.astimezone(zone_info(now.zone)).date() >= since
        if by_itself and here and each.target in steps:
            yield steps[each.target]
