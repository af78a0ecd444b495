"""Kinship: how alike in meaning the words of a question and of passages are, word by word.

A passage about pottery answers for "activities" though it has no word of the question. Each word
of the question is compared with every word of a passage and counts as much as its closest there
(late interaction; Khattab and Zaharia, SIGIR 2020), with the vectors of the static model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from alongside.models.model import Embed, Floats, Texts

_KEPT = 16_384
"""Words whose vectors stay in memory."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """How close the terms of a question are to those of each passage, from 0 to 1.

    `closeness` has the shape (terms of the question, 1 + terms of the passages); column 0 is of no
    term, and begins each passage. `held` is the passages' columns one after another, `starts` where
    each passage starts, `equal` the column of each term of the question, -1 where none holds it.
    """

    closeness: NDArray[np.float64]
    held: NDArray[np.intp]
    starts: NDArray[np.intp]
    equal: NDArray[np.intp]

    def best(self) -> NDArray[np.float64]:
        """The closest that each passage has to each term of the question."""
        close = self.closeness[:, self.held]
        found: NDArray[np.float64] = np.maximum.reduceat(close, self.starts, axis=1)
        return found.T

    def counts(self) -> NDArray[np.float64]:
        """How often each passage has each term of the question."""
        equal = (self.held == self.equal[:, None]).astype(float)
        found: NDArray[np.float64] = np.add.reduceat(equal, self.starts, axis=1)
        return found.T


class _Kept:
    """Words that were embedded, each with its place among the unit rows; there is room for more."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self.rows: Floats = np.empty((0, 0), np.float32)

    def add(self, words: Sequence[str], rows: Floats) -> None:
        """Keep those that another search hasn't brought meanwhile."""
        held = len(self.places)
        new = [i for i, word in enumerate(words) if word not in self.places]
        size = held + len(new)
        if size > len(self.rows):
            room = np.empty((max(size, 2 * held), rows.shape[1]), np.float32)
            room[:held] = self.rows[:held].reshape(held, rows.shape[1])
            self.rows = room
        self.rows[held:size] = rows[new]
        self.places |= {words[i]: place for place, i in enumerate(new, held)}


class Words:
    """The vectors of words, as they are asked for; without a model only equal terms are close.

    They stay in memory: where moments were forgotten, a new one is put in the old one's place.
    """

    def __init__(self, model: Embed | None) -> None:
        self.model = model
        self._kept = _Kept()

    async def kinship(self, asked: Mapping[str, str], passages: Sequence[Sequence[str]]) -> Kinship:
        """`asked` maps each term of the question to how it is written. Raises `ModelError`."""
        column = {t: i for i, t in enumerate(dict.fromkeys(chain.from_iterable(passages)), 1)}
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
        equal = np.array([column.get(term, -1) for term in asked], np.intp)
        return Kinship(np.clip(closeness, 0.0, 1.0), *_laid_out(passages, column), equal)

    async def _vectors(self, model: Embed, words: Sequence[str]) -> Floats:
        """Unit rows, shape (words, d)."""
        kept = self._kept
        new = [word for word in dict.fromkeys(words) if word not in kept.places]
        if len(kept.places) + len(new) > _KEPT:
            kept, new = _Kept(), list(dict.fromkeys(words))
        if new:
            kept.add(new, np.vstack([rows async for rows in model.run(Texts(tuple(new)))]))
            self._kept = kept
        found: Floats = kept.rows[[kept.places[word] for word in words]]
        return found


def _laid_out(
    passages: Sequence[Sequence[str]], column: Mapping[str, int]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The columns of the passages' terms one after another, and where each passage starts."""
    sizes = [1 + len(terms) for terms in passages]
    starts = np.cumsum([0, *sizes])
    held = np.zeros(starts[-1], np.intp)
    words = np.ones(len(held), bool)
    words[starts[:-1]] = False
    held[words] = [column[term] for term in chain.from_iterable(passages)]
    return held, starts[:-1]
