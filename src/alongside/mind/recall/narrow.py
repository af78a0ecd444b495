"""Filters as SQL: which moments a search may find."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from alongside.log.rows import microseconds
from alongside.mind.recall.hit import Filters
from alongside.views.words import fold

_LISTED = "IN (SELECT value FROM json_each(?))"


def clauses(person: str, filters: Filters, position: str) -> tuple[str, list[Any]]:
    """SQL that narrows to the filters, starting with AND, and its values.

    `position` is the SQL of a moment's position in the log, with the name of its table.
    """
    tests, values = _moment_tests(filters)
    if tests:
        tests, values = ["m.person = ?", *tests], [person, *values]
        both = " AND ".join(tests)
        tests = [f"EXISTS (SELECT 1 FROM moments AS m WHERE m.seq = {position} AND {both})"]
    for view, names in (("people", filters.people), ("places", filters.places)):
        if names:
            tests.append(f"{position} IN (SELECT seq FROM {view} WHERE name {_LISTED})")
            values.append(_list([fold(name) for name in names]))
    return "".join(f" AND {test}" for test in tests), values


def positions(db: sqlite3.Connection, person: str, filters: Filters) -> NDArray[np.int64] | None:
    """The positions of all moments that pass, sorted; None where all do."""
    where, values = clauses(person, filters, "moments.seq")
    if not where:
        return None
    query = f"SELECT seq FROM moments WHERE person = ?{where} ORDER BY seq"
    return np.array([seq for (seq,) in db.execute(query, (person, *values))], np.int64)


def _moment_tests(filters: Filters) -> tuple[list[str], list[Any]]:
    asked: list[tuple[str, Any]] = [
        ("m.at >= ?", filters.since and microseconds(filters.since)),
        ("m.at < ?", filters.until and microseconds(filters.until)),
        (f"m.kind {_LISTED}", filters.kinds and _list(filters.kinds)),
        (f"m.source {_LISTED}", filters.sources and _list(filters.sources)),
    ]
    used = [(test, value) for test, value in asked if value is not None and value != ()]
    return [test for test, _ in used], [value for _, value in used]


def _list(values: Sequence[str]) -> str:
    return msgspec.json.encode(list(values)).decode()
