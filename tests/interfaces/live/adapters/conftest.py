"""A device that only notes what is captured and signalled, and tells what a test says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import datetime
from typing import cast

import pytest

from alongside.interfaces.live.adapters.adapter import Adapter, serve
from alongside.interfaces.live.device import Device
from alongside.interfaces.live.protocol import Down
from alongside.senses.live.captured import Mode, What
from alongside.senses.live.sense import Signal


class Noting:
    """Stands for `Device` of the SDK."""

    def __init__(self) -> None:
        self.captured: list[What] = []
        self.signalled: list[Signal] = []
        self.troubles: list[str] = []
        self._trouble = asyncio.Event()
        self._told: asyncio.Queue[Down | None] = asyncio.Queue()
        self._more = asyncio.Condition()

    async def capture(self, what: What, at: datetime | None = None) -> int:
        async with self._more:
            self.captured.append(what)
            self._more.notify_all()
        return len(self.captured)

    async def signal(self, signal: Signal) -> None:
        async with self._more:
            self.signalled.append(signal)
            self._more.notify_all()

    async def told(self) -> AsyncGenerator[Down, None]:
        while (told := await self._told.get()) is not None:
            yield told

    def tell(self, *told: Down) -> None:
        for each in told:
            self._told.put_nowait(each)

    def of(self, kind: type) -> list[What]:
        return [what for what in self.captured if isinstance(what, kind)]

    async def until(self, kind: type, count: int = 1) -> None:
        """Wait until so many of a kind were captured or signalled."""
        async with asyncio.timeout(60), self._more:
            await self._more.wait_for(
                lambda: sum(isinstance(x, kind) for x in (*self.captured, *self.signalled)) >= count
            )

    def note(self, trouble: str) -> None:
        self.troubles.append(trouble)
        self._trouble.set()

    async def until_troubled(self) -> str:
        """The next thing that goes wrong."""
        async with asyncio.timeout(60):
            await self._trouble.wait()
        self._trouble.clear()
        return self.troubles[-1]

    def serving(self, adapter: Adapter, mode: Mode = "ambient") -> asyncio.Task[None]:
        """Serve the adapter until the task is cancelled."""
        device = cast("Device", self)
        return asyncio.create_task(serve(adapter, device, mode, self.note))


@pytest.fixture
def device() -> Noting:
    return Noting()
