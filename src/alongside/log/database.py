"""One encrypted SQLite file (SQLCipher), written by one thread and read by a few."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self, TypeVar, cast

import sqlcipher3

from alongside.log import files
from alongside.log.errors import DamagedLife, DiskFailed, DiskFull, WrongKey

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

READERS = 3
CACHE = 8192
"""KiB of pages that each connection keeps deciphered: the inner pages of a million moments."""
FRESH = ".new"
"""The suffix of a copy that is being written and is nobody's data yet."""


class Database:
    """Runs work on the file off the event loop: `write` in a transaction, `read` on a snapshot.

    The journal is a WAL with `synchronous=FULL`, so a committed transaction survives a power cut.
    All methods raise `WrongKey`, `DamagedLife`, `DiskFull` and `DiskFailed`.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """`key` is 32 raw bytes."""
        self.path = path
        self._key = key
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._gate = _Gate()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="life-write")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="life-read")

    async def write(self, work: Work[T]) -> T:
        """Run `work` in one transaction: all of it is durable, or none of it happened."""
        return await self._run(self._writer, lambda: self._in_transaction(work, "IMMEDIATE"))

    async def read(self, work: Work[T]) -> T:
        """Run `work`, which can't write, on one snapshot of the file."""
        return await self._run(self._readers, lambda: self._in_transaction(work, "DEFERRED"))

    async def rewrite(self) -> None:
        """Write the file anew and put it in place of the old: no page keeps what was deleted.

        Deleting overwrites a row but not the copies that B-tree pages keep in their unused space
        after rows moved between them. Reading goes on meanwhile, writing waits. A crash leaves
        either file whole.
        """
        await self._run(self._writer, self._rewrite)

    async def copy(self, path: Path) -> None:
        """Write a consistent copy under the same key to `path`, while reading and writing go on."""
        await asyncio.to_thread(self._translated, lambda: self._copy_alongside(path))

    def at(self, path: Path) -> Database:
        """A copy of this file, to be opened beside it."""
        return Database(path, self._key)

    async def close(self) -> None:
        for pool in (self._readers, self._writer):
            await asyncio.to_thread(pool.shutdown)
        self._disconnect()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _run(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, lambda: self._translated(work))

    def _translated(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except sqlcipher3.DatabaseError as error:
            raise told(error, self.path) from error

    def _in_transaction(self, work: Work[T], mode: str) -> T:
        with self._gate.shared():
            db = self._connection(writes=mode == "IMMEDIATE")
            db.execute(f"BEGIN {mode}")
            try:
                made = work(db)
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            return made

    def _rewrite(self) -> None:
        fresh = self.path.with_name(self.path.name + FRESH)
        self._copy(fresh)
        with self._gate.alone():
            self._disconnect()
            wal = self.path.with_name(self.path.name + "-wal")
            if wal.exists():
                fresh.unlink()
                raise DiskFailed(self.path, "its journal could not be closed")
            fresh.replace(self.path)
            files.sync_folder(self.path.parent)
            # Making the journal a WAL takes the file alone: done while nobody else is in.
            connect(self.path, self._key).close()

    def _copy_alongside(self, path: Path) -> None:
        with self._gate.shared():
            self._copy(path)

    def _copy(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        db = connect(self.path, self._key)
        try:
            files.private(path)
            db.execute("VACUUM INTO ?", (str(path),))
            files.sync(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        finally:
            db.close()

    def _connection(self, *, writes: bool) -> sqlite3.Connection:
        held = getattr(self._local, "connection", None)
        if held is None or held not in self._connections:
            held = self._local.connection = connect(self.path, self._key)
            if not writes:
                held.execute("PRAGMA query_only = ON")
            self._connections.append(held)
        return held

    def _disconnect(self) -> None:
        while self._connections:
            self._connections.pop().close()


def unlocked(path: Path, key: bytes) -> sqlite3.Connection:
    """A connection with the key set, which nothing has tried yet."""
    # SQLite gives a journal the permissions of its database.
    with suppress(OSError):
        files.private(path)
    db = sqlcipher3.connect(str(path), isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA cipher_log_level = NONE")
    db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return cast("sqlite3.Connection", db)


def connect(path: Path, key: bytes) -> sqlite3.Connection:
    """A connection with all that a life's file needs. Raises `sqlcipher3.DatabaseError`."""
    db = unlocked(path, key)
    try:
        for pragma in (
            "busy_timeout = 5000",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
            "temp_store = MEMORY",
            f"cache_size = -{CACHE}",
            "journal_size_limit = 67108864",
        ):
            db.execute(f"PRAGMA {pragma}")
    except BaseException:
        db.close()
        raise
    return db


def told(error: Exception, path: Path) -> Exception:
    """The error as a person should hear it; one that is ours to mend stays as it is."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return WrongKey(
            f"This key does not open {path}, or the file is damaged. It was left as it is."
        )
    if code == sqlite3.SQLITE_CORRUPT:
        return DamagedLife(path, str(error))
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(path)
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
        return DiskFailed(path, str(error))
    return error


class _Gate:
    """Many at once, or one alone, who goes before those that come later."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._closed = False

    @contextmanager
    def shared(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._closed)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._changed:
            self._closed = True
            self._changed.wait_for(lambda: self._inside == 0)
        try:
            yield
        finally:
            with self._changed:
                self._closed = False
                self._changed.notify_all()
