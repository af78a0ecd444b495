"""What a task tells while it works, as the stream that a live sense gives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from alongside.senses.live.sense import Done
from alongside.senses.live.told import Told


class Telling:
    """Takes what is told from anywhere; `stream` gives it in that order."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Told | Done | None] = asyncio.Queue()

    def tell(self, told: Told | Done) -> None:
        self._queue.put_nowait(told)

    async def stream(self, task: asyncio.Task[None]) -> AsyncGenerator[Told | Done, None]:
        """All that is told until the task ends. Raises what the task raises, at the end."""
        task.add_done_callback(lambda _: self._queue.put_nowait(None))
        while (told := await self._queue.get()) is not None:
            yield told
        task.result()
