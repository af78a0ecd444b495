"""Segments become turns: one speaker's, short enough to cite."""

from __future__ import annotations

import numpy as np

from alongside.mind.perceive.turns import turns
from alongside.models.model import Segment, Voice


def voice(start: float, end: float, who: int) -> Voice:
    embedding = np.zeros(256, np.float32)
    embedding[who] = 1
    return Voice(start, end, embedding)


def test_two_who_take_turns_are_told_apart() -> None:
    voices = [voice(0, 3, 5), voice(3, 6, 9), voice(6, 9, 5)]
    said = [Segment("One.", 0, 2.9), Segment("Two.", 3.1, 6), Segment("Three.", 6.2, 9)]

    made = turns(said, voices)

    assert [(turn.speaker, turn.text) for turn in made] == [
        ("Speaker 1", "One."),
        ("Speaker 2", "Two."),
        ("Speaker 1", "Three."),
    ]


def test_one_speaker_goes_on_across_segments() -> None:
    said = [Segment("We went", 0, 2), Segment("to the sea.", 2, 4)]

    (turn,) = turns(said, [voice(0, 4, 5)])

    assert (turn.text, turn.start, turn.end) == ("We went to the sea.", 0, 4)


def test_a_pause_or_another_language_ends_a_turn() -> None:
    pause = [Segment("One", 0, 2, "en"), Segment("two", 5, 6, "en")]
    language = [Segment("One", 0, 2, "en"), Segment("둘", 2, 4, "ko")]

    assert len(turns(pause, [voice(0, 6, 5)])) == 2
    assert len(turns(language, [voice(0, 4, 5)])) == 2


def test_a_long_speech_is_parted_after_sentences() -> None:
    said = [Segment(f"Sentence {i}.", 4.0 * i, 4.0 * i + 4) for i in range(20)]

    made = turns(said, [voice(0, 80, 5)])

    assert all(turn.end - turn.start <= 12 for turn in made)
    assert " ".join(turn.text for turn in made) == " ".join(segment.text for segment in said)


def test_speech_without_sentences_is_parted_too() -> None:
    said = [Segment("and then", 5.0 * i, 5.0 * i + 5) for i in range(12)]

    assert [turn.end - turn.start for turn in turns(said, [])] == [30, 30]


def test_without_voices_the_speaker_is_not_named() -> None:
    (turn,) = turns([Segment("Hello.", 0, 1)], [])

    assert turn.speaker == ""
