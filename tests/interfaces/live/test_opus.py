"""Sound as Opus: what was encoded is heard, and what is broken is silence."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from alongside.interfaces.live import protocol
from alongside.interfaces.live.opus import Decoder, Encoder, decoded
from alongside.models.hear.pcm import from_pcm, to_pcm
from alongside.models.mel import RATE
from alongside.senses.live.captured import Audio, Captured, Moded

NOW = datetime(2026, 11, 27, tzinfo=UTC)
TONE = to_pcm((0.5 * np.sin(2 * np.pi * 440 / RATE * np.arange(RATE))).astype(np.float32))


async def test_a_tone_comes_through_the_protocol_as_a_tone_at_a_tenth_of_its_size() -> None:
    packets = [*Encoder().encode(TONE)]
    assert sum(len(each.packet) for each in packets) < len(TONE) / 6

    async def sent() -> AsyncGenerator[Captured, None]:
        yield Captured(1, NOW, Moded("talk"))
        for seq, opus in enumerate(packets, 2):
            read = protocol.read(protocol.write(Captured(seq, NOW, opus)))
            assert isinstance(read, Captured)
            yield read

    came = [each async for each in decoded(sent())]
    assert [each.seq for each in came] == [*range(1, 52)]
    assert came[0].what == Moded("talk")
    heard = from_pcm(b"".join(each.what.pcm for each in came if isinstance(each.what, Audio)))
    assert abs(len(heard) - RATE) < RATE / 50
    spectrum = np.abs(np.fft.rfft(heard[:RATE]))
    assert abs(int(np.argmax(spectrum)) * RATE / len(heard[:RATE]) - 440) < 2


@given(st.binary(max_size=200))
def test_whatever_a_packet_holds_it_becomes_sound(packet: bytes) -> None:
    pcm = Decoder().decode(packet)
    assert len(pcm) % 2 == 0
