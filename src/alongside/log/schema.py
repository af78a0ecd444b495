"""The log's tables, and the steps that bring an older file to them.

Every key begins with the person, so the rows of one never need another's. Steps only go forward:
a file of version n runs the steps after n, each in one transaction with its version, so a step
happened whole or not at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from alongside.log.errors import NewerSchema

FIRST = """
CREATE TABLE moments (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
    zone TEXT NOT NULL, recorded INTEGER NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,
    trust INTEGER NOT NULL, origin TEXT, body TEXT NOT NULL, salt BLOB NOT NULL,
    PRIMARY KEY (person, seq)
) STRICT;
CREATE UNIQUE INDEX moments_id ON moments (person, id);
CREATE UNIQUE INDEX moments_origin ON moments (person, origin) WHERE origin IS NOT NULL;
CREATE INDEX moments_at ON moments (person, at, seq);
CREATE INDEX moments_kind ON moments (person, kind, at, seq);
-- What each moment exists because of: both are positions in the log.
CREATE TABLE causes (
    person TEXT NOT NULL, cause INTEGER NOT NULL, effect INTEGER NOT NULL, place INTEGER NOT NULL,
    PRIMARY KEY (person, cause, effect),
    FOREIGN KEY (person, effect) REFERENCES moments (person, seq) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX causes_effect ON causes (person, effect, place);
-- Which moments stand on which blob.
CREATE TABLE media (
    person TEXT NOT NULL, hash TEXT NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (person, hash, seq),
    FOREIGN KEY (person, seq) REFERENCES moments (person, seq) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX media_seq ON media (person, seq);
CREATE TABLE chain (
    person TEXT NOT NULL, seq INTEGER NOT NULL, commitment BLOB NOT NULL, link BLOB NOT NULL,
    PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
-- What forgetting has still to take off the disk: a blob by its hash, or the file's stale pages.
CREATE TABLE remains (
    person TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (person, kind, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE views (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT;
"""

KINDS_IN_ORDER = "CREATE INDEX moments_kind_seq ON moments (person, kind, seq);"
"""A rare kind, read in the order of the log, is not looked for in all of it."""

JOBS_DONE = """
CREATE TABLE IF NOT EXISTS jobs_done (
    person TEXT NOT NULL, seq INTEGER NOT NULL, job TEXT NOT NULL, model TEXT NOT NULL,
    PRIMARY KEY (person, seq, job, model),
    FOREIGN KEY (person, seq) REFERENCES moments (person, seq) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
"""
"""Which jobs are done with which moments, by which model: a mark goes with its moment."""

STEPS: tuple[str, ...] = (FIRST, KINDS_IN_ORDER, JOBS_DONE)
"""The step at index n brings a file of version n to version n + 1; version 0 is an empty file."""


def version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def check(db: sqlite3.Connection, where: Path, steps: Sequence[str] = STEPS) -> None:
    """Raises `NewerSchema` where a newer program wrote the file."""
    if version(db) > len(steps):
        raise NewerSchema(where, version(db), len(steps))


def migrate(db: sqlite3.Connection, steps: Sequence[str] = STEPS) -> None:
    """Bring the tables up to date, inside the transaction under way."""
    for number in range(version(db), len(steps)):
        run(db, steps[number])
        db.execute(f"PRAGMA user_version = {number + 1}")


def run(db: sqlite3.Connection, script: str) -> None:
    """Run a script's statements inside the transaction under way (`executescript` would end it)."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
    db.execute(statement)
