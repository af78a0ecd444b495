"""Sums over workouts and measured days, asked in English and Korean."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.log.kinds import Exercised, Measured, What
from alongside.log.kinds.health import Quantity
from alongside.log.moment import Draft, Trust
from alongside.log.store import Store, open_store
from alongside.mind.converse.question import understand
from alongside.mind.converse.reckon import Reckoner

NOW = datetime(2026, 4, 10, 10, tzinfo=UTC)
MARCH = datetime(2026, 3, 1, 7, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await open_store(tmp_path / "life", bytes(32), "me") as opened:
        await opened.log.append(*map(_draft, *zip(*LIVED, strict=True)))
        yield opened


def _draft(what: What, at: datetime) -> Draft:
    return Draft(what=what, at=at, zone="Europe/Rome", source="health", trust=Trust.OWN)


def _day(day: int, steps: float, sleep: float, weight: float) -> tuple[What, datetime]:
    told = (Quantity("steps", steps), Quantity("sleep", sleep), Quantity("weight", weight))
    at = MARCH + timedelta(days=day - 1)
    return Measured(day=at.date().isoformat(), quantities=told), at


LIVED: list[tuple[What, datetime]] = [
    (Exercised(sport="run", duration=1800, distance=5.0), MARCH),
    (Exercised(sport="workout", duration=1790, distance=5.1), MARCH + timedelta(seconds=5)),
    (Exercised(sport="run", duration=3600, distance=10.2), MARCH + timedelta(days=9)),
    (Exercised(sport="swim", duration=2400, distance=1.0), MARCH + timedelta(days=3)),
    (Exercised(sport="run", duration=3000, distance=8.0), MARCH + timedelta(days=35)),
    _day(1, 9000, 7.5, 62.4),
    _day(2, 100, 6.5, 62.0),
    _day(2, 11000, 6.5, 61.4),
]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How far did I run in March?", "15.2 km, 2 times"),
        ("how many kilometres did I run in March 2026", "15.2 km, 2 times"),
        ("How far was my last run?", "8.0 km, 1 time"),
        ("How long did I swim in March?", "40 minutes, 1 time"),
        ("How often did I exercise in March?", "3 times"),
        ("How many steps did I take in March?", "20,000 steps; 10,000 steps a day on average"),
        ("How many steps did I walk on March 1?", "9,000 steps"),
        ("How much did I sleep in March on average?", "7 hours a day on average (2 days)"),
        (
            "What did I weigh in March?",
            "62.4 kg (Sunday 1 March 2026); 61.4 kg (Monday 2 March 2026)",
        ),
        ("How much do I weigh?", "61.4 kg (Monday 2 March 2026)"),
        ("3월에 얼마나 뛰었어?", "15.2 km, 2번"),
        ("3월에 몇 킬로 달렸지?", "15.2 km, 2번"),
        ("3월에 몇 번 수영했어?", "1번"),
        ("3월에 얼마나 잤어?", "하루 평균 7시간 (2일)"),
        ("3월에 몇 걸음 걸었어?", "20,000걸음; 하루 평균 10,000걸음"),
    ],
)
async def test_sums_by_code(store: Store, question: str, answer: str) -> None:
    found = await Reckoner(store.log).answer(understand(question, now=NOW, zone="Europe/Rome"))
    assert found is not None
    assert found.text == answer
    assert found.moments


@pytest.mark.parametrize(
    "question",
    [
        "3월에 지훈이랑 얼마나 뛰었어?",
        "How far did I run with Sam in March?",
        "How far is Rome?",
        "How often did I ski in March?",
    ],
)
async def test_what_asks_for_something_else_is_left_alone(store: Store, question: str) -> None:
    found = await Reckoner(store.log).answer(understand(question, now=NOW, zone="Europe/Rome"))
    assert found is None
