"""Who takes part in which moments, what else contacts are called, and their birthdays."""

from __future__ import annotations

import sqlite3

from alongside.log.kinds import Contact, Forgotten
from alongside.log.moment import Moment
from alongside.views.words import fold


class People:
    """Names by moment. `name` is folded for comparing, `shown` is as written."""

    name = "people"
    version = 1
    schema = """
CREATE TABLE people (
    name TEXT NOT NULL, seq INTEGER NOT NULL, shown TEXT NOT NULL, PRIMARY KEY (name, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_seq ON people (seq);
CREATE TABLE people_contacts (
    seq INTEGER NOT NULL, alias TEXT NOT NULL, name TEXT NOT NULL, birthday TEXT NOT NULL,
    PRIMARY KEY (seq, alias)
) STRICT, WITHOUT ROWID;
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        what = moment.what
        if isinstance(what, Forgotten):
            for span in what.spans:
                db.execute("DELETE FROM people WHERE seq BETWEEN ? AND ?", span)
                db.execute("DELETE FROM people_contacts WHERE seq BETWEEN ? AND ?", span)
            return
        db.executemany(
            "INSERT OR IGNORE INTO people VALUES (?, ?, ?)",
            [(fold(name), moment.seq, name) for name in what.names if name],
        )
        if isinstance(what, Contact):
            db.executemany(
                "INSERT OR IGNORE INTO people_contacts VALUES (?, ?, ?, ?)",
                [(moment.seq, fold(name), fold(what.name), what.birthday) for name in what.names],
            )
