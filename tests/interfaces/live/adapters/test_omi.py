"""An Omi pendant, simulated as the Bluetooth peer that it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Self

import numpy as np
import pytest

from alongside.interfaces.live.adapters.omi import AUDIO, BATTERY, BUTTON, CODEC, Frames, Omi
from alongside.interfaces.live.opus import Encoder
from alongside.models.hear.pcm import to_pcm
from alongside.senses.live.captured import Audio, Charged, Moded, Opus, Pressed

from .conftest import Noting

TONE = to_pcm((0.5 * np.sin(np.arange(16_000) / 6)).astype(np.float32))


class Pendant:
    """What Bleak's client is to a pendant; `notify` is what the pendant sends."""

    def __init__(self, codec: int, has: tuple[str, ...] = (BUTTON, BATTERY)) -> None:
        self.codec = codec
        self.heeds: dict[str, Callable[[object, bytearray], None]] = {}
        self.number = 65_530
        self.ready = asyncio.Event()
        self.refuses = False
        there = [SimpleNamespace(uuid=uuid) for uuid in (AUDIO, CODEC, *has)]
        self.services = [SimpleNamespace(characteristics=there)]

    def __call__(self, address: str, disconnected_callback: Callable[[object], None]) -> Self:
        self._left = disconnected_callback
        return self

    def leave(self) -> None:
        self._left(self)

    async def __aenter__(self) -> Self:
        if self.refuses:
            raise TimeoutError("not found")
        return self

    async def __aexit__(self, *_: object) -> None:
        self.ready.clear()

    async def read_gatt_char(self, uuid: str) -> bytes:
        return {CODEC: bytes([self.codec])}[uuid]

    async def start_notify(self, uuid: str, heed: Callable[[object, bytearray], None]) -> None:
        self.heeds[uuid] = heed
        self.ready.set()

    def notify(self, uuid: str, data: bytes) -> None:
        self.heeds[uuid](None, bytearray(data))

    def say(self, frame: bytes, most: int = 40) -> None:
        """A frame of sound in as many packets as it needs."""
        for part, first in enumerate(range(0, len(frame), most)):
            self.notify(AUDIO, packet(self.number, part, frame[first : first + most]))
            self.number = (self.number + 1) % 65_536


def packet(number: int, part: int, body: bytes) -> bytes:
    return number.to_bytes(2, "little") + bytes([part]) + body


async def test_what_the_pendant_hears_is_captured_with_its_button_and_battery(
    device: Noting,
) -> None:
    pendant = Pendant(20)
    serving = device.serving(Omi("AA:BB", pendant))
    await asyncio.wait_for(pendant.ready.wait(), 10)
    await asyncio.sleep(0)
    packets = [*Encoder().encode(TONE)]
    for opus in packets:
        pendant.say(opus.packet)
    pendant.notify(BATTERY, b"\x50")
    for how in (1, 4, 5, 1, 2, 3):
        pendant.notify(BUTTON, bytes([how, 0, 0, 0]))
    await device.until(Pressed, 4)
    assert device.of(Opus) == packets[:-1]
    assert device.of(Charged) == [Charged(0.8)]
    assert device.of(Moded) == [Moded("ambient"), Moded("talk"), Moded("ambient")]
    assert [each.how for each in device.of(Pressed) if isinstance(each, Pressed)] == [
        "short", "short", "double", "long",
    ]  # fmt: skip
    serving.cancel()


async def test_a_pendant_out_of_reach_is_told_of_and_sought_again(device: Noting) -> None:
    pendant = Pendant(20, has=())
    pendant.refuses = True
    serving = device.serving(Omi("AA:BB", pendant))
    assert "AA:BB" in await device.until_troubled()
    pendant.refuses = False
    await asyncio.wait_for(pendant.ready.wait(), 30)
    pendant.leave()
    assert "out of reach" in await device.until_troubled()
    serving.cancel()


@pytest.mark.parametrize(("codec", "factor"), [(0, 1), (1, 2)])
def test_plain_sound_is_given_at_sixteen_kilohertz(codec: int, factor: int) -> None:
    frames, made = Frames(codec), list[Any]()
    for number in range(5):
        made += frames.take(packet(number, 0, TONE[:320]))
    assert len(made) == 4
    assert all(isinstance(each, Audio) and len(each.pcm) == 320 * factor for each in made)


def test_a_frame_that_lost_a_part_is_left_out() -> None:
    frames = Frames(20)
    came = [
        *frames.take(packet(1, 0, b"a")), *frames.take(packet(3, 1, b"b")),
        *frames.take(packet(4, 0, b"c")), *frames.take(packet(5, 1, b"d")),
        *frames.take(packet(6, 0, b"e")), *frames.take(b"xx"),
    ]  # fmt: skip
    assert came == [Opus(b"cd")]
