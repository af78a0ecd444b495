"""A model reads what patterns left: only that, checked, once, and never about what is off."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alongside.log.database import Database
from alongside.log.kinds import Believed, Noted, Said
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.understand.deepen import Deepen
from alongside.models.chat.scripted import ScriptedChat
from alongside.models.model import Prompt
from alongside.views.beliefs import Beliefs
from alongside.views.promises import Promises

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "ada", (Beliefs(), Promises()))
        await log.open()
        yield log


async def note(log: SqliteLog, text: str) -> Moment:
    what = Noted(text=text)
    draft = Draft(what=what, at=NOON, zone="UTC", source="test", trust=Trust.OWN)
    (kept,) = await log.append(draft)
    return kept


def answers(about: str, words: str) -> ScriptedChat:
    return ScriptedChat([json.dumps({"about": about, "words": words})])


async def deepen(log: SqliteLog, chat: ScriptedChat) -> list[Believed]:
    async with aclosing(Deepen(log, chat).catch_up()) as steps:
        async for _ in steps:
            pass
    return [m.what async for m in log.read() if isinstance(m.what, Believed)]


async def test_what_a_model_finds_is_kept_with_its_quote(log: SqliteLog) -> None:
    written = await note(log, "Nothing calms me like the smell of old books.")
    (one,) = await deepen(log, answers("likes", "the smell of old books"))
    assert (one.category, one.value, one.model) == (
        "preference",
        "the smell of old books",
        "scripted:chat",
    )
    assert one.quote in written.what.words
    assert one.confidence < 0.7


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ("likes", "new books"),
        ("nothing", "old books"),
        ("likes", "."),
        ("likes", ""),
        ("does", "the smell of old books"),
        ("plans", "the smell of old books"),
    ],
)
async def test_what_the_sentence_does_not_bear_out_is_not_kept(
    log: SqliteLog, about: str, words: str
) -> None:
    await note(log, "Nothing calms me like the smell of old books.")
    assert await deepen(log, answers(about, words)) == []


async def test_a_model_is_asked_once_and_only_of_what_patterns_left(log: SqliteLog) -> None:
    await note(
        log, "I live in Porto. Nothing calms me like the smell of old books. Is it late already?"
    )
    chat = answers("nothing", "")
    await deepen(log, chat)
    await deepen(log, chat)
    assert [asked(prompt) for prompt in chat.given] == [
        "Nothing calms me like the smell of old books."
    ]


async def test_others_and_topics_that_are_off_are_not_shown_to_a_model(log: SqliteLog) -> None:
    theirs = Said(text="Nothing calms me like the smell of old books.", by="Mina", to=("Ada",))
    draft = Draft(what=theirs, at=NOON, zone="UTC", source="test", trust=Trust.OUTSIDE)
    await log.append(draft)
    await note(log, "My doctor smiled at the results this morning.")
    await note(log, "Mina says that the harbour suits her.")
    chat = answers("likes", "smiled")
    assert await deepen(log, chat) == []
    assert chat.given == []


async def test_an_answer_that_is_no_answer_is_passed_over(log: SqliteLog) -> None:
    await note(log, "Nothing calms me like the smell of old books.")
    assert await deepen(log, ScriptedChat(["I think so"])) == []


def asked(prompt: Prompt) -> str:
    return prompt.messages[-1].text
