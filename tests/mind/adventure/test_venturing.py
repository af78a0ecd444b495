"""Adventures as a life keeps them: saved, branched, shared, forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alongside.log.database import Database
from alongside.log.kinds import Founded, Ventured
from alongside.log.sqlite import SqliteLog
from alongside.mind.adventure.venturing import NoSuchAdventure, NotForThisAge, Venturing, played
from alongside.models.chat.scripted import ScriptedChat

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
HARBOUR = Founded(genre="harbour", language="en", seed=3)


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "ada", ())
        await log.open()
        yield log


async def test_a_world_goes_on_branches_and_is_the_same_when_read_again(log: SqliteLog) -> None:
    life = Venturing(log=log, chat=lambda: None)
    here = await life.found(HARBOUR, NOW, "UTC")
    first = await life.do(here.founded.id, "wait", NOW, "UTC")
    way, _ = next(iter(here.atlas.exits[here.world.place].items()))
    gone = await life.do(here.founded.id, f"go {way}", NOW, "UTC")
    stayed = await life.do(here.founded.id, "look", NOW, "UTC", first.turns[-1].id)
    assert gone.world.place != stayed.world.place
    assert set(stayed.branches) == {gone.turns[-1].id, stayed.turns[-1].id}
    again = await life.at(here.founded.id, gone.turns[-1].id)
    assert again.world == gone.world == played(again.what, again.turns)


async def test_a_shared_adventure_is_taken_up_where_it_was_left(log: SqliteLog) -> None:
    life = Venturing(log=log, chat=lambda: None)
    here = await life.found(HARBOUR, NOW, "UTC")
    for action in ("wait", "look", "talk", "go north", "go east", "go south", "go west"):
        here = await life.do(here.founded.id, action, NOW, "UTC")
    taken = await life.take_up(here.shared(), NOW, "UTC")
    assert taken.world == here.world
    assert taken.founded.id != here.founded.id


@pytest.mark.parametrize(
    "file", [b"", b"{}", b'{"adventure": {"kind": "founded", "genre": "x"}}', b"\xff",
             b'{"adventure":{"kind":"founded","genre":"x","language":"en","seed":1}}'],
)  # fmt: skip
async def test_what_is_no_adventure_is_told_and_founds_nothing(log: SqliteLog, file: bytes) -> None:
    life = Venturing(log=log, chat=lambda: None)
    with pytest.raises(ValueError, match="This file holds"):
        await life.take_up(file, NOW, "UTC")
    assert await life.all() == ()


async def test_forgetting_the_world_forgets_every_turn(log: SqliteLog) -> None:
    life = Venturing(log=log, chat=lambda: None)
    here = await life.found(HARBOUR, NOW, "UTC")
    await life.do(here.founded.id, "look", NOW, "UTC")
    await log.forget(here.founded.id)
    assert [m.kind async for m in log.read()] == ["forgotten"]
    with pytest.raises(NoSuchAdventure):
        await life.at(here.founded.id)


async def test_a_world_is_kept_from_those_too_young_for_it(log: SqliteLog) -> None:
    life = Venturing(log=log, chat=lambda: None)
    manor = Founded(genre="manor", language="en", seed=1)
    with pytest.raises(NotForThisAge):
        await life.found(manor, NOW, "UTC", age=7)
    assert (await life.found(manor, NOW, "UTC", age=12)).what.genre == "manor"


async def test_a_model_that_invents_is_not_believed(log: SqliteLog) -> None:
    chat = ScriptedChat(["A dragon guards the logbook, the compass and the lantern!"])
    life = Venturing(log=log, chat=lambda: chat)
    here = await life.found(HARBOUR, NOW, "UTC")
    said = await life.do(here.founded.id, "look", NOW, "UTC")
    what = said.turns[-1].what
    assert isinstance(what, Ventured)
    assert (what.model, "dragon" in what.text) == ("", False)
    assert len(chat.given) == 1


async def test_a_model_paints_the_place_and_code_tells_the_rest(log: SqliteLog) -> None:
    chat = ScriptedChat(["Tar and rain hang over the stones."])
    life = Venturing(log=log, chat=lambda: chat)
    here = await life.found(HARBOUR, NOW, "UTC")
    what = (await life.do(here.founded.id, "look", NOW, "UTC")).turns[-1].what
    assert isinstance(what, Ventured)
    assert what.model == chat.name
    assert "Tar and rain hang over the stones." in what.text
    assert "Ways:" in what.text
