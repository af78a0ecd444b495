"""A life's store, opened: its log, its blobs and their database, held by one process."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from alongside.log import keys
from alongside.log.blobs import Blobs
from alongside.log.database import Database
from alongside.log.derive import derive
from alongside.log.lock import Lock
from alongside.log.log import View
from alongside.log.sqlite import SqliteLog

DATABASE = "life.db"
BLOBS = "blobs"


@dataclass(frozen=True, slots=True)
class Store:
    """What `open_store` opens; close it, or use it with `async with`."""

    folder: Path
    log: SqliteLog
    blobs: Blobs
    database: Database
    lock: Lock

    async def close(self) -> None:
        await self.database.close()
        self.lock.release()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


async def open_store(folder: Path, key: bytes, person: str, views: Sequence[View] = ()) -> Store:
    """Open the life in `folder`, making its database if there is none yet.

    `key` is what `Keys.create` or `Keys.unlock` gave. Views whose version changed are rebuilt.
    Raises `LifeInUse`, `WrongKey`, `NewerSchema`, `DamagedLife`, `DiskFull`.
    """
    await asyncio.to_thread(folder.mkdir, mode=0o700, parents=True, exist_ok=True)
    lock = await asyncio.to_thread(Lock, folder)
    database = Database(folder / DATABASE, derive(key, "database"))
    try:
        if (folder / keys.NAME).exists():
            keys.check_key(keys.load(folder), key, folder)
        blobs = Blobs(folder / BLOBS, derive(key, "blobs"))
        await blobs.open()
        log = SqliteLog(database, person, views, blobs=blobs)
        await log.open()
    except BaseException:
        await database.close()
        lock.release()
        raise
    return Store(folder, log, blobs, database, lock)
