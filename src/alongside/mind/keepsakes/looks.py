"""How good a photo is, and which of many to show: by code alone.

Sharpness is the variance of the Laplacian (Pech-Pacheco and others, 2000), likeness the Hamming
distance of difference hashes (Krawetz, 2013). Blocks: for use in a thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from alongside.mind.keepsakes.album import Photo, kilometres
from alongside.models.see.picture import picture

SIDE = 384
"""Pixels of the longer side at which photos are compared."""
HASH = 8
ALIKE = 10
"""Bits of 64 in which two pictures of one thing may differ."""
SOON = 3600.0
"""Seconds within which pictures that are somewhat alike are taken for one."""
SOON_ALIKE = 16
BLURRED = 0.2
"""The share of the usual sharpness under which a photo is left out."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one sees at a glance: sharpness, how well it is lit (0..1), and a perceptual hash."""

    sharpness: float
    light: float
    fingerprint: int


def look(data: bytes) -> Look:
    """Raises `UnreadablePictureError`."""
    from PIL import Image

    grey = Image.fromarray(picture(data, SIDE).pixels).convert("L")
    pixels = np.asarray(grey, np.float32)
    small = np.asarray(grey.resize((HASH + 1, HASH), Image.Resampling.BOX), np.int16)
    bits = (small[:, 1:] > small[:, :-1]).ravel()
    return Look(
        sharpness=_sharpness(pixels),
        light=_light(pixels),
        fingerprint=int.from_bytes(np.packbits(bits).tobytes()),
    )


def alike(a: Look, b: Look) -> int:
    """In how many of 64 bits two pictures differ."""
    return (a.fingerprint ^ b.fingerprint).bit_count()


def worth(photos: Sequence[Photo], looks: Mapping[str, Look]) -> dict[str, float]:
    """How well each photo shows what was, by its id: sharpness, light, faces."""
    usual = float(np.median([looks[each.id].sharpness for each in photos])) if photos else 0.0
    return {each.id: _worth(each, looks[each.id], usual) for each in photos}


def choose(photos: Sequence[Photo], looks: Mapping[str, Look], count: int) -> list[Photo]:
    """The best `count` photos, in order: none blurred, none twice, spread over time and place.

    The photos are cut into `count` stretches at the widest gaps of time and place; each gives its
    best. A photo without a look is left out.
    """
    seen = [each for each in photos if each.id in looks]
    value = worth(seen, looks)
    sharp = [each for each in seen if value[each.id] > 0] or seen
    single = _single(sharp, looks, value)
    chosen = [max(part, key=lambda each: value[each.id]) for part in _stretches(single, count)]
    return sorted(chosen, key=lambda each: (each.at, each.id))


def _worth(photo: Photo, seen: Look, usual: float) -> float:
    ratio = seen.sharpness / usual if usual else 1.0
    if ratio < BLURRED:
        return 0.0
    sharp = min(ratio, 2.0) / 2
    return sharp + seen.light + 0.25 * min(photo.faces, 3) - (0.6 if photo.live else 0.0) + 0.7


def _single(
    photos: Sequence[Photo], looks: Mapping[str, Look], value: Mapping[str, float]
) -> list[Photo]:
    """One of each group of near-duplicates, the best of them."""
    kept: list[Photo] = []
    for each in sorted(photos, key=lambda photo: -value[photo.id]):
        if not any(_same(each, other, looks) for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: (each.at, each.id))


def _same(a: Photo, b: Photo, looks: Mapping[str, Look]) -> bool:
    soon = abs((a.at - b.at).total_seconds()) < SOON
    return alike(looks[a.id], looks[b.id]) <= (SOON_ALIKE if soon else ALIKE)


def _stretches(photos: Sequence[Photo], count: int) -> list[list[Photo]]:
    if not photos:
        return []
    gaps = [_gap(a, b) for a, b in pairwise(photos)]
    widest = sorted(range(len(gaps)), key=lambda i: -gaps[i])[: max(count, 1) - 1]
    parts, begin = [], 0
    for cut in sorted(widest):
        parts.append(list(photos[begin : cut + 1]))
        begin = cut + 1
    return [*parts, list(photos[begin:])]


def _gap(a: Photo, b: Photo) -> float:
    """How far apart two photos are: hours, of which many count less, and kilometres."""
    hours = (b.at - a.at).total_seconds() / 3600
    away = kilometres(a.place, b.place) if a.place and b.place else 0.0
    return float(np.log1p(hours * 4) + np.log1p(min(away, 1000.0) * 2))


def _sharpness(grey: NDArray[np.float32]) -> float:
    if min(grey.shape) < 3:
        return 0.0
    middle = grey[1:-1, 1:-1]
    around = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:]
    return float((around - 4 * middle).var())


def _light(grey: NDArray[np.float32]) -> float:
    """1 for a picture of middling brightness and good contrast; less for dark, pale, burnt ones."""
    mean, spread = float(grey.mean()) / 255, float(grey.std()) / 64
    burnt = float(((grey < 6) | (grey > 250)).mean())
    return max(0.0, 1 - abs(mean - 0.5) * 1.4) * min(spread, 1.0) * (1 - burnt / 2)
