"""What tells a passage that answers a question from one that doesn't, as numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside.mind.pool import Pool, Row
from alongside.mind.query import Query, Span
from alongside.views.words import terms

Numbers = NDArray[np.float64]

NAMES = (
    "bm25", "coverage", "coverage_before", "coverage_around", "matched", "rarest",
    "meaning", "meaning_before", "meaning_after", "meaning_near",
    "bm25_before", "bm25_after", "bm25_near", "spread",
    "speaker", "question", "answers", "length", "first_person", "time",
)  # fmt: skip
"""The columns of a feature matrix."""

K1, B = 0.9, 0.4
"""BM25's saturation and length normalisation, for passages as short as chat turns."""
_USUAL_TERMS = 12
_SPREAD = ((1, 0.5), (2, 0.25), (3, 0.12))
_WORDS_TO_MEANING = 8.0
"""BM25 as a share of the most a question can get, to standard deviations."""
_WEEK = 7 * 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Scored:
    """A pool's passages with their features, shape (passages, features)."""

    rows: tuple[Row, ...]
    features: Numbers
    matched: tuple[frozenset[str], ...]
    likeness: Numbers

    def column(self, name: str) -> Numbers:
        column: Numbers = self.features[:, NAMES.index(name)]
        return column


class Turns:
    """Shifts a column along the threads: what the turn before or after has."""

    def __init__(self, pool: Pool, rows: tuple[Row, ...]) -> None:
        place = {row.id: i for i, row in enumerate(rows)}
        following = [place.get(pool.after.get(row.id, -1), -1) for row in rows]
        self._after = np.array(following, np.int64)
        self._before = np.full(len(rows), -1)
        for i, j in enumerate(following):
            if j >= 0:
                self._before[j] = i

    def shift(self, column: Numbers, by: int) -> Numbers:
        """The column of the turn `by` later (earlier where negative), 0 where there is none."""
        step = self._after if by > 0 else self._before
        at = np.arange(len(column))
        for _ in range(abs(by)):
            at = np.where(at >= 0, step[at], -1)
        return np.where(at >= 0, column[at], 0.0)

    def around(self, i: int, before: int, after: int) -> list[int]:
        """The turns from `before` earlier to `after` later, this one first."""
        found = [i]
        for step, count in ((self._before, before), (self._after, after)):
            j = i
            for _ in range(count):
                j = int(step[j])
                if j < 0:
                    break
                found.append(j)
        return found


def score(
    query: Query, pool: Pool, weights: Mapping[str, float], likeness: Mapping[int, float]
) -> Scored:
    """The features of every passage of the pool. `weights` is each term's rarity (IDF)."""
    rows = tuple(pool.rows.values())
    turns = Turns(pool, rows)
    named = _named(query, rows)
    spoken = weights.keys() - {t for name in named for t in terms(name)}
    wanted = [spoken if row.speaker and spoken else weights.keys() for row in rows]
    matched = tuple(
        frozenset(t for t in w if _holds(row, t)) for row, w in zip(rows, wanted, strict=True)
    )
    shares = [_shares(weights, w) for w in wanted]
    column = _columns(rows, matched, shares, weights)
    meaning = np.array([likeness.get(row.id, 0.0) for row in rows])
    covered = _coverage(turns, matched, shares)
    asks = np.array([row.question for row in rows], float)
    both = meaning + _WORDS_TO_MEANING * column["bm25"]
    shift = turns.shift
    features = {
        **column,
        "coverage": covered(0, 0), "coverage_before": covered(1, 0),
        "coverage_around": covered(2, 2),
        "meaning": meaning, "meaning_before": shift(meaning, -1),
        "meaning_after": shift(meaning, 1),
        "meaning_near": np.maximum(shift(meaning, -2), shift(meaning, 2)),
        "bm25_before": shift(column["bm25"], -1), "bm25_after": shift(column["bm25"], 1),
        "bm25_near": np.maximum(shift(column["bm25"], -2), shift(column["bm25"], 2)),
        "spread": both + sum(w * (shift(both, o) + shift(both, -o)) for o, w in _SPREAD),
        "speaker": np.array([_speaks(row, named) for row in rows], float),
        "question": asks, "answers": shift(asks, -1),
        "length": np.log1p([row.length for row in rows]),
        "time": np.array([_within(row.at, query.times) for row in rows]),
    }  # fmt: skip
    return Scored(rows, np.stack([features[name] for name in NAMES], axis=1), matched, meaning)


def _named(query: Query, rows: tuple[Row, ...]) -> frozenset[str]:
    return frozenset(name for name in {row.speaker for row in rows} if name and query.names(name))


def _speaks(row: Row, named: frozenset[str]) -> int:
    """1 where the one person named speaks, -1 where somebody else does."""
    if len(named) != 1 or not row.speaker:
        return 0
    return 1 if row.speaker in named else -1


def _holds(row: Row, term: str) -> bool:
    return term in row.said or (not row.speaker and term in row.about)


def _shares(weights: Mapping[str, float], wanted: AbstractSet[str]) -> dict[str, float]:
    total = sum(weights[term] for term in wanted) or 1.0
    return {term: weights[term] / total for term in wanted}


def _columns(
    rows: tuple[Row, ...],
    matched: tuple[frozenset[str], ...],
    shares: list[dict[str, float]],
    weights: Mapping[str, float],
) -> dict[str, Numbers]:
    """The features of a passage's own words."""
    heaviest = max(weights.values(), default=1.0)
    return {
        "bm25": np.array([_bm25(*each) for each in zip(rows, matched, shares, strict=True)]),
        "matched": np.array([len(found) for found in matched], float),
        "rarest": np.array(
            [max((weights[term] for term in found), default=0.0) / heaviest for found in matched]
        ),
        "first_person": np.array([row.of_self for row in rows], float),
    }


def _bm25(row: Row, matched: frozenset[str], shares: Mapping[str, float]) -> float:
    """Okapi BM25 (Robertson and Zaragoza, 2009), as a share of the most there can be."""
    size = K1 * (1 - B + B * (1 + row.said.total()) / _USUAL_TERMS)
    counts = {term: max(row.said[term], 1) for term in matched}
    return sum(shares[term] * count / (count + size) for term, count in counts.items())


def _coverage(
    turns: Turns, matched: tuple[frozenset[str], ...], shares: list[dict[str, float]]
) -> Callable[[int, int], Numbers]:
    def covered(before: int, after: int) -> Numbers:
        """The share of the question's terms, by rarity, in a passage and turns around it."""
        sets = (
            frozenset().union(*(matched[j] for j in turns.around(i, before, after)))
            for i in range(len(matched))
        )
        return np.array(
            [
                sum(share.get(t, 0.0) for t in found)
                for found, share in zip(sets, shares, strict=True)
            ]
        )

    return covered


def _within(at: int, times: tuple[Span, ...]) -> float:
    """1 in a stretch of time that was asked for, falling off in the weeks around it."""
    gaps = [max(since - at, at - until, 0) for since, until in times]
    return max((math.exp(-gap / _WEEK) for gap in gaps), default=0.0)
