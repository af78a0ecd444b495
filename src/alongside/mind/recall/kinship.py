"""Kinship: how alike in meaning the words of a question and of passages are, word by word.

A passage about pottery answers for "activities" though it has no word of the question. Each word
of the question is compared with every word of a passage and counts as much as its closest there
(late interaction; Khattab and Zaharia, SIGIR 2020), with the vectors of the static model.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from alongside.models.model import Embed, Floats, Texts

_KEPT = 16_384
"""Words whose vectors stay in memory."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """From 0 to 1, how close each term of a question is to each of the pool's.

    `closeness` has the shape (terms of the question, 1 + terms of the pool); column 0 is of no
    term. `column` tells where the pool's terms are.
    """

    column: Mapping[str, int]
    closeness: NDArray[np.float64]

    def best(self, passages: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        """The closest that each passage, a row of terms, has to each term of the question."""
        sizes = [1 + len(terms) for terms in passages]
        starts = np.cumsum([0, *sizes[:-1]])
        held = np.zeros(sum(sizes), np.intp)
        words = np.ones(len(held), bool)
        words[starts] = False
        held[words] = [self.column[term] for term in chain.from_iterable(passages)]
        found: NDArray[np.float64] = np.maximum.reduceat(self.closeness[:, held], starts, axis=1)
        return found.T


@dataclass(frozen=True, slots=True)
class _Kept:
    """Words that were embedded, each with its place among the unit rows."""

    places: Mapping[str, int]
    rows: Floats


class Words:
    """The vectors of words, as they are asked for; without a model only equal terms are close.

    They stay in memory: where moments were forgotten, a new one is put in the old one's place.
    """

    def __init__(self, model: Embed | None) -> None:
        self.model = model
        self._kept = _nothing()

    async def kinship(self, asked: Mapping[str, str], held: Collection[str]) -> Kinship:
        """`asked` maps each term of the question to how it is written. Raises `ModelError`."""
        column = {term: i for i, term in enumerate(held, 1)}
        closeness = np.zeros((len(asked), 1 + len(column)))
        latin = [i for i, term in enumerate(asked) if term.isascii()]
        terms = [term for term in column if term.isascii()]
        if self.model and latin and terms:
            written = [word.lower() for word in asked.values()]
            rows = await self._vectors(self.model, [*(written[i] for i in latin), *terms])
            ours, theirs = rows[: len(latin)], rows[len(latin) :]
            # Not by BLAS: so little work costs more in waking its threads.
            cosines = np.einsum("qd,td->qt", ours, theirs)
            closeness[np.ix_(latin, [column[term] for term in terms])] = cosines
        for i, term in enumerate(asked):
            closeness[i, column.get(term, 0)] = term in column
        return Kinship(column, np.clip(closeness, 0.0, 1.0))

    async def _vectors(self, model: Embed, words: Sequence[str]) -> Floats:
        """Unit rows, shape (words, d)."""
        kept = before = self._kept
        new = [word for word in dict.fromkeys(words) if word not in kept.places]
        if len(kept.places) + len(new) > _KEPT:
            kept, new = _nothing(), list(dict.fromkeys(words))
        if new:
            rows = np.vstack([rows async for rows in model.run(Texts(tuple(new)))])
            places = {word: i for i, word in enumerate(new, len(kept.places))}
            joined = np.vstack([kept.rows, rows]) if len(kept.rows) else rows
            kept = _Kept({**kept.places, **places}, joined)
        if self._kept is before:
            self._kept = kept
        found: Floats = kept.rows[[kept.places[word] for word in words]]
        return found


def _nothing() -> _Kept:
    return _Kept({}, np.empty((0, 0), np.float32))
