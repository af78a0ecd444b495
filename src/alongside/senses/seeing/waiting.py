"""What was captured and waits for a sense that may be slower than the device."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterable
from contextlib import suppress

from alongside.senses.live.captured import Captured


class Waiting:
    """Takes all that comes as it comes, so that it is known how far the sense is behind."""

    def __init__(self, captured: AsyncIterable[Captured]) -> None:
        self._there = asyncio.Condition()
        self._queue: deque[Captured] = deque()
        self._ended = False
        self._task = asyncio.create_task(self._fill(captured))

    @property
    def behind(self) -> int:
        return len(self._queue)

    async def next(self) -> Captured | None:
        """The next, or None at the end."""
        async with self._there:
            await self._there.wait_for(lambda: self._queue or self._ended)
            return self._queue.popleft() if self._queue else None

    async def stop(self) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _fill(self, captured: AsyncIterable[Captured]) -> None:
        try:
            async for each in captured:
                async with self._there:
                    self._queue.append(each)
                    self._there.notify()
        finally:
            self._ended = True
            async with self._there:
                self._there.notify()
