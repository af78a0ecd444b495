"""Whether an amount follows from others: a share, a sum, a difference, a percentage."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

MOST = 40


def derivable(number: float, asked: Sequence[float], read: Sequence[float]) -> bool:
    """Whether one step of reckoning gives the number from what was said and read."""
    known = [n for n in dict.fromkeys((*asked, *read)) if n][:MOST]
    if any(_near(number, made) for a in known for b in known for made in _steps(a, b)):
        return True
    if any(_near(number, r * a / 100 + c) for a in asked[:8] for c in asked[:8]
           for r in list(read)[: 10 * MOST] if c != a):  # fmt: skip
        return True
    if _of_shares(number, known, [n for n in asked if 0 < n < 1]):
        return True
    if follows(number, list(asked)[:MOST], list(read)[: 10 * MOST]):
        return True
    return _runs(number, list(read)[: 4 * MOST], [1.0, *asked[:8]])


def _steps(a: float, b: float) -> tuple[float, ...]:
    return (a + b, a - b, a * b, a / b, a * b / 100, a * (1 + b / 100), a * (1 - b / 100))


def follows(number: float, asked: Sequence[float], read: Sequence[float]) -> bool:
    """Whether it is one of those asked, or one step of reckoning away from one of them."""
    others = list(dict.fromkeys(n for n in read if n))
    return any(
        _near(number, made)
        for a in asked
        for b in others
        for made in (a, *_steps(a, b), *_steps(b, a or 1.0))
    )


def _of_shares(number: float, known: Sequence[float], shares: Sequence[float]) -> bool:
    """Whether it is one number more or less by the share of another that was said, as by half."""
    return any(
        _near(number, made)
        for share in shares
        for a in known
        for b in known
        for made in (a + b * share, a - b * share)
    )


def _runs(number: float, read: Sequence[float], rates: Sequence[float]) -> bool:
    """Whether numbers that follow one another add up to it, at one of the rates that were said."""
    for start in range(len(read)):
        total = 0.0
        for one in read[start : start + MOST]:
            total += one
            if any(_near(total * rate, number) for rate in rates):
                return True
    return any(_near(number, b - a) for a, b in pairwise(read))


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= 0.011
