"""What a wish to forget means: what holds the words, and the media that they were perceived in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alongside.interfaces.forgetting import Forgetting, Wish
from alongside.log.database import Database
from alongside.log.kinds import Corrected, Heard, Media, Noted, Recorded, Said, What
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.views.search import Search

NOON = datetime(2008, 10, 22, 12, tzinfo=UTC)
SOUND = Media(hash="s", type="audio/flac", name="talk.flac", size=1)


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "ada", (Search(),))
        await log.open()
        yield log


async def keep(log: SqliteLog, what: What, *because: Moment) -> Moment:
    ids = tuple(cause.id for cause in because)
    draft = Draft(
        what=what, at=NOON, zone="UTC", source="test", trust=Trust.OUTSIDE, because=ids
    )  # fmt: skip
    return (await log.append(draft))[0]


async def meant(log: SqliteLog, query: str) -> set[str]:
    return {moment.id for moment in await Forgetting(log).preview(Wish(query=query))}


async def test_a_query_means_what_holds_all_its_words_and_nothing_like_it(log: SqliteLog) -> None:
    pot = await keep(log, Noted(text="The copper pot for Robin's birthday."))
    pots = await keep(log, Noted(title="Pots", text="Clean the copper."))
    await keep(log, Noted(text="A copper kettle for the kitchen."))
    await keep(log, Said(text="Happy birthday!", by="Copper Pot"))
    assert await meant(log, "copper pot") == {pot.id, pots.id}
    assert await meant(log, "the COPPER pot of Robin") == {pot.id}
    assert await meant(log, "copper saucepan") == set()
    assert await meant(log, "the of and") == set()


async def test_a_korean_word_is_held_whole(log: SqliteLog) -> None:
    noodles = await keep(log, Noted(text="어제 칼국수를 먹었다."))
    await keep(log, Noted(text="국수와 칼국을 샀다."))
    assert await meant(log, "칼국수") == {noodles.id}


async def test_words_far_apart_in_a_long_note_are_held_by_it(log: SqliteLog) -> None:
    long = await keep(log, Noted(text="walnut. " + "Nothing much. " * 200 + "hazelnut."))
    assert await meant(log, "hazelnut walnut") == {long.id}


async def test_words_heard_mean_the_recording_that_holds_them_too(log: SqliteLog) -> None:
    recorded = await keep(log, Recorded(media=SOUND, duration=9))
    secret = await keep(log, Heard(text="the password is swordfish", start=0, end=4), recorded)
    other = await keep(log, Heard(text="what a day", start=5, end=9), recorded)
    assert await meant(log, "swordfish") == {recorded.id, secret.id, other.id}


async def test_what_is_given_narrows_together(log: SqliteLog) -> None:
    kept = await keep(log, Said(text="the copper pot", by="Robin"))
    await keep(log, Said(text="a copper pot", by="Dana"))
    await keep(log, Said(text="good night", by="Robin"))
    wish = Wish(query="pot", person="robin", source="test", since=NOON)
    assert await Forgetting(log).meant(wish) == (kept.id,)
    assert await Forgetting(log).meant(Wish()) == ()


async def test_words_put_right_since_are_still_meant(log: SqliteLog) -> None:
    pot = await keep(log, Noted(text="The copper kettle."))
    wrong = await keep(log, Corrected(text="The brass tray."), pot)
    right = await keep(log, Corrected(text="The brass teapot."), pot)
    gone = {pot.id, wrong.id, right.id}
    for query in ("copper kettle", "brass tray", "brass teapot"):
        assert await meant(log, query) == gone
    assert await meant(log, "copper teapot") == set()
