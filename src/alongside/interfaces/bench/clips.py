"""Utterances cut from recordings at their pauses, with where each truly begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from alongside.models.hear import decode
from alongside.models.mel import RATE
from alongside.models.model import Floats
from alongside.models.vad import ENTER, SECONDS, Vad

SOUNDS = frozenset({".flac", ".wav", ".mp3", ".m4a", ".ogg", ".opus"})
PAUSE = 0.34
"""Seconds of silence at which a recording is cut."""
JOINED = 1.0
"""Seconds of silence across which two neighbours are one long turn as well."""
SHORTEST = 0.8
LEAD, TAIL = 0.6, 2.5
"""Seconds of the recording's own quiet before and after."""


@dataclass(frozen=True, slots=True)
class Clip:
    """An utterance in quiet: speech from `begin` to `end` seconds; `long` with a pause in it."""

    name: str
    samples: Floats
    begin: float
    end: float
    long: bool = False


def clips(folder: Path, vad: Vad) -> list[Clip]:
    """Every utterance of the recordings in a folder, and every two neighbours. Blocks.

    Raises `FileNotFoundError` where nobody speaks in any.
    """
    paths = sorted(path for path in folder.iterdir() if path.suffix in SOUNDS)
    found = [clip for path in paths for clip in _of(path, vad)]
    if not found:
        raise FileNotFoundError(f"There is no recorded speech in {folder}.")
    return found


def _of(path: Path, vad: Vad) -> Iterator[Clip]:
    with path.open("rb") as file:
        samples = np.concatenate(list(decode.samples(file)))
    spoken = _spoken(vad.probabilities(samples))
    quiet = _quietest(samples)
    for number, (start, end) in enumerate(spoken, 1):
        if end - start >= SHORTEST:
            yield _clip(f"{path.stem} {number}", samples, start, end, quiet)
    for number, (one, other) in enumerate(pairwise(spoken), 1):
        if other[0] - one[1] <= JOINED:
            yield _clip(f"{path.stem} {number}+", samples, one[0], other[1], quiet, long=True)


def _clip(
    name: str, samples: Floats, start: float, end: float, quiet: Floats, *, long: bool = False
) -> Clip:
    lead, tail = (np.resize(quiet, int(seconds * RATE)) for seconds in (LEAD, TAIL))
    said = samples[int(start * RATE) : int(end * RATE)]
    return Clip(name, np.concatenate([lead, said, tail]), LEAD, LEAD + end - start, long)


def _spoken(probabilities: Floats) -> list[tuple[float, float]]:
    """Where somebody speaks, from and to seconds, parted at pauses."""
    frames = np.flatnonzero(probabilities >= ENTER)
    if not len(frames):
        return []
    cuts = np.flatnonzero(np.diff(frames) * SECONDS > PAUSE) + 1
    return [
        (float(run[0]) * SECONDS, float(run[-1] + 1) * SECONDS) for run in np.split(frames, cuts)
    ]


def _quietest(samples: Floats) -> Floats:
    """The quietest fifth of a second."""
    width = RATE // 5
    count = max(1, len(samples) // width)
    parts = np.array_split(samples[: count * width], count)
    return min(parts, key=lambda part: float(np.mean(part**2)))
