"""Hours of a device at work: nothing grows, nothing falls behind, a bad line loses nothing."""

from __future__ import annotations

import asyncio
import gc
import random
import tracemalloc
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from tests.interfaces.api.conftest import living
from tests.interfaces.live.test_talking import Ears

from alongside.config import Privacy
from alongside.interfaces.live.connection import Connection
from alongside.interfaces.live.live import Live
from alongside.interfaces.live.protocol import Ack, Down, Resend
from alongside.interfaces.live.speech import Voice
from alongside.interfaces.live.talking import Company
from alongside.interfaces.parts import Life
from alongside.log.kinds import Heard
from alongside.log.moment import Trust
from alongside.models.hear.pcm import to_pcm
from alongside.models.mel import RATE
from alongside.models.speak.scripted import ScriptedSpeak
from alongside.senses.live.captured import Audio, Captured
from alongside.senses.live.microphone import Microphone
from alongside.senses.live.sense import Connected, Done
from alongside.senses.privacy.discretion import Discretion

STEP = 0.128
"""Seconds of sound in a message."""
WORDS, QUIET = 16, 24
"""Messages of speech and of quiet, over and over: an utterance each five seconds."""
VOICED = Audio(to_pcm(np.full(int(STEP * RATE), 0.9, np.float32)))
STILL = Audio(bytes(2 * int(STEP * RATE)))


def sound(seq: int) -> Captured:
    """The message of that number in a day that goes on and on."""
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seq * STEP)
    return Captured(seq, at, VOICED if seq % (WORDS + QUIET) < WORDS else STILL)


def microphone(life: Life, scripted: object) -> Microphone:
    company = Company(
        log=life.log,
        converse=life.converse,
        prepare=_nothing,
        voice=lambda tell: Voice(ScriptedSpeak, tell, lambda: ("", 1.0)),
    )
    discretion = Discretion(life.log, Privacy, lambda: "UTC")
    return Microphone(life.log, Ears("What did I do?"), discretion, company.talker)


async def _nothing(partial: str, thread: str, now: datetime, zone: str) -> None:
    return


def connected() -> Connected:
    return Connected(
        device="soak-device", stream="soak-stream", name="", trust=Trust.PERSON, mode="ambient"
    )


@pytest.mark.slow
async def test_two_hours_grow_nothing_and_fall_behind_nowhere(tmp_path: Path) -> None:
    """Two hours of sound through the sense, as fast as it goes: memory after the second hour is
    that after the first."""
    messages = int(7200 / STEP)
    async with living(tmp_path) as (life, scripted):
        sense, sizes = microphone(life, scripted), list[int]()
        sent = done = 0

        async def captured() -> AsyncGenerator[Captured, None]:
            nonlocal sent
            for seq in range(1, messages + 1):
                sent = seq
                yield sound(seq)
                if seq in (messages // 2, messages - 1):
                    gc.collect()
                    sizes.append(tracemalloc.get_traced_memory()[0])
                if seq % 8 == 0:
                    await asyncio.sleep(0.001)
                assert seq - done < 60 / STEP

        tracemalloc.start()
        try:
            async with aclosing(sense.run(captured(), connected())) as told:
                async for each in told:
                    if isinstance(each, Done):
                        done = each.seq
        finally:
            tracemalloc.stop()
        heard = sum(isinstance(m.what, Heard) for m in [m async for m in life.log.read()])
    assert heard == pytest.approx(messages / (WORDS + QUIET), abs=2)
    assert done >= messages - 31
    assert sizes[1] - sizes[0] < 4 << 20


@asynccontextmanager
async def line(live: Live, told: list[Down]) -> AsyncIterator[Connection]:
    """A connection to the life, while it lasts."""

    async def tell(down: Down) -> None:
        told.append(down)

    connection = await live.connect(connected(), tell)
    serving = asyncio.create_task(live.serve(connection))
    try:
        yield connection
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


async def test_a_line_that_drops_doubles_and_mixes_up_messages_loses_nothing(
    tmp_path: Path,
) -> None:
    """5% lost, 5% doubled, 5% late, and the connection lost now and then: as if it were whole."""
    chance, messages = random.Random(7), 20 * (WORDS + QUIET)
    async with living(tmp_path) as (life, scripted):
        live = Live(life.log, (microphone(life, scripted),))
        acked = 0
        while acked < messages - QUIET:
            told: list[Down] = []
            async with line(live, told) as connection:
                seq, until = connection.done + 1, chance.randint(40, 400)
                for _ in range(until):
                    if seq > messages:
                        break
                    await _send(connection, seq, chance)
                    seq += 1
                    resent = [each.after for each in told if isinstance(each, Resend)]
                    if resent:
                        seq = resent[-1] + 1
                        told.clear()
                    await asyncio.sleep(0)
                await asyncio.sleep(0.3)
                acked = max([acked, connection.done, *(a.seq for a in told if isinstance(a, Ack))])
                if seq > messages:
                    await connection.lost(messages)
                    await asyncio.sleep(0.3)
                    acked = connection.done
        kept = [m for m in [m async for m in life.log.read()] if isinstance(m.what, Heard)]
    assert len(kept) == 20
    assert len({m.origin for m in kept}) == 20


async def _send(connection: Connection, seq: int, chance: random.Random) -> None:
    """Send a message over the bad line."""
    fate = chance.random()
    if fate < 0.05:
        return
    if fate < 0.10:
        await connection.take(sound(seq))
    if fate < 0.15:
        await connection.take(sound(seq + 3))
    await connection.take(sound(seq))
