"""Verify: is the life as it was written? Whatever is wrong is said, and nothing is mended.

Memory stays constant: the log is read a row at a time, and tables are compared by a hash that
doesn't depend on the order of their rows (MSet-Add-Hash: Clarke, Devadas, van Dijk, Gassend and
Suh, "Incremental Multiset Hash Functions and Their Application to Memory Integrity Checking",
ASIACRYPT 2003).
"""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass

import msgspec

from alongside.log import chained, folds, rows
from alongside.log.blobs import Blobs
from alongside.log.chained import Problem
from alongside.log.errors import DamagedBlob, MissingBlob, StoreError
from alongside.log.log import View
from alongside.log.store import Store

SUFFIX = ".verify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was looked at, and what is wrong with it. `head` is the chain's last link in hex:
    whoever notes it down can tell later that nothing before it was changed or added."""

    moments: int
    forgotten: int
    blobs: int
    head: str
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        return not self.problems


async def verify(
    store: Store, views: Sequence[View] = (), progress: Callable[[str], None] = lambda _: None
) -> Verdict:
    """Check an open life while it goes on: the file, the chain, the blobs, the views.

    The views are replayed in an encrypted copy, which takes room for it. `progress` is told what is
    looked at. Raises `DiskFull`.
    """
    progress("file")
    problems = await _file_problems(store)
    if problems:
        return Verdict(moments=0, forgotten=0, blobs=0, head="", problems=tuple(problems))
    path = store.database.path.with_name(store.database.path.name + SUFFIX)
    async with store.log.keeping:
        await store.database.copy(path)
        try:
            async with store.database.at(path) as copied:
                progress("chain")
                found = await copied.read(lambda db: chained.check(db, store.log.person))
                progress("blobs")
                hashes, broken = await _blob_problems(store.blobs, await copied.read(rows.media))
                progress("views")
                stale = await copied.write(lambda db: _view_problems(db, views))
        finally:
            await asyncio.to_thread(path.unlink, missing_ok=True)
    return Verdict(
        moments=found.moments,
        forgotten=found.forgotten,
        blobs=hashes,
        head=found.head,
        problems=(*found.problems, *broken, *stale),
    )


async def _file_problems(store: Store) -> list[Problem]:
    where = str(store.database.path)
    try:
        said = await store.database.read(
            lambda db: [row[0] for row in db.execute("PRAGMA integrity_check(100)")]
        )
    except StoreError as error:
        return [Problem(where, str(error))]
    return [Problem(where, line) for line in said if line != "ok"]


async def _blob_problems(blobs: Blobs, hashes: Sequence[str]) -> tuple[int, list[Problem]]:
    problems = []
    for hash_ in hashes:
        try:
            if await _content_hash(blobs, hash_) != hash_:
                problems.append(Problem(f"blob {hash_}", "its content is not what its name says"))
        except (MissingBlob, DamagedBlob) as error:
            problems.append(Problem(f"blob {hash_}", str(error)))
    return len(hashes), problems


async def _content_hash(blobs: Blobs, hash: str) -> str:
    digest = hashlib.sha256()
    async for piece in blobs.stream(hash):
        digest.update(piece)
    return digest.hexdigest()


def _view_problems(db: sqlite3.Connection, views: Sequence[View]) -> list[Problem]:
    problems = []
    for view in views:
        lived = {table: digest(db, table) for table in folds.tables(db, view.name)}
        try:
            folds.rebuild(db, view)
        except msgspec.MsgspecError as error:
            problems.append(Problem(f"view {view.name}", f"it can't be replayed: {error}"))
            continue
        replayed = {table: digest(db, table) for table in folds.tables(db, view.name)}
        problems += [
            Problem(f"table {table}", _difference(lived.get(table), replayed.get(table)))
            for table in sorted(lived.keys() | replayed.keys())
            if lived.get(table) != replayed.get(table)
        ]
    return problems


def _difference(lived: tuple[int, int] | None, replayed: tuple[int, int] | None) -> str:
    rows = [str(side[0]) if side else "no table" for side in (lived, replayed)]
    return f"the view differs from a replay of the log (rows: {rows[0]}, replayed: {rows[1]})"


def digest(db: sqlite3.Connection, table: str) -> tuple[int, int]:
    """How many rows a table has, and a hash of them that doesn't depend on their order."""
    count, total = 0, 0
    with closing(db.execute(f'SELECT * FROM "{table}"')) as rows:
        for row in rows:
            count += 1
            total += int.from_bytes(hashlib.sha256(repr(row).encode()).digest(), "big")
    return count, total % (1 << 256)
