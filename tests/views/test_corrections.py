"""Corrections: the words put right stand in for those recorded, and give way when forgotten."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.log.amend import amendable, amended
from alongside.log.corrections import AsCorrected
from alongside.log.database import Database
from alongside.log.kinds import (
    Contact,
    Corrected,
    Heard,
    Media,
    Noted,
    Noticed,
    Place,
    Planned,
    Read,
    Recognised,
    Recorded,
    Said,
    Saw,
    Thing,
    What,
)
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.views import threads
from alongside.views.search import Search, holding
from alongside.views.threads import Threads

NOON = datetime(2008, 10, 22, 12, tzinfo=UTC)
VIEWS = (Search(), Threads())
AREZZO = Place(name="Arezzo", country="Italy")
FILE = Media(hash="f", type="image/jpeg", name="f", size=1)
AssertReplays = Callable[..., Awaitable[None]]


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "me", VIEWS)
        await log.open()
        yield log


async def keep(log: SqliteLog, what: What, *because: str, trust: Trust = Trust.PERSON) -> Moment:
    draft = Draft(what=what, at=NOON, zone="UTC", source="app", trust=trust, because=because)
    return (await log.append(draft))[0]


async def correct(log: SqliteLog, moment: Moment, text: str) -> Moment:
    return await keep(log, Corrected(text=text), moment.id, trust=moment.trust)


async def held(log: SqliteLog, words: str) -> frozenset[int]:
    return await log.database.read(lambda db: holding(db, words))


async def words(log: SqliteLog, moment: Moment) -> str:
    (shown,) = await AsCorrected(log).get(moment.id)
    return shown.what.words


async def test_the_words_put_right_are_found_in_place_of_those_recorded(log: SqliteLog) -> None:
    pot = await keep(log, Noted(text="The kettle was 38 euro."))
    await correct(log, pot, "The saucepan was 38 euro.")
    assert await held(log, "kettle") == set()
    assert await held(log, "saucepan") == {pot.seq}
    await correct(log, pot, "The teapot was 38 euro.")
    assert await held(log, "saucepan") == set()
    assert await held(log, "teapot") == {pot.seq}


async def test_as_corrections_are_forgotten_the_words_before_come_back(log: SqliteLog) -> None:
    pot = await keep(log, Said(text="The kettle.", by="Dana", thread="t"))
    first = await correct(log, pot, "The saucepan.")
    second = await correct(log, pot, "The teapot.")
    third = await correct(log, pot, "The tray.")

    async def now() -> str:
        title = await log.database.read(lambda db: threads.latest(db, "me")[0].title)
        assert title == await words(log, pot)
        return title

    assert await now() == "The tray."
    await log.forget(third.id, first.id)
    assert await now() == "The teapot."
    assert await held(log, "teapot") == {pot.seq}
    await log.forget(second.id)
    assert await now() == "The kettle."
    assert await held(log, "kettle") == {pot.seq}
    assert await held(log, "teapot") == set()


async def test_a_moment_is_forgotten_with_its_corrections(log: SqliteLog) -> None:
    pot = await keep(log, Noted(text="The kettle."))
    await correct(log, pot, "The teapot.")
    await log.forget(pot.id)
    assert await held(log, "kettle") == await held(log, "teapot") == set()
    assert await AsCorrected(log).get(pot.id) == ()


async def test_trust_stays_that_of_what_was_corrected(log: SqliteLog) -> None:
    heard = await keep(log, Said(text="kettle", by="Dana"), trust=Trust.OUTSIDE)
    await correct(log, heard, "teapot")
    (shown,) = await AsCorrected(log).get(heard.id)
    assert shown.trust == Trust.OUTSIDE
    mine = await keep(log, Noted(text="kettle"))
    await keep(log, Corrected(text="teapot"), mine.id, trust=Trust.OUTSIDE)
    (shown,) = await AsCorrected(log).get(mine.id)
    assert shown.trust == Trust.OUTSIDE


async def test_every_way_of_reading_gives_the_words_put_right(log: SqliteLog) -> None:
    pot = await keep(log, Noted(text="kettle"))
    fix = await correct(log, pot, "teapot")
    shown = AsCorrected(log)
    assert [m.what.words async for m in shown.read()] == ["teapot", "teapot"]
    assert [m.what.words for m in await shown.effects(pot.id)] == ["teapot", "teapot"]
    followed = shown.follow(0)
    assert (await anext(followed)).what.words == "teapot"
    await followed.aclose()
    await shown.forget(fix.id)
    assert await words(log, pot) == "kettle"
    (kept,) = await shown.append(
        Draft(what=Noted(text="tray"), at=NOON, zone="UTC", source="app", trust=Trust.OWN)
    )
    assert await log.get(kept.id) == (kept,)


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (Noted(title="Pots", text="a kettle"), "Pots\na teapot"),
        (Noted(title="Pots", text="a kettle"), "only a teapot"),
        (Said(text="kettle", by="Dana", unsupported=((0, 6),)), "tea"),
        (Heard(text="kettle", start=0, end=1), "teapot"),
        (Read(text="KETTLE"), "TEAPOT"),
        (Noticed(sound="kettle", start=0, end=1), "teapot"),
        (Recorded(media=FILE, duration=1, title="kettle"), "teapot"),
        (Recognised(things=(Thing("boat", 0.9, (0, 0, 1, 1)),)), "boat, teapot"),
        (Saw(media=FILE, place=AREZZO, camera="Nikon"), "a tower\nArezzo, Italy\nNikon"),
        (Saw(media=FILE, place=AREZZO, camera="Nikon"), "It was Siena."),
        (Planned(title="Dentist", occurrences=(), place=AREZZO), "Doctor\nArezzo, Italy\ncard"),
        (Planned(title="Dentist", occurrences=(), place=AREZZO), "Doctor"),
        (
            Contact(name="Dana", nicknames=("Dee",), phones=("1",), birthday="1980-03-02"),
            "Dana Reyes\nDee\n1\nbirthday 1980-03-03\nallergic to hazelnuts",
        ),
    ],
)  # fmt: skip
def test_words_put_right_are_the_words(what: What, text: str) -> None:
    right = amended(what, text)
    assert right.words == text
    assert type(right) is type(what)
    assert right.files == what.files
    assert amendable(what)


def test_what_tells_of_the_log_itself_keeps_its_words() -> None:
    what = Corrected(text="x")
    assert not amendable(what)
    assert amended(what, "y") is what


Step = tuple[str, int, str]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["append", "correct", "correct", "forget"]),
        st.integers(0, 20),
        st.sampled_from(["a kettle", "one teapot", "the tray", "길고 긴 말. " * 200]),
    ),
    max_size=14,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_lived_and_replayed_views_are_equal_and_hold_what_stands(
    assert_replays: AssertReplays, steps: list[Step]
) -> None:
    async def live() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with Database(Path(folder) / "life.db", bytes(32)) as database:
                log = SqliteLog(database, "me", VIEWS)
                await log.open()
                for step in steps:
                    await act(log, step)
                await assert_replays(log, *VIEWS)
                assert await indexed(log) == await standing_alone(Path(folder), log)

    asyncio.run(live())


async def act(log: SqliteLog, step: Step) -> None:
    what, number, text = step
    there = [m async for m in log.read() if m.kind != "forgotten"]
    causes = [m for m in there if m.kind == "said"]
    if what == "append":
        await keep(log, Said(text=text, by="Dana", thread="t"))
    elif what == "correct" and causes:
        await correct(log, causes[number % len(causes)], text)
    elif what == "forget" and there:
        await log.forget(there[number % len(there)].id)


async def indexed(log: SqliteLog) -> list[str]:
    query = "SELECT said FROM search_words ORDER BY rowid"
    return [said for (said,) in await log.database.read(lambda db: db.execute(query).fetchall())]


async def standing_alone(folder: Path, log: SqliteLog) -> list[str]:
    """What the index of a life holds that never knew any other words."""
    async with Database(folder / "other.db", bytes(32)) as database:
        other = SqliteLog(database, "me", VIEWS)
        await other.open()
        async for moment in AsCorrected(log).read():
            if moment.kind == "said":
                await keep(other, moment.what)
        return await indexed(other)


async def test_drafts_drawn_from_one_another_stay_so(log: SqliteLog) -> None:
    pot = await keep(log, Noted(text="kettle"))
    fix = await correct(log, pot, "teapot")
    first = Draft(
        what=Noted(text="a"), at=NOON, zone="UTC", source="app", trust=Trust.OWN, because=(pot.id,)
    )
    second = replace(first, because=(first,))
    one, other = await AsCorrected(log).append(first, second)
    assert (one.because, other.because) == ((pot.id, fix.id), (one.id,))
