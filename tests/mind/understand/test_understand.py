"""The job that understands: what it keeps, what it never keeps, and that it does so once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.log.database import Database
from alongside.log.kinds import (
    Believed,
    Corrected,
    Judged,
    Noted,
    Promised,
    Ruled,
    Said,
    What,
)
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.understand.reading import Person
from alongside.mind.understand.understand import Understand
from alongside.views.beliefs import Beliefs
from alongside.views.believing import beliefs
from alongside.views.promises import Promises, promises

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
VIEWS = (Beliefs(), Promises())


async def ada() -> Person:
    return Person(frozenset({"ada"}))


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "ada", VIEWS)
        await log.open()
        yield log


def draft(what: What, *because: str, days: int = 0, trust: Trust = Trust.OWN) -> Draft:
    at = NOON + timedelta(days=days)
    return Draft(what=what, at=at, zone="UTC", source="test", trust=trust, because=because)


async def note(log: SqliteLog, text: str, days: int = 0) -> Moment:
    (kept,) = await log.append(draft(Noted(text=text), days=days))
    return kept


async def understand(log: SqliteLog) -> None:
    async with aclosing(Understand(log, ada).catch_up()) as steps:
        async for _ in steps:
            pass


async def statements(log: SqliteLog) -> list[str]:
    found = await log.database.read(lambda db: beliefs(db, "ada"))
    return [one.statement for one in found]


async def test_what_is_understood_is_drawn_from_its_moment(log: SqliteLog) -> None:
    written = await note(log, "I live in Porto. I'll call Mina tomorrow.")
    await understand(log)
    drawn = [m for m in await log.effects(written.id) if m.id != written.id]
    assert [m.kind for m in drawn] == ["believed", "promised"]
    assert all((m.because, m.trust) == ((written.id,), Trust.OWN) for m in drawn)
    await log.forget(written.id)
    assert await statements(log) == []
    assert await log.database.read(lambda db: promises(db, "ada")) == []


async def test_reading_again_adds_nothing(log: SqliteLog) -> None:
    await note(log, "I live in Porto")
    await understand(log)
    before = [m.id async for m in log.read()]
    await understand(log)
    assert [m.id async for m in log.read()] == before


async def test_what_was_forgotten_does_not_come_back(log: SqliteLog) -> None:
    await note(log, "I live in Porto. I love rain.")
    await understand(log)
    (home,) = [
        m async for m in log.read() if isinstance(m.what, Believed) and m.what.about == "home"
    ]
    await log.forget(home.id)
    await log.append(draft(Ruled(about="health", allowed=True), trust=Trust.PERSON))
    await understand(log)
    assert await statements(log) == ["Likes rain"]


async def test_a_topic_is_read_for_once_it_is_on(log: SqliteLog) -> None:
    await note(log, "I don't drink alcohol.")
    await understand(log)
    assert [m async for m in log.read() if m.kind == "believed"] == []
    await log.append(draft(Ruled(about="health", allowed=True), trust=Trust.PERSON))
    await understand(log)
    assert await statements(log) == ["Avoids: drink alcohol"]


async def test_nothing_is_kept_about_barred_words(log: SqliteLog) -> None:
    await log.append(draft(Ruled(about="Porto", allowed=False), trust=Trust.PERSON))
    await note(log, "I live in Porto")
    await understand(log)
    assert [m async for m in log.read() if m.kind == "believed"] == []


async def test_what_is_wrong_is_not_believed_again(log: SqliteLog) -> None:
    await note(log, "I live in Porto")
    await understand(log)
    (wrong,) = [m async for m in log.read() if m.kind == "believed"]
    await log.append(draft(Judged(how="wrong"), wrong.id))
    await note(log, "I live in Porto, really", days=3)
    await understand(log)
    assert len([m async for m in log.read() if m.kind == "believed"]) == 1


async def test_a_change_of_life_says_what_it_replaces(log: SqliteLog) -> None:
    await note(log, "I live in Lyon. I love coffee.")
    await understand(log)
    await note(log, "I moved to Porto in May. I can't stand coffee any more.", days=90)
    await understand(log)
    found = await log.database.read(lambda db: beliefs(db, "ada"))
    assert {(one.statement, one.until) for one in found} == {
        ("Lives in Lyon", "2026-05"),
        ("Lives in Porto", ""),
        ("Likes coffee", "2026-05-30"),
        ("Dislikes coffee", ""),
    }


async def test_a_corrected_note_is_read_anew(log: SqliteLog) -> None:
    written = await note(log, "I live in Porto")
    await understand(log)
    (put_right,) = await log.append(draft(Corrected(text="I live in Pori"), written.id))
    await understand(log)
    assert await statements(log) == ["Lives in Pori"]
    await log.forget(put_right.id)
    assert await statements(log) == ["Lives in Porto"]


SAYINGS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "I live in Porto", "I live in Lyon", "I love rain", "I hate rain",
                "I'll call you on Friday", "내일까지 보내줄게", "나는 커피를 좋아한다",
                "I don't drink alcohol.", "I'm so happy", "My sister Inês came by",
            ]
        ),
        st.booleans(),
        st.integers(0, 60),
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sayings=SAYINGS, gone=st.sets(st.integers(0, 7), max_size=3))
async def test_whatever_is_said_what_is_kept_holds(
    sayings: list[tuple[str, bool, int]],
    gone: set[int],
    assert_replays: Callable[..., Awaitable[None]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Trust never rises, others are never believed, quotes stand, and what is gone is gone."""
    path = tmp_path_factory.mktemp("life") / "life.db"
    async with Database(path, bytes(32)) as database:
        log = SqliteLog(database, "ada", VIEWS)
        await log.open()
        told = [
            draft(
                Said(text=text, by="Ada" if mine else "Mina", to=("Mina" if mine else "Ada",)),
                days=days,
                trust=Trust.OWN if mine else Trust.OUTSIDE,
            )
            for text, mine, days in sayings
        ]
        kept = await log.append(*told)
        await understand(log)
        await log.forget(*(m.id for n, m in enumerate(kept) if n in gone))
        await understand(log)
        there = {m.id: m async for m in log.read()}
        for drawn in there.values():
            if not isinstance(drawn.what, Believed | Promised):
                continue
            (cause,) = (there[id_] for id_ in drawn.because)
            assert drawn.trust <= cause.trust
            assert drawn.what.quote in cause.what.words
            assert drawn.kind == "promised" or cause.trust >= Trust.OWN
        await assert_replays(log, *VIEWS)
