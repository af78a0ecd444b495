"""Speech to text while somebody speaks: Whisper on an utterance already found, as fast as it can.

Whisper was trained on windows of 30 seconds; most of its time goes into silence. Here the window is
as long as the utterance needs; where the words then repeat themselves, the whole window is used.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator
from typing import Any, Protocol, runtime_checkable

import numpy as np

from alongside.models import mel
from alongside.models.hear.engine import Attempt, Loaded, encode, language_of, text_of
from alongside.models.model import Hear, Segment, Sound
from alongside.models.runtime import Lazy

WINDOWS = (8.0, 10.0, 12.0, 15.0, 20.0, 30.0)
TAIL = 1.0
"""Seconds of silence after the speech that a window has room for."""
TOKENS_PER_SECOND = 8
TOKENS_SPARE = 12
TWICE = re.compile(r"(\b\w.{11,}?)[\s,.;!?]+\1\b", re.IGNORECASE)
"""The same words twice in a row: said so, or made up in a window that is too short."""
KNOWN_FROM = 1.5
"""Seconds of speech from which its language is looked for; before, the last one is believed."""


@runtime_checkable
class Quickens(Protocol):
    """A `Hear` model that has a faster form for single utterances."""

    def quick(self) -> Hear: ...


class QuickWhisper:
    """A `Hear` model for one utterance at a time: gives one segment, or none for no words."""

    remote = False

    def __init__(self, name: str, loaded: Lazy[Loaded]) -> None:
        self.name = name
        self._loaded = loaded

    async def run(self, given: Sound) -> AsyncGenerator[Segment, None]:
        """What is said. Raises `ModelError`."""
        segment = await asyncio.to_thread(self._hear, given)
        if segment.text:
            yield segment

    def _hear(self, given: Sound) -> Segment:
        model, seconds = self._loaded(), len(given.samples) / mel.RATE
        window = next((w for w in WINDOWS if seconds + TAIL <= w), WINDOWS[-1])
        encoded = encode(model, given.samples, window)
        language = given.language
        if not language or seconds >= KNOWN_FROM:
            votes = {language: seconds} if language else {}
            language = language_of(model, encoded, seconds, votes)
        attempt = _decode(model, encoded, language, seconds)
        if window < WINDOWS[-1] and (attempt.repeats or TWICE.search(attempt.text)):
            encoded = encode(model, given.samples, WINDOWS[-1])
            attempt = _decode(model, encoded, language, seconds)
        return Segment(attempt.text if attempt.speech else "", 0.0, seconds, language)


def _decode(model: Loaded, encoded: Any, language: str, seconds: float) -> Attempt:
    prompt = model.prompt(language, "notimestamps")
    (result,) = model.engine.generate(
        encoded,
        [prompt],
        beam_size=1,
        max_length=len(prompt) + TOKENS_SPARE + int(seconds * TOKENS_PER_SECOND),
        return_scores=True,
        return_no_speech_prob=True,
    )
    tokens = tuple(result.sequences_ids[0])
    text = text_of(model, tokens)
    return Attempt(tokens, text, float(np.float32(result.scores[0])), result.no_speech_prob)
