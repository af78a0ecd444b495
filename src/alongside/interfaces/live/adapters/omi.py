"""An Omi pendant over Bluetooth LE: its sound, its button and its battery.

The pendant's protocol is public, and small enough that Bleak alone speaks it: the SDK of its makers
needs a system library for Opus and a service for transcription.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import numpy as np
import soxr

from alongside.interfaces.live.adapters.adapter import ExtraMissing, PeerGone
from alongside.interfaces.live.device import Device
from alongside.interfaces.live.protocol import Down
from alongside.models.hear.pcm import from_pcm, to_pcm
from alongside.models.mel import RATE
from alongside.senses.live.captured import Audio, Charged, Moded, Opus, Pressed
from alongside.senses.live.captured import What as Sensed

AUDIO = "19b10001-e8f2-537e-4f6c-d104768a1214"
CODEC = "19b10002-e8f2-537e-4f6c-d104768a1214"
BUTTON = "23ba7925-0000-1000-7450-346eac492e92"
BATTERY = "00002a19-0000-1000-8000-00805f9b34fb"
PCM, PCM_8K, OPUS, OPUS_LONG = 0, 1, 20, 21
HEADER = 3
"""Bytes before the sound: the packet's number (2, little-endian), and which part of a frame."""
PRESSES = {1: "short", 2: "double", 3: "long"}
Connect = Callable[..., Any]


class Omi:
    """The pendant at a Bluetooth address. A short press has it talk, or overhear again."""

    can = ("microphone",)
    room = False

    def __init__(self, address: str, connect: Connect | None = None) -> None:
        """`connect` opens a Bluetooth LE client for an address, as Bleak's does."""
        self._address = address
        self._connect = connect
        self._talks = False

    async def capture(self, device: Device) -> None:
        connect, failure = self._connect or _bleak(), _failure()
        gone = asyncio.Event()
        queue: asyncio.Queue[Sensed] = asyncio.Queue()
        try:
            async with connect(self._address, disconnected_callback=lambda _: gone.set()) as client:
                await self._subscribe(client, queue)
                await _until(gone, queue, device)
        except (failure, OSError, TimeoutError) as error:
            raise PeerGone(f"The pendant {self._address} can't be reached: {error}") from error
        raise PeerGone(f"The pendant {self._address} is out of reach.")

    async def tell(self, _: Device, __: Down, /) -> None:
        """It has neither a speaker nor a screen."""

    async def _subscribe(self, client: Any, queue: asyncio.Queue[Sensed]) -> None:
        codec = (await client.read_gatt_char(CODEC))[0]
        frames = Frames(codec)

        def heard(_: object, data: bytearray) -> None:
            for what in frames.take(bytes(data)):
                queue.put_nowait(what)

        def pressed(_: object, data: bytearray) -> None:
            for what in self._pressed(data[0] if data else 0):
                queue.put_nowait(what)

        def charged(_: object, data: bytearray) -> None:
            queue.put_nowait(Charged(min(100, data[0]) / 100))

        has = {str(each.uuid) for service in client.services for each in service.characteristics}
        await client.start_notify(AUDIO, heard)
        for characteristic, heed in ((BUTTON, pressed), (BATTERY, charged)):
            if characteristic in has:
                await client.start_notify(characteristic, heed)

    def _pressed(self, how: int) -> list[Sensed]:
        if how not in PRESSES:
            return []
        if how != 1:
            return [Pressed("button", "double" if how == 2 else "long")]
        self._talks = not self._talks
        return [Pressed("button", "short"), Moded("talk" if self._talks else "ambient")]


class Frames:
    """Puts frames of sound together from the packets that they came in."""

    def __init__(self, codec: int) -> None:
        self._codec = codec
        self._held = b""
        self._next = -1

    def take(self, packet: bytes) -> list[Sensed]:
        """The frame that is whole with this packet; one that lost a part is left out."""
        if len(packet) <= HEADER:
            return []
        number, part = int.from_bytes(packet[:2], "little"), packet[2]
        whole: list[Sensed] = []
        if part == 0:
            whole = self._whole()
            self._held = packet[HEADER:]
        elif self._held and number in (self._next, self._next - 1):
            self._held += packet[HEADER:]
        else:
            self._held = b""
        self._next = (number + 1) % 65536
        return whole

    def _whole(self) -> list[Sensed]:
        frame, self._held = self._held, b""
        if not frame:
            return []
        if self._codec in (OPUS, OPUS_LONG):
            return [Opus(frame)]
        samples = from_pcm(frame[: len(frame) // 2 * 2])
        if self._codec == PCM_8K:
            samples = np.asarray(soxr.resample(samples, RATE // 2, RATE), np.float32)
        return [Audio(to_pcm(samples))]


async def _until(gone: asyncio.Event, queue: asyncio.Queue[Sensed], device: Device) -> None:
    """Give on what comes until the pendant is gone."""
    leaving = asyncio.create_task(gone.wait())
    try:
        while not leaving.done():
            coming = asyncio.create_task(queue.get())
            await asyncio.wait([coming, leaving], return_when=asyncio.FIRST_COMPLETED)
            if coming.done():
                await device.capture(coming.result())
            else:
                coming.cancel()
    finally:
        leaving.cancel()


def _bleak() -> Connect:
    try:
        from bleak import BleakClient
    except ImportError as error:
        raise ExtraMissing("bluetooth") from error
    client: Connect = BleakClient
    return client


def _failure() -> type[Exception]:
    """What a Bluetooth client raises."""
    try:
        from bleak.exc import BleakError
    except ImportError:
        return ConnectionError
    error: type[Exception] = BleakError
    return error
