"""Mel spectrograms in numpy, as the sound models were trained on them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from alongside.models.model import Floats

RATE = 16_000
"""Samples a second that every sound model here is given."""

SLANEY_BREAK = 1000.0
SLANEY_STEP = 200.0 / 3
SLANEY_LOG_STEP = np.log(6.4) / 27.0
Array = NDArray[np.float64]


def spectrum(samples: Floats, window: int, hop: int, size: int, *, centre: bool) -> Floats:
    """Magnitudes, shape (frames, size // 2 + 1), of Hann windows `hop` samples apart.

    With `centre` the samples are mirrored at both ends so that frame i lies around i * hop.
    """
    if centre:
        samples = np.pad(samples, size // 2, mode="reflect")
    span = size if centre else window
    frames = np.lib.stride_tricks.sliding_window_view(samples, span)[::hop]
    hann = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(window) / window)).astype(np.float32)
    before = (span - window) // 2
    shaped = np.pad(hann, (before, span - window - before))
    return np.abs(np.fft.rfft(frames * shaped, size)).astype(np.float32)


@lru_cache
def slaney_filters(bands: int, size: int, low: float = 0.0, high: float = RATE / 2) -> Floats:
    """Triangles of equal area on Slaney's scale (linear to 1 kHz), shape (size // 2 + 1, bands)."""
    top = _to_slaney(np.array([low, high]))
    edges = _from_slaney(np.linspace(top[0], top[1], bands + 2))
    filters = _triangles(edges, _hertz(size)) * 2 / (edges[2:] - edges[:-2])
    return filters.astype(np.float32)


@lru_cache
def htk_filters(bands: int, size: int, low: float, high: float) -> Floats:
    """Triangles of height 1, straight on the HTK mel scale, shape (size // 2 + 1, bands)."""
    edges = np.linspace(_to_htk(low), _to_htk(high), bands + 2)
    filters = _triangles(edges, _to_htk(_hertz(size)))
    filters[0] = 0
    return filters.astype(np.float32)


def _hertz(size: int) -> Array:
    return np.linspace(0, RATE / 2, size // 2 + 1)


def _triangles(edges: Array, bins: Array) -> Array:
    left, peak, right = edges[:-2], edges[1:-1], edges[2:]
    rising = (bins[:, None] - left) / (peak - left)
    falling = (right - bins[:, None]) / (right - peak)
    return np.maximum(0, np.minimum(rising, falling))


def _to_htk(hertz: Array | float) -> Array:
    return np.asarray(1127.0 * np.log1p(np.asarray(hertz) / 700.0))


def _to_slaney(hertz: Array) -> Array:
    above = (
        SLANEY_BREAK / SLANEY_STEP + np.log(np.maximum(hertz, 1) / SLANEY_BREAK) / SLANEY_LOG_STEP
    )
    return np.where(hertz < SLANEY_BREAK, hertz / SLANEY_STEP, above)


def _from_slaney(mel: Array) -> Array:
    turn = SLANEY_BREAK / SLANEY_STEP
    above = SLANEY_BREAK * np.exp(SLANEY_LOG_STEP * (mel - turn))
    return np.where(mel < turn, mel * SLANEY_STEP, above)
