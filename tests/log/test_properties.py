"""What holds of every log, whatever is appended and forgotten."""

import asyncio
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.log import chained, ids
from alongside.log.database import Database
from alongside.log.kinds import Forgotten, Noted
from alongside.log.log import UnknownCause, View
from alongside.log.moment import Draft, Moment, Trust, TrustRose
from alongside.log.rows import instant
from alongside.log.sqlite import SqliteLog

START = datetime(2020, 2, 29, 12, tzinfo=UTC)


class Tally:
    """A view that counts words by trust, so it must take away what is forgotten."""

    name = "tally"
    version = 1
    schema = """
CREATE TABLE tally (seq INTEGER PRIMARY KEY, trust INTEGER NOT NULL, words INTEGER NOT NULL) STRICT;
CREATE TABLE tally_sum (trust INTEGER PRIMARY KEY, words INTEGER NOT NULL) STRICT;
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        if isinstance(moment.what, Forgotten):
            for span in moment.what.spans:
                db.execute("DELETE FROM tally WHERE seq BETWEEN ? AND ?", span)
        else:
            words = len(moment.what.words.split())
            db.execute("INSERT INTO tally VALUES (?, ?, ?)", (moment.seq, moment.trust, words))
        db.execute("DELETE FROM tally_sum")
        db.execute("INSERT INTO tally_sum SELECT trust, sum(words) FROM tally GROUP BY trust")


@dataclass(frozen=True)
class Wish:
    """A draft to be: its causes are drawn from what is there (by number, modulo)."""

    text: str
    trust: Trust
    causes: tuple[int, ...]
    origin: int | None
    before: bool
    """Whether the first cause is the draft before it in the batch."""


@dataclass
class Model:
    """The log as a plain list."""

    moments: list[Moment] = field(default_factory=list)
    origins: dict[str, Moment] = field(default_factory=dict)

    def lowest(self, because: list[str]) -> Trust:
        return min((m.trust for m in self.moments if m.id in because), default=Trust.PERSON)

    def gone(self, seeds: set[str]) -> set[str]:
        gone = {m.id for m in self.moments if m.id in seeds and m.kind != "forgotten"}
        for moment in self.moments:
            if gone & set(moment.because):
                gone.add(moment.id)
        return gone

    def forget(self, gone: set[str]) -> None:
        self.moments = [m for m in self.moments if m.id not in gone]
        self.origins = {o: m for o, m in self.origins.items() if m.id not in gone}


wishes = st.builds(
    Wish,
    text=st.text("ab ", max_size=8),
    trust=st.sampled_from(Trust),
    causes=st.lists(st.integers(0, 30), max_size=3).map(tuple),
    origin=st.none() | st.integers(0, 5),
    before=st.booleans(),
)
steps = st.lists(
    st.lists(wishes, min_size=1, max_size=4) | st.sets(st.integers(0, 30), max_size=3),
    max_size=12,
)


async def append(log: SqliteLog, model: Model, batch: list[Wish]) -> None:
    drafts: list[Draft] = []
    for wish in batch:
        because: list[str | Draft] = [
            model.moments[number % len(model.moments)].id for number in wish.causes if model.moments
        ]
        if wish.before and drafts:
            because.insert(0, drafts[-1])
        drafts.append(
            Draft(
                what=Noted(text=wish.text),
                at=START - timedelta(hours=len(wish.text)),
                zone="UTC",
                source="test",
                trust=wish.trust,
                because=tuple(because),
                origin=None if wish.origin is None else str(wish.origin),
            )
        )
    before = [m.id async for m in log.read()]
    try:
        kept = await log.append(*drafts)
    except TrustRose:
        assert [m.id async for m in log.read()] == before
        return
    for draft, moment in zip(drafts, kept, strict=True):
        if draft.origin in model.origins:
            assert moment == model.origins[draft.origin]
            continue
        assert moment.trust <= model.lowest([*moment.because])
        assert (moment.what, moment.trust, moment.at) == (draft.what, draft.trust, draft.at)
        model.moments.append(moment)
        if draft.origin is not None:
            model.origins[draft.origin] = moment


async def live(folder: Path, said: list[list[Wish] | set[int]], views: tuple[View, ...]) -> None:
    async with Database(folder / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "me", views, now=lambda: START)
        await log.open()
        model = Model()
        for step in said:
            if isinstance(step, list):
                await append(log, model, step)
            elif model.moments:
                seeds = {model.moments[number % len(model.moments)].id for number in step}
                gone = model.gone(seeds)
                assert {m.id for m in await log.effects(*seeds)} == gone
                forgotten = await log.forget(*seeds)
                assert isinstance(forgotten.what, Forgotten)
                assert forgotten.what.count == len(gone)
                model.forget(gone)
                model.moments.append(forgotten)
        assert [m async for m in log.read()] == model.moments
        found = await database.read(lambda db: chained.check(db, "me"))
        assert found.problems == []
        assert [m.id for m in model.moments] == sorted(m.id for m in model.moments)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps)
def test_a_log_does_as_a_plain_list_does(said: list[list[Wish] | set[int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live(Path(folder), said, ()))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps)
def test_views_replayed_equal_views_lived(
    assert_replays: Callable[..., Awaitable[None]], said: list[list[Wish] | set[int]]
) -> None:
    async def run(folder: Path) -> None:
        await live(folder, said, (Tally(),))
        async with Database(folder / "life.db", bytes(32)) as database:
            await assert_replays(SqliteLog(database, "me"), Tally())

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder)))


@given(st.integers(0, 8 * 10**15))
def test_an_id_tells_when_it_was_recorded_and_sorts_by_it(microseconds: int) -> None:
    recorded = instant(microseconds)
    assert ids.recorded_at(ids.new_id(recorded)) == recorded
    later = recorded + timedelta(microseconds=1)
    assert ids.new_id(recorded) < ids.new_id(later)


async def test_ten_thousand_ids_of_one_batch_sort(tmp_path: Path) -> None:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "me", now=lambda: START)
        await log.open()
        draft = Draft(what=Noted(text="x"), at=START, zone="UTC", source="t", trust=Trust.OWN)
        kept = await log.append(*[draft] * 10_000)
        assert [m.id for m in kept] == sorted({m.id for m in kept})
        (more,) = await log.append(draft)
        assert more.recorded > kept[-1].recorded


async def test_two_people_in_one_file_never_meet(tmp_path: Path) -> None:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        ann, bob = SqliteLog(database, "ann"), SqliteLog(database, "bob")
        await ann.open()
        await bob.open()
        draft = Draft(
            what=Noted(text="x"), at=START, zone="UTC", source="t", trust=Trust.OWN, origin="o"
        )
        (hers,), (his,) = await ann.append(draft), await bob.append(draft)
        assert (hers.seq, his.seq) == (1, 1)
        assert [m async for m in ann.read()] == [hers]
        assert await bob.get(hers.id) == ()
        with pytest.raises(UnknownCause):
            await bob.append(replace(draft, because=(hers.id,), origin=None))
        await ann.forget(his.id, hers.id)
        assert [m async for m in bob.read()] == [his]
