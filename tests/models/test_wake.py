"""The wake word in real synthesized speech, and what it must not be taken for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import soxr

from alongside.models.hear.wake import WakeWord
from alongside.models.mel import RATE

pytestmark = pytest.mark.slow

FRAME = 512


@pytest.fixture(scope="module")
def voice() -> Any:
    pytest.importorskip("pymicro_wakeword", reason="the extra [wake] isn't installed")
    import hibari

    return hibari.Hibari()


def heard(word: str, said: str, voice: Any) -> bool:
    """Whether the word was heard in the sentence, a frame at a time as a device sends it."""
    samples = soxr.resample(np.asarray(voice(said), np.float32), voice.sample_rate, RATE)
    quiet = np.zeros(RATE, np.float32)
    whole = np.concatenate([quiet, samples, quiet]).astype(np.float32)
    wake = WakeWord(word)
    return any(wake.said(whole[at : at + FRAME]) for at in range(0, len(whole) - FRAME, FRAME))


@pytest.mark.parametrize(
    ("word", "said"), [("hey_jarvis", "Hey Jarvis"), ("hey_mycroft", "Hey Mycroft")]
)
def test_it_is_heard_alone_and_before_a_question(word: str, said: str, voice: Any) -> None:
    assert heard(word, said, voice)
    assert heard(word, f"{said}, what time is it?", voice)


@pytest.mark.parametrize("word", ["hey_jarvis", "okay_nabu", "hey_mycroft", "alexa"])
def test_it_is_not_heard_in_other_words(word: str, voice: Any) -> None:
    for said in ("The weather is fine in Porto today.", "Hey Jack, how are you?"):
        assert not heard(word, said, voice)
