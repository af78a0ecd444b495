"""Goals in steps, sleep and weight, as devices measure them by the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.mind.goals.conftest import DAY, START, Aiming

from alongside.log.kinds import Aimed, Counted, Habit, Measured
from alongside.log.kinds.health import Measure, Quantity
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.goals import book as books
from alongside.mind.goals.measuring import Target, target
from alongside.mind.goals.tracing import Trace, days_of, traces
from alongside.mind.goals.units import measure

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        ("Walk 8,000 steps a day", Target("steps", 8000)),
        ("매일 만 보 걷기", None),
        ("매일 1만 보 걷기", Target("steps", 10_000)),
        ("하루 8000보 걷기", Target("steps", 8000)),
        ("Sleep 7.5 hours", Target("sleep", 7.5)),
        ("8시간 자기", Target("sleep", 8)),
        ("Lose 5 kg", Target("weight")),
        ("Get down to 70 kg", Target("weight")),
        ("몸무게 70kg까지", Target("weight")),
        ("Gain 3 kg", Target("weight", up=True)),
        ("Bench press 80 kg", None),
        ("Practise piano 2 hours", None),
        ("Next steps for the shop: 3 steps", None),
        ("Run 5 km", None),
    ],
)
def test_what_devices_can_tell_of(text: str, aim: Target | None) -> None:
    assert target(text) == aim


@pytest.mark.parametrize(
    ("outcome", "amount"),
    [
        ("Walk 8,000 steps a day", (0.0, "")),
        ("Read 20 pages every day", (0.0, "")),
        ("Weigh 70 kg", (0.0, "")),
        ("Lose 5 kg by June", (5.0, "kg")),
        ("Read 12 books", (12.0, "books")),
    ],
)
def test_a_days_worth_is_no_sum(outcome: str, amount: tuple[float, str]) -> None:
    assert measure(outcome) == amount


async def day(life: Aiming, ago: int, what: Measure, value: float) -> Moment:
    told = TODAY - timedelta(days=ago)
    measured = Measured(day=told.isoformat(), quantities=(Quantity(what, value),))
    return await life.keep(measured, START - ago * DAY)


async def shown(life: Aiming) -> tuple[tuple[Trace, ...], books.Goal]:
    person, me = life.log.person, frozenset({"nora"})
    book = await life.log.database.read(lambda db: books.read(db, person))
    (goal,) = book.goals
    found = await life.log.database.read(lambda db: traces(db, person, goal, me, life.now))
    return found, goal


async def because(life: Aiming, what: Habit | Counted, *causes: Moment) -> None:
    draft = Draft(
        what=what, at=life.now, zone="Europe/Lisbon", source="app", trust=Trust.OWN,
        because=tuple(each.id for each in causes),
    )  # fmt: skip
    await life.log.append(draft)


async def test_a_day_with_enough_steps_keeps_the_habit(life: Aiming) -> None:
    goal = await life.keep(Aimed(outcome="Get fit again", since="2026-11-20"))
    await because(life, Habit(text="Walk 8,000 steps", weekly=5), goal)
    await day(life, 3, "steps", 9412)
    await day(life, 2, "steps", 7999)
    first = await day(life, 1, "steps", 8000)
    await life.note("Walked 8,000 steps today.", days=1)
    found, read = await shown(life)
    assert [(one.day.day, one.quote, one.amount) for one in found] == [
        (23, "9,412 steps", 9412), (25, "8,000 steps", 8000),
    ]  # fmt: skip
    assert len(days_of(read.habits[0], found)) == 2
    await because(life, Counted(counts=False), goal, first)
    found, read = await shown(life)
    assert {each.day for each in days_of(read.habits[0], found)} == {23}


async def test_weight_shows_each_day_it_came_further_than_before(life: Aiming) -> None:
    await life.keep(Aimed(outcome="Lose 5 kg", target=5, unit="kg", since="2026-11-18"))
    for ago, kilos in ((10, 80.0), (7, 79.5), (6, 80.2), (5, 79.5), (2, 78.0)):
        await day(life, ago, "weight", kilos)
    found, _ = await shown(life)
    assert [(one.day.day, one.amount) for one in found] == [(19, 0.5), (24, 1.5)]


async def test_sleep_counts_from_enough_hours_and_nothing_else_is_read(life: Aiming) -> None:
    await life.keep(Aimed(outcome="Sleep 8 hours a night"))
    await day(life, 2, "sleep", 8.2)
    await day(life, 1, "sleep", 6.9)
    await day(life, 0, "steps", 20_000)
    found, _ = await shown(life)
    assert [(one.day.day, one.quote) for one in found] == [(24, "8.2 hours of sleep")]
