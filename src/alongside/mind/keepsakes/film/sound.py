"""What is heard in a film: music that the person chose, and recordings of theirs over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np

from alongside.models.model import Floats

RATE = 48_000
CLIP = 9.0
"""Seconds of a recording that are heard at most."""
LOUDNESS = 0.1
"""The root mean square that each sound is brought to."""
MUSIC, UNDER = 0.6, 0.16
"""How loud music is alone, and under a voice."""
IN, OUT, EDGE = 1.5, 3.0, 0.3
"""Seconds in which music comes, ends, and a clip begins and ends."""


class UnreadableSound(ValueError):
    """A file holds no sound that can be read."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording's file, heard from `start` (seconds of the film); from `begin` of its own."""

    data: bytes
    start: float
    begin: float = 0.0
    longest: float = CLIP


def mixed(seconds: float, music: bytes | None, clips: Sequence[Clip]) -> Floats:
    """Mono samples at `RATE` for a film of this length. Blocks. Raises `UnreadableSound`."""
    length = round(seconds * RATE)
    heard = np.zeros(length, np.float32)
    level = np.full(length, MUSIC, np.float32)
    for clip in clips:
        voice = _faded(_levelled(decoded(clip.data, clip.begin, clip.longest)), EDGE, EDGE)
        at = round(clip.start * RATE)
        voice = voice[: max(0, length - at)]
        heard[at : at + len(voice)] += voice
        level[max(0, at - RATE // 2) : at + len(voice) + RATE // 2] = UNDER
    if music is not None:
        played = _levelled(decoded(music, 0.0, seconds))
        filled = np.resize(played, length) if len(played) else np.zeros(length, np.float32)
        heard += _faded(filled, IN, OUT) * _smoothed(level)
    return np.clip(heard, -0.98, 0.98)


def decoded(data: bytes, begin: float, longest: float) -> Floats:
    """Mono samples at `RATE` of a sound file. Raises `UnreadableSound`."""
    import av
    from av.error import FFmpegError

    first, most = round(begin * RATE), round((begin + longest) * RATE)
    held: list[Floats] = []
    count = 0
    try:
        with av.open(BytesIO(data), "r", metadata_errors="ignore") as container:
            resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
            for frame in container.decode(audio=0):
                for made in resampler.resample(frame):
                    held.append(made.to_ndarray()[0])
                    count += len(held[-1])
                if count >= most:
                    break
    except (FFmpegError, IndexError) as error:
        raise UnreadableSound("A recording that you chose can't be read as sound.") from error
    if not held:
        raise UnreadableSound("A recording that you chose holds no sound.")
    return np.concatenate(held)[first:most]


def _levelled(sound: Floats) -> Floats:
    power = float(np.sqrt(np.mean(np.square(sound)))) if len(sound) else 0.0
    return sound * np.float32(min(LOUDNESS / power, 8.0)) if power else sound


def _faded(sound: Floats, begin: float, end: float) -> Floats:
    made = sound.copy()
    first, last = min(round(begin * RATE), len(made)), min(round(end * RATE), len(made))
    if first:
        made[:first] *= np.linspace(0, 1, first, dtype=np.float32)
    if last:
        made[-last:] *= np.linspace(1, 0, last, dtype=np.float32)
    return made


def _smoothed(level: Floats) -> Floats:
    """Without steps: the mean of half a second around each sample."""
    width = RATE // 2
    padded = np.pad(level.astype(np.float64), (width // 2, width - width // 2), mode="edge")
    summed = np.cumsum(padded)
    return ((summed[width:] - summed[:-width]) / width).astype(np.float32)[: len(level)]
