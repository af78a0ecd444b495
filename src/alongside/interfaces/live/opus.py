"""Opus packets as sound and back, by the codec within PyAV: no system library is needed."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from alongside.models.mel import RATE
from alongside.senses.live.captured import Audio, Captured, Opus

if TYPE_CHECKING:
    from av import AudioFrame

STILL = bytes(2 * RATE // 50)
"""What stands for a packet that can't be decoded: 20 ms of silence."""
PACKET = RATE // 50
"""Samples of a packet that we write: 20 ms."""


async def decoded(captured: AsyncIterable[Captured]) -> AsyncGenerator[Captured, None]:
    """The same, with sound instead of its packets."""
    decoder: Decoder | None = None
    async for each in captured:
        if isinstance(each.what, Opus):
            decoder = decoder or Decoder()
            yield replace(each, what=Audio(decoder.decode(each.what.packet)))
        else:
            yield each


class Decoder:
    """Decodes one stream's packets, in order."""

    def __init__(self) -> None:
        import av

        self._codec = av.AudioCodecContext.create("opus", "r")
        self._codec.sample_rate, self._codec.layout = 48_000, "mono"
        self._resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)

    def decode(self, packet: bytes) -> bytes:
        """PCM of 16 bit at 16 kHz; silence where the packet is broken."""
        import av
        from av.error import FFmpegError

        try:
            frames = self._codec.decode(av.Packet(packet))
        except FFmpegError:
            return STILL
        return b"".join(
            made.to_ndarray().astype("<i2").tobytes()
            for frame in frames
            for made in self._resampler.resample(frame)
        )


class Encoder:
    """Encodes sound at 16 kHz, a packet each 20 ms."""

    def __init__(self, bits: int = 24_000) -> None:
        import av

        self._codec = av.AudioCodecContext.create("libopus", "w")
        self._codec.sample_rate, self._codec.layout, self._codec.format = RATE, "mono", "s16"
        self._codec.bit_rate = bits
        self._codec.options = {"application": "voip", "frame_duration": "20"}
        self._rest = np.zeros(0, np.int16)
        self._at = 0

    def encode(self, pcm: bytes) -> Iterator[Opus]:
        """The packets that are whole with this sound."""
        self._rest = np.concatenate([self._rest, np.frombuffer(pcm, "<i2")])
        while len(self._rest) >= PACKET:
            frame = self._frame(self._rest[:PACKET])
            self._rest = self._rest[PACKET:]
            for packet in self._codec.encode(frame):
                yield Opus(bytes(packet))

    def _frame(self, samples: np.ndarray[tuple[int], np.dtype[np.int16]]) -> AudioFrame:
        import av

        frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._at, Fraction(1, RATE)
        self._at += PACKET
        return frame
