"""The pool: passages worth a closer look, with the turns before and after them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any

import msgspec
import numpy as np

from alongside.mind.recall.codes import Ids
from alongside.mind.recall.hit import Filters
from alongside.mind.recall.narrow import clauses
from alongside.views.passages import PASSAGE_BITS
from alongside.views.search import TALK

AROUND = 2
"""How many turns before and after a passage are looked at."""
_ONE_SITTING = 3 * 3600 * 1_000_000
"""Turns further apart, in microseconds, are not one conversation."""
K1, B = 0.9, 0.4
"""BM25's saturation and length normalisation, for passages as short as chat turns."""
USUAL_TERMS = 12
_AROUND_IT = 0.5
"""What a term around a passage (who, where) counts, to one that is said."""
_MATCHED = 4_000
"""Passages looked at for their words: the latest of a term, and of terms together, rarest first."""
_COMPARED = 128
"""Of those, by the rarity of the terms that they hold, the passages compared by BM25."""


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as the word index holds it; `at` orders the turns of its thread.

    `said` and `about` are its terms, with spaces between.
    """

    id: int
    at: int
    thread: int | None
    speaker: str
    question: bool
    of_self: bool
    length: int
    said: str
    about: str

    @property
    def text(self) -> str:
        """The terms that count; what is around a passage counts unless it is said."""
        return self.said if self.speaker else f"{self.said} {self.about}"


@dataclass(slots=True)
class Pool:
    """Passages by id, and which turn comes after which."""

    rows: dict[int, Row] = field(default_factory=dict)
    after: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """About how many passages hold a term, and which: the latest of them where they are many."""

    count: int
    ids: Ids


def holding(db: sqlite3.Connection, term: str, size: int) -> Held:
    """The passages that hold a term; how many is told by how densely they lie where they are many.

    `size` is the number of moments. A common term's list has millions of entries: it is not read
    to its end.
    """
    ids = _matching(db, f'"{term}"')
    if len(ids) < _MATCHED:
        return Held(len(ids), ids)
    span = (int(ids[0]) - int(ids[-1]) >> PASSAGE_BITS) + 1
    return Held(max(_MATCHED, _MATCHED * size // span), ids)


def by_words(
    db: sqlite3.Connection,
    terms: Mapping[str, Held],
    weights: Mapping[str, float],
    count: int,
    passing: Ids | None,
) -> list[int]:
    """The passages that match best by BM25, best first; `passing` are positions that may."""
    matched: list[tuple[float, Ids]] = []
    total = 0
    for term in sorted(terms, key=lambda term: terms[term].count):
        if matched and total + terms[term].count > _MATCHED:
            break
        matched.append((weights[term], terms[term].ids))
        total += terms[term].count
    if total > _MATCHED and len(terms) > 1:
        matched.append(_together(db, terms, weights))
    return _best(db, _promising(matched, passing), weights, count)


def _together(
    db: sqlite3.Connection, terms: Mapping[str, Held], weights: Mapping[str, float]
) -> tuple[float, Ids]:
    """The passages that hold both of the two rarest terms, where all are common."""
    one, other = sorted(terms, key=lambda term: terms[term].count)[:2]
    return weights[one] + weights[other], _matching(db, f'"{one}" AND "{other}"')


def _matching(db: sqlite3.Connection, match: str) -> Ids:
    """The latest passages that match, latest first."""
    query = "SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT ?"
    return np.array([i for (i,) in db.execute(query, (match, _MATCHED))], np.int64)


def _promising(matched: Sequence[tuple[float, Ids]], passing: Ids | None) -> Ids:
    """The passages that hold the rarest terms, together: the latest where they are equal."""
    ids = np.concatenate([np.empty(0, np.int64), *(ids for _, ids in matched)])
    weights = np.concatenate([np.empty(0), *(np.full(len(ids), w) for w, ids in matched)])
    if passing is not None:
        kept = np.isin(ids >> PASSAGE_BITS, passing)
        ids, weights = ids[kept], weights[kept]
    found, places = np.unique(ids, return_inverse=True)
    sums = np.bincount(places, weights, len(found))
    best: Ids = found[np.lexsort((found, sums))[::-1][:_COMPARED]]
    return best


def _best(db: sqlite3.Connection, ids: Ids, weights: Mapping[str, float], count: int) -> list[int]:
    query = "SELECT id, said, about FROM search WHERE id IN (SELECT value FROM json_each(?))"
    wanted = msgspec.json.encode(sorted(ids.tolist())).decode()
    scores = {i: _bm25(said, about, weights) for i, said, about in db.execute(query, (wanted,))}
    return sorted(scores, key=lambda i: (-scores[i], i))[:count]


def _bm25(said: str, about: str, weights: Mapping[str, float]) -> float:
    words, around = said.split(), frozenset(about.split())
    norm = K1 * (1 - B + B * (len(words) + len(around)) / USUAL_TERMS)
    counts = ((w, words.count(t) + _AROUND_IT * (t in around)) for t, w in weights.items())
    return sum(weight * n / (n + norm) for weight, n in counts)


def latest(db: sqlite3.Connection, person: str, count: int, filters: Filters) -> list[int]:
    """The first passages of the latest moments."""
    where, values = clauses(person, filters, "moments.seq")
    query = (
        f"SELECT seq << {PASSAGE_BITS} FROM moments WHERE person = ?{where}"
        " ORDER BY at DESC LIMIT ?"
    )
    return [i for (i,) in db.execute(query, (person, *values, count))]


def gather(db: sqlite3.Connection, ids: Collection[int], filters: Filters) -> Pool:
    """The passages and their neighbours."""
    talk = TALK in filters.sources
    seeds = {row.id: row for row in _rows(db, ids, talk)}
    lines = {id_: [(id_, row.at)] for id_, row in seeds.items() if row.thread is not None}
    for id_, *turn in _beside(db, lines):
        lines[id_].append((turn[0], turn[1]))
    pool = Pool()
    near = chain.from_iterable(_link(seeds[id_], line, pool) for id_, line in lines.items())
    pool.rows = seeds | {row.id: row for row in _rows(db, {*near} - seeds.keys(), talk)}
    return pool


def _link(row: Row, line: Iterable[tuple[int, int]], pool: Pool) -> list[int]:
    """Note what follows what around a turn; gives its neighbours."""
    line = sorted(line, key=lambda turn: (turn[1], turn[0]))
    for (one, then), (other, at) in pairwise(line):
        if at - then <= _ONE_SITTING:
            pool.after[one] = other
    return [i for i, at in line if abs(at - row.at) <= _ONE_SITTING * AROUND]


def _beside(db: sqlite3.Connection, ids: Collection[int]) -> Iterable[tuple[int, int, int]]:
    """The turns before and after each of these turns: its id, theirs and when they were."""
    before, after = (
        f"SELECT id FROM (SELECT id FROM search WHERE thread = turn.thread"
        f" AND (at, id) {than} (turn.at, turn.id) ORDER BY at {order}, id {order} LIMIT {AROUND})"
        for than, order in (("<", "DESC"), (">", "ASC"))
    )
    query = f"""
        SELECT turn.id, other.id, other.at FROM json_each(?)
        CROSS JOIN search AS turn ON turn.id = value
        CROSS JOIN search AS other ON other.id IN ({before} UNION ALL {after})"""
    return db.execute(query, (msgspec.json.encode(sorted(ids)).decode(),))


def _rows(db: sqlite3.Connection, ids: Collection[int], talk: bool) -> Iterable[Row]:
    query = """
        SELECT search.id, at, thread, speaker, question, self, length, said, about
        FROM json_each(?) JOIN search ON search.id = value WHERE talk <= ?"""
    wanted = msgspec.json.encode(sorted(ids)).decode()
    return map(_row, db.execute(query, (wanted, talk)))


def _row(row: Sequence[Any]) -> Row:
    return Row(*row)
