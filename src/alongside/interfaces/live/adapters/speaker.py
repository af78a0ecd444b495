"""The speaker of this machine: plays what is said, and is silent when it is told to be."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import Protocol

import numpy as np

from alongside.interfaces.live.device import Device
from alongside.interfaces.live.protocol import Down
from alongside.senses.live.sense import Played
from alongside.senses.live.told import Clear, Sounding, Speech, Spoken

PIECE = 0.1
"""Seconds that are written at once: as long silence may take."""


class Line(Protocol):
    """Where sound is written, at one rate; `write` blocks while its buffer is full."""

    def write(self, pcm: bytes, rate: int) -> None: ...


class Alsa:
    """The default output of ALSA, through PyAV."""

    def __init__(self) -> None:
        self._rate = 0

    def write(self, pcm: bytes, rate: int) -> None:
        import av

        if rate != self._rate:
            self._container = av.open("default", "w", format="alsa")
            self._stream = self._container.add_stream("pcm_s16le", rate=rate, layout="mono")
            self._rate = rate
        samples = np.frombuffer(pcm, "<i2")[None]
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = rate
        for packet in self._stream.encode(frame):
            self._container.mux(packet)


class Speaker:
    """Plays clauses in the order in which they come, and tells when all was heard."""

    def __init__(self, line: Callable[[], Line | None] | None = None) -> None:
        """`line` opens the output; None where this machine has none that we can use."""
        self._open = line or _line
        self._line: Line | None = None
        self._rates: dict[int, int] = {}
        self._queue: asyncio.Queue[tuple[bytes, int] | None] = asyncio.Queue()
        self._playing: asyncio.Task[None] | None = None

    async def tell(self, device: Device, told: Down, /) -> None:
        """Play it, if it is sound."""
        match told:
            case Speech(seq=seq, rate=rate):
                self._rates[seq] = rate
            case Sounding(seq, pcm) if pcm and seq in self._rates:
                rate = self._rates[seq]
                step = 2 * int(PIECE * rate)
                for first in range(0, len(pcm), step):
                    self._queue.put_nowait((pcm[first : first + step], rate))
            case Spoken():
                self._queue.put_nowait(None)
            case Clear():
                self._rates.clear()
                while not self._queue.empty():
                    self._queue.get_nowait()
            case _:
                return
        if self._playing is None or self._playing.done():
            self._playing = asyncio.create_task(self._play(device))

    async def _play(self, device: Device) -> None:
        while not self._queue.empty():
            piece = self._queue.get_nowait()
            if piece is None:
                await device.signal(Played())
                continue
            self._line = self._line or await asyncio.to_thread(self._open)
            if self._line is not None:
                await asyncio.to_thread(self._line.write, *piece)


def _line() -> Line | None:
    return Alsa() if sys.platform.startswith("linux") else None
