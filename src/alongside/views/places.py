"""Which moments belong to which places."""

from __future__ import annotations

import sqlite3

from alongside.log.kinds import Forgotten
from alongside.log.moment import Moment
from alongside.views.words import fold


class Places:
    """Towns and countries by moment. `name` is folded for comparing, `shown` is as written."""

    name = "places"
    version = 1
    schema = """
CREATE TABLE places (
    name TEXT NOT NULL, seq INTEGER NOT NULL, shown TEXT NOT NULL, PRIMARY KEY (name, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_seq ON places (seq);
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        if isinstance(moment.what, Forgotten):
            for span in moment.what.spans:
                db.execute("DELETE FROM places WHERE seq BETWEEN ? AND ?", span)
            return
        where = moment.what.where
        if where is not None:
            db.executemany(
                "INSERT OR IGNORE INTO places VALUES (?, ?, ?)",
                [(fold(name), moment.seq, name) for name in (where.name, where.country) if name],
            )
