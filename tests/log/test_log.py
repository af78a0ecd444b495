"""The log keeps what it is given, in order, with its causes."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from alongside.log.database import Database
from alongside.log.errors import DiskFailed
from alongside.log.kinds import Noted, Said, What
from alongside.log.log import UnknownCause, Wanted
from alongside.log.moment import Draft, Moment, Trust, TrustRose
from alongside.log.sqlite import SqliteLog

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
OWN = Trust.OWN


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


async def test_reading_narrows_by_everything_asked(log: SqliteLog) -> None:
    one, two, three = await log.append(
        replace(draft("one"), at=EPOCH, source="a"),
        replace(draft("two"), at=EPOCH + DAY, source="b"),
        Draft(what=Said(text="three", by="me"), at=EPOCH - DAY, zone="UTC", source="a", trust=OWN),
    )

    async def found(**wanted: Any) -> list[Moment]:
        return [m async for m in log.read(Wanted(**wanted))]

    assert await found() == [one, two, three]
    assert await found(kinds=[], sources=set()) == [one, two, three]
    assert await found(by_time=True) == [three, one, two]
    assert await found(newest_first=True) == [three, two, one]
    assert await found(since=EPOCH) == [one, two]
    assert await found(until=EPOCH) == [three]
    assert await found(kinds=["said"]) == [three]
    assert await found(sources={"a"}, by_time=True, newest_first=True) == [one, three]
    assert await found(after=one.seq, limit=1) == [two]
    assert await found(limit=0) == []
    assert await found(because="nothing") == []


async def test_reading_goes_past_a_page_in_any_order(log: SqliteLog) -> None:
    kept = await log.append(*(draft(str(number)) for number in range(1203)))
    for by_time in (False, True):
        assert [m async for m in log.read(Wanted(by_time=by_time))] == list(kept)
        backwards = Wanted(by_time=by_time, newest_first=True, limit=1200)
        assert [m async for m in log.read(backwards)] == list(kept[:2:-1])


async def test_a_cause_can_be_a_draft_of_the_same_batch_or_of_a_known_origin(
    log: SqliteLog,
) -> None:
    whole = replace(draft("whole"), origin="o")
    first, part = await log.append(whole, replace(draft("part"), because=(whole, whole)))
    assert part.because == (first.id,)
    (later,) = await log.append(replace(draft("later"), because=(replace(whole, zone="UTC"),)))
    assert later.because == (first.id,)
    assert [m async for m in log.read(Wanted(because=first.id))] == [part, later]
    assert await log.effects(first.id) == (first, part, later)
    with pytest.raises(UnknownCause):
        await log.append(replace(draft("so"), because=(draft("never kept"),)))


async def test_a_batch_with_a_wrong_draft_keeps_none_of_it(log: SqliteLog) -> None:
    with pytest.raises(UnknownCause):
        await log.append(draft("one"), draft("two", because=("nothing",)))
    with pytest.raises(TypeError):
        await log.append(draft("one"), replace(draft("two"), what=What()))
    assert [m async for m in log.read()] == []


async def test_following_gives_what_comes_from_the_moment_of_asking(log: SqliteLog) -> None:
    await log.append(draft("before"))
    stream = log.follow()
    (kept,) = await log.append(draft("after"))
    assert await anext(stream) == kept
    waiting = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0)
    (more,) = await log.append(draft("more"))
    assert await waiting == more
    everything = log.follow(after=0)
    assert [(await anext(everything)).what.words for _ in range(3)] == ["before", "after", "more"]


async def test_an_append_whose_caller_went_away_is_carried_out_and_followed(
    log: SqliteLog,
) -> None:
    stream = log.follow()
    appending = asyncio.ensure_future(log.append(draft("kept all the same")))
    await asyncio.sleep(0)
    appending.cancel()
    assert (await anext(stream)).what.words == "kept all the same"
    failing = asyncio.ensure_future(log.append(draft("no", because=("nothing",))))
    await asyncio.sleep(0)
    failing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await failing


async def test_what_is_read_can_not_write(log: SqliteLog) -> None:
    with pytest.raises(DiskFailed):
        await log.database.read(lambda db: db.execute("DELETE FROM moments"))


def test_a_time_without_a_zone_is_no_time() -> None:
    with pytest.raises(ValueError, match="aware UTC"):
        replace(draft("x"), at=datetime.fromisoformat("2008-10-22T10:00:00"))


async def test_a_view_of_another_version_is_rebuilt_and_others_are_left(tmp_path: Path) -> None:
    class Seen:
        name, version = "seen", 1
        schema = "CREATE TABLE seen (seq INTEGER PRIMARY KEY, version INTEGER);"

        def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
            db.execute("INSERT INTO seen VALUES (?, ?)", (moment.seq, self.version))

    async def versions(view: Seen) -> list[int]:
        async with Database(tmp_path / "life.db", bytes(32)) as database:
            log = SqliteLog(database, "me", [view])
            await log.open()
            await log.append(draft("x"))
            query = "SELECT version FROM seen ORDER BY seq"
            return await database.read(lambda db: [row[0] for row in db.execute(query)])

    view = Seen()
    assert await versions(view) == [1]
    assert await versions(view) == [1, 1]
    view.version = 2
    assert await versions(view) == [2, 2, 2]
