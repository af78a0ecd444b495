"""What models do unasked keeps to the tokens of a day and off the battery."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.config import Proactive
from alongside.log.database import Database
from alongside.log.sqlite import SqliteLog
from alongside.mind.jobs import Progress
from alongside.mind.sparing import BATTERY, SPENT, Spared, Sparing
from alongside.models.model import Message, ModelError, Prompt
from alongside.models.power import on_battery


class Talks:
    name = "server:talks"
    remote = False

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        yield "x" * 60


class Works:
    name = "work"

    def __init__(self) -> None:
        self.done = 0

    async def catch_up(self) -> AsyncGenerator[Progress, None]:
        self.done += 1
        yield Progress(name=self.name, done=1, total=1)


class World:
    """A machine whose battery and clock are set by hand."""

    def __init__(self, log: SqliteLog) -> None:
        self.battery = False
        self.now = datetime(2026, 11, 27, 14, tzinfo=UTC)
        self.settings = Proactive(tokens=50)
        self.sparing = Sparing(
            log, lambda: self.settings, lambda: "Asia/Seoul", self.on_battery, lambda: self.now
        )

    async def on_battery(self) -> bool:
        return self.battery

    async def ask(self) -> str:
        chat = self.sparing.chat(Talks)()
        assert chat is not None
        prompt = Prompt(messages=(Message("user", "y" * 30),))
        return "".join([piece async for piece in chat.run(prompt)])


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "me", ())
        await log.open()
        yield World(log)


async def problems(job: Spared) -> list[str]:
    return [step.problem async for step in job.catch_up()]


async def test_tokens_are_counted_until_the_days_are_used_up(world: World) -> None:
    assert await world.ask() == "x" * 60
    assert await world.sparing.spent() == 31
    await world.ask()
    with pytest.raises(ModelError, match="used up"):
        await world.ask()
    assert await world.sparing.left() < 0
    world.now += timedelta(hours=2)  # midnight in Seoul
    assert await world.sparing.spent() == 0
    assert await world.ask()


async def test_a_job_waits_for_mains_and_for_tokens_and_then_works(world: World) -> None:
    inner = Works()
    job = Spared(inner, world.sparing)
    world.battery = True
    assert await problems(job) == [BATTERY]
    world.battery = False
    await world.sparing.spend(50)
    assert await problems(job) == [SPENT]
    world.settings = Proactive(tokens=1000, on_battery=True)
    world.battery = True
    assert await problems(job) == [""]
    assert inner.done == 1


@pytest.mark.parametrize(
    ("supplies", "expected"),
    [
        ({}, False),
        ({"AC": {"type": "Mains", "online": "1"},
          "BAT0": {"type": "Battery", "status": "Charging"}}, False),
        ({"AC": {"type": "Mains", "online": "0"},
          "BAT0": {"type": "Battery", "status": "Discharging"}}, True),
        ({"AC": {"type": "Mains", "online": "1"},
          "BAT0": {"type": "Battery", "status": "Discharging"}}, False),
        ({"mouse": {"type": "Battery", "scope": "Device", "status": "Discharging"}}, False),
    ],
)  # fmt: skip
async def test_on_battery(
    tmp_path: Path, supplies: dict[str, dict[str, str]], expected: bool
) -> None:
    for name, told in supplies.items():
        (tmp_path / name).mkdir()
        for what, value in told.items():
            (tmp_path / name / what).write_text(f"{value}\n")
    assert await on_battery(tmp_path, "linux") is expected
    assert await on_battery(tmp_path / "nowhere", "linux") is False
