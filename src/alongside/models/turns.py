"""Whether somebody has finished speaking or only pauses: Smart Turn v3.2 (Daily, 2025).

It listens to the last 8 seconds as Whisper does, and was learned on turns in 23 languages.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import numpy as np

from alongside.models.catalogue import Catalogue
from alongside.models.hear.engine import log_mel
from alongside.models.mel import RATE
from alongside.models.model import Floats, Sound
from alongside.models.runtime import Files, Lazy, Network

WINDOW = 8
"""Seconds at the end that it listens to."""


class SmartTurn:
    """A `Turns` model, in `model.onnx`."""

    remote = False

    def __init__(self, name: str, files: Files) -> None:
        self.name = name
        self._network = Lazy(lambda: Network(files()["model.onnx"], most=1))

    async def run(self, given: Sound) -> AsyncGenerator[float, None]:
        """The probability that the turn is over, 0..1. Raises `ModelError`."""
        yield await asyncio.to_thread(self._over, given.samples)

    def _over(self, samples: Floats) -> float:
        heard = samples[-WINDOW * RATE :]
        heard = np.pad(heard, (WINDOW * RATE - len(heard), 0))
        level = (heard - heard.mean()) / np.sqrt(heard.var() + 1e-7)
        mel = log_mel(level.astype(np.float32), 80, WINDOW)
        (made,) = self._network().run({"input_features": mel})
        return float(made.ravel()[0])


def build(choice: str, catalogue: Catalogue) -> SmartTurn:
    """The model of the catalogue that `choice` (`embedded:<id>`) names."""
    entry = choice.partition(":")[2]
    return SmartTurn(choice, lambda: catalogue.path(entry))
