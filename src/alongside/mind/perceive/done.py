"""Which moments a job is done with, kept beside the log.

What a job drew may be forgotten later, and must not come back. So that it is done is remembered
apart from what came of it: a mark holds positions and names of models, and goes with its moment.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from alongside.log.rows import listed
from alongside.log.sqlite import SqliteLog

ANY = ""
"""The model of what was done whatever the model, such as finding a file broken."""


class Done:
    """The marks of one job."""

    def __init__(self, log: SqliteLog, job: str) -> None:
        self._database = log.database
        self._person = log.person
        self._job = job

    async def mark(self, *marks: tuple[str, str]) -> None:
        """Mark moments, each an id and a model, as done; those that are gone are left out."""
        given = [(self._job, model, self._person, id_) for id_, model in marks]
        await self._database.write(
            lambda db: db.executemany(
                "INSERT OR IGNORE INTO jobs_done (person, seq, job, model)"
                " SELECT person, seq, ?, ? FROM moments WHERE person = ? AND id = ?",
                given,
            )
        )

    async def among(self, ids: Collection[str], model: str) -> frozenset[str]:
        """Which of these moments are marked: by this model, or by any where it is empty."""
        return await self._database.read(lambda db: self._among(db, ids, model))

    def _among(self, db: sqlite3.Connection, ids: Collection[str], model: str) -> frozenset[str]:
        query = (
            "SELECT id FROM moments JOIN jobs_done USING (person, seq)"
            " WHERE person = ?1 AND id IN (SELECT value FROM json_each(?2)) AND job = ?3"
            " AND (?4 = '' OR model IN ('', ?4))"
        )
        found = db.execute(query, (self._person, listed(ids), self._job, model))
        return frozenset(id_ for (id_,) in found)
