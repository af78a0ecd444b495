"""Adapters: things that don't speak our protocol, as devices that do."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import aclosing
from typing import Any, Protocol

from alongside.interfaces.live.device import Device
from alongside.interfaces.live.protocol import Down
from alongside.senses.live.captured import Mode, Moded

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds between tries to reach a peer that is gone."""


class PeerGone(Exception):
    """The thing can't be reached, or no longer; the message says why, for the person."""


class ExtraMissing(Exception):
    """The adapter needs an extra that isn't installed; the message names it."""

    def __init__(self, extra: str) -> None:
        super().__init__(f"This device needs an extra: pip install 'alongside[{extra}]'.")


class Adapter(Protocol):
    """One thing that captures and plays.

    `can` is what it has, as in the protocol's hello. `room`: anybody may speak to it.
    """

    @property
    def can(self) -> tuple[str, ...]: ...
    @property
    def room(self) -> bool: ...

    async def capture(self, device: Device) -> None:
        """Capture for as long as it is there. Raises `PeerGone`, `ExtraMissing`."""
        ...

    async def tell(self, device: Device, told: Down, /) -> None:
        """Play or show it, if it can be."""
        ...


class Noted(Protocol):
    """Hears what goes wrong meanwhile."""

    def __call__(self, trouble: str, /) -> None: ...


async def serve(adapter: Adapter, device: Device, mode: Mode, noted: Noted) -> None:
    """Have the thing capture and play until cancelled; where it is gone, it is sought again."""
    await device.capture(Moded(mode))
    telling = asyncio.create_task(_tell(adapter, device))
    wait = FIRST_WAIT
    try:
        while not telling.done():
            began = asyncio.get_running_loop().time()
            try:
                await _either(adapter.capture(device), telling)
            except PeerGone as error:
                noted(str(error))
            if asyncio.get_running_loop().time() - began > LONGEST_WAIT:
                wait = FIRST_WAIT
            await asyncio.wait([telling], timeout=wait)
            wait = min(2 * wait, LONGEST_WAIT)
        telling.result()
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)


async def _either(capturing: Coroutine[Any, Any, None], telling: asyncio.Task[None]) -> None:
    """Capture until that ends, or nothing more is told."""
    task = asyncio.create_task(capturing)
    try:
        await asyncio.wait([task, telling], return_when=asyncio.FIRST_COMPLETED)
    finally:
        if not task.done():
            task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    if not task.cancelled():
        task.result()


async def _tell(adapter: Adapter, device: Device) -> None:
    async with aclosing(device.told()) as told:
        async for each in told:
            await adapter.tell(device, each)
