"""Passages are drawn by their words without reading the whole list of a common one."""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from alongside.log.database import Database
from alongside.log.kinds import Noted
from alongside.log.moment import Draft, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.recall import pool
from alongside.mind.recall.codes import Ids
from alongside.views.passages import PASSAGE_BITS
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.search import Search

START = datetime(2020, 1, 1, tzinfo=UTC)
MATCHED = 8


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_MATCHED", MATCHED)


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "me", (Search(), People(), Places()))
        await log.open()
        yield log


async def note(log: SqliteLog, texts: Sequence[str]) -> None:
    await log.append(
        *(
            Draft(
                what=Noted(text=text), at=START + timedelta(days=n), zone="UTC", source="test",
                trust=Trust.OWN,
            )
            for n, text in enumerate(texts)
        )
    )  # fmt: skip


async def drawn(log: SqliteLog, *terms: str, passing: Ids | None = None) -> list[int]:
    """The positions drawn by these terms, which weigh the same."""

    def draw(db: sqlite3.Connection) -> list[int]:
        held = {term: pool.holding(db, term, 1000) for term in terms}
        return pool.by_words(db, held, dict.fromkeys(terms, 1.0), 5, passing)

    return [i >> PASSAGE_BITS for i in await log.database.read(draw)]


async def test_of_common_words_those_together_are_found_however_old(log: SqliteLog) -> None:
    await note(log, ["harbour lantern", *["harbour", "lantern"] * 20])
    assert (await drawn(log, "harbour", "lantern"))[0] == 1


async def test_a_rare_word_goes_before_a_common_one(log: SqliteLog) -> None:
    await note(log, ["lantern", *["harbour"] * 20])
    assert (await drawn(log, "harbour", "lantern"))[0] == 1


async def test_of_one_common_word_the_latest_are_drawn(log: SqliteLog) -> None:
    await note(log, ["harbour"] * 20)
    assert set(await drawn(log, "harbour")) <= set(range(20 - MATCHED + 1, 21))


async def test_only_what_passes_is_drawn(log: SqliteLog) -> None:
    await note(log, ["harbour"] * 4)
    assert await drawn(log, "harbour", passing=np.array([2, 3])) == [2, 3]


async def test_how_common_a_word_is_is_told_by_how_densely_it_lies(log: SqliteLog) -> None:
    await note(log, ["harbour", "lantern"] * 20)
    held = await log.database.read(lambda db: pool.holding(db, "harbour", 40))
    assert MATCHED <= held.count <= 22
    few = await log.database.read(lambda db: pool.holding(db, "missing", 40))
    assert few.count == 0
