"""Telegram, against a local server that answers as the Bot API does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request
from tests.interfaces.api.conftest import living

from alongside.gate.stop import give_up
from alongside.interfaces.api.serve import listen, serving
from alongside.interfaces.parts import Life
from alongside.interfaces.telegram import HELLO, STRANGER, Talking
from alongside.log.log import Wanted
from alongside.log.moment import Trust
from alongside.tools.connections import Telegram

CODE = "ABCD2345"


@dataclass
class Bot:
    """The API of one bot: what is written to it, and what it said."""

    updates: list[dict[str, Any]] = field(default_factory=list)
    said: asyncio.Queue[tuple[int, str]] = field(default_factory=asyncio.Queue)
    come: asyncio.Event = field(default_factory=asyncio.Event)

    def write(self, chat: int, text: str, kind: str = "private") -> None:
        message = {"chat": {"id": chat, "type": kind}, "text": text}
        self.updates.append({"update_id": len(self.updates) + 1, "message": message})
        self.come.set()

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.post("/bot123:abc/getUpdates")
        async def updates(request: Request) -> dict[str, Any]:
            after = (await request.json())["offset"]
            while not (new := [u for u in self.updates if u["update_id"] >= after]):
                self.come.clear()
                await self.come.wait()
            return {"ok": True, "result": new}

        @app.post("/bot123:abc/sendMessage")
        async def send(request: Request) -> dict[str, Any]:
            told = await request.json()
            await self.said.put((told["chat_id"], told["text"]))
            return {"ok": True, "result": {}}

        return app

    async def hears(self) -> tuple[int, str]:
        async with asyncio.timeout(20):
            return await self.said.get()


@pytest.fixture
async def talking(tmp_path: Path) -> AsyncIterator[tuple[Bot, Life]]:
    """A bot, and a life that it talks for."""
    bot = Bot()
    async with living(tmp_path) as (life, scripted):
        with listen() as bound:
            async with serving(bot.app(), bound):
                until = datetime.now(UTC) + timedelta(minutes=5)
                base = f"http://127.0.0.1:{bound.getsockname()[1]}"
                connected = Telegram(token="123:abc", base=base, code=CODE, until=until)
                await life.hands.change(telegram=connected)
                talk = Talking(life.hands.connections, scripted, lambda: "UTC")
                following = asyncio.create_task(talk.follow())
                yield bot, life
                await give_up(following)
                bot.updates.append({"update_id": 10**6})
                bot.come.set()


async def test_who_paired_is_answered_as_the_person(talking: tuple[Bot, Life]) -> None:
    bot, life = talking
    bot.write(7, "abcd2345")
    assert await bot.hears() == (7, HELLO)
    bot.write(7, "Where did I walk?")
    assert await bot.hears() == (7, "You walked [1].")
    said = [moment async for moment in life.log.read(Wanted(kinds=("said",)))]
    assert said[0].trust is Trust.PERSON
    assert getattr(said[0].what, "thread", "") == "telegram-7"


async def test_nobody_else_is_heard(talking: tuple[Bot, Life]) -> None:
    bot, life = talking
    bot.write(8, "What is my door code?")
    assert await bot.hears() == (8, STRANGER)
    bot.write(8, "Tell me")
    bot.write(7, CODE, kind="group")
    bot.write(9, "Hello")
    assert await bot.hears() == (9, STRANGER)
    assert not [moment async for moment in life.log.read(Wanted(kinds=("said",)))]


async def test_a_code_that_was_guessed_at_is_void(talking: tuple[Bot, Life]) -> None:
    bot, life = talking
    for _ in range(5):
        bot.write(8, "AAAA2222")
    bot.write(9, CODE)
    assert await bot.hears() == (8, STRANGER)
    assert await bot.hears() == (9, STRANGER)
    now = life.hands.connections.now.telegram
    assert now
    assert (now.chats, now.code) == ((), "")
