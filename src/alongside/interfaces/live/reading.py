"""Reading ahead: while a question is being asked, the model reads what it may be answered from."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime

from alongside.log.errors import StoreError
from alongside.models.model import ModelError

LEAST_WORDS = 3
"""Words of a question from which we look for what it may be answered from."""
Prepare = Callable[[str, str, datetime, str], Awaitable[None]]


class Ahead:
    """Has `prepare` read ahead for a thread, one thing at a time, what the words so far lead to."""

    def __init__(self, prepare: Prepare, thread: str, zone: str) -> None:
        self._prepare = prepare
        self._thread = thread
        self._zone = zone
        self._words = ""
        self._task: asyncio.Task[None] | None = None

    def hears(self, words: str) -> None:
        """These are the words so far; too few of them are as good as none."""
        self._words = words if len(words.split()) >= LEAST_WORDS else ""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._read(), name="reading ahead")

    def stop(self) -> tuple[asyncio.Task[None], ...]:
        """Read no further; gives what may not have ended yet."""
        if self._task is None:
            return ()
        self._task.cancel()
        return (self._task,)

    async def _read(self) -> None:
        """Read until no more words are known."""
        read: str | None = None
        with suppress(ModelError, StoreError):  # the question itself will tell what is wrong
            while self._words != read:
                read = self._words
                await self._prepare(read, self._thread, datetime.now(UTC), self._zone)
