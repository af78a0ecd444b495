"""From what a microphone sends to the frames that hearing works on."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Iterator
from datetime import datetime, timedelta

import numpy as np

from alongside.models.hear.endpoint import SILENT, Piece, Quiet
from alongside.models.hear.pcm import from_pcm
from alongside.models.mel import RATE
from alongside.models.model import Floats
from alongside.models.vad import FRAME
from alongside.senses.live.captured import Audio, Captured

GAP = timedelta(seconds=2)
"""A hole in the sound that ends what was being said."""
STILL = np.zeros(FRAME, np.float32)


async def pieces(captured: AsyncIterable[Captured]) -> AsyncGenerator[Piece | Quiet, None]:
    """The sound in frames. Whatever cuts it off is followed by silence, which ends an utterance.

    That is all that isn't sound, which is given on as quiet (the device is muted, leaves something
    out, changes its mode), and a hole in time.
    """
    rest = np.zeros(0, np.float32)
    last: Captured | None = None
    until: datetime | None = None
    async for each in captured:
        if last is not None and (not isinstance(each.what, Audio) or (until and each.at > until)):
            for piece in _silence(last):
                yield piece
            rest, last = rest[:0], None
        if isinstance(each.what, Audio):
            samples = np.concatenate([rest, from_pcm(each.what.pcm)])
            for piece in _framed(samples, each):
                yield piece
            rest, last = samples[len(samples) // FRAME * FRAME :], each
            until = each.at + GAP + timedelta(seconds=len(samples) / RATE)
        else:
            yield Quiet(each.seq)
    if last is not None:
        for piece in _silence(last):
            yield piece


def _framed(samples: Floats, captured: Captured) -> Iterator[Piece]:
    for first in range(0, len(samples) - FRAME + 1, FRAME):
        at = captured.at + timedelta(seconds=first / RATE)
        yield Piece(samples[first : first + FRAME], captured.seq, at)


def _silence(after: Captured) -> Iterator[Piece]:
    for _ in range(SILENT + 1):
        yield Piece(STILL, after.seq, after.at)
