"""Ranking: gradient-boosted trees, learned offline with LambdaRank (Burges, 2010), run in numpy.

`ranking.json` beside this file holds the trees; `bench/train_ranking.py` makes it. All splits of
all trees are tried at once: each that sends a passage right strikes the leaves to its left, and
the first leaf left is the tree's (QuickScorer; Lucchese et al., SIGIR 2015).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import msgspec
import numpy as np
from numpy.typing import NDArray

from alongside.mind.recall.features import NAMES, Numbers

LEAVES = 8
"""The most that a tree may have: one for each bit of a byte."""


class Split(msgspec.Struct, frozen=True, array_like=True):
    """Goes left where the feature is at most the threshold; a number is a leaf."""

    feature: int
    threshold: float
    left: Split | float
    right: Split | float


@dataclass(frozen=True, slots=True)
class Forest:
    """Splits, shape (trees, LEAVES - 1), with the leaves that stay for what goes right, as bits.

    `leaves` has the shape (trees, LEAVES). Places that a tree doesn't need send all left.
    """

    features: NDArray[np.intp]
    thresholds: Numbers
    stays: NDArray[np.uint8]
    leaves: Numbers


class Ranker(msgspec.Struct, frozen=True, dict=True):
    """Learned trees, and the names of the features that they were learned on."""

    features: tuple[str, ...]
    trees: tuple[Split, ...]

    @cached_property
    def forest(self) -> Forest:
        shape = len(self.trees), LEAVES - 1
        forest = Forest(
            np.zeros(shape, np.intp),
            np.full(shape, np.inf),
            np.full(shape, 255, np.uint8),
            np.zeros((len(self.trees), LEAVES)),
        )
        for i, tree in enumerate(self.trees):
            _plant(forest, i, tree, 0, 0)
        return forest

    def __call__(self, features: Numbers) -> Numbers:
        """A score for each row, shape (rows,)."""
        forest = self.forest
        right = features.T[forest.features] > forest.thresholds[:, :, None]
        kept = np.where(right, forest.stays[:, :, None], np.uint8(255))
        first = _FIRST[np.bitwise_and.reduce(kept, axis=1)]
        scores: Numbers = np.take_along_axis(forest.leaves, first, axis=1).sum(axis=0)
        return scores


_FIRST = np.array([0] + [(byte & -byte).bit_length() - 1 for byte in range(1, 256)], np.intp)
"""The lowest bit of each byte."""


def _plant(forest: Forest, tree: int, node: Split | float, leaf: int, split: int) -> int:
    """Put a node's splits and leaves, from these places on; gives the place after its last leaf."""
    if isinstance(node, float):
        forest.leaves[tree, leaf] = node
        return leaf + 1
    middle = _plant(forest, tree, node.left, leaf, split + 1)
    forest.features[tree, split] = node.feature
    forest.thresholds[tree, split] = node.threshold
    forest.stays[tree, split] = 255 & ~((1 << middle) - (1 << leaf))
    return _plant(forest, tree, node.right, middle, split + middle - leaf)


@cache
def ranker() -> Ranker:
    """The ranker that ships with the project."""
    learned = files("alongside.mind.recall").joinpath("ranking.json").read_bytes()
    found = msgspec.json.decode(learned, type=Ranker)
    if found.features != NAMES:
        raise ValueError("ranking.json was learned on other features: run bench/train_ranking.py")
    return found
