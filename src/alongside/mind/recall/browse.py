"""Browsing: what passes a search's filters, where nothing is asked, and how it is spread."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import Any

from alongside.log import rows
from alongside.log.corrections import corrected
from alongside.log.moment import Moment
from alongside.mind.recall.hit import Filters
from alongside.mind.recall.narrow import clauses
from alongside.views.facets import Count, counts
from alongside.views.passages import PASSAGE_BITS, UNSEARCHED
from alongside.views.search import TALK

_LISTED = "IN (SELECT value FROM json_each(?))"


def latest(db: sqlite3.Connection, person: str, filters: Filters, limit: int) -> list[Moment]:
    """The `limit` latest moments that pass, the latest first."""
    where, values = _passing(db, person, filters, "moments.seq")
    query = f"SELECT seq FROM moments WHERE person = ?{where} ORDER BY at DESC, seq DESC LIMIT ?"
    seqs = [seq for (seq,) in db.execute(query, (person, *values, limit))]
    found = rows.by_seqs(db, person, seqs)
    return [*corrected(db, person, [found[seq] for seq in seqs])]


def spread(
    db: sqlite3.Connection, person: str, filters: Filters, among: Collection[int] | None = None
) -> dict[str, tuple[Count, ...]]:
    """How many moments pass, by kind, source, person, place and year.

    `among` are the positions of those to count, all where it is None.
    """
    where, values = _passing(db, person, filters, "found.seq")
    if among is not None:
        where += f" AND found.seq {_LISTED}"
        values = (*values, rows.listed(among))
    return counts(db, where, values)


def _passing(
    db: sqlite3.Connection, person: str, filters: Filters, position: str
) -> tuple[str, tuple[Any, ...]]:
    """SQL that narrows to the filters and to what can be searched, starting with AND."""
    where, values = clauses(person, filters, position)
    about_the_log = f"SELECT seq FROM moments WHERE person = ? AND kind {_LISTED}"
    hidden = [*db.execute(about_the_log, (person, rows.listed(UNSEARCHED)))]
    if TALK not in filters.sources:
        hidden += db.execute(f"SELECT DISTINCT id >> {PASSAGE_BITS} FROM search WHERE talk")
    left_out = rows.listed(seq for (seq,) in hidden)
    return f"{where} AND {position} NOT {_LISTED}", (*values, left_out)
