"""A life's goals planned: what is to be done, around what the calendar holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from alongside.config import Config
from alongside.mind.goals.book import Book, Goal, HabitNow, Slot, StepNow
from alongside.mind.goals.pace import WEEK, monday
from alongside.mind.goals.plan import DAY, Hours, Span, Why, Work, schedule, spread
from alongside.mind.goals.tracing import Trace, days_of
from alongside.mind.nudge.situation import Plan as Entry
from alongside.views.local import zone_info

_AWAY = re.compile(
    r"\b(?:holidays?|vacation|day off|days off|annual leave|trip)\b|휴가|연차|휴일|여행",
    re.IGNORECASE,
)
LONG = timedelta(hours=16)
"""A plan this long blocks no hours: one sleeps and eats within it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """When each step and habit has its time, and why what has none hasn't."""

    steps: Mapping[str, Slot]
    habits: Mapping[str, tuple[Slot, ...]]
    without: Mapping[str, Why]


@dataclass(frozen=True, slots=True)
class Next:
    """The next small step of a goal: a step or a habit, when it has a time, else why it hasn't.

    `waits` says that a step moved often enough and waits for the person's word.
    """

    part: str
    text: str
    minutes: int
    slot: Slot | None
    why: Why | None = None
    waits: bool = False


def hours_of(config: Config, zone: str, entries: Iterable[Entry]) -> Hours:
    """When there is time for goals: as the person set it, less quiet hours and days away."""
    goals, quiet = config.goals, config.proactive
    since, until = time.fromisoformat(goals.since), time.fromisoformat(goals.until)
    if quiet.quiet_until and quiet.quiet_from and quiet.quiet_until < quiet.quiet_from:
        since = max(since, time.fromisoformat(quiet.quiet_until))
        until = min(until, time.fromisoformat(quiet.quiet_from))
    return Hours(
        zone=zone,
        since=since,
        until=until,
        minutes=goals.minutes,
        rest=frozenset(goals.rest),
        off=frozenset(_away(entries, zone)),
    )


def busy_of(entries: Iterable[Entry]) -> tuple[Span, ...]:
    """What the calendar holds that takes hours."""
    return tuple(
        (each.start, each.end)
        for each in entries
        if not each.what.all_day and each.end - each.start <= LONG
    )


def _away(entries: Iterable[Entry], zone: str) -> Iterator[date]:
    """Days that a plan of whole days takes the person away on."""
    for each in entries:
        if not each.what.all_day:
            continue
        day = each.start.astimezone(zone_info(zone)).date()
        last = (each.end - timedelta(seconds=1)).astimezone(zone_info(zone)).date()
        if last > day or _AWAY.search(each.what.title):
            while day <= last:
                yield day
                day += DAY


def step_work(book: Book) -> list[Work]:
    """The steps that want a time, in the order of their goals."""
    return [
        Work(
            id=step.id,
            goal=goal.id,
            minutes=step.what.minutes,
            due=due_of(goal, step),
            standing=step.slot,
        )
        for goal in book.open
        for step in goal.open_steps
        if not step.what.milestone and not step.waits
    ]


def due_of(goal: Goal, step: StepNow) -> date | None:
    """The last day for a step: its own, and none after the goal's."""
    days = [date.fromisoformat(step.what.due)] if step.what.due else []
    return min((*days, *((goal.due,) if goal.due else ())), default=None)


def planned(
    book: Book,
    found: Mapping[str, Sequence[Trace]],
    busy: Sequence[Span],
    hours: Hours,
    now: datetime,
) -> Planned:
    """Steps and habits planned together, steps first."""
    today = now.astimezone(zone_info(hours.zone)).date()
    habits = [
        work
        for goal in book.open
        for habit in goal.habits
        if habit.state == "open"
        for work in _habit_work(goal, habit, found.get(goal.id, ()), hours, today)
    ]
    made = schedule([*step_work(book), *habits], busy, hours, now)
    slots: dict[str, tuple[Slot, ...]] = {}
    for work in habits:
        if work.id in made.slots:
            habit_id = work.id.split("@")[0]
            slots[habit_id] = (*slots.get(habit_id, ()), made.slots[work.id])
    return Planned(
        steps={id_: slot for id_, slot in made.slots.items() if "@" not in id_},
        habits={id_: tuple(sorted(each, key=lambda s: s.start)) for id_, each in slots.items()},
        without=made.without,
    )


def _habit_work(
    goal: Goal, habit: HabitNow, found: Sequence[Trace], hours: Hours, today: date
) -> Iterator[Work]:
    """What is left of a habit this week, and the next, spread over the days there are."""
    done = days_of(habit, found)
    for week in (monday(today), monday(today) + WEEK):
        days = [week + n * DAY for n in range(7)]
        left = habit.what.weekly - sum(day in done for day in days)
        free = [d for d in days if d >= today and d not in done and hours.open(d) is not None]
        if goal.due:
            free = [day for day in free if day <= goal.due]
        for day in spread(free, left):
            yield Work(
                id=f"{habit.id}@{day.isoformat()}", goal=goal.id, minutes=habit.what.minutes,
                due=goal.due, days=(day,),
            )  # fmt: skip


def next_of(goal: Goal, plan: Planned) -> Next | None:
    """What comes next of a goal: the soonest that has a time, else the first that has none."""
    timed: list[Next] = []
    untimed: list[Next] = []
    for step in goal.open_steps:
        if step.what.milestone:
            continue
        slot = None if step.waits else plan.steps.get(step.id)
        why = None if step.waits else plan.without.get(step.id)
        made = Next(step.id, step.what.text, step.what.minutes, slot, why, step.waits)
        (timed if slot else untimed).append(made)
    timed += [
        Next(habit.id, habit.what.text, habit.what.minutes, slot)
        for habit in goal.habits
        for slot in plan.habits.get(habit.id, ())[:1]
    ]
    timed.sort(key=lambda each: (each.slot.start.isoformat() if each.slot else "", each.part))
    return next(iter((*timed, *untimed)), None)
