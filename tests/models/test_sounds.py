"""Sounds as events: what is likely for a while and clear once, as one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from alongside.models.catalogue import Catalogue
from alongside.models.mel import RATE
from alongside.models.model import Sound
from alongside.models.sounds import _merged, _patches, build

PATCH = 0.48


def test_a_sound_that_goes_on_is_one_event() -> None:
    scores = np.array([0.1, 0.6, 0.95, 0.7, 0.2, 0.1], np.float32)

    (event,) = _merged("rain", scores, end=10)

    assert (event.label, event.score) == ("rain", 0.95)
    assert (event.start, event.end) == pytest.approx((PATCH, 3 * PATCH + 0.96))


def test_what_is_never_clear_is_not_told() -> None:
    assert list(_merged("rain", np.full(9, 0.6, np.float32), end=10)) == []


def test_an_event_ends_with_the_sound() -> None:
    (event,) = _merged("rain", np.array([0.95], np.float32), end=0.5)

    assert event.end == 0.5


@pytest.mark.parametrize(("seconds", "count"), [(0.0, 1), (0.3, 1), (0.98, 1), (10.0, 19)])
def test_a_sound_is_given_in_overlapping_patches(seconds: float, count: int) -> None:
    patches = list(_patches(np.zeros(int(seconds * 16_000), np.float32)))

    assert len(patches) == count
    assert {patch.shape for patch in patches} == {(96, 64)}


@pytest.mark.slow
async def test_music_is_told_and_silence_is_not(weights: Callable[..., Catalogue]) -> None:
    model = build("embedded:yamnet", weights("yamnet"))
    times = np.arange(4 * RATE) / RATE
    chord = sum(np.sin(2 * np.pi * hertz * times) for hertz in (261.6, 329.6, 392.0))
    plucked = (0.2 * chord * np.exp(-4 * (times % 0.5))).astype(np.float32)

    music = [event async for event in model.run(Sound(plucked))]
    silence = [event async for event in model.run(Sound(np.zeros(4 * RATE, np.float32)))]

    assert {event.label for event in music} == {"music"}
    assert silence == []
