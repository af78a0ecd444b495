"""Who speaks when: an embedding of each stretch of speech, and which of them sound alike.

The embeddings are Resemblyzer's (GE2E, Wan et al., 2018). They suggest who
spoke; they prove nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence

import numpy as np

from alongside.models import mel
from alongside.models.catalogue import Catalogue
from alongside.models.model import Floats, Sound, Voice
from alongside.models.runtime import Files, Lazy, Network
from alongside.models.vad import Stretch, Vad

WINDOW, HOP = 160, 80
"""Frames of 10 ms that are embedded at once, and between one window and the next."""
SHORTEST_REST = 40
LONGEST = 4.0
"""Seconds of speech that one embedding stands for."""
LEVEL = 10 ** (-30 / 20)
"""Quieter speech is raised to this root mean square (-30 dBFS)."""
ALIKE = 0.70
"""Cosine from which two groups of stretches are taken to be one speaker."""
FOUNDS = 1.0
"""Seconds that a stretch must have to be a new speaker's first."""


class Resemblyzer:
    """A `Voices` model: streams one voice for each stretch of speech, up to 4 s long."""

    remote = False

    def __init__(self, name: str, files: Files, vad: Vad) -> None:
        self.name = name
        self._vad = vad
        self._network = Lazy(lambda: Network(files()["model.onnx"]))

    async def run(self, given: Sound) -> AsyncGenerator[Voice, None]:
        """Voices in the order of time. Raises `ModelError`."""
        for stretch in await asyncio.to_thread(self._vad.stretches, given.samples, LONGEST):
            embedding = await asyncio.to_thread(self._embed, given.samples, stretch)
            yield Voice(*stretch, embedding)

    def _embed(self, samples: Floats, stretch: Stretch) -> Floats:
        start, end = (int(seconds * mel.RATE) for seconds in stretch)
        (rows,) = self._network().run({"mel": _windows(samples[start:end])})
        mean = rows.mean(0)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)


def _windows(samples: Floats) -> Floats:
    """Mels of overlapping windows, shape (frames, windows, 40); a short sound is one window."""
    loudness = float(np.sqrt(np.mean(samples**2)))
    raised = samples * max(1.0, LEVEL / max(loudness, 1e-6))
    power = mel.spectrum(raised, 400, 160, 400, centre=True) ** 2
    mels = power @ mel.slaney_filters(40, 400)
    starts = list(range(0, max(1, len(mels) - WINDOW + 1), HOP))
    if len(mels) - (starts[-1] + WINDOW) >= SHORTEST_REST:
        starts.append(len(mels) - WINDOW)
    return np.stack([mels[first : first + WINDOW] for first in starts], 1).astype(np.float32)


def speakers(voices: Sequence[Voice]) -> list[int]:
    """For each voice its speaker, counted from 1 in the order in which they are first heard.

    Each stretch joins the group it is most like, or founds one; groups that turn out alike are
    merged; then every stretch goes to the group it is most like.
    """
    groups = _merged(_founded(voices))
    if not groups:
        return [1] * len(voices)
    centres = np.stack([_unit(group) for group in groups])
    nearest = [int(np.argmax(centres @ voice.embedding)) for voice in voices]
    order = list(dict.fromkeys(nearest))
    return [order.index(group) + 1 for group in nearest]


def together(heard: Sequence[Voice]) -> Floats:
    """One unit embedding of all that was heard of a voice, by its seconds."""
    total = sum((voice.embedding * (voice.end - voice.start) for voice in heard), np.zeros(1))
    return _unit(np.asarray(total, np.float32))


def likeness(heard: Sequence[Voice], known: Sequence[float]) -> float:
    """How much a voice, from all that was heard of it, is like a known one: their cosine."""
    return float(together(heard) @ np.asarray(known, np.float32))


def _founded(voices: Sequence[Voice]) -> list[Floats]:
    """Sums of embeddings, each weighted by its seconds."""
    groups: list[Floats] = []
    for voice in voices:
        seconds = voice.end - voice.start
        if seconds < FOUNDS:
            continue
        likeness = [float(_unit(group) @ voice.embedding) for group in groups]
        best = int(np.argmax(likeness)) if likeness else -1
        if best >= 0 and likeness[best] >= ALIKE:
            groups[best] = groups[best] + voice.embedding * seconds
        else:
            groups.append(voice.embedding * seconds)
    return groups


def _merged(groups: list[Floats]) -> list[Floats]:
    while len(groups) > 1:
        centres = np.stack([_unit(group) for group in groups])
        likeness = np.tril(centres @ centres.T, -1)
        one, other = divmod(int(np.argmax(likeness)), len(groups))
        if likeness[one, other] < ALIKE:
            return groups
        rest = [group for i, group in enumerate(groups) if i not in {one, other}]
        groups = [*rest, groups[one] + groups[other]]
    return groups


def _unit(vector: Floats) -> Floats:
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def build(choice: str, catalogue: Catalogue) -> Resemblyzer:
    """The model of the catalogue that `choice` (`embedded:<id>`) names."""
    entry = choice.partition(":")[2]
    vad = Vad(lambda: catalogue.path("silero-vad"))
    return Resemblyzer(choice, lambda: catalogue.path(entry), vad)
