"""How far a reader has come and what it drew from which moment, kept beside the log.

Positions and digests, no words. A digest goes with its moment; while that stays, what was drawn
from it once isn't drawn again, so that what the person forgot doesn't come back.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection

from alongside.log import schema
from alongside.log.sqlite import SqliteLog

SCHEMA = """
CREATE TABLE IF NOT EXISTS understood_so_far (
    person TEXT NOT NULL, reader TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (person, reader)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS understood_drawn (
    person TEXT NOT NULL, seq INTEGER NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (person, seq, digest),
    FOREIGN KEY (person, seq) REFERENCES moments (person, seq) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
"""


class SoFar:
    """The marks of every reader of one life."""

    def __init__(self, log: SqliteLog) -> None:
        self._database = log.database
        self._person = log.person

    async def open(self) -> None:
        """Make the tables where they are missing."""
        await self._database.write(lambda db: schema.run(db, SCHEMA))

    async def read(self, reader: str) -> int:
        """The position up to which this reader has read."""
        query = "SELECT seq FROM understood_so_far WHERE person = ? AND reader = ?"
        row = await self._database.read(
            lambda db: db.execute(query, (self._person, reader)).fetchone()
        )
        return int(row[0]) if row else 0

    async def reach(self, reader: str, seq: int) -> None:
        """Remember that this reader has read up to a position."""
        row = (self._person, reader, seq)
        made = "INSERT OR REPLACE INTO understood_so_far VALUES (?, ?, ?)"
        await self._database.write(lambda db: db.execute(made, row))

    async def drawn(self, seqs: Collection[int]) -> frozenset[tuple[int, str]]:
        """What was drawn from these positions before, as digests."""
        return await self._database.read(lambda db: self._drawn(db, seqs))

    async def mark(self, drawn: Collection[tuple[int, str]]) -> None:
        """Remember what was drawn; a moment that is gone meanwhile is left out."""
        rows = [(digest, self._person, seq) for seq, digest in drawn]
        made = (
            "INSERT OR IGNORE INTO understood_drawn (person, seq, digest)"
            " SELECT person, seq, ? FROM moments WHERE person = ? AND seq = ?"
        )
        await self._database.write(lambda db: db.executemany(made, rows))

    def _drawn(self, db: sqlite3.Connection, seqs: Collection[int]) -> frozenset[tuple[int, str]]:
        query = "SELECT seq, digest FROM understood_drawn WHERE person = ? AND seq = ?"
        rows = (row for seq in seqs for row in db.execute(query, (self._person, seq)))
        return frozenset((int(seq), str(digest)) for seq, digest in rows)


def digest(reading: int, *said: str) -> str:
    """What stands for something drawn, in one reading."""
    text = "\0".join((str(reading), *said))
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
