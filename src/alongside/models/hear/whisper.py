"""Speech to text: Whisper (Radford et al., 2022) on CTranslate2, given only the speech there is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from typing import Any

from alongside.models import mel
from alongside.models.catalogue import Catalogue
from alongside.models.hear.engine import (
    TICK,
    Attempt,
    Loaded,
    encode,
    language_of,
    load,
    text_of,
)
from alongside.models.hear.quick import QuickWhisper
from alongside.models.model import Hear, Segment, Sound
from alongside.models.runtime import Files, Lazy
from alongside.models.vad import Stretch, Vad, pack

LONGEST = 20.0
"""Seconds of speech given at once."""
GAP = 1.0
"""Seconds of silence across which neighbouring speech is given together."""
WINDOW = 30.0
"""Seconds that Whisper was trained on."""
SHORTEST, TAIL = 20.0, 2.0
"""Seconds to which less is filled up with silence, and seconds of silence put after speech.
On less it repeats itself and loses words."""
BEAMS = 5
TOKENS_PER_SECOND = 12
TOKENS_SPARE = 24
TOKENS_MOST = 224


class Whisper:
    """A `Hear` model: streams the segments of each stretch of speech as it is done.

    Its files are CTranslate2's `model.bin`, `config.json` and vocabulary, and `tokenizer.json`.
    """

    remote = False

    def __init__(self, name: str, files: Files, vad: Vad) -> None:
        self.name = name
        self._vad = vad
        self._loaded = Lazy(lambda: load(files()))

    async def run(self, given: Sound) -> AsyncGenerator[Segment, None]:
        """Segments in the order of time. Raises `ModelError`."""
        votes: dict[str, float] = {}
        stretches = await asyncio.to_thread(self._vad.stretches, given.samples, LONGEST)
        for stretch in pack(stretches, LONGEST, GAP):
            for segment in await asyncio.to_thread(self._hear, given, stretch, votes):
                yield segment

    def quick(self) -> Hear:
        """A faster form of it for single utterances, on the same weights."""
        return QuickWhisper(self.name, self._loaded)

    def _hear(self, given: Sound, stretch: Stretch, votes: dict[str, float]) -> list[Segment]:
        start, end = stretch
        samples = given.samples[int(start * mel.RATE) : int(end * mel.RATE)]
        model = self._loaded()
        encoded = encode(model, samples, max(SHORTEST, end - start + TAIL))
        language = given.language or language_of(model, encoded, end - start, votes)
        attempt = _decode(model, encoded, language, end - start)
        if attempt.repeats:
            attempt = _decode(model, encode(model, samples, WINDOW), language, end - start)
        if not attempt.speech:
            return []
        return [*_segments(model, attempt.tokens, stretch, language)]


def _decode(model: Loaded, encoded: Any, language: str, seconds: float) -> Attempt:
    prompt = model.prompt(language)
    most = min(TOKENS_MOST, TOKENS_SPARE + int(seconds * TOKENS_PER_SECOND))
    (result,) = model.engine.generate(
        encoded,
        [prompt],
        beam_size=BEAMS,
        max_length=len(prompt) + most,
        return_scores=True,
        return_no_speech_prob=True,
        max_initial_timestamp_index=50,
    )
    tokens = tuple(result.sequences_ids[0])
    return Attempt(tokens, text_of(model, tokens), result.scores[0], result.no_speech_prob)


def _segments(
    model: Loaded, tokens: Sequence[int], stretch: Stretch, language: str
) -> Iterator[Segment]:
    """Text between time tokens. One left open ends with the stretch; past it all is made up."""
    begin, end = stretch
    start, words = begin, list[int]()
    for token in (*tokens, model.first_time + int((end - begin) / TICK)):
        if token < model.first_time:
            words.append(token)
            continue
        at = min(end, begin + (token - model.first_time) * TICK)
        text = text_of(model, words)
        if text and at > start:
            yield Segment(text, start, at, language)
        start, words = at, []


def build(choice: str, catalogue: Catalogue) -> Whisper:
    """The model of the catalogue that `choice` (`embedded:<id>`) names."""
    entry = choice.partition(":")[2]
    vad = Vad(lambda: catalogue.path("silero-vad"))
    return Whisper(choice, lambda: catalogue.path(entry), vad)
