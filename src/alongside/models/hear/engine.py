"""Whisper's engine (Radford et al., 2022, on CTranslate2): sound to what its decoder takes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from alongside.models import mel
from alongside.models.model import Floats
from alongside.models.runtime import threads

if TYPE_CHECKING:
    from ctranslate2.models import Whisper as Engine
    from tokenizers import Tokenizer

AT_ONCE = 2
"""Decodings side by side, each on its share of the threads: one takes hardly longer on half."""
TICK = 0.02
"""Seconds between two tokens of time."""
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

    def prompt(self, language: str, *more: str) -> list[int]:
        """What the decoder is told to do: to write down speech in this language."""
        steer = [language, "transcribe"] if self.engine.is_multilingual else []
        return [self.id(token) for token in ("startoftranscript", *steer, *more)]

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


def load(files: Mapping[str, Path]) -> Loaded:
    """The engine of these files, by name, on the processor."""
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


def text_of(model: Loaded, tokens: Sequence[int]) -> str:
    """The words of tokens, without those that steer."""
    words = [token for token in tokens if token < model.id("endoftext")]
    return str(model.tokenizer.decode(words)).strip()
