"""Recall: finds the moments that answer a question, and says why. No language model is asked.

Words (BM25), meaning (embeddings), time, people and the turns around each passage are fused by a
small ranker learned offline. Passages found by words or meaning are looked at with their
neighbours; a stretch of time that the question names draws in what happened then.
"""

from __future__ import annotations

import dataclasses
import math
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from alongside.log import rows
from alongside.log.corrections import corrected
from alongside.log.rows import instant
from alongside.log.sqlite import SqliteLog
from alongside.mind.recall import pool as pools
from alongside.mind.recall.birthdays import birthdays
from alongside.mind.recall.features import Numbers, Scored, score
from alongside.mind.recall.hit import Filters, Hit
from alongside.mind.recall.kinship import Kinship, Words
from alongside.mind.recall.meaning import Asked, Meaning, likeness, nearest
from alongside.mind.recall.nameless import nameless
from alongside.mind.recall.narrow import clauses, positions
from alongside.mind.recall.pool import Held, Pool
from alongside.mind.recall.query import Query, Span, understand
from alongside.mind.recall.ranking import ranker
from alongside.mind.recall.why import reasons
from alongside.models.model import Embed, ModelError
from alongside.views.facets import Count, counts
from alongside.views.passages import position

EVERYTHING = Filters()
WORDS, MEANING = 32, 96
"""Passages drawn by words, and by meaning in each space."""
LATEST = 32
"""Moments drawn from a stretch of time that the question names."""
_IN_TIME = 1.0
_ONLY_TIME = 4.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pool that a question draws: the rarity of its terms, the likeness of the passages."""

    query: Query
    pool: Pool
    weights: Mapping[str, float]
    likeness: Mapping[int, float]

    def scored(self, kinship: Kinship) -> Scored:
        return score(self.query, self.pool, self.weights, self.likeness, kinship)


class Recall:
    """Finds moments by words, meaning, time, people and places."""

    def __init__(
        self,
        log: SqliteLog,
        quick_embed: Embed | None = None,
        embed: Embed | None = None,
        multilingual: Embed | None = None,
    ) -> None:
        """`quick_embed` embeds at once, `embed` better, `multilingual` what isn't in English."""
        self.meaning = Meaning(log, quick_embed, embed, multilingual)
        self.log = log

    async def find(
        self,
        question: str,
        *,
        now: datetime,
        zone: str,
        limit: int = 10,
        filters: Filters = EVERYTHING,
    ) -> tuple[Hit, ...]:
        """The `limit` best moments, best first. `now` is aware UTC, `zone` an IANA name."""
        words = self.meaning.words
        drawn = await self._draw(question, now, zone, filters)
        kinship = await _kinship(words, drawn)
        return await self.log.database.read(
            lambda db: self._rank(db, drawn.query, drawn.scored(kinship), limit, filters)
        )

    async def facets(self, filters: Filters = EVERYTHING) -> dict[str, tuple[Count, ...]]:
        """How many moments pass, by kind, source, person, place and year."""
        where, values = clauses(self.log.person, filters, "found.seq")
        return await self.log.database.read(lambda db: counts(db, where, tuple(values)))

    async def weigh(self, question: str, *, now: datetime, zone: str) -> Scored:
        """The pool that a question draws, with its features: what a ranker is learned on."""
        words = self.meaning.words
        drawn = await self._draw(question, now, zone, EVERYTHING)
        return drawn.scored(await _kinship(words, drawn))

    async def _draw(self, question: str, now: datetime, zone: str, filters: Filters) -> Drawn:
        asked = await self._ask(question)
        return await self.log.database.read(
            lambda db: self._weigh(db, self._understand(db, question, now, zone), asked, filters)
        )

    async def _ask(self, question: str) -> list[Asked]:
        """The question in each space; where a model fails, words alone must do."""
        await self.meaning.open()
        plain = await self.log.database.read(lambda db: nameless(db, question))
        try:
            return await self.meaning.ask(*filter(None, dict.fromkeys((question, plain))))
        except ModelError:
            return []

    @staticmethod
    def _understand(db: sqlite3.Connection, question: str, now: datetime, zone: str) -> Query:
        return understand(question, now, zone, birthdays(db).get)

    def _rank(
        self, db: sqlite3.Connection, query: Query, scored: Scored, limit: int, filters: Filters
    ) -> tuple[Hit, ...]:
        if not scored.rows:
            return ()
        scores = ranker()(scored.features) + _time_bonus(query, scored)
        best: dict[int, int] = {}
        for i in np.argsort(-scores, kind="stable").tolist():
            best.setdefault(position(scored.rows[i].id), i)
        allowed = positions(db, self.log.person, filters)
        if allowed is not None:
            best = {seq: i for seq, i in best.items() if seq in set(allowed.tolist())}
        chosen = dict(list(best.items())[: limit + limit // 2])
        held = rows.by_seqs(db, self.log.person, chosen)
        moments = {m.seq: m for m in corrected(db, self.log.person, held.values())}
        hits = [
            Hit(moments[seq], float(scores[i]), reasons(query, scored, i, moments[seq]))
            for seq, i in chosen.items()
            if seq in moments
        ]
        return tuple(hits[:limit])

    def _weigh(
        self, db: sqlite3.Connection, query: Query, asked: Sequence[Asked], filters: Filters
    ) -> Drawn:
        held, size = self._held(db, query), self._size(db)
        weights = {t: _rarity(one.count, size) for t, one in held.items()}
        seeds = self._seeds(db, held, weights, asked, filters)
        for span in query.times:
            narrowed = _during(filters, span)
            seeds += self._seeds(db, held, weights, asked, narrowed, 4)
            seeds += pools.latest(db, self.log.person, LATEST, narrowed)
        pool = pools.gather(db, set(seeds), filters)
        weights |= {t: _rarity(0, size) for t in query.words if t not in weights}
        return Drawn(query, pool, weights, likeness(db, asked, [*pool.rows]))

    def _seeds(
        self,
        db: sqlite3.Connection,
        held: Mapping[str, Held],
        weights: Mapping[str, float],
        asked: Sequence[Asked],
        filters: Filters,
        part: int = 1,
    ) -> list[int]:
        """The passages drawn by words and by meaning, or the best of them where `part` is more."""
        passing = positions(db, self.log.person, filters)
        found = pools.by_words(db, held, weights, WORDS // part, passing)
        return found + nearest(db, asked, MEANING // part, passing)

    def _held(self, db: sqlite3.Connection, query: Query) -> dict[str, Held]:
        """The passages that hold each term; terms that none holds are left out."""
        size = self._size(db)
        found = {term: pools.holding(db, term, size) for term in query.words}
        return {term: held for term, held in found.items() if held.count}

    def _size(self, db: sqlite3.Connection) -> int:
        """About how many passages there are."""
        query = "SELECT coalesce(max(seq), 0) + 1 FROM moments WHERE person = ?"
        return int(db.execute(query, (self.log.person,)).fetchone()[0])


async def _kinship(words: Words, drawn: Drawn) -> Kinship:
    """How close the words are; where the model fails, equal ones must do."""
    asked = {term: drawn.query.words[term] for term in drawn.weights}
    passages = [row.text.split() for row in drawn.pool.rows.values()]
    try:
        return await words.kinship(asked, passages)
    except ModelError:
        return await Words(None).kinship(asked, passages)


def _rarity(count: int, size: int) -> float:
    """Inverse document frequency, as BM25 has it."""
    return math.log(1 + max(size - count + 0.5, 0.5) / (count + 0.5))


def _during(filters: Filters, span: Span) -> Filters:
    """The filters, and no wider than the stretch."""
    since, until = map(instant, span)
    return dataclasses.replace(
        filters,
        since=max(since, filters.since or since),
        until=min(until, filters.until or until),
    )


def _time_bonus(query: Query, scored: Scored) -> Numbers:
    """Being in the time asked for; all there is to go by where the question says no more."""
    words = set(query.words.values()) - {w for text in query.timed for w in text.split()}
    return scored.column("time") * (_IN_TIME if words else _ONLY_TIME)
