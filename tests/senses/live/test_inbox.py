"""What waits for a sense is bounded by its bytes too, so that a full spool fills no memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime

from alongside.senses.live.captured import Captured, Frame
from alongside.senses.live.inbox import MOST_BYTES, Inbox
from alongside.senses.seeing.waiting import Waiting

NOW = datetime(2008, 10, 22, tzinfo=UTC)
PICTURE = bytes(2 << 20)
FULL = MOST_BYTES // len(PICTURE)


def picture(seq: int) -> Captured:
    return Captured(seq, NOW, Frame(PICTURE))


async def test_an_inbox_that_is_full_of_bytes_takes_more_once_there_is_room() -> None:
    inbox = Inbox()
    for seq in range(FULL):
        inbox.put_nowait(picture(seq))
    assert inbox.full()
    more = asyncio.create_task(inbox.put(picture(FULL)))
    assert await inbox.get() == picture(0)
    await more
    await inbox.get()
    await inbox.put(None)
    assert [each.seq async for each in inbox.until_none()] == list(range(2, FULL + 1))


async def test_a_sense_that_is_behind_takes_in_no_more_than_there_is_room_for() -> None:
    taken = 0

    async def spool() -> AsyncGenerator[Captured, None]:
        nonlocal taken
        for taken in range(1, 3 * FULL):
            yield picture(taken)

    waiting = Waiting(spool())
    for _ in range(20 * FULL):
        await asyncio.sleep(0)
    assert (taken, waiting.behind) == (FULL + 1, FULL)
    got = [each.seq for _ in range(1, 3 * FULL) if (each := await waiting.next()) is not None]
    assert got == list(range(1, 3 * FULL))
    assert await waiting.next() is None
