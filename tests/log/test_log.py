"""The log keeps what it is given, in order, with its causes."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alongside.log.database import Database
from alongside.log.kinds import Noted
from alongside.log.log import UnknownCause, Wanted
from alongside.log.moment import Draft, Trust, TrustRose
from alongside.log.sqlite import SqliteLog


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "me")
        await log.open()
        yield log


def draft(text: str, trust: Trust = Trust.PERSON, because: tuple[str, ...] = ()) -> Draft:
    return Draft(
        what=Noted(text=text),
        at=datetime(2008, 10, 22, tzinfo=UTC),
        zone="Europe/Rome",
        source="test",
        trust=trust,
        because=because,
    )


async def test_a_moment_comes_back_as_it_was_kept(log: SqliteLog) -> None:
    (kept,) = await log.append(draft("the pink house"))
    assert (await log.get(kept.id)) == (kept,)
    assert [m async for m in log.read(Wanted(kinds=["noted"], by_time=True))] == [kept]


async def test_trust_never_rises(log: SqliteLog) -> None:
    (heard,) = await log.append(draft("buy!", Trust.OUTSIDE))
    with pytest.raises(TrustRose):
        await log.append(draft("I want to buy", Trust.OWN, (heard.id,)))


async def test_a_cause_must_exist(log: SqliteLog) -> None:
    with pytest.raises(UnknownCause):
        await log.append(draft("so", because=("018f0000-0000-7000-8000-000000000000",)))


async def test_forgetting_takes_what_was_drawn_from_it(log: SqliteLog) -> None:
    (first,) = await log.append(draft("one"))
    (second,) = await log.append(draft("two", because=(first.id,)))
    forgotten = await log.forget(first.id)
    assert [m async for m in log.read()] == [forgotten]
    assert await log.get(second.id) == ()
