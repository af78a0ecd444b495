"""Words that a world teaches: told, asked for when due, never held against anyone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.log.database import Database
from alongside.log.kinds import Founded, Ventured
from alongside.log.sqlite import SqliteLog
from alongside.mind.adventure.venturing import Adventure, Venturing, played
from alongside.mind.adventure.words import options, pending, vocabulary
from alongside.mind.adventure.world import people

START = datetime(2026, 5, 1, 12, tzinfo=UTC)


@dataclass
class Market:
    """A game at the market; each line takes a minute of real time."""

    life: Venturing
    log: SqliteLog
    here: Adventure
    now: datetime = START

    async def do(self, *lines: str) -> Ventured:
        for line in lines:
            self.now += timedelta(minutes=1)
            self.here = await self.life.do(self.here.founded.id, line, self.now, "UTC")
        what = self.here.turns[-1].what
        assert isinstance(what, Ventured)
        return what

    async def found(self) -> None:
        """A world where somebody is at the first place."""
        for seed in range(1, 200):
            what = Founded(genre="market", language="en", seed=seed)
            self.here = await self.life.found(what, self.now, "UTC")
            if people(self.here.atlas, self.here.world):
                return

    async def until(self, lesson: str) -> Ventured:
        for _ in range(12):
            made = await self.do("look")
            if made.lesson == lesson:
                return made
        raise AssertionError(f"nothing was {lesson}")


@pytest.fixture
async def market(tmp_path: Path) -> AsyncIterator[Market]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "ada", ())
        await log.open()
        life = Venturing(log=log, chat=lambda: None)
        here = await life.found(Founded(genre="market", language="en", seed=1), START, "UTC")
        game = Market(life, log, here)
        await game.found()
        yield game


async def test_a_word_is_told_then_asked_for_and_known(market: Market) -> None:
    told = await market.do("look")
    assert (told.lesson, told.word) == ("taught", "naranja")
    assert "“Naranja,” says" in told.text
    asked = await market.until("asked")
    assert (asked.word, "orange" in asked.text) == ("naranja", True)
    before = market.here.world
    known = await market.do("¡NARANJA!")
    assert (known.lesson, known.word) == ("good", "naranja")
    assert market.here.world == before, "an answer does nothing in the world"
    assert played(market.here.what, market.here.turns) == before


async def test_what_was_not_known_is_told_again_and_comes_back(market: Market) -> None:
    asked = await market.until("asked")
    missed = await market.do("I don't know")
    assert (missed.lesson, asked.word.capitalize() in missed.text) == ("again", True)
    assert (await market.until("asked")).word == asked.word


async def test_who_does_something_else_is_not_marked(market: Market) -> None:
    await market.until("asked")
    assert (await market.do("wait")).lesson == ""
    kept = [m.what async for m in market.log.read() if isinstance(m.what, Ventured)]
    assert {each.lesson for each in kept} == {"", "taught", "asked"}


async def test_a_word_comes_back_in_another_world_on_another_day(market: Market) -> None:
    asked = await market.until("asked")
    await market.do(asked.word)
    await market.found()
    market.now += timedelta(days=30)
    assert (await market.do("look")).word == asked.word
    assert pending(market.here.turns) == asked.word


async def test_lessons_leave_room_for_the_game(market: Market) -> None:
    made = [(await market.do("wait")).lesson for _ in range(9)]
    assert made == ["taught", "", "", "asked", "", "", "asked", "", ""]


async def test_a_shared_game_is_the_same_without_its_lessons(market: Market) -> None:
    asked = await market.until("asked")
    await market.do(asked.word, "wait")
    taken = await market.life.take_up(market.here.shared(), market.now, "UTC")
    assert taken.world == market.here.world
    assert all(isinstance(m.what, Ventured) and not m.what.lesson for m in taken.turns)


def test_the_words_of_both_languages_are_the_same() -> None:
    english, korean = vocabulary("market", "en"), vocabulary("market", "ko")
    assert [each.text for each in english] == [each.text for each in korean]
    assert vocabulary("harbour", "en") == ()
    assert "pan" in options("pan", english, 3)
    assert len(set(options("pan", english, 3))) == 3
