"""Where utterances begin and end, by scripted voice activity and a scripted model of turns."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import cast

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from alongside.models.hear.endpoint import (
    BEFORE,
    LEAST,
    LONGEST,
    SILENT,
    Piece,
    Quiet,
    Speaking,
    utterances,
)
from alongside.models.model import Sound
from alongside.models.vad import FRAME, SECONDS, Steps

NOW = datetime(2008, 10, 22, tzinfo=UTC)


class Activity:
    """Voice activity that reads the probability from the sound itself."""

    def probability(self, frame: np.ndarray[tuple[int], np.dtype[np.float32]]) -> float:
        return float(frame[0])


class Scripted:
    """A model of turns that gives these probabilities one after another, the last for ever."""

    name, remote = "scripted:turns", False

    def __init__(self, *over: float) -> None:
        self._over = list(over)
        self.asked = 0

    async def run(self, given: Sound) -> AsyncGenerator[float, None]:
        self.asked += 1
        yield self._over.pop(0) if len(self._over) > 1 else self._over[0]


def sound(*runs: tuple[int, float]) -> list[float]:
    """Probabilities, each for so many frames."""
    return [p for count, p in runs for _ in range(count)]


async def heard(
    probabilities: Sequence[float], turns: Scripted | None = None
) -> list[Speaking | Quiet]:
    async def pieces() -> AsyncGenerator[Piece, None]:
        for number, probability in enumerate(probabilities, 1):
            at = NOW + timedelta(seconds=number * SECONDS)
            yield Piece(np.full(FRAME, probability, np.float32), number, at)

    steps = cast("Steps", Activity())
    return [each async for each in utterances(pieces(), steps, turns)]


def ends(told: Sequence[Speaking | Quiet]) -> list[Speaking]:
    return [each for each in told if isinstance(each, Speaking) and each.ended]


async def test_an_utterance_ends_soon_where_the_turn_is_over() -> None:
    told = await heard(sound((40, 0.0), (30, 0.9), (60, 0.0)), Scripted(0.95))
    (end,) = ends(told)
    assert end.first == 40 + 2 - BEFORE + 1
    assert end.last == 40 + 30 + LEAST
    assert end.seconds == (BEFORE + 28) * SECONDS
    assert end.at == NOW + timedelta(seconds=end.first * SECONDS)


async def test_a_pause_is_no_end_where_the_turn_goes_on() -> None:
    turns = Scripted(0.1, 0.1, 0.1, 0.95)
    told = await heard(sound((20, 0.0), (20, 0.9), (12, 0.0), (20, 0.9), (60, 0.0)), turns)
    (end,) = ends(told)
    assert end.last == 20 + 20 + 12 + 20 + LEAST
    assert turns.asked == 4


async def test_who_falls_silent_in_mid_sentence_is_waited_for_but_not_for_ever() -> None:
    (end,) = ends(await heard(sound((20, 0.0), (20, 0.9), (200, 0.0)), Scripted(0.0)))
    assert end.last == 40 + SILENT


async def test_without_a_model_of_turns_silence_ends_an_utterance() -> None:
    (end,) = ends(await heard(sound((20, 0.0), (20, 0.9), (200, 0.0))))
    assert end.silence < SILENT * SECONDS


async def test_a_click_is_no_utterance_and_quiet_is_told_of() -> None:
    told = await heard(sound((100, 0.0), (1, 0.9), (100, 0.0)))
    assert ends(told) == []
    assert [each.last for each in told if isinstance(each, Quiet)] != []


async def test_an_utterance_without_end_is_parted() -> None:
    told = ends(await heard([0.9] * int(2.5 * LONGEST / SECONDS), Scripted(0.0)))
    assert len(told) == 3
    assert all(end.seconds <= LONGEST + SECONDS for end in told)


async def test_no_sound_is_lost_between_what_is_told() -> None:
    """What is quiet is told up to the utterance, so that its sound is held until it is kept."""
    told = await heard(sound((100, 0.0), (30, 0.9), (100, 0.0)), Scripted(0.9))
    (end,) = ends(told)
    assert all(not end.first <= q.last < end.last for q in told if isinstance(q, Quiet))


@given(st.lists(st.tuples(st.integers(1, 60), st.sampled_from([0.0, 0.4, 0.6, 1.0])), max_size=12))
async def test_utterances_end_once_in_order_and_never_overlap(
    runs: list[tuple[int, float]],
) -> None:
    told = await heard(sound(*runs, (SILENT + 2, 0.0)), Scripted(0.5))
    spoken = [each for each in told if isinstance(each, Speaking)]
    finals = ends(told)
    assert len(finals) == len({each.first for each in spoken})
    assert all(before.last < after.first for before, after in pairwise(finals))
    assert all(0 < each.voiced <= len(each.samples) for each in spoken)
