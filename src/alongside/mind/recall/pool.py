"""The pool: passages worth a closer look, with the turns before and after them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import msgspec

from alongside.mind.recall.hit import Filters
from alongside.mind.recall.narrow import clauses
from alongside.views.passages import PASSAGE_BITS
from alongside.views.search import TALK

AROUND = 2
"""How many turns before and after a passage are looked at."""
_ONE_SITTING = 3 * 3600 * 1_000_000
"""Turns further apart, in microseconds, are not one conversation."""
_MATCHED = 4_000
"""Terms are matched, rarest first, until the index holds this many passages of them."""


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


@dataclass(slots=True)
class Pool:
    """Passages by id, and which turn comes after which."""

    rows: dict[int, Row] = field(default_factory=dict)
    after: dict[int, int] = field(default_factory=dict)


def frequencies(db: sqlite3.Connection, terms: Iterable[str]) -> dict[str, int]:
    """How many passages hold each term; those that none holds are left out."""
    query = "SELECT doc FROM search_terms WHERE term = ?"
    found = ((term, db.execute(query, (term,)).fetchone()) for term in terms)
    return {term: int(row[0]) for term, row in found if row}


def by_words(
    db: sqlite3.Connection, person: str, counts: dict[str, int], count: int, filters: Filters
) -> list[int]:
    """The passages that match best by BM25, best first."""
    matched: list[str] = []
    total = 0
    for term in sorted(counts, key=counts.__getitem__):
        if matched and total + counts[term] > _MATCHED:
            break
        matched.append(term)
        total += counts[term]
    if not matched:
        return []
    where, values = clauses(person, filters, f"(search_words.rowid >> {PASSAGE_BITS})")
    query = (
        "SELECT rowid FROM search_words WHERE search_words MATCH ?"
        f"{where} ORDER BY bm25(search_words, 1.0, 0.5) LIMIT ?"
    )
    match = " OR ".join(f'"{term}"' for term in matched)
    return [i for (i,) in db.execute(query, (match, *values, count))]


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
    pool = Pool()
    talk = TALK in filters.sources
    seeds = {row.id: row for row in _rows(db, ids, talk)}
    near: set[int] = set()
    for row in seeds.values():
        near.update(_link(db, row, pool))
    pool.rows = seeds | {row.id: row for row in _rows(db, near - seeds.keys(), talk)}
    return pool


def _link(db: sqlite3.Connection, row: Row, pool: Pool) -> list[int]:
    """Note what follows what around a turn; gives its neighbours."""
    if row.thread is None:
        return []
    here = (row.thread, row.at, row.id)
    before, later = _beside(db, here, "<", "DESC"), _beside(db, here, ">", "ASC")
    line = [*reversed(before), (row.id, row.at), *later]
    for (one, then), (other, at) in pairwise(line):
        if at - then <= _ONE_SITTING:
            pool.after[one] = other
    return [i for i, at in line if abs(at - row.at) <= _ONE_SITTING * AROUND]


def _beside(
    db: sqlite3.Connection, here: tuple[int, int, int], than: str, order: str
) -> list[tuple[int, int]]:
    query = (
        f"SELECT id, at FROM search WHERE thread = ? AND (at, id) {than} (?, ?)"
        f" ORDER BY at {order}, id {order} LIMIT {AROUND}"
    )
    return db.execute(query, here).fetchall()


def _rows(db: sqlite3.Connection, ids: Collection[int], talk: bool) -> Iterable[Row]:
    query = """
        SELECT search.id, at, thread, speaker, question, self, length, said, about
        FROM json_each(?) JOIN search ON search.id = value
        JOIN search_words ON search_words.rowid = value WHERE talk <= ?"""
    wanted = msgspec.json.encode(sorted(ids)).decode()
    return map(_row, db.execute(query, (wanted, talk)))


def _row(row: Sequence[Any]) -> Row:
    return Row(*row)
