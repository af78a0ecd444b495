"""What tells a passage that answers a question from one that doesn't, as numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside.mind.recall.kinship import Kinship
from alongside.mind.recall.pool import AROUND, K1, USUAL_TERMS, B, Pool, Row
from alongside.mind.recall.query import Query, Span
from alongside.views.words import terms

Numbers = NDArray[np.float64]

NAMES = (
    "bm25", "coverage", "coverage_before", "coverage_around", "matched", "rarest",
    "meaning", "meaning_before", "meaning_after", "meaning_near",
    "bm25_before", "bm25_after", "bm25_near", "spread",
    "kin", "kin_before", "kin_around",
    "speaker", "question", "answers", "length", "first_person", "time",
)  # fmt: skip
"""The columns of a feature matrix."""

_SPREAD = ((1, 0.5), (2, 0.25))
_WORDS_TO_MEANING = 8.0
"""BM25 as a share of the most a question can get, to standard deviations."""
_WEEK = 7 * 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Scored:
    """A pool's passages with their features, shape (passages, features).

    `counts` is how often each passage has each of the query's terms.
    """

    rows: tuple[Row, ...]
    features: Numbers
    terms: tuple[str, ...]
    counts: Numbers

    def column(self, name: str) -> Numbers:
        column: Numbers = self.features[:, NAMES.index(name)]
        return column

    def matched(self, i: int) -> list[str]:
        """The query's terms that passage `i` has."""
        return [term for term, count in zip(self.terms, self.counts[i], strict=True) if count]


class Turns:
    """Shifts values along the threads: what the turn before or after has."""

    def __init__(self, pool: Pool, rows: tuple[Row, ...]) -> None:
        place = {row.id: i for i, row in enumerate(rows)}
        after = np.array([place.get(pool.after.get(row.id, -1), -1) for row in rows])
        before = np.full(len(rows), -1)
        before[after[after >= 0]] = np.flatnonzero(after >= 0)
        self._at = {0: np.arange(len(rows))}
        for by in range(1, AROUND + 1):
            for step, way in ((after, by), (before, -by)):
                at = self._at[way - by // way]
                self._at[way] = np.where(at >= 0, step[at], -1)

    def shift(self, values: Numbers, by: int) -> Numbers:
        """The values of the turn `by` later (earlier where negative), 0 where there is none."""
        at = self._at[by]
        found: Numbers = values[at]
        found[at < 0] = 0.0
        return found

    def near(self, values: Numbers, by: int) -> Numbers:
        """The greater of the values `by` turns before and after."""
        return np.maximum(self.shift(values, -by), self.shift(values, by))


def score(
    query: Query,
    pool: Pool,
    weights: Mapping[str, float],
    likeness: Mapping[int, float],
    kinship: Kinship,
) -> Scored:
    """The features of every passage of the pool. `weights` is each term's rarity (IDF).

    `kinship` is of the terms of `weights` to the pool's passages, each in their order.
    """
    rows = tuple(pool.rows.values())
    if not rows:
        return Scored((), np.empty((0, len(NAMES))), (), np.empty((0, 0)))
    words = tuple(weights)
    named = frozenset(n for n in {row.speaker for row in rows} if n and query.names(n))
    shares = _shares(rows, weights, {t for name in named for t in terms(name)})
    counts = kinship.counts() * (shares > 0)
    turns = Turns(pool, rows)
    columns = {
        **_of_words(turns, rows, counts, shares),
        **_of_kin(turns, kinship.best(), shares),
        **_of_meaning(turns, np.array([likeness.get(row.id, 0.0) for row in rows])),
        **_of_turns(turns, query, rows, named),
    }
    both = columns["meaning"] + _WORDS_TO_MEANING * columns["bm25"]
    shifted = [w * (turns.shift(both, o) + turns.shift(both, -o)) for o, w in _SPREAD]
    columns["spread"] = both + np.sum(shifted, axis=0)
    return Scored(rows, np.stack([columns[name] for name in NAMES], axis=1), words, counts)


def _shares(rows: tuple[Row, ...], weights: Mapping[str, float], names: set[str]) -> Numbers:
    """Each term's share of the query, by rarity. Who speaks doesn't say their own name."""
    rarity = np.array([*weights.values()])
    spoken = rarity * [word not in names for word in weights]
    speaks = np.array([bool(row.speaker) for row in rows], bool)
    chosen = np.where((speaks & spoken.any())[:, None], spoken, rarity)
    share: Numbers = chosen / np.maximum(chosen.sum(axis=1, keepdims=True), 1e-9)
    return share


def _of_words(
    turns: Turns, rows: tuple[Row, ...], counts: Numbers, shares: Numbers
) -> dict[str, Numbers]:
    """BM25 (Robertson and Zaragoza, 2009) as a share of the most there can be, and coverage."""
    sizes = np.array([1 + len(row.said.split()) for row in rows]) / USUAL_TERMS
    bm25 = (shares * counts / (counts + K1 * (1 - B + B * sizes[:, None]))).sum(axis=1)
    held = (counts > 0).astype(float)
    before, around = _beside(turns, held)
    return {
        "bm25": bm25,
        "bm25_before": turns.shift(bm25, -1),
        "bm25_after": turns.shift(bm25, 1),
        "bm25_near": turns.near(bm25, 2),
        "coverage": (held * shares).sum(axis=1),
        "coverage_before": (before * shares).sum(axis=1),
        "coverage_around": (around * shares).sum(axis=1),
        "matched": held.sum(axis=1),
        "rarest": (held * shares).max(axis=1, initial=0.0),
    }


def _of_kin(turns: Turns, kin: Numbers, shares: Numbers) -> dict[str, Numbers]:
    """Coverage again, where a word that is close in meaning counts for as much as it is close."""
    before, around = _beside(turns, kin)
    return {
        "kin": (kin * shares).sum(axis=1),
        "kin_before": (before * shares).sum(axis=1),
        "kin_around": (around * shares).sum(axis=1),
    }


def _beside(turns: Turns, held: Numbers) -> tuple[Numbers, Numbers]:
    """What each passage has of each term together with the turn before, and with all around."""
    before = np.maximum(held, turns.shift(held, -1))
    return before, np.maximum.reduce([held, turns.near(held, 1), turns.near(held, 2)])


def _of_meaning(turns: Turns, meaning: Numbers) -> dict[str, Numbers]:
    return {
        "meaning": meaning,
        "meaning_before": turns.shift(meaning, -1),
        "meaning_after": turns.shift(meaning, 1),
        "meaning_near": turns.near(meaning, 2),
    }


def _of_turns(
    turns: Turns, query: Query, rows: tuple[Row, ...], named: frozenset[str]
) -> dict[str, Numbers]:
    """Who speaks, to ask or to answer, of whom, how long, and when."""
    asks = np.array([row.question for row in rows], float)
    return {
        "speaker": np.array([_speaks(row, named) for row in rows], float),
        "question": asks,
        "answers": turns.shift(asks, -1),
        "length": np.log1p([row.length for row in rows]),
        "first_person": np.array([row.of_self for row in rows], float),
        "time": np.array([_within(row.at, query.times) for row in rows]),
    }


def _speaks(row: Row, named: frozenset[str]) -> int:
    """1 where the one person named speaks, -1 where somebody else does."""
    if len(named) != 1 or not row.speaker:
        return 0
    return 1 if row.speaker in named else -1


def _within(at: int, times: tuple[Span, ...]) -> float:
    """1 in a stretch of time that was asked for, falling off in the weeks around it."""
    gaps = [max(since - at, at - until, 0) for since, until in times]
    return max((math.exp(-gap / _WEEK) for gap in gaps), default=0.0)
