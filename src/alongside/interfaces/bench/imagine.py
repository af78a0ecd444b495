"""`alongside bench imagine`: how long a sketch takes, over sixty prompts and as they are typed.

Milliseconds of code alone, with no model and no browser: `whole` from the words to the picture
(SVG), `typed` the same at each keystroke, for every beginning of every prompt.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from alongside.mind.imagine.sketch import sketch

SEEDS = 5


def prompts() -> tuple[str, ...]:
    """What is sketched: forty prompts in English, twenty in Korean."""
    text = files("alongside.interfaces.bench").joinpath("sketches.txt").read_text("utf-8")
    return tuple(filter(None, text.splitlines()))


def run(words: Iterable[str] = ()) -> dict[str, Any]:
    """Sketch all of them. Raises `GlyphsMissing`."""
    said = tuple(words) or prompts()
    start = time.perf_counter()
    sketch(said[0])
    first = (time.perf_counter() - start) * 1000
    whole = [_taken(text, seed) for text in said for seed in range(SEEDS)]
    typed = [_taken(text[:end], 0) for text in said for end in range(1, len(text) + 1)]
    return {
        "prompts": len(said),
        "first_ms": round(first, 1),
        "whole_ms": spread(whole),
        "typed_ms": spread(typed),
        "keystrokes": len(typed),
    }


def spread(milliseconds: Iterable[float]) -> dict[str, float]:
    """The median, the 95th percentile and the slowest."""
    taken = sorted(milliseconds)
    return {
        "p50": round(taken[len(taken) // 2], 1),
        "p95": round(taken[int(len(taken) * 0.95)], 1),
        "max": round(taken[-1], 1),
    }


def _taken(text: str, seed: int) -> float:
    start = time.perf_counter()
    sketch(text, seed=seed)
    return (time.perf_counter() - start) * 1000
