"""What the person wants done, said in a talk, becomes a task; what anyone else says doesn't."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.mind.agent.conftest import Desk, at_desk
from tests.mind.converse.test_halting import Silent

from alongside.log.kinds import Tasked
from alongside.log.moment import Trust
from alongside.mind.converse.events import Answered, Event
from alongside.mind.converse.manner import TYPED, Manner
from alongside.mind.converse.tasking import Tasking


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with at_desk(tmp_path / "life") as desk:
        yield desk


async def say(
    desk: Desk, words: str, manner: Manner = TYPED, *, serves: bool = True
) -> tuple[list[Event], list[str]]:
    within = Silent()
    tasking = Tasking(desk.log, desk.agents, desk.tools, lambda: serves, within)
    events = [one async for one in tasking.ask(words, "t", datetime.now(UTC), "UTC", manner)]
    return events, within.asked


@pytest.mark.parametrize(
    "words",
    ["Put lunch with Mina on Friday at noon into my calendar", "Please set a timer for 12 minutes",
     "Find a slot with Mina next week and draft the invitation",
     "금요일 12시에 민아와 점심 일정 추가해 줘",
     "Could you put lunch into my calendar for Friday?"],
)  # fmt: skip
async def test_an_order_becomes_a_task_that_the_answer_names(desk: Desk, words: str) -> None:
    events, passed_on = await say(desk, words)
    (task,) = await desk.kept("tasked")
    assert isinstance(task.what, Tasked)
    assert task.what.goal == words
    assert task.trust is Trust.PERSON
    last = events[-1]
    assert isinstance(last, Answered)
    assert task.id in last.moment.because
    assert passed_on == []


@pytest.mark.parametrize(
    ("words", "manner", "serves"),
    [
        ("What did I put into my calendar on Friday?", TYPED, True),
        ("Put simply, what is love?", TYPED, True),
        ("I put lunch with Mina on Friday", TYPED, True),
        ("Set a timer for 12 minutes", Manner(trust=Trust.OUTSIDE), True),
        ("Set a timer for 12 minutes", TYPED, False),
    ],
)
async def test_all_else_is_talked_about(
    desk: Desk, words: str, manner: Manner, serves: bool
) -> None:
    _, passed_on = await say(desk, words, manner, serves=serves)
    assert passed_on == [words]
    assert not await desk.kept("tasked")
