"""A voice for tests: a tone as long as the text, which tells what it was given."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import numpy as np

from alongside.models.model import Speech, Utterance

RATE = 24_000
SECONDS_A_LETTER = 0.05


class ScriptedSpeak:
    """A `Speak` model; `given` holds all that it was asked to say."""

    remote = False

    def __init__(self, name: str = "scripted:speak") -> None:
        self.name = name
        self.given: list[Utterance] = []

    async def run(self, given: Utterance) -> AsyncGenerator[Speech, None]:
        """A tone of 220 Hz, in one piece."""
        self.given.append(given)
        await asyncio.sleep(0)
        count = int(len(given.text) * SECONDS_A_LETTER * RATE / given.speed)
        wave = 0.2 * np.sin(2 * np.pi * 220 / RATE * np.arange(count))
        yield Speech(wave.astype(np.float32), RATE)
