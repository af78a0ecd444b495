"""Imports: what came of each time the person brought files in, and what failed."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from alongside.log.kinds import Forgotten, Imported
from alongside.log.moment import Moment
from alongside.log.rows import instant, microseconds

MOST_FAILURES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """Files brought in at once (UTC), the kinds of all that came of them, how much failed."""

    id: str
    at: datetime
    paths: tuple[str, ...]
    kinds: dict[str, int]

    @property
    def failures(self) -> int:
        return self.kinds.get("failed", 0)


class Imports:
    """Every moment that exists because of an import, however far, under that import."""

    name = "imports"
    version = 1
    schema = """
CREATE TABLE imports (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
    paths TEXT NOT NULL, PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE imports_effects (
    person TEXT NOT NULL, import INTEGER NOT NULL, kind TEXT NOT NULL, seq INTEGER NOT NULL,
    id TEXT NOT NULL, PRIMARY KEY (person, import, kind, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX imports_effects_id ON imports_effects (person, id);
CREATE INDEX imports_effects_seq ON imports_effects (seq);
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        if isinstance(moment.what, Forgotten):
            self._forget(db, moment.what)
            return
        if isinstance(moment.what, Imported):
            paths = json.dumps(moment.what.paths, ensure_ascii=False)
            row = (moment.person, moment.seq, moment.id, microseconds(moment.recorded), paths)
            db.execute("INSERT INTO imports VALUES (?, ?, ?, ?, ?)", row)
            self._keep(db, moment, [moment.seq])
        elif moment.because:
            self._keep(db, moment, self._of(db, moment))

    def _of(self, db: sqlite3.Connection, moment: Moment) -> list[int]:
        """The imports that its causes came of."""
        query = (
            "SELECT DISTINCT import FROM imports_effects"
            " WHERE person = ? AND id IN (SELECT value FROM json_each(?))"
        )
        causes = json.dumps(moment.because)
        return [found for (found,) in db.execute(query, (moment.person, causes))]

    def _keep(self, db: sqlite3.Connection, moment: Moment, imports: list[int]) -> None:
        db.executemany(
            "INSERT INTO imports_effects VALUES (?, ?, ?, ?, ?)",
            [(moment.person, one, moment.kind, moment.seq, moment.id) for one in imports],
        )

    def _forget(self, db: sqlite3.Connection, forgotten: Forgotten) -> None:
        for table in ("imports", "imports_effects"):
            db.executemany(f"DELETE FROM {table} WHERE seq BETWEEN ? AND ?", forgotten.spans)


def latest(db: sqlite3.Connection, person: str, limit: int = 100) -> list[Import]:
    """The imports, the latest first."""
    query = """
        SELECT id, at, paths, (
            SELECT json_group_object(kind, count) FROM (
                SELECT kind, count(*) AS count FROM imports_effects
                WHERE person = imports.person AND import = imports.seq AND kind != 'imported'
                GROUP BY kind))
        FROM imports WHERE person = ? ORDER BY seq DESC LIMIT ?"""
    return [
        Import(id=id_, at=instant(at), paths=tuple(json.loads(paths)), kinds=json.loads(kinds))
        for id_, at, paths, kinds in db.execute(query, (person, limit))
    ]


def failures(db: sqlite3.Connection, person: str, id_: str) -> list[str]:
    """The ids of what failed in an import, in the order it did."""
    query = (
        "SELECT id FROM imports_effects WHERE person = ?1 AND kind = 'failed' AND import ="
        " (SELECT seq FROM imports WHERE person = ?1 AND id = ?2) ORDER BY seq LIMIT ?3"
    )
    return [failed for (failed,) in db.execute(query, (person, id_, MOST_FAILURES))]
