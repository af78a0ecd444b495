"""What was captured and waits for a sense that may be slower than the device."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterable
from contextlib import suppress

from alongside.senses.live.captured import Captured
from alongside.senses.live.inbox import MOST_BYTES


class Waiting:
    """Takes what comes as it comes, so that it is known how far the sense is behind.

    While `MOST_BYTES` of sound and pictures wait, it takes no more.
    """

    def __init__(self, captured: AsyncIterable[Captured]) -> None:
        self._there = asyncio.Condition()
        self._queue: deque[Captured] = deque()
        self._bytes = 0
        self._ended = False
        self._task = asyncio.create_task(self._fill(captured))

    @property
    def behind(self) -> int:
        return len(self._queue)

    async def next(self) -> Captured | None:
        """The next, or None at the end."""
        async with self._there:
            await self._there.wait_for(lambda: self._queue or self._ended)
            if not self._queue:
                return None
            each = self._queue.popleft()
            self._bytes -= each.size
            self._there.notify_all()
            return each

    async def stop(self) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _fill(self, captured: AsyncIterable[Captured]) -> None:
        try:
            async for each in captured:
                async with self._there:
                    await self._there.wait_for(lambda: self._bytes < MOST_BYTES)
                    self._queue.append(each)
                    self._bytes += each.size
                    self._there.notify_all()
        finally:
            self._ended = True
            async with self._there:
                self._there.notify()
