"""Facets: how many moments there are by kind, source, person, place and year."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

FACETS = ("kind", "source", "person", "place", "year")
MOST = 50
"""Values told for each facet, the commonest first."""

_VALUES = {
    "kind": "SELECT kind AS value, seq FROM moments",
    "source": "SELECT source AS value, seq FROM moments",
    "person": "SELECT shown AS value, seq FROM people",
    "place": "SELECT shown AS value, seq FROM places",
    "year": "SELECT strftime('%Y', at / 1000000, 'unixepoch') AS value, seq FROM moments",
}


@dataclass(frozen=True, slots=True)
class Count:
    """One value of a facet and how many moments have it."""

    value: str
    count: int


def counts(
    db: sqlite3.Connection, where: str = "", values: tuple[Any, ...] = ()
) -> dict[str, tuple[Count, ...]]:
    """The counts of every facet. `where` narrows moments and starts with AND where given."""
    return {facet: _count(db, facet, where, values) for facet in FACETS}


def _count(
    db: sqlite3.Connection, facet: str, where: str, values: tuple[Any, ...]
) -> tuple[Count, ...]:
    query = (
        f"SELECT value, count(*) AS many FROM ({_VALUES[facet]}) AS found"
        f" WHERE value <> ''{where} GROUP BY value ORDER BY many DESC, value LIMIT {MOST}"
    )
    return tuple(Count(*row) for row in db.execute(query, values))
