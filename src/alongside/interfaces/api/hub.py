"""Tells every page that listens what happens in the server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from alongside.interfaces.api.shapes import Shape

BEHIND = 256
"""Events a slow listener may lag behind before the oldest are dropped for it."""


class Hub:
    """Hands each published event to every listener."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Shape]] = set()

    def publish(self, event: Shape) -> None:
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(event)

    async def listen(self) -> AsyncGenerator[Shape, None]:
        """The events from now on."""
        queue: asyncio.Queue[Shape] = asyncio.Queue(BEHIND)
        self._listeners.add(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._listeners.discard(queue)
