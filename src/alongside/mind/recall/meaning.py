"""Meaning: passages and questions as embeddings, under the models at hand.

A passage is embedded at once by a static model and later, better, by a transformer: the one for
its language. It is compared in the space of the best model that has embedded it so far.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from alongside.log.kinds import Contact
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog
from alongside.mind.recall.codes import Passes
from alongside.mind.recall.kinship import Words
from alongside.mind.recall.vectors import Cosines, Vectors
from alongside.models.model import Embed, Floats, Texts
from alongside.views.passages import PASSAGE_BITS, Passage, about, speaker

_ENOUGH_LATIN = 0.7


@dataclass(frozen=True, slots=True)
class Space:
    """A model and the embeddings made by it; `worth` orders spaces, the best highest."""

    model: Embed
    vectors: Vectors
    worth: int

    async def embed(self, texts: Sequence[str], query: bool = False) -> Floats:
        """Unit rows, shape (n, d). Raises `ModelError`."""
        rows = [batch async for batch in self.model.run(Texts(tuple(texts), query))]
        return np.vstack(rows)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in one space, with its cosines to the passages that were compared."""

    space: Space
    vector: Floats
    cosines: Cosines = field(default_factory=dict)


class Meaning:
    """The spaces of one life: static, transformer, and transformer for all languages."""

    def __init__(
        self,
        log: SqliteLog,
        quick: Embed | None = None,
        embed: Embed | None = None,
        multilingual: Embed | None = None,
    ) -> None:
        models = ((quick, 0), (embed, 1), (multilingual, 2))
        self.quick, self.embed, self.multilingual = (
            Space(model, Vectors(log.database, log.person, model.name), worth) if model else None
            for model, worth in models
        )
        self.words = Words(quick)
        self._opened = False
        self._opening = asyncio.Lock()

    @property
    def spaces(self) -> tuple[Space, ...]:
        return tuple(s for s in (self.quick, self.embed, self.multilingual) if s)

    @property
    def lasting(self) -> tuple[Space, ...]:
        """The spaces of transformers."""
        return tuple(s for s in (self.embed, self.multilingual) if s)

    async def open(self) -> None:
        """Load the codes, once; whoever comes meanwhile waits until they are loaded."""
        async with self._opening:
            if not self._opened:
                for space in self.spaces:
                    await space.vectors.open()
                self._opened = True

    def refining(self, text: str) -> Space | None:
        """The space that a passage's lasting embedding belongs in, by the script it is in."""
        return self.embed if _latin(text) else self.multilingual

    async def ask(self, *forms: str) -> list[Asked]:
        """A question, in the middle of its forms, in each space that holds anything.

        Raises `ModelError`.
        """
        held = [space for space in self.spaces if len(space.vectors)]
        return [Asked(space, _middle(await space.embed(forms, query=True))) for space in held]

    def forget(self, spans: Sequence[tuple[int, int]]) -> None:
        """Drop forgotten moments from memory; a search under way keeps its words to itself."""
        self.words = Words(self.words.model)
        for space in self.spaces:
            space.vectors.forget(spans)


def nearest(
    db: sqlite3.Connection,
    asked: Sequence[Asked],
    count: int,
    positions: NDArray[np.int64] | None,
) -> list[int]:
    """The passages nearest to the question in any space."""
    some = None if positions is None else _among(positions)
    near = [one.space.vectors.nearest(db, one.vector, count, some, one.cosines) for one in asked]
    return list(dict.fromkeys(chain.from_iterable(near)))


def _among(positions: NDArray[np.int64]) -> Passes:
    return lambda ids: np.isin(ids >> PASSAGE_BITS, positions)


def likeness(
    db: sqlite3.Connection, asked: Sequence[Asked], ids: Sequence[int]
) -> dict[int, float]:
    """How like the question each passage is, in standard deviations, in its best space."""
    found: dict[int, float] = {}
    for one in sorted(asked, key=lambda one: one.space.worth):
        found |= one.space.vectors.similarities(db, one.vector, ids, one.cosines)
    return found


def embedded_text(moment: Moment, passage: Passage) -> str:
    """The text that stands for a passage: when, who, and what; models find it better so."""
    who = speaker(moment) or ("" if isinstance(moment.what, Contact) else about(moment))
    when = f"{moment.at.day} {moment.at:%B %Y}"
    return f"{when}, {who}: {passage.text}" if who else f"{when}: {passage.text}"


def _middle(rows: Floats) -> Floats:
    """The unit vector between unit rows."""
    middle: Floats = rows.sum(axis=0)
    return middle / max(float(np.linalg.norm(middle)), 1e-9)


def _latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c < "\u0250" for c in letters) >= _ENOUGH_LATIN * len(letters)
