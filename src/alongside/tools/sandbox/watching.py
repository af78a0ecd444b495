"""The memory that a command and all it started hold together: limits hold for each process only."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

EVERY = 0.1
"""Seconds from look to look."""
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


async def passed(pid: int, most: int) -> None:
    """Returns once the process and those under it hold more bytes than that."""
    while True:
        if await asyncio.to_thread(_resident, pid) > most:
            return
        await asyncio.sleep(EVERY)


def _resident(pid: int) -> int:
    return sum(_bytes(Path(f"/proc/{one}")) for one in _under(pid))


def _bytes(process: Path) -> int:
    try:
        return int((process / "statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0


def _under(pid: int) -> Iterator[int]:
    """The process and those it started; one that ends meanwhile is passed over."""
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        yield one
        with suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
