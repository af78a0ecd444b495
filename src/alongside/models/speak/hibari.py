"""Speech in English by Hibari, a small student of Kokoro-82M that is a hundred times as fast."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import numpy as np

from alongside.models.catalogue import Catalogue
from alongside.models.model import Speech, Utterance
from alongside.models.runtime import Lazy

SLOWEST, FASTEST = 0.5, 2.0


class Hibari:
    """A `Speak` model with one voice, which lies inside its library."""

    remote = False

    def __init__(self, name: str) -> None:
        self.name = name
        self._loaded = Lazy(_load)

    async def run(self, given: Utterance) -> AsyncGenerator[Speech, None]:
        """A sentence at a time. Raises `ModelError`."""
        voice = await asyncio.to_thread(self._loaded)
        speed = min(FASTEST, max(SLOWEST, given.speed))
        sentences = voice.stream(given.text, speed=speed, seed=0)
        while (samples := await asyncio.to_thread(next, sentences, None)) is not None:
            yield Speech(np.asarray(samples, np.float32), voice.sample_rate)


def _load() -> Any:
    import hibari

    voice = hibari.Hibari()
    voice("Ready.")  # loads what is loaded at the first sentence
    return voice


def build(choice: str, catalogue: Catalogue) -> Hibari:
    """The model of the catalogue that `choice` (`embedded:<id>`) names."""
    del catalogue
    return Hibari(choice)
