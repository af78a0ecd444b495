"""Ranking: gradient-boosted trees, learned offline with LambdaRank (Burges, 2010), run in numpy.

`ranking.json` beside this file holds the trees; `bench/train_ranking.py` makes it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from alongside.mind.recall.features import NAMES, Numbers


class Split(msgspec.Struct, frozen=True, array_like=True):
    """Goes left where the feature is at most the threshold; a number is a leaf."""

    feature: int
    threshold: float
    left: Split | float
    right: Split | float


class Ranker(msgspec.Struct, frozen=True):
    """Learned trees, and the names of the features that they were learned on."""

    features: tuple[str, ...]
    trees: tuple[Split, ...]

    def __call__(self, features: Numbers) -> Numbers:
        """A score for each row, shape (rows,)."""
        columns = np.ascontiguousarray(features.T)
        scores = np.zeros(len(features))
        for tree in self.trees:
            scores += _values(tree, columns)
        return scores


def _values(node: Split | float, columns: Numbers) -> Numbers | float:
    if isinstance(node, float):
        return node
    goes_left = columns[node.feature] <= node.threshold
    return np.where(goes_left, _values(node.left, columns), _values(node.right, columns))


@cache
def ranker() -> Ranker:
    """The ranker that ships with the project."""
    learned = files("alongside.mind.recall").joinpath("ranking.json").read_bytes()
    found = msgspec.json.decode(learned, type=Ranker)
    if found.features != NAMES:
        raise ValueError("ranking.json was learned on other features: run bench/train_ranking.py")
    return found
