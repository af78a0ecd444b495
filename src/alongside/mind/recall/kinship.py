"""Kinship: how alike in meaning the words of a question and of passages are, word by word.

A passage about pottery answers for "activities" though it has no word of the question. Each word
of the question is compared with every word of a passage and counts as much as its closest there
(late interaction; Khattab and Zaharia, SIGIR 2020), with the vectors of the static model.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside.models.model import Embed, Floats, Texts

_KEPT = 16_384
"""Terms whose vectors stay in memory."""


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
        columns = [[0, *(self.column[term] for term in terms)] for terms in passages]
        starts = np.cumsum([0, *map(len, columns)])[:-1]
        flat = np.concatenate([np.array(one, np.intp) for one in columns])
        found: NDArray[np.float64] = np.maximum.reduceat(self.closeness[:, flat], starts, axis=1)
        return found.T


class Words:
    """The vectors of words, as they are asked for; without a model only equal terms are close."""

    def __init__(self, model: Embed | None) -> None:
        self._model = model
        self._kept: dict[str, Floats] = {}

    async def kinship(self, asked: Mapping[str, str], held: Collection[str]) -> Kinship:
        """`asked` maps each term of the question to how it is written. Raises `ModelError`."""
        column = {term: i for i, term in enumerate(held, 1)}
        closeness = np.zeros((len(asked), 1 + len(column)))
        latin = [i for i, term in enumerate(asked) if term.isascii()]
        terms = [term for term in column if term.isascii()]
        if self._model and latin and terms:
            written = [word.lower() for word in asked.values()]
            ours = await self._vectors([written[i] for i in latin])
            theirs = await self._vectors(terms)
            closeness[np.ix_(latin, [column[term] for term in terms])] = ours @ theirs.T
        for i, term in enumerate(asked):
            closeness[i, column.get(term, 0)] = term in column
        return Kinship(column, np.clip(closeness, 0.0, 1.0))

    def forget(self) -> None:
        """Drop all words from memory: some may be of what was forgotten."""
        self._kept = {}

    async def _vectors(self, words: Sequence[str]) -> Floats:
        """Unit rows, shape (words, d)."""
        kept = self._kept
        new = [word for word in dict.fromkeys(words) if word not in kept]
        if len(kept) + len(new) > _KEPT:
            kept = self._kept = {}
            new = list(dict.fromkeys(words))
        if new and self._model:
            rows = [rows async for rows in self._model.run(Texts(tuple(new)))]
            kept |= zip(new, np.vstack(rows), strict=True)
        return np.stack([kept[word] for word in words])
