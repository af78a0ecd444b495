"""Reading ahead while a question is being asked."""

from __future__ import annotations

import asyncio
from datetime import datetime

from alongside.interfaces.live.reading import Ahead
from alongside.models.model import ModelError


class Reader:
    """Notes what it is to read, and goes on with each once it may."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.may = asyncio.Event()

    async def prepare(self, partial: str, thread: str, now: datetime, zone: str) -> None:
        assert (thread, zone) == ("t", "UTC")
        self.read.append(partial)
        await self.may.wait()


async def turns(count: int = 5) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_the_latest_words_are_read_once_the_reading_under_way_has_ended() -> None:
    reader = Reader()
    ahead = Ahead(reader.prepare, "t", "UTC")
    ahead.hears("")
    await turns()
    for words in ("What did", "What did Ines", "What did Ines say about"):
        ahead.hears(words)
    await turns()
    assert reader.read == [""]
    reader.may.set()
    await turns()
    assert reader.read == ["", "What did Ines say about"]


async def test_it_stops_at_once_and_begins_anew() -> None:
    reader = Reader()
    ahead = Ahead(reader.prepare, "t", "UTC")
    assert ahead.stop() == ()
    ahead.hears("What did Ines say")
    await turns()
    (task,) = ahead.stop()
    await asyncio.wait([task])
    assert task.cancelled()
    ahead.hears("")
    await turns()
    assert reader.read == ["What did Ines say", ""]
    await asyncio.gather(*ahead.stop(), return_exceptions=True)


async def test_a_model_that_fails_stops_nothing() -> None:
    async def fails(partial: str, thread: str, now: datetime, zone: str) -> None:
        raise ModelError("no weights")

    ahead = Ahead(fails, "t", "UTC")
    ahead.hears("What did Ines say")
    await turns()
    (task,) = ahead.stop()
    assert task.exception() is None
