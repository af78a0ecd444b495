"""One encrypted SQLite file (SQLCipher), written by one thread and read by a few."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self, TypeVar, cast

import sqlcipher3

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

READERS = 3


class Database:
    """Runs work on the file off the event loop: `write` in a transaction, `read` on a snapshot.

    The journal is a WAL with `synchronous=FULL`, so a committed transaction survives a power cut.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """`key` is 32 raw bytes."""
        self.path = path
        self._key = key
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="life-write")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="life-read")

    async def write(self, work: Work[T]) -> T:
        """Run `work` in one transaction: all of it is durable, or none of it happened."""
        return await self._run(self._writer, lambda db: self._in_transaction(db, work))

    async def read(self, work: Work[T]) -> T:
        """Run `work`, which must not write."""
        return await self._run(self._readers, work)

    async def close(self) -> None:
        for pool in (self._readers, self._writer):
            await asyncio.to_thread(pool.shutdown)
        for connection in self._connections:
            connection.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _run(self, pool: ThreadPoolExecutor, work: Work[T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, lambda: work(self._connection()))

    @staticmethod
    def _in_transaction(db: sqlite3.Connection, work: Work[T]) -> T:
        db.execute("BEGIN IMMEDIATE")
        try:
            made = work(db)
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        return made

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = self._connect()
            self._connections.append(self._local.connection)
        return cast("sqlite3.Connection", self._local.connection)

    def _connect(self) -> sqlite3.Connection:
        db = sqlcipher3.connect(str(self.path), isolation_level=None, check_same_thread=False)
        db.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
            "temp_store = MEMORY",
            "busy_timeout = 5000",
        ):
            db.execute(f"PRAGMA {pragma}")
        return cast("sqlite3.Connection", db)
