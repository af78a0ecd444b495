"""Sound as devices send and play it: PCM, 16 bit little-endian, mono."""

from __future__ import annotations

import numpy as np

from alongside.models.model import Floats

LOUDEST = 32_767


def from_pcm(pcm: bytes) -> Floats:
    """Samples in -1..1, of whole 16 bit samples."""
    return np.asarray(np.frombuffer(pcm, "<i2") / np.float32(LOUDEST + 1), np.float32)


def to_pcm(samples: Floats) -> bytes:
    """16 bit samples; what is louder than can be is cut off."""
    return bytes((np.clip(samples, -1, 1) * LOUDEST).astype("<i2").tobytes())
