"""A process that opens a life and asks it questions, so that its time and memory are its own.

    python -m alongside.interfaces.bench.opened LIFE.db MOMENTS QUESTIONS

The key comes in hex on standard input.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from alongside.interfaces.bench.made import MadeEmbed, questions
from alongside.log.database import Database
from alongside.log.sqlite import SqliteLog
from alongside.mind.recall.meaning import likeness, nearest
from alongside.mind.recall.recall import MEANING, Recall
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.search import Search

_PAGE = 4096


async def measure(path: Path, key: bytes, moments: int, count: int) -> dict[str, Any]:
    """Open, ask, and tell the seconds, the bytes in memory and what was found nearest."""
    start = time.perf_counter()
    async with Database(path, key) as database:
        log = SqliteLog(database, "me", (Search(), People(), Places()))
        await log.open()
        recall = Recall(log, MadeEmbed(moments))
        await recall.meaning.open()
        opened = time.perf_counter() - start
        now = datetime.now(UTC)
        seconds = []
        for question in questions(count):
            start = time.perf_counter()
            await recall.find(question, now=now, zone="UTC")
            seconds.append(time.perf_counter() - start)
        return {
            "open": opened,
            "seconds": seconds,
            "ram": resident(),
            "nearest": [await _nearest(recall, question) for question in questions(count)],
        }


async def _nearest(recall: Recall, question: str) -> list[int]:
    asked = await recall.meaning.ask(question)
    close = await recall.log.database.read(lambda db: nearest(db, asked, MEANING, None))
    like = await recall.log.database.read(lambda db: likeness(db, asked, close))
    best = np.argsort([-like[i] for i in close], kind="stable")[:10]
    return [close[i] for i in best.tolist()]


def resident() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE


if __name__ == "__main__":
    given = asyncio.run(
        measure(
            Path(sys.argv[1]),
            bytes.fromhex(sys.stdin.readline()),
            int(sys.argv[2]),
            int(sys.argv[3]),
        )
    )
    sys.stdout.write(json.dumps(given))
