"""Speech in English by Hibari, a small student of Kokoro-82M that is a hundred times as fast."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import numpy as np

from alongside.models.catalogue import Catalogue
from alongside.models.model import Speech, Utterance
from alongside.models.runtime import Lazy
from alongside.models.speak.cast import voice_of

SLOWEST, FASTEST = 0.5, 2.0
PITCHES = (0.84, 0.9, 0.95, 1.06, 1.12)
"""How much higher its voice is made for those who are played."""


class Hibari:
    """A `Speak` model with one voice, which lies inside its library."""

    remote = False

    def __init__(self, name: str) -> None:
        self.name = name
        self._loaded = Lazy(_load)

    async def run(self, given: Utterance) -> AsyncGenerator[Speech, None]:
        """A sentence at a time. Raises `ModelError`."""
        voice = await asyncio.to_thread(self._loaded)
        pitch = voice_of(given.cast, PITCHES) if given.cast else 1.0
        speed = min(FASTEST, max(SLOWEST, given.speed / pitch))
        sentences = voice.stream(given.text, speed=speed, seed=0)
        rate = round(voice.sample_rate * pitch)
        while (samples := await asyncio.to_thread(next, sentences, None)) is not None:
            yield Speech(np.asarray(samples, np.float32), rate)


def _load() -> Any:
    import hibari

    voice = hibari.Hibari()
    voice("Ready.")  # loads what is loaded at the first sentence
    return voice


def build(choice: str, catalogue: Catalogue) -> Hibari:
    """The model of the catalogue that `choice` (`embedded:<id>`) names."""
    del catalogue
    return Hibari(choice)
