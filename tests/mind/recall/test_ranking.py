"""The ranker gives each passage the sum of the leaves that it falls into."""

import msgspec
import numpy as np

from alongside.mind.recall.features import NAMES
from alongside.mind.recall.ranking import LEAVES, Ranker, Split, ranker

TREES = [
    [0, 0.5, 1.0, [1, 0.25, 2.0, [0, 0.75, 3.0, 4.0]]],
    [1, 0.5, [0, 0.1, [1, 0.1, 10.0, 20.0], 30.0], 40.0],
]


def test_a_passage_scores_what_its_leaves_hold() -> None:
    made = msgspec.convert({"features": ("one", "two"), "trees": TREES}, Ranker)
    rows = np.array([[0.5, 0.0], [0.6, 0.25], [0.75, 0.3], [0.8, 0.9], [0.0, 0.2]])
    assert made(rows).tolist() == [31.0, 32.0, 33.0, 44.0, 21.0]


def fallen(node: Split | float, row: np.ndarray) -> float:
    while isinstance(node, Split):
        node = node.left if row[node.feature] <= node.threshold else node.right
    return node


def leaves(node: Split | float) -> int:
    return leaves(node.left) + leaves(node.right) if isinstance(node, Split) else 1


def test_the_shipped_trees_score_as_walking_them_does() -> None:
    shipped = ranker()
    rows = np.random.default_rng(3).normal(0.5, 1.5, (40, len(NAMES)))
    walked = [sum(fallen(tree, row) for tree in shipped.trees) for row in rows]
    np.testing.assert_allclose(shipped(rows), walked)
    assert max(map(leaves, shipped.trees)) <= LEAVES
