"""Looking again and again at what is connected."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from alongside.gate.tool import ToolError


async def watch(
    look: Callable[[], Awaitable[object]], failed: Callable[[str], Awaitable[object]], every: float
) -> None:
    """Look every so many seconds, until cancelled; what is wrong is told of once."""
    told = ""
    while True:
        try:
            await look()
            told = ""
        except ToolError as error:
            if str(error) != told:
                told = str(error)
                await failed(told)
        await asyncio.sleep(every)
