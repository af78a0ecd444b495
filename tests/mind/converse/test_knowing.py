"""What is believed of the person, in conversation: told with its evidence, or leading to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.log.corrections import AsCorrected
from alongside.log.database import Database
from alongside.log.kinds import Noted, Profiled, Said
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.converse.converse import Converse
from alongside.mind.converse.events import Answered
from alongside.mind.converse.knowing import Known, led
from alongside.mind.recall.recall import Recall
from alongside.mind.understand.profile import profile
from alongside.mind.understand.reading import Person
from alongside.mind.understand.understand import Understand
from alongside.views.beliefs import Beliefs
from alongside.views.believing import beliefs, profiled
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.promises import Promises
from alongside.views.search import Search

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=30)
LIFE = (
    "I live in Lyon. I love rain.",
    "Moved to Porto last week. My sister Inês came by. I run along the river every Sunday.",
    "나는 수국을 제일 좋아한다.",
)


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    views = (Search(), People(), Places(), Beliefs(), Promises())
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "ada", views)
        await log.open()
        for days, text in enumerate(LIFE):
            at = NOON + timedelta(days=days)
            what = Noted(text=text)
            await log.append(Draft(what=what, at=at, zone="UTC", source="t", trust=Trust.OWN))
        async with aclosing(Understand(log, ada).catch_up()) as steps:
            async for _ in steps:
                pass
        yield log


async def ada() -> Person:
    return Person(frozenset({"ada"}))


async def known(log: SqliteLog) -> Known:
    found = await log.database.read(lambda db: beliefs(db, "ada"))
    written = await log.database.read(lambda db: profiled(db, "ada"))
    own = [m.id async for m in log.read() if isinstance(m.what, Profiled)]
    today = LATER.date().isoformat()
    return Known(tuple(found), profile(found, written, today), own[-1] if own else "")


async def ask(log: SqliteLog, question: str) -> Moment:
    """The answer, where no model serves."""
    converse = Converse(
        log=AsCorrected(log),
        recall=Recall(log),
        chat=lambda: None,
        knows=lambda: known(log),
    )
    async with aclosing(converse.ask(question, "t", LATER, "UTC")) as events:
        (answer,) = [e.moment async for e in events if isinstance(e, Answered)]
    return answer


@pytest.mark.parametrize(
    ("question", "answer", "quote"),
    [
        ("Where do I live?", "You live in Porto [1].", "Moved to Porto last week."),
        (
            "What do I like?",
            "좋아하는 것: 수국 [1]. You like rain [2].",
            "나는 수국을 제일 좋아한다.",
        ),
        ("Who is Inês?", "Inês is your sister [1].", "My sister Inês"),
        (
            "What are my habits?",
            "You run along the river every Sunday [1].",
            "I run along the river every Sunday.",
        ),
        (
            "내가 뭘 좋아해?",
            "좋아하는 것: 수국 [1]. 좋아하는 것: rain [2].",
            "나는 수국을 제일 좋아한다.",
        ),
    ],
)  # fmt: skip
async def test_what_is_asked_of_oneself_is_told_with_its_words(
    log: SqliteLog, question: str, answer: str, quote: str
) -> None:
    said = (await ask(log, question)).what
    assert isinstance(said, Said)
    assert (said.text, said.cites[0].quote, said.model) == (answer, quote, "")


async def test_all_that_is_known_is_told_in_a_few_lines(log: SqliteLog) -> None:
    said = (await ask(log, "What do you know about me?")).what
    assert isinstance(said, Said)
    assert "You live in Porto" in said.text
    assert "Lyon" not in said.text


async def test_an_answer_goes_with_its_evidence(log: SqliteLog) -> None:
    answer = await ask(log, "Where do I live?")
    (moved,) = [m async for m in log.read() if "Porto" in m.what.words and m.kind == "noted"]
    assert moved.id in answer.because
    await log.forget(moved.id)
    assert await log.get(answer.id) == ()
    said = (await ask(log, "Where do I live?")).what
    assert isinstance(said, Said)
    assert said.text.startswith("You live in Lyon")


async def test_beliefs_lead_to_their_evidence(log: SqliteLog) -> None:
    moments = await led("Should I take an umbrella if I love rain?", await known(log), log)
    assert [m.what.words for m in moments] == [LIFE[0]]
    assert await led("Does it rain in Porto?", await known(log), log) == ()


async def test_the_persons_own_profile_is_evidence(log: SqliteLog) -> None:
    own = Profiled(text="I can't swim, and I never learnt to ride a bicycle.")
    draft = Draft(what=own, at=LATER, zone="UTC", source="app", trust=Trust.PERSON)
    (kept,) = await log.append(draft)
    assert await led("Can I ride a bicycle?", await known(log), log) == (kept,)
