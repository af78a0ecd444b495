"""Worlds in the person's own places: from what is theirs, by name alone, forgotten with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alongside.log.database import Database
from alongside.log.kinds import Founded, Occurrence, Place, Planned
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.adventure.own import called, own_places
from alongside.mind.adventure.telling import told
from alongside.mind.adventure.venturing import NoSuchAdventure, TooFewPlaces, Venturing
from alongside.mind.adventure.world import Event

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
OWN = Founded(genre="own", language="en", seed=5)


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "ada", ())
        await log.open()
        yield log


async def went(log: SqliteLog, *names: str, trust: Trust = Trust.OWN) -> list[Moment]:
    """So often the person went there, a month after another."""
    drafts = [
        Draft(
            what=Planned(title="Out", occurrences=(Occurrence(start=at, end=at),),
                         place=Place(name=name)),
            at=at, zone="UTC", source="calendar", trust=trust,
        )
        for number, name in enumerate(names)
        for at in [datetime(2025, 1 + number, 3, 12, tzinfo=UTC)]
    ]  # fmt: skip
    return list(await log.append(*drafts))


async def test_the_world_lies_in_the_places_of_the_life_and_is_the_same_by_its_seed(
    log: SqliteLog,
) -> None:
    await went(log, "Arezzo", "Siena", "Arezzo", "the old mill, Via Roma 3", "Lake Trasimeno")
    here = await Venturing(log=log, chat=lambda: None).found(OWN, NOW, "UTC")
    names = [here.atlas.names[place] for place in here.atlas.looks]
    assert names == ["Arezzo", "Lake Trasimeno", "Siena", "the old mill",
                     "the room behind the bookshop"]  # fmt: skip
    assert here.atlas.names[here.atlas.locked] == "the room behind the bookshop"
    assert "March 2025" in here.atlas.looks["p0"]
    assert here.founded.trust is Trust.OWN
    assert len(here.founded.because) == 5
    again = await Venturing(log=log, chat=lambda: None).found(OWN, NOW, "UTC")
    assert again.atlas == here.atlas


async def test_forgetting_a_moment_that_it_was_made_from_forgets_the_world(log: SqliteLog) -> None:
    kept = await went(log, "Arezzo", "Siena", "Pisa")
    life = Venturing(log=log, chat=lambda: None)
    here = await life.found(OWN, NOW, "UTC")
    await life.do(here.founded.id, "look", NOW, "UTC")
    await log.forget(kept[1].id)
    with pytest.raises(NoSuchAdventure):
        await life.at(here.founded.id)
    assert [m.kind async for m in log.read()] == ["planned", "planned", "forgotten"]


async def test_what_others_wrote_makes_no_place_of_the_persons(log: SqliteLog) -> None:
    await went(log, "Arezzo", "Siena")
    await went(log, "Nowhere", "Elsewhere", trust=Trust.OUTSIDE)
    assert await own_places(log) == ((), ())
    with pytest.raises(TooFewPlaces, match="fewer than 3"):
        await Venturing(log=log, chat=lambda: None).found(OWN, NOW, "UTC")


@pytest.mark.parametrize(
    ("written", "name"),
    [("Arezzo, Italy", "Arezzo"), ("12 Rue Cler, Paris", ""), ("https://zoom.us/j/1", ""),
     ("부산 해운대", "부산 해운대"), ("(online)", ""), ("", ""), ("x" * 60, "")],
)  # fmt: skip
def test_a_place_has_a_name_and_no_address(written: str, name: str) -> None:
    assert called(written) == name


async def test_a_shared_world_of_somebodys_own_is_played_elsewhere(log: SqliteLog) -> None:
    await went(log, "Arezzo", "Siena", "Pisa")
    life = Venturing(log=log, chat=lambda: None)
    here = await life.found(OWN, NOW, "UTC")
    here = await life.do(here.founded.id, "wait", NOW, "UTC")
    taken = await life.take_up(here.shared(), NOW, "UTC")
    assert (taken.world, taken.founded.because) == (here.world, ())
    named = here.shared().replace(b"Siena", b"{0} <b>1")
    with pytest.raises(ValueError, match="can't play"):
        await life.take_up(named, NOW, "UTC")


async def test_any_name_is_told_as_it_is(log: SqliteLog) -> None:
    await went(log, "100%", "Café “Sí”", "Ost (neu)", "O'Hara's", "Süd")
    here = await Venturing(log=log, chat=lambda: None).found(OWN, NOW, "UTC")
    for place in here.atlas.looks:
        assert here.atlas.names[place] in told(here.atlas, here.world, [Event("went", (place,))])
