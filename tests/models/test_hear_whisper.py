"""What becomes of Whisper's tokens, and what is not believed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from alongside.models.hear.engine import Attempt, Loaded, language_of, log_mel
from alongside.models.hear.whisper import _segments

END, NO_TIMES = 50, 60
TIME = NO_TIMES + 1
WORDS = {1: "We", 2: "went", 3: "home."}


class Tokenizer:
    """A word a token; the first time is token 61."""

    def token_to_id(self, token: str) -> int | None:
        return {"<|endoftext|>": END, "<|notimestamps|>": NO_TIMES}.get(token)

    def decode(self, tokens: list[int]) -> str:
        return " ".join(WORDS[token] for token in tokens)


def loaded(**engine: Any) -> Loaded:
    return Loaded(cast("Any", SimpleNamespace(**engine)), cast("Any", Tokenizer()))


def at(seconds: float) -> int:
    return TIME + round(seconds / 0.02)


def test_words_between_times_are_segments_in_the_time_of_the_sound() -> None:
    tokens = [at(0), 1, 2, at(1.5), at(2), 3, at(3)]

    made = list(_segments(loaded(), tokens, (10.0, 14.0), "en"))

    found = [(s.text, round(s.start, 2), round(s.end, 2), s.language) for s in made]
    assert found == [("We went", 10.0, 11.5, "en"), ("home.", 12.0, 13.0, "en")]


def test_a_segment_left_open_ends_with_the_speech() -> None:
    (made,) = _segments(loaded(), [at(1), 1, 2, 3], (10.0, 14.0), "en")

    assert (made.start, made.end) == (11.0, 14.0)


def test_words_past_the_end_of_the_speech_are_made_up() -> None:
    tokens = [at(0), 1, at(4), at(4), 2, at(6), at(6), 2, at(8)]

    assert [s.text for s in _segments(loaded(), tokens, (10.0, 14.0), "en")] == ["We"]


@pytest.mark.parametrize(
    "text",
    [
        "an ill man, an ill man, an ill man, an ill man,",
        "Thank you. Thank you. Thank you.",
        "쇼 쇼 쇼 쇼 쇼 쇼 쇼",
        "ha " * 60,
    ],
)
def test_what_repeats_itself_is_not_believed(text: str) -> None:
    assert not Attempt((), text.strip(), -0.1, 0.0).speech


@pytest.mark.parametrize("text", ["No, no, no!", "Ask not what your country can do for you, ask"])
def test_what_people_repeat_is_believed(text: str) -> None:
    assert Attempt((), text, -0.1, 0.9).speech


def test_unlikely_words_in_silence_are_not_believed() -> None:
    assert not Attempt((), "Thank you.", -1.5, 0.9).speech
    assert Attempt((), "Thank you.", -1.5, 0.1).speech


def heard(*ranked: tuple[str, float]) -> Loaded:
    tokens = [(f"<|{language}|>", probability) for language, probability in ranked]
    return loaded(is_multilingual=True, detect_language=lambda _: [tokens])


def test_an_unsure_stretch_is_in_the_language_of_most_heard() -> None:
    votes: dict[str, float] = {}

    assert language_of(heard(("ko", 0.95), ("ja", 0.03)), None, 10.0, votes) == "ko"
    assert language_of(heard(("th", 0.5), ("ko", 0.4)), None, 2.0, votes) == "ko"
    assert language_of(heard(("en", 0.9), ("ko", 0.1)), None, 2.0, votes) == "en"


def test_a_model_of_onelanguage_of_hears_that() -> None:
    assert language_of(loaded(is_multilingual=False), None, 1.0, {}) == "en"


def test_a_tone_lies_in_its_band_of_the_mel_spectrogram() -> None:
    times = np.arange(16_000) / 16_000
    mels = log_mel(np.sin(2 * np.pi * 1000 * times).astype(np.float32), 80, least=2.0)

    assert mels.shape == (1, 80, 200)
    assert mels.dtype == np.float32
    assert 24 <= mels[0, :, 50].argmax() <= 27
    assert mels[0, :, 50].max() > mels[0, :, 150].max()
