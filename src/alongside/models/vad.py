"""Voice activity: where in a sound somebody speaks (Silero VAD v6, one call for a whole piece)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from alongside.models.mel import RATE
from alongside.models.model import Floats
from alongside.models.runtime import Files, Lazy, Network

FRAME = 512
CONTEXT = 64
SECONDS = FRAME / RATE
BLOCK = 1024
"""Frames given to the model at once."""
ENTER, LEAVE = 0.5, 0.35
SHORTEST_SILENCE = 0.3
SHORTEST_SPEECH = 0.15
PADDING = 0.25

Stretch = tuple[float, float]
"""Speech from start to end seconds."""


class Vad:
    """Silero's model for whole sequences at 16 kHz, in `model.onnx`."""

    def __init__(self, files: Files) -> None:
        self._network = Lazy(lambda: Network(files()["model.onnx"], most=1))

    def probabilities(self, samples: Floats) -> Floats:
        """The probability of speech in each frame of 32 ms. Raises `ModelError`."""
        model = self._network()
        hidden = cell = np.zeros((1, 1, 128), np.float32)
        made = [np.zeros(0, np.float32)]
        for block in _blocks(samples):
            given = {"input": block, "h": hidden, "c": cell}
            probability, hidden, cell = model.run(given)
            made.append(probability)
        return np.concatenate(made)

    def steps(self) -> Steps:
        """For a stream of sound. Loads the model: call it off the event loop."""
        return Steps(self._network())

    def stretches(self, samples: Floats, longest: float = 12.0) -> list[Stretch]:
        """Where somebody speaks, none longer than `longest` seconds."""
        return stretches(self.probabilities(samples), longest)


class Steps:
    """A stream of sound, frame by frame; each knows those before it."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._hidden = self._cell = np.zeros((1, 1, 128), np.float32)
        self._before = np.zeros(CONTEXT, np.float32)

    def probability(self, frame: Floats) -> float:
        """The probability of speech in the next `FRAME` samples. Raises `ModelError`."""
        row = np.concatenate([self._before, frame])[None]
        given = {"input": row, "h": self._hidden, "c": self._cell}
        probability, self._hidden, self._cell = self._network.run(given)
        self._before = frame[-CONTEXT:]
        return float(probability.ravel()[0])


def stretches(probabilities: Floats, longest: float) -> list[Stretch]:
    """Stretches of speech with some silence at both ends, split at the least certain frame."""
    runs = _joined(_runs(probabilities))
    kept = [run for run in runs if run[1] - run[0] >= SHORTEST_SPEECH / SECONDS]
    cut = [part for run in kept for part in _split(run, probabilities, int(longest / SECONDS))]
    return _padded(cut, len(probabilities) * SECONDS)


def pack(given: Sequence[Stretch], longest: float, gap: float) -> list[Stretch]:
    """Neighbours up to `gap` seconds apart, together while they stay under `longest`."""
    packed: list[Stretch] = []
    for start, end in given:
        near = packed and start - packed[-1][1] <= gap and end - packed[-1][0] <= longest
        if near:
            packed[-1] = (packed[-1][0], end)
        else:
            packed.append((start, end))
    return packed


def _blocks(samples: Floats) -> Iterator[Floats]:
    frames = np.pad(samples, (CONTEXT, -len(samples) % FRAME))
    count = (len(frames) - CONTEXT) // FRAME
    if count:
        rows = np.lib.stride_tricks.sliding_window_view(frames, CONTEXT + FRAME)[::FRAME]
        for first in range(0, count, BLOCK):
            yield np.ascontiguousarray(rows[first : first + BLOCK])


def _runs(probabilities: Floats) -> list[tuple[int, int]]:
    """Frames [first, last) of speech: entered at `ENTER`, left only under `LEAVE`."""
    runs, first = [], -1
    for i, p in enumerate(probabilities):
        if first < 0 and p >= ENTER:
            first = i
        elif first >= 0 and p < LEAVE:
            runs.append((first, i))
            first = -1
    if first >= 0:
        runs.append((first, len(probabilities)))
    return runs


def _joined(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        if joined and (first - joined[-1][1]) * SECONDS < SHORTEST_SILENCE:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _split(run: tuple[int, int], probabilities: Floats, most: int) -> list[tuple[int, int]]:
    first, last = run
    if last - first <= most:
        return [run]
    half = first + most // 2
    cut = half + int(np.argmin(probabilities[half : first + most])) + 1
    return [(first, cut), *_split((cut, last), probabilities, most)]


def _padded(runs: list[tuple[int, int]], end: float) -> list[Stretch]:
    """In seconds, with `PADDING` at both ends, or up to the middle of the silence between."""
    times = [(first * SECONDS, last * SECONDS) for first, last in runs]
    if not times:
        return []
    before = [0.0, *((a[1] + b[0]) / 2 for a, b in pairwise(times))]
    after = [*before[1:], end]
    return [
        (max(lower, start - PADDING), min(upper, stop + PADDING))
        for (start, stop), lower, upper in zip(times, before, after, strict=True)
    ]
