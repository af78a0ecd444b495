"""Speech to text: Whisper (Radford et al., 2022) on CTranslate2, given only the speech there is."""

from __future__ import annotations

import asyncio
import zlib
from collections import Counter
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from alongside.models import mel
from alongside.models.model import Floats, Segment, Sound
from alongside.models.runtime import Lazy, present, threads
from alongside.models.vad import Stretch, Vad, pack

if TYPE_CHECKING:
    from ctranslate2.models import Whisper as Engine
    from tokenizers import Tokenizer

LONGEST = 12.0
"""Seconds of speech given at once."""
GAP = 1.0
"""Seconds of silence across which neighbouring speech is given together."""
WINDOW = 30.0
"""Seconds that Whisper was trained on."""
SHORTEST = 2.0
"""Seconds to which less is filled up with silence: on less it invents words."""
BEAMS = 5
TICK = 0.02
TOKENS_PER_SECOND = 12
TOKENS_SPARE = 24
TOKENS_MOST = 224
REPETITIVE = 2.4
"""Text that shrinks more than this when compressed repeats itself."""
UNLIKELY = -1.0
"""Mean log probability of a token under which silence is believed rather than words."""
SILENT = 0.6
SURE = 0.8
"""Probability from which one stretch's language is believed against all the others'."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The engine, its tokenizer, and the ids of the tokens that steer it."""

    engine: Engine
    tokenizer: Tokenizer

    def id(self, token: str) -> int:
        found = self.tokenizer.token_to_id(f"<|{token}|>")
        if found is None:
            raise KeyError(token)
        return int(found)

    @property
    def first_time(self) -> int:
        """Ids from here on are times within the window, `TICK` seconds apart."""
        return self.id("notimestamps") + 1


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one decoding gave."""

    tokens: tuple[int, ...]
    text: str
    likelihood: float
    silence: float

    @property
    def repeats(self) -> bool:
        data = self.text.encode()
        return len(data) / max(1, len(zlib.compress(data))) > REPETITIVE

    @property
    def speech(self) -> bool:
        silent = self.silence > SILENT and self.likelihood < UNLIKELY
        return bool(self.text) and not silent and not self.repeats


class Whisper:
    """A `Hear` model: streams the segments of each stretch of speech as it is done.

    `folder` holds a CTranslate2 Whisper: `model.bin`, `config.json`, `tokenizer.json` and a vocabulary.
    """

    remote = False

    def __init__(self, name: str, folder: Path, vad: Vad) -> None:
        self.name = name
        self._vad = vad
        self._loaded = Lazy(lambda: _load(folder))

    async def run(self, given: Sound) -> AsyncGenerator[Segment, None]:
        """Segments in the order of time. Raises `WeightsMissing`."""
        votes: Counter[str] = Counter()
        stretches = await asyncio.to_thread(self._vad.stretches, given.samples, LONGEST)
        for stretch in pack(stretches, LONGEST, GAP):
            for segment in await asyncio.to_thread(self._hear, given, stretch, votes):
                yield segment

    def _hear(self, given: Sound, stretch: Stretch, votes: Counter[str]) -> list[Segment]:
        start, end = stretch
        samples = given.samples[int(start * mel.RATE) : int(end * mel.RATE)]
        model = self._loaded()
        encoded = _encode(model, samples, SHORTEST)
        language = given.language or _language(model, encoded, end - start, votes)
        attempt = _decode(model, encoded, language, end - start)
        if attempt.repeats:
            attempt = _decode(model, _encode(model, samples, WINDOW), language, end - start)
        if not attempt.speech:
            return []
        return [*_segments(model, attempt.tokens, stretch, language)]


def _load(folder: Path) -> Loaded:
    import ctranslate2
    import tokenizers

    present(folder / "model.bin")
    engine = ctranslate2.models.Whisper(
        str(folder), device="cpu", compute_type="int8", intra_threads=threads()
    )
    return Loaded(engine, tokenizers.Tokenizer.from_file(str(present(folder / "tokenizer.json"))))


def log_mel(samples: Floats, bands: int, least: float) -> Floats:
    """Whisper's input, shape (1, bands, frames): at least `least` seconds, 100 frames each."""
    filled = np.pad(samples, (0, max(0, int(least * mel.RATE) - len(samples))))
    power = mel.spectrum(filled, 400, 160, 400, centre=True)[:-1] ** 2
    logs = np.log10(np.maximum(power @ mel.slaney_filters(bands, 400), 1e-10))
    scaled = (np.maximum(logs, logs.max() - 8) + 4) / 4
    return np.ascontiguousarray(scaled.T[None], np.float32)


def _encode(model: Loaded, samples: Floats, least: float) -> Any:
    import ctranslate2

    features = log_mel(samples, model.engine.n_mels, least)
    return model.engine.encode(ctranslate2.StorageView.from_array(features))


def _language(model: Loaded, encoded: Any, seconds: float, votes: Counter[str]) -> str:
    """This stretch's language where it is plain, else the one most heard so far."""
    if not model.engine.is_multilingual:
        return "en"
    (ranked,) = model.engine.detect_language(encoded)
    for token, probability in ranked:
        votes[token.strip("<|>")] += probability * seconds
    token, probability = ranked[0]
    return token.strip("<|>") if probability >= SURE else votes.most_common(1)[0][0]


def _decode(model: Loaded, encoded: Any, language: str, seconds: float) -> Attempt:
    steer = ["startoftranscript"]
    if model.engine.is_multilingual:
        steer += [language, "transcribe"]
    prompt = [model.id(token) for token in steer]
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
    return Attempt(tokens, _text(model, tokens), result.scores[0], result.no_speech_prob)


def _text(model: Loaded, tokens: Sequence[int]) -> str:
    words = [token for token in tokens if token < model.id("endoftext")]
    return str(model.tokenizer.decode(words)).strip()


def _segments(
    model: Loaded, tokens: Sequence[int], stretch: Stretch, language: str
) -> Iterator[Segment]:
    """Text between time tokens; a segment left open ends with the stretch."""
    begin, end = stretch
    start, words = begin, list[int]()
    for token in (*tokens, model.first_time + int((end - begin) / TICK)):
        if token < model.first_time:
            words.append(token)
            continue
        at = min(end, begin + (token - model.first_time) * TICK)
        if text := _text(model, words):
            yield Segment(text, start, max(start, at), language)
        start, words = at, []
