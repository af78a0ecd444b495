"""What is believed: folded from moments, with its evidence, as the person judges and rules."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from alongside.log.database import Database
from alongside.log.kinds import (
    Believed,
    Corrected,
    Judged,
    Noted,
    Profiled,
    Promised,
    Reread,
    Ruled,
    What,
)
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.views.beliefs import Beliefs
from alongside.views.believing import Belief, beliefs, profiled, rules, wrong_keys
from alongside.views.promises import Promise, Promises, promises

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
VIEWS = (Beliefs(), Promises())


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "ada", VIEWS)
        await log.open()
        yield log


def draft(what: What, *because: str, days: int = 0, trust: Trust = Trust.OWN) -> Draft:
    return Draft(
        what=what,
        at=NOON + timedelta(days=days),
        zone="Asia/Seoul",
        source="test",
        trust=trust,
        because=because,
    )


def home(value: str, quote: str = "", **fields: Any) -> Believed:
    lives = Believed(
        category="fact",
        about="home",
        value=value,
        statement=f"Lives in {value}.",
        quote=quote or value,
        confidence=0.9,
    )
    return replace(lives, **fields)


async def believed(log: SqliteLog, text: str, what: Believed, days: int = 0) -> Moment:
    """A note of the person, and what is drawn from it."""
    (note,) = await log.append(draft(Noted(text=text), days=days))
    (kept,) = await log.append(draft(what, note.id, days=days))
    return kept


async def found(log: SqliteLog, reading: int | None = None) -> list[Belief]:
    return await log.database.read(lambda db: beliefs(db, "ada", reading))


async def told(log: SqliteLog) -> list[tuple[str, str]]:
    return [(one.value, one.until) for one in await found(log)]


async def test_what_is_said_twice_is_one_belief_and_surer(log: SqliteLog) -> None:
    await believed(log, "I live in Porto now.", home("Porto"))
    await believed(log, "So good to live in Porto", home("porto"), days=3)
    (one,) = await found(log)
    assert [evidence.quote for evidence in one.evidence] == ["Porto", "porto"]
    assert one.confidence == pytest.approx(0.99)
    assert (one.day, one.first, one.last) == ("2026-03-01", NOON, NOON + timedelta(days=3))


async def test_a_move_ends_the_home_before_until_it_is_forgotten(log: SqliteLog) -> None:
    lyon = await believed(log, "I live in Lyon", home("Lyon"))
    porto = await believed(log, "Moved to Porto", home("Porto", since="2026-03"), days=9)
    by_value = {one.value: one for one in await found(log)}
    assert (by_value["Lyon"].until, by_value["Lyon"].replaced_by) == ("2026-03", porto.id)
    assert (by_value["Porto"].until, by_value["Porto"].replaces) == ("", lyon.id)
    await log.forget(*porto.because)
    assert await told(log) == [("Lyon", "")]


async def test_an_old_home_that_is_brought_in_later_is_over(log: SqliteLog) -> None:
    await believed(log, "I live in Porto", home("Porto"), days=9)
    await believed(log, "I live in Lyon", home("Lyon"))
    assert sorted(await told(log)) == [("Lyon", "2026-03-10"), ("Porto", "")]


async def test_a_change_of_heart_ends_what_it_replaces(log: SqliteLog) -> None:
    likes = Believed(
        category="preference", about="likes", value="coffee", statement="Likes coffee.",
        quote="coffee", confidence=0.8,
    )  # fmt: skip
    liked = await believed(log, "I love coffee", likes)
    other = Believed(
        category="preference", about="dislikes", value="coffee", statement="Dislikes coffee.",
        quote="coffee", confidence=0.8, replaces=liked.id,
    )  # fmt: skip
    await believed(log, "I can't stand coffee any more", other, days=20)
    assert [(one.about, one.until) for one in await found(log)] == [
        ("dislikes", ""),
        ("likes", "2026-03-21"),
    ]


async def test_what_is_wrong_goes_however_often_it_is_said(log: SqliteLog) -> None:
    wrong = await believed(log, "I live in Porto", home("Porto"))
    await log.append(draft(Judged(how="wrong"), wrong.id))
    await believed(log, "I live in Porto!", home("Porto"), days=2)
    assert await found(log) == []
    assert len(await log.database.read(lambda db: wrong_keys(db, "ada"))) == 1
    await log.append(draft(Judged(how="right"), wrong.id))
    (one,) = await found(log)
    assert (one.confirmed, one.confidence) == (True, 1.0)


async def test_words_put_right_stand_until_that_is_forgotten(log: SqliteLog) -> None:
    kept = await believed(log, "I live in Porto", home("Porto"))
    (put_right,) = await log.append(draft(Corrected(text="Lives in Porto, by the sea."), kept.id))
    await believed(log, "I live in Porto!", home("Porto"), days=2)
    (one,) = await found(log)
    assert (one.statement, one.corrected) == ("Lives in Porto, by the sea.", True)
    await log.forget(put_right.id)
    (one,) = await found(log)
    assert (one.statement, one.corrected) == ("Lives in Porto.", False)


async def test_nothing_stands_on_words_that_were_put_right(log: SqliteLog) -> None:
    kept = await believed(log, "I live in Porto", home("Porto"))
    (put_right,) = await log.append(draft(Corrected(text="I live in Pori"), kept.because[0]))
    assert await found(log) == []
    await log.forget(put_right.id)
    assert await told(log) == [("Porto", "")]


async def test_topics_are_off_until_ruled_on(log: SqliteLog) -> None:
    health = home("Porto", topic="health")
    await believed(log, "I live in Porto", health)
    assert await found(log) == []
    await log.append(draft(Ruled(about="health", allowed=True), trust=Trust.PERSON))
    assert await told(log) == [("Porto", "")]
    (ruled,) = await log.append(draft(Ruled(about="PORTO", allowed=False), trust=Trust.PERSON))
    assert await found(log) == []
    await log.forget(ruled.id)
    assert await told(log) == [("Porto", "")]
    assert (await log.database.read(lambda db: rules(db, "ada"))).topics == ("health",)


async def test_a_new_reading_stands_once_it_is_taken_over(log: SqliteLog) -> None:
    confirmed = await believed(log, "I live in Porto", home("Porto"))
    await believed(log, "I work at sea", home("sea", about="work"))
    await believed(log, "I work at Sea Ltd", home("Sea Ltd", about="work", reading=1), days=1)
    await log.append(draft(Judged(how="right"), confirmed.id))
    assert {value for value, _ in await told(log)} == {"Porto", "sea"}
    assert {one.value for one in await found(log, 1)} == {"Porto", "Sea Ltd"}
    await log.append(draft(Reread(reading=1)))
    assert {value for value, _ in await told(log)} == {"Porto", "Sea Ltd"}


async def test_the_latest_profile_stands(log: SqliteLog) -> None:
    await log.append(draft(Profiled(text="I am Ada."), trust=Trust.PERSON))
    (last,) = await log.append(draft(Profiled(text="I am Ada, a sailor."), trust=Trust.PERSON))
    assert await log.database.read(lambda db: profiled(db, "ada")) == last.what
    await log.forget(last.id)
    now = await log.database.read(lambda db: profiled(db, "ada"))
    assert now == Profiled(text="I am Ada.")


async def test_promises_are_told_with_who_owes_them(log: SqliteLog) -> None:
    (note,) = await log.append(draft(Noted(text="I'll send it to Mina by Friday")))
    mine = Promised(text="send it", quote="I'll send it", to="Mina", confidence=0.9)
    theirs = Promised(text="call", quote="she will call", by="Mina", confidence=0.9)
    (kept, _) = await log.append(draft(mine, note.id), draft(theirs, note.id))
    await log.append(draft(Corrected(text="send the slides"), kept.id))

    async def made() -> list[Promise]:
        return await log.database.read(lambda db: promises(db, "ada"))

    assert [(one.mine, one.other, one.what.text) for one in await made()] == [
        (True, "Mina", "send the slides"),
        (False, "Mina", "call"),
    ]
    await log.forget(note.id)
    assert await made() == []


PLACES = st.sampled_from(["Porto", "Lyon", "Seoul"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("believe"), PLACES, st.integers(0, 40)),
        st.tuples(st.sampled_from(["wrong", "right", "correct", "amend"]), st.integers(0, 9)),
        st.tuples(st.just("rule"), st.sampled_from(["health", "porto"]), st.booleans()),
        st.tuples(st.just("forget"), st.integers(0, 19)),
    ),
    max_size=14,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_a_life_of_beliefs_replays_and_none_outlives_its_evidence(
    steps: list[tuple[object, ...]],
    assert_replays: Callable[..., Awaitable[None]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("life") / "life.db"
    async with Database(path, bytes(32)) as database:
        log = SqliteLog(database, "ada", VIEWS)
        await log.open()
        for step in steps:
            await live(log, step)
        await holds(log)
        await assert_replays(log, *VIEWS)


async def live(log: SqliteLog, step: tuple[object, ...]) -> None:
    """One step of a random life."""
    match step:
        case ("believe", str(place), int(days)):
            topic = "health" if days % 3 == 0 else ""
            await believed(log, f"I live in {place}", home(place, topic=topic), days)
        case ("rule", str(about), bool(allowed)):
            await log.append(draft(Ruled(about=about, allowed=allowed), trust=Trust.PERSON))
        case (str(act), int(number)):
            kept = [m async for m in log.read() if m.kind not in ("forgotten", "ruled")]
            drawn = [m for m in kept if m.kind == "believed"]
            if act == "forget" and kept:
                await log.forget(kept[number % len(kept)].id)
            elif drawn:
                await said_of(log, act, drawn[number % len(drawn)])


async def said_of(log: SqliteLog, act: str, belief: Moment) -> None:
    judged = {"wrong": Judged(how="wrong"), "right": Judged(how="right")}
    if act in judged:
        await log.append(draft(judged[act], belief.id))
    elif act == "correct":
        await log.append(draft(Corrected(text="Lives by the sea."), belief.id))
    elif act == "amend":
        await log.append(draft(Corrected(text="I live elsewhere"), belief.because[0]))


async def holds(log: SqliteLog) -> None:
    """What must be so of every life."""
    kept = {m.id: m async for m in log.read()}
    found_now = await found(log)
    homes = [one for one in found_now if not one.over]
    assert len(homes) <= 1
    for one in found_now:
        for evidence in one.evidence:
            drawn, from_ = kept[evidence.belief], kept[evidence.moment]
            assert evidence.quote in from_.what.words
            assert drawn.trust <= from_.trust
        if one.over:
            assert one.replaced_by in {other.id for other in found_now}
