"""Speech to text: Whisper (Radford et al., 2022) on CTranslate2, given only the speech there is."""

from __future__ import annotations

import asyncio
import re
import zlib
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from alongside.models import mel
from alongside.models.catalogue import Catalogue
from alongside.models.model import Floats, Hear, Segment, Sound
from alongside.models.runtime import Files, Lazy, threads
from alongside.models.vad import Stretch, Vad, pack

if TYPE_CHECKING:
    from ctranslate2.models import Whisper as Engine
    from tokenizers import Tokenizer

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
AT_ONCE = 2
"""Decodings side by side, each on its share of the threads: one takes hardly longer on half."""
TICK = 0.02
TOKENS_PER_SECOND = 12
TOKENS_SPARE = 24
TOKENS_MOST = 224
REPETITIVE = 2.4
"""Text that shrinks more than this when compressed repeats itself."""
REPEATED = re.compile(
    r"(\b.{4,80}?)(?:[\s,.;!?]+\1\b){2,}|(\b\w{1,3})(?:[\s,.;!?]+\2\b){5,}", re.DOTALL
)
"""The same words three times in a row, or a short one six times."""
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
        shrinks = len(data) / max(1, len(zlib.compress(data)))
        return shrinks > REPETITIVE or REPEATED.search(self.text) is not None

    @property
    def speech(self) -> bool:
        silent = self.silence > SILENT and self.likelihood < UNLIKELY
        return bool(self.text) and not silent and not self.repeats


class Whisper:
    """A `Hear` model: streams the segments of each stretch of speech as it is done.

    Its files are CTranslate2's `model.bin`, `config.json` and vocabulary, and `tokenizer.json`.
    """

    remote = False

    def __init__(self, name: str, files: Files, vad: Vad) -> None:
        self.name = name
        self._vad = vad
        self._loaded = Lazy(lambda: _load(files()))

    async def run(self, given: Sound) -> AsyncGenerator[Segment, None]:
        """Segments in the order of time. Raises `ModelError`."""
        votes: dict[str, float] = {}
        stretches = await asyncio.to_thread(self._vad.stretches, given.samples, LONGEST)
        for stretch in pack(stretches, LONGEST, GAP):
            for segment in await asyncio.to_thread(self._hear, given, stretch, votes):
                yield segment

    def quick(self) -> Hear:
        """A faster form of it for single utterances, on the same weights."""
        from alongside.models.hear.quick import QuickWhisper

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


def _load(files: Mapping[str, Path]) -> Loaded:
    import ctranslate2
    import tokenizers

    engine = ctranslate2.models.Whisper(
        str(files["model.bin"].parent),
        device="cpu",
        compute_type="int8",
        inter_threads=AT_ONCE,
        intra_threads=max(1, threads() // AT_ONCE),
    )
    return Loaded(engine, tokenizers.Tokenizer.from_file(str(files["tokenizer.json"])))


def log_mel(samples: Floats, bands: int, least: float) -> Floats:
    """Whisper's input, shape (1, bands, frames): at least `least` seconds, 100 frames each."""
    filled = np.pad(samples, (0, max(0, int(least * mel.RATE) - len(samples))))
    power = mel.spectrum(filled, 400, 160, 400, centre=True)[:-1] ** 2
    logs = np.log10(np.maximum(power @ mel.slaney_filters(bands, 400), 1e-10))
    scaled = (np.maximum(logs, logs.max() - 8) + 4) / 4
    return np.ascontiguousarray(scaled.T[None], np.float32)


def encode(model: Loaded, samples: Floats, least: float) -> Any:
    """The sound as the decoder takes it, at least `least` seconds long."""
    import ctranslate2

    features = log_mel(samples, model.engine.n_mels, least)
    return model.engine.encode(ctranslate2.StorageView.from_array(features))


def language_of(model: Loaded, encoded: Any, seconds: float, votes: dict[str, float]) -> str:
    """This stretch's language where it is plain, else the one most heard so far."""
    if not model.engine.is_multilingual:
        return "en"
    (ranked,) = model.engine.detect_language(encoded)
    for token, probability in ranked:
        language = token.strip("<|>")
        votes[language] = votes.get(language, 0.0) + probability * seconds
    token, probability = ranked[0]
    return token.strip("<|>") if probability >= SURE else max(votes, key=votes.__getitem__)


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
    return Attempt(tokens, text_of(model, tokens), result.scores[0], result.no_speech_prob)


def text_of(model: Loaded, tokens: Sequence[int]) -> str:
    """The words of tokens, without those that steer."""
    words = [token for token in tokens if token < model.id("endoftext")]
    return str(model.tokenizer.decode(words)).strip()


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
