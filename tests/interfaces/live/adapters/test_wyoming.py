"""A Wyoming satellite, simulated with the protocol's own library."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from alongside.interfaces.live.adapters.wyoming import Satellite
from alongside.senses.live.captured import Audio, Moded
from alongside.senses.live.sense import Played
from alongside.senses.live.told import Caption, Sounding, Speech

from .conftest import Noting

pytest.importorskip("wyoming")

from wyoming.asr import Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.event import Event, async_read_event, async_write_event
from wyoming.ping import Ping, Pong
from wyoming.pipeline import PipelineStage, RunPipeline
from wyoming.satellite import RunSatellite
from wyoming.snd import Played as Heard


class Room:
    """A satellite that waits for its server."""

    def __init__(self) -> None:
        self.got: asyncio.Queue[Event] = asyncio.Queue()
        self.writers: list[asyncio.StreamWriter] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        while (event := await async_read_event(reader)) is not None:
            self.got.put_nowait(event)
        writer.close()

    async def send(self, *events: Event) -> None:
        for event in events:
            await async_write_event(event, self.writers[-1])

    async def until(self, kind: type[Any]) -> Event:
        async with asyncio.timeout(30):
            while not kind.is_type((event := await self.got.get()).type):
                pass
            return event


@pytest.fixture
async def room() -> AsyncIterator[tuple[Room, str]]:
    room = Room()
    async with await asyncio.start_server(room.serve, "127.0.0.1", 0) as server:
        yield room, f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        for writer in room.writers:
            writer.close()


async def test_what_is_asked_in_a_room_is_heard_and_answered_there(
    room: tuple[Room, str], device: Noting
) -> None:
    satellite, uri = room
    serving = device.serving(Satellite(uri))
    await satellite.until(RunSatellite)
    run = RunPipeline(start_stage=PipelineStage.ASR, end_stage=PipelineStage.TTS)
    sound = AudioChunk(rate=16_000, width=2, channels=1, audio=b"\x01\x00" * 1600)
    await satellite.send(run.event(), sound.event())
    await device.until(Audio)
    assert device.captured[:2] == [Moded("ambient"), Moded("talk")]
    assert device.captured[2] == Audio(b"\x01\x00" * 1600)
    device.tell(
        Caption(id="1", text="What time is it?", final=True, language="en", talk=True),
        Speech(1, 22_050, "Three."), Sounding(1, b"\x02\x00" * 10), Sounding(1, b""),
        Speech(2, 22_050, "Or so."), Sounding(2, b"\x03\x00" * 10), Sounding(2, b""),
    )  # fmt: skip
    said = Transcript.from_event(await satellite.until(Transcript))
    assert (said.text, said.language) == ("What time is it?", "en")
    assert AudioStart.from_event(await satellite.until(AudioStart)).rate == 22_050
    assert AudioChunk.from_event(await satellite.until(AudioChunk)).audio == b"\x02\x00" * 10
    await satellite.until(AudioStop)
    await satellite.send(Heard().event())
    await satellite.until(AudioStop)
    assert device.signalled == []
    await satellite.send(Heard().event(), Ping(text="x").event())
    assert Pong.from_event(await satellite.until(Pong)).text == "x"
    assert device.signalled == [Played()]
    assert device.captured[-1] == Moded("ambient")
    await stopped(serving)


async def test_a_satellite_that_is_gone_is_sought_again(
    room: tuple[Room, str], device: Noting
) -> None:
    satellite, uri = room
    serving = device.serving(Satellite(uri))
    await satellite.until(RunSatellite)
    satellite.writers[-1].close()
    await satellite.until(RunSatellite)
    assert len(satellite.writers) == 2
    assert uri in device.troubles[0]
    await stopped(serving)


async def stopped(serving: asyncio.Task[None]) -> None:
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    await asyncio.sleep(0.05)


def test_anybody_may_speak_to_it() -> None:
    assert Satellite("tcp://127.0.0.1:1").room
