"""Ranking: gradient-boosted trees, learned offline with LambdaRank (Burges, 2010), run in numpy.

`ranking.json` beside this file holds the trees; `bench/train_ranking.py` makes it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from alongside.mind.features import NAMES, Numbers


class Tree(msgspec.Struct, frozen=True):
    """A node tests `feature <= threshold`; a negative feature marks a leaf with its `value`."""

    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]


class Trees(msgspec.Struct, frozen=True):
    """A learned ranker and the names of the features that it was learned on."""

    features: list[str]
    trees: list[Tree]


class Ranker:
    """All trees side by side, so that a pool goes down every tree at once."""

    def __init__(self, learned: Trees) -> None:
        if tuple(learned.features) != NAMES:
            raise ValueError(
                "ranking.json was learned on other features: run bench/train_ranking.py"
            )
        most = max(len(tree.feature) for tree in learned.trees)
        self._feature = _table([tree.feature for tree in learned.trees], most, -1, np.int64)
        self._threshold = _table([tree.threshold for tree in learned.trees], most, 0, np.float64)
        self._left = _table([tree.left for tree in learned.trees], most, 0, np.int64)
        self._right = _table([tree.right for tree in learned.trees], most, 0, np.int64)
        self._value = _table([tree.value for tree in learned.trees], most, 0, np.float64)

    def __call__(self, features: Numbers) -> Numbers:
        """A score for each row, shape (rows,)."""
        trees = np.arange(len(self._feature))[None]
        node = np.zeros((len(features), len(self._feature)), np.int64)
        while True:
            tested = self._feature[trees, node]
            if (tested < 0).all():
                scores: Numbers = self._value[trees, node].sum(axis=1)
                return scores
            value = np.take_along_axis(features, np.maximum(tested, 0), axis=1)
            below = np.where(
                value <= self._threshold[trees, node],
                self._left[trees, node],
                self._right[trees, node],
            )
            node = np.where(tested < 0, node, below)


def _table(
    columns: list[list[float]] | list[list[int]], most: int, fill: int, kind: type
) -> Numbers:
    padded = [[*column, *[fill] * (most - len(column))] for column in columns]
    return np.array(padded, kind)


@cache
def ranker() -> Ranker:
    """The ranker that ships with the project."""
    learned = files("alongside.mind").joinpath("ranking.json").read_bytes()
    return Ranker(msgspec.json.decode(learned, type=Trees))
