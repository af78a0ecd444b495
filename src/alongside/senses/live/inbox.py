"""What was captured and waits for whoever takes it up, within bounds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from alongside.senses.live.captured import Captured

MOST, MOST_BYTES = 4096, 32 << 20
"""How much may wait; past either the device waits, which holds it on its disk."""


class Inbox(asyncio.Queue[Captured | None]):
    """Holds what waits, in order, until None is put; a `put` waits while it is full."""

    def __init__(self) -> None:
        super().__init__(MOST)
        self._bytes = 0

    def full(self) -> bool:
        return super().full() or self._bytes >= MOST_BYTES

    async def until_none(self) -> AsyncGenerator[Captured, None]:
        """All of it until the end."""
        while (captured := await self.get()) is not None:
            yield captured

    def _put(self, item: Captured | None) -> None:
        super()._put(item)
        self._bytes += item.size if item else 0

    def _get(self) -> Captured | None:
        item = super()._get()
        self._bytes -= item.size if item else 0
        return item
