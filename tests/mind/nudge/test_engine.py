"""The engine: idle it costs nothing, it keeps to budgets and quiet hours, and learns."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import msgspec
import pytest
from tests.mind.nudge.conftest import START

from alongside.config import Config, Proactive
from alongside.interfaces.bench import year
from alongside.interfaces.bench.simulated import Simulated
from alongside.log.kinds import (
    Aimed,
    Bounded,
    Contact,
    Habit,
    Measured,
    Minuted,
    Nudged,
    Occurrence,
    Planned,
    Promised,
    Related,
    Said,
    Uttered,
    Weighed,
)
from alongside.log.kinds.health import Quantity
from alongside.log.moment import Moment, Trust
from alongside.mind.brief.briefs import Briefs
from alongside.mind.nudge.engine import Nudges
from alongside.models.model import Prompt

HOUR = timedelta(hours=1)


class Counted:
    """A chat model that counts how often it is asked."""

    name = "server:counted"
    remote = False

    def __init__(self, answer: str = "") -> None:
        self.asked = 0
        self._answer = answer

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        self.asked += 1
        yield self._answer or given.messages[-1].text


async def test_while_nothing_happens_no_model_is_called_and_nothing_is_read(
    life: Simulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A month of idling: the engine is woken for briefs alone, and writes none of nothing."""
    model = Counted()
    life.config = Config(name="Nora", proactive=Proactive(worded=True))
    briefs = Briefs(life.log, lambda: model, lambda *_: True)
    life.nudges = Nudges(life.log, life.reading, briefs=briefs, now=lambda: life.now)
    await life.until(life.now + timedelta(days=30))
    assert model.asked == 0
    assert life.steps <= 2 * 31 + 1
    assert [m async for m in life.log.read()] == []


async def test_the_engine_wakes_when_something_happens(life: Simulated) -> None:
    steps = 0

    class Steps(Nudges):
        async def step(self) -> datetime | None:
            nonlocal steps
            again = await super().step()
            steps += 1
            return again

    following = asyncio.create_task(Steps(life.log, life.reading, now=lambda: life.now).follow())
    try:
        await _until(lambda: steps == 1)
        await life.keep(Nudged(about="reach", text="x", why="y"))
        await life.remind("stretch in 1 minute")
        await _until(lambda: steps == 2)
        life.now += timedelta(minutes=2)
        await life.keep(Said(text="hi", by="Bo"), Trust.OUTSIDE)
        await _until(lambda: steps == 3)
    finally:
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
    assert [m.what.words for m in await life.said()] == ["x", "stretch"]


async def test_a_change_of_settings_is_heeded_at_once(life: Simulated) -> None:
    """Switched off nothing unasked is said; reminders are."""
    life.config = Config(name="Nora", proactive=Proactive(on=False))
    await _promise(life, "send the tape", 0)
    await life.remind("stretch in 20 minutes")
    await life.until(life.now + 10 * HOUR)
    assert [m.what.words for m in await life.said()] == ["stretch"]


async def test_the_budget_holds_all_but_promises_back(life: Simulated) -> None:
    life.config = Config(name="Nora", proactive=Proactive(budget=1))
    for name in ("Ana", "Bo", "Cy"):
        await life.keep(Contact(name=name, birthday="--11-23"))
        await life.keep(Related(name=name, closeness="close"), Trust.PERSON)
    await _promise(life, "send the tape", 0)
    await life.until(life.now + 12 * HOUR)
    said = [m.what.about for m in await life.said() if isinstance(m.what, Nudged)]
    assert sorted(said) == ["promise"]
    life.config = Config(name="Nora", proactive=Proactive(budget=3))
    assert len(said) == 1


async def test_never_ends_a_sort_for_that_person_alone(life: Simulated) -> None:
    for name in ("Ana", "Bo"):
        await life.keep(Related(name=name, closeness="friend", every=7), Trust.PERSON)
        await life.keep(Said(text="bye", by=name, to=("Nora",), channel="chat"), Trust.OUTSIDE)
    await life.until(life.now + timedelta(days=9))
    first = {m.what.person: m for m in await life.said() if isinstance(m.what, Nudged)}
    assert set(first) == {"Ana", "Bo"}
    await life.keep(Weighed(how="never"), Trust.OUTSIDE, because=[first["Ana"].id])
    for name in ("Ana", "Bo"):
        await life.keep(Said(text="bye", by=name, to=("Nora",), channel="chat"), Trust.OUTSIDE)
    seq = (await life.said())[-1].seq
    await life.until(life.now + timedelta(days=9))
    assert [m.what.person for m in await life.said(seq) if isinstance(m.what, Nudged)] == ["Bo"]


async def test_a_habit_is_spoken_of_on_the_last_day_that_keeps_its_week_and_no_other(
    life: Simulated,
) -> None:
    """Five times a week with Monday and Tuesday let go: from Wednesday on each day is needed. What
    a watch counted on Wednesday and Thursday is done; with Friday let go, the week is lost."""
    goal = await life.keep(Aimed(outcome="Get fit again"), Trust.PERSON)
    habit = Habit(text="Walk 8,000 steps", weekly=5)
    await life.keep(habit, Trust.PERSON, because=[goal.id])
    life.config = msgspec.structs.replace(life.config, proactive=Proactive(morning="", evening=""))
    for day in (2, 3):
        await life.until(START + timedelta(days=day))
        walked = (Quantity("steps", 9000),)
        await life.keep(Measured(day=f"2026-11-{23 + day}", quantities=walked))
    await life.until(START + timedelta(days=6))
    said = [m for m in await life.said() if isinstance(m.what, Nudged)]
    assert [(m.at.day, m.at.hour, m.what.words) for m in said] == [
        (27, 17, "Walk 8,000 steps today, 30 minutes?"),
    ]
    assert isinstance(said[-1].what, Nudged)
    assert "2 of 5 this week" in said[-1].what.why


async def test_a_daily_habit_is_spoken_of_also_after_a_day_without(life: Simulated) -> None:
    goal = await life.keep(Aimed(outcome="Learn Spanish"), Trust.PERSON)
    await life.keep(Habit(text="Ten words", weekly=7), Trust.PERSON, because=[goal.id])
    life.config = msgspec.structs.replace(life.config, proactive=Proactive(morning="", evening=""))
    await life.until(START + timedelta(days=2))
    said = [m for m in await life.said() if isinstance(m.what, Nudged)]
    assert [m.at.day for m in said] == [23, 24]


async def test_after_a_talk_what_came_of_it_is_said_once_and_else_nothing(
    life: Simulated,
) -> None:
    life.config = Config(name="Nora", proactive=Proactive(morning="", evening=""))
    await life.keep(Contact(name="Ana"))
    times = tuple(Occurrence(START + n * HOUR, START + (n + 1) * HOUR) for n in (1, 4))
    await life.keep(Planned(title="Lunch with Ana", occurrences=times, people=("Ana",)))
    await life.until(START + 1.5 * HOUR)
    await life.keep(Promised(text="send the tape", quote="x", to="Ana", confidence=1))
    await life.until(START + 7 * HOUR)
    begun, ended = START + 5 * HOUR, START + 7 * HOUR
    mark = await life.keep(Bounded(begins=True, title="Budget"), Trust.PERSON)
    point = Uttered(text="I will ask the bank", moment=mark.id, at=begun, second=1.0)
    minutes = Minuted(title="Budget", begun=begun, ended=ended, promises=(point,))
    await life.keep(minutes, because=[mark.id])
    await life.keep(minutes, because=[mark.id])
    await life.until(START + 12 * HOUR)
    said = [
        (m.at.hour, m.at.minute, m.what.text)
        for m in await life.said()
        if isinstance(m.what, Nudged) and m.what.about == "followup"
    ]
    assert said == [
        (10, 10, "After Lunch with Ana: send the tape"),
        (15, 10, "After Budget: “I will ask the bank”"),
    ]


async def test_every_nudge_says_why_and_what_it_stands_on(life: Simulated) -> None:
    promise = await _promise(life, "send the tape", 0)
    await life.until(life.now + 6 * HOUR)
    (said,) = await life.said()
    assert isinstance(said.what, Nudged)
    assert "You promised Ana" in said.what.why
    assert said.because == (promise.id,)
    assert said.trust <= promise.trust


async def test_forgetting_what_it_stands_on_forgets_the_nudge(life: Simulated) -> None:
    promise = await _promise(life, "send the tape", 0)
    await life.until(life.now + 6 * HOUR)
    await life.log.forget(promise.id)
    assert await life.said() == []
    await life.until(life.now + 48 * HOUR)
    assert await life.said() == []


async def test_a_brief_is_written_once_and_cites_what_it_tells(life: Simulated) -> None:
    await _promise(life, "send the tape", 0)
    life.now -= HOUR
    await life.until(life.now + 12 * HOUR)
    life.restart()
    await life.until(life.now + 2 * HOUR)
    (brief, evening) = await life.briefs()
    assert "You promised: send the tape [1]." in brief.what.words
    assert brief.at.astimezone(ZoneInfo(life.zone)).hour == 7
    assert evening.at.astimezone(ZoneInfo(life.zone)).hour == 20
    assert len(brief.what.words.split()) < 260


async def test_a_models_words_are_kept_only_if_nothing_is_lost(life: Simulated) -> None:
    await _promise(life, "send the 2 tapes", 0)
    situation = await life.reading.at(life.now)
    life.config = Config(name="Nora", proactive=Proactive(worded=True))
    situation = await life.reading.at(life.now)
    for answer, kept in (
        ("Morning! Thursday 23 November 2026: send Ana those 2 tapes [1].", True),
        ("Morning! It's 23 November 2026: send Ana those tapes [1].", False),
        ("It's 23 November 2026: send 2 tapes.", False),
    ):
        model = Counted(answer)
        brief = await Briefs(life.log, partial(_same, model), lambda *_: True).write(
            situation, "morning", again=True
        )
        assert brief is not None
        assert (brief.what.words == answer) is kept, answer
        assert model.asked == 1


@pytest.mark.parametrize("seed", [1, 2])
async def test_some_weeks_bother_nobody_and_miss_nothing(seed: int) -> None:
    _well(await year.run(14, seed))


@pytest.mark.slow
async def test_a_year_bothers_nobody_and_misses_nothing() -> None:
    _well(await year.run(200, 1))


def _well(told: dict[str, object]) -> None:
    assert told["missed_promises"] == []
    assert (told["at_night"], told["too_close"], told["repeats"]) == (0, 0, 0)
    assert int(str(told["most_but_promises"])) <= Config().proactive.budget
    assert int(str(told["said"])) > 0


async def _promise(life: Simulated, text: str, days: int) -> Moment:
    here = life.now.astimezone(ZoneInfo(life.zone))
    due = here.replace(hour=0, minute=0) + timedelta(days=days + 1)
    return await life.keep(
        Promised(text=text, quote=text, to="Ana", due=due.astimezone(ZoneInfo("UTC")), day=True,
                 confidence=1)
    )  # fmt: skip


def _same(model: Counted) -> Counted:
    return model


async def _until(true: Callable[[], bool]) -> None:
    for _ in range(2000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came true")
