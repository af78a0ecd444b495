"""Where speech is taken to be, from the probabilities of each frame."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.models.vad import PADDING, SECONDS, pack, stretches


def frames(*runs: tuple[float, float]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Probabilities that hold for so many seconds."""
    return np.concatenate([np.full(round(seconds / SECONDS), p, np.float32) for seconds, p in runs])


def test_speech_is_found_with_a_little_silence_around_it() -> None:
    (found,) = stretches(frames((1, 0.01), (2, 0.9), (1, 0.01)), longest=12)

    assert found == pytest.approx((1 - PADDING, 3 + PADDING), abs=SECONDS)


def test_a_breath_does_not_part_speech_but_a_pause_does() -> None:
    breath = frames((1, 0.9), (0.2, 0.01), (1, 0.9))
    pause = frames((1, 0.9), (0.6, 0.01), (1, 0.9))

    assert len(stretches(breath, 12)) == 1
    assert len(stretches(pause, 12)) == 2


def test_a_click_is_no_speech() -> None:
    assert stretches(frames((1, 0.01), (0.07, 0.9), (1, 0.01)), 12) == []


def test_long_speech_is_parted_where_it_is_least_certain() -> None:
    certain = frames((8, 0.95), (0.1, 0.6), (8, 0.95))

    first, second = stretches(certain, longest=12)

    assert first[1] == second[0]
    assert 8.0 <= first[1] <= 8.2


@given(
    st.lists(st.floats(0, 1, width=32), max_size=400),
    st.sampled_from([1.0, 4.0, 12.0]),
)
def test_stretches_are_in_order_within_the_sound_and_not_too_long(
    probabilities: list[float], longest: float
) -> None:
    found = stretches(np.array(probabilities, np.float32), longest)

    end = len(probabilities) * SECONDS
    assert all(0 <= start < stop <= end for start, stop in found)
    assert all(stop - start <= longest + 2 * PADDING + SECONDS for start, stop in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


def test_neighbours_are_packed_up_to_the_longest_and_across_short_silence_only() -> None:
    given_ = [(0.0, 3.0), (3.5, 6.0), (6.5, 11.0), (15.0, 16.0)]

    assert pack(given_, longest=10.0, gap=1.0) == [(0.0, 6.0), (6.5, 11.0), (15.0, 16.0)]
