"""Which stretches of speech are one speaker's."""

from __future__ import annotations

import numpy as np

from alongside.models.model import Floats, Voice
from alongside.models.voices import speakers


def voice(start: float, centre: int, seed: int, seconds: float = 3.0) -> Voice:
    """A stretch that sounds like the speaker `centre`, a little different each time."""
    towards = np.zeros(256, np.float32)
    towards[centre] = 1
    noise = np.random.default_rng(seed).normal(0, 0.03, 256)
    return Voice(start, start + seconds, unit(towards + noise.astype(np.float32)))


def unit(vector: Floats) -> Floats:
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def test_speakers_are_counted_in_the_order_they_are_first_heard() -> None:
    order = [7, 3, 7, 200, 3]

    assert speakers([voice(4.0 * i, who, i) for i, who in enumerate(order)]) == [1, 2, 1, 3, 2]


def test_a_short_call_is_nobody_new() -> None:
    odd = voice(10, 99, 9, seconds=0.4)

    assert len(set(speakers([voice(0, 1, 0), voice(5, 2, 1), odd]))) == 2


def test_two_groups_that_turn_out_alike_are_one_speaker() -> None:
    """The first two stretches are unlike each other, and later ones lie between."""
    left, right = np.zeros(256, np.float32), np.zeros(256, np.float32)
    left[:2], right[:2] = (1, 0.55), (0.55, 1)
    one, other = unit(left), unit(right)
    middle = unit(one + other)
    far = unit(one * 1.0 - other * 0.45)
    stretches = [far, other, middle, middle, middle, one]

    found = speakers([Voice(4.0 * i, 4.0 * i + 3, e) for i, e in enumerate(stretches)])

    assert float(far @ other) < 0.7
    assert found == [1] * len(stretches)


def test_nothing_long_enough_is_one_speaker_and_nothing_is_nobody() -> None:
    assert speakers([voice(0, 1, 0, 0.5), voice(2, 2, 1, 0.5)]) == [1, 1]
    assert speakers([]) == []
