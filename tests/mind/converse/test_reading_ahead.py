"""What the real model has left to read of a spoken question, after reading ahead."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from alongside.log.database import Database
from alongside.log.kinds import Noted
from alongside.log.moment import Draft, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.converse.converse import Converse
from alongside.mind.converse.manner import Manner
from alongside.mind.recall.recall import Recall
from alongside.models.catalogue import Catalogue
from alongside.models.chat.llama import Llama, Settings
from alongside.models.model import Prompt
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.search import Search

QWEN = "qwen2.5-coder-1.5b-instruct"
NOW = datetime(2026, 10, 12, 9, tzinfo=UTC)
NOTES = (
    "The new boots hurt at the left heel after the walk in Arezzo.",
    "A copper pot would be a gift for Robin, 38 euro at the market.",
)


class Counting:
    """The embedded model, with how many tokens of each prompt it knew and had to read."""

    name, remote = "embedded:counting", False

    def __init__(self, llama: Llama) -> None:
        self._llama = llama
        self.known: list[int] = []
        self.read: list[int] = []

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        endpoint = await asyncio.to_thread(self._llama.endpoint)
        messages = [{"role": each.role, "content": each.text} for each in given.messages]
        body = {"messages": messages, "max_tokens": given.max_tokens, "temperature": 0}
        told = {"Authorization": f"Bearer {endpoint.key}"}
        async with httpx.AsyncClient(trust_env=False, timeout=600, headers=told) as client:
            answered = await client.post(f"{endpoint.url}/chat/completions", json=body)
        made = answered.json()
        self.known.append(made["timings"]["cache_n"])
        self.read.append(made["timings"]["prompt_n"])
        yield made["choices"][0]["message"]["content"]


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "me", (Search(), People(), Places()))
        await log.open()
        await log.append(
            *(Draft(what=Noted(text=text), at=NOW, zone="UTC", source="notes", trust=Trust.OWN)
              for text in NOTES)
        )  # fmt: skip
        yield log


@pytest.mark.slow
async def test_after_a_question_only_its_own_words_are_left_to_read(log: SqliteLog) -> None:
    catalogue = Catalogue()
    if not catalogue.have(QWEN):
        pytest.skip(f"the weights of {QWEN} are not here")
    llama = Llama("toy", Settings(catalogue.path(QWEN)["model.gguf"]))
    chat = Counting(llama)
    converse = Converse(log=log, recall=Recall(log), chat=lambda: chat)
    try:
        for partial, question in (
            ("What hurts in the new boots", "What hurts in the new boots after the walk?"),
            ("What would be a gift", "What would be a gift for Robin at the market?"),
        ):
            await converse.prepare("", "t", NOW, "UTC")
            await converse.prepare(partial, "t", NOW, "UTC")
            async for _ in converse.ask(question, "t", NOW, "UTC", Manner(aloud=True)):
                pass
            assert chat.read[-1] <= len(question.split()) + 20
            assert chat.known[-1] > chat.known[-2]
    finally:
        llama.close()
    assert len(chat.read) == 6
