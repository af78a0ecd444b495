"""Forgetting: what goes, how it goes, and that nothing of it stays on the disk.

The moments, all that was drawn from them and what the views hold of them go in one transaction.
What lies outside a transaction's reach is written down in it (the table `remains`) and taken away
after it, or at the next open if the process ended before: blobs that no moment stands on any more,
and what the file's pages and the word index still hold of deleted rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from alongside.log import appending, rows
from alongside.log.blobs import Blobs
from alongside.log.captured import parsed
from alongside.log.database import Database
from alongside.log.errors import DiskFailed, DiskFull, NotYetGone
from alongside.log.kinds import Forgotten
from alongside.log.log import View
from alongside.log.moment import Draft, Moment, Trust

BLOB, PAGES = "blob", "pages"
_PROBE = -1


def forget(
    db: sqlite3.Connection, person: str, ids: Sequence[str], now: datetime, views: Sequence[View]
) -> Moment:
    """Take the moments and their effects out of every table, inside the transaction under way.

    The views fold the `Forgotten` moment while the rows it speaks of are still there.
    """
    gone = rows.reached(db, person, ids)
    what = Forgotten(spans=_spans(gone), count=len(gone), kept=_kept(db, person, gone))
    hashes = _hashes(db, person, gone)
    draft = Draft(what=what, at=now, zone="UTC", source="log", trust=Trust.OWN)
    (forgotten,) = appending.append(db, person, [draft], now, views)
    rows.delete(db, person, what.spans)
    _note_remains(db, person, hashes)
    return forgotten


async def clean(database: Database, blobs: Blobs | None) -> None:
    """Take away what forgetting left outside the tables. Raises `NotYetGone`; call it again."""
    if not await database.read(_remain):
        return
    try:
        await database.write(lambda db: _clean_blobs(db, blobs))
        await database.write(_clean_word_indexes)
        await database.rewrite()
        await database.write(lambda db: db.execute("DELETE FROM remains WHERE kind = ?", (PAGES,)))
    except (DiskFull, DiskFailed, OSError) as error:
        raise NotYetGone(database.path, str(error)) from error


def _remain(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM remains LIMIT 1").fetchone() is not None


def _kept(
    db: sqlite3.Connection, person: str, seqs: Sequence[int]
) -> tuple[tuple[str, str, int], ...]:
    """Up to where they were drawn from devices' streams."""
    query = (
        "SELECT origin FROM moments WHERE person = ? AND origin IS NOT NULL"
        " AND seq IN (SELECT value FROM json_each(?))"
    )
    last: dict[tuple[str, str], int] = {}
    for (origin,) in db.execute(query, (person, rows.listed(seqs))):
        if found := parsed(origin):
            stream, sense, number = found
            last[stream, sense] = max(number, last.get((stream, sense), 0))
    return tuple((*of, number) for of, number in sorted(last.items()))


def _hashes(db: sqlite3.Connection, person: str, seqs: Sequence[int]) -> list[str]:
    query = (
        "SELECT DISTINCT hash FROM media"
        " WHERE person = ? AND seq IN (SELECT value FROM json_each(?))"
    )
    return [hash_ for (hash_,) in db.execute(query, (person, rows.listed(seqs)))]


def _note_remains(db: sqlite3.Connection, person: str, hashes: Sequence[str]) -> None:
    noted = [(person, PAGES, ""), *((person, BLOB, hash_) for hash_ in hashes)]
    db.executemany("INSERT OR IGNORE INTO remains (person, kind, name) VALUES (?, ?, ?)", noted)


def _clean_blobs(db: sqlite3.Connection, blobs: Blobs | None) -> None:
    """Delete the blobs that nothing stands on; in a transaction, so that no append takes one up."""
    unused = (
        "SELECT name FROM remains WHERE kind = ?"
        " AND NOT EXISTS (SELECT 1 FROM media WHERE hash = remains.name)"
    )
    if blobs is not None:
        blobs.remove(*(name for (name,) in db.execute(unused, (BLOB,))))
    db.execute("DELETE FROM remains WHERE kind = ?", (BLOB,))


def _clean_word_indexes(db: sqlite3.Connection) -> None:
    """Write every FTS5 index anew from the terms it still has.

    `secure-delete` takes a forgotten term off the leaves, but its first letters (or all of them)
    may stay as the separator between two pages. `optimize` writes all pages anew, though only where
    there is more than one segment: the probe row makes a second one.
    """
    made = "SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts5(%'"
    for name, sql in db.execute(made).fetchall():
        (column,) = db.execute("SELECT name FROM pragma_table_info(?) LIMIT 1", (name,)).fetchone()
        db.execute(f'INSERT INTO "{name}" (rowid, "{column}") VALUES (?, ?)', (_PROBE, "probe"))
        db.execute(f'INSERT INTO "{name}" ("{name}") VALUES (?)', ("optimize",))
        if "content=" in sql.replace(" ", ""):
            taken = f'INSERT INTO "{name}" ("{name}", rowid, "{column}") VALUES (?, ?, ?)'
            db.execute(taken, ("delete", _PROBE, "probe"))
        else:
            db.execute(f'DELETE FROM "{name}" WHERE rowid = ?', (_PROBE,))


def _spans(positions: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Sorted positions as (first, last) runs without gaps."""
    runs = groupby(enumerate(positions), key=lambda pair: pair[1] - pair[0])
    grouped = ([*map(itemgetter(1), run)] for _, run in runs)
    return tuple((run[0], run[-1]) for run in grouped)
