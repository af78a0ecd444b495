"""How far what devices captured has been kept, by stream and sense."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from alongside.log.captured import parsed
from alongside.log.kinds import Forgotten
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog


class CapturedSoFar:
    """The last number of each stream that each sense drew a moment from, forgotten or not."""

    name = "captured"
    version = 1
    schema = """
CREATE TABLE captured (
    person TEXT NOT NULL, stream TEXT NOT NULL, sense TEXT NOT NULL,
    last INTEGER NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (person, stream, sense, last, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX captured_seq ON captured (person, seq);
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        found: Iterable[tuple[str, str, int]] = filter(None, [parsed(moment.origin)])
        if isinstance(moment.what, Forgotten):
            for span in moment.what.spans:
                db.execute(
                    "DELETE FROM captured WHERE person = ? AND seq BETWEEN ? AND ?",
                    (moment.person, *span),
                )
            found = moment.what.kept
        made = ((moment.person, *each, moment.seq) for each in found)
        db.executemany("INSERT OR IGNORE INTO captured VALUES (?, ?, ?, ?, ?)", made)


async def kept_of(log: SqliteLog, stream: str, sense: str) -> int:
    """The last number of a stream that the sense drew a moment from; 0 where there is none."""
    query = "SELECT max(last) FROM captured WHERE person = ? AND stream = ? AND sense = ?"
    asked = (log.person, stream, sense)
    (last,) = await log.database.read(lambda db: db.execute(query, asked).fetchone())
    return int(last or 0)
