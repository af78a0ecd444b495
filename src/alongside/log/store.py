"""A life's store, opened: its log, its blobs and their database, held by one process."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from alongside.log import rows
from alongside.log.blobs import Blobs
from alongside.log.change_key import settle
from alongside.log.database import Database
from alongside.log.derive import derive
from alongside.log.errors import DamagedLife, WrongKey
from alongside.log.files import sync_folder
from alongside.log.layout import Layout
from alongside.log.lock import Lock
from alongside.log.log import View
from alongside.log.sqlite import SqliteLog


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
    life = Layout(folder)
    await asyncio.to_thread(_make, folder)
    lock = await asyncio.to_thread(Lock, folder)
    database = Database(life.database, derive(key, "database"))
    try:
        known = await asyncio.to_thread(_settle, life, key)
        blobs = Blobs(life.blobs, derive(key, "blobs"))
        await blobs.open()
        log = SqliteLog(database, person, views, blobs=blobs)
        await _open(log, known=known)
        await _sweep(database, blobs)
    except BaseException:
        await database.close()
        lock.release()
        raise
    return Store(folder, log, blobs, database, lock)


def _make(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)
        sync_folder(folder.parent)


def _settle(life: Layout, key: bytes) -> bool:
    """Clear away what a crash left. Whether the key is known to be the right one."""
    known = life.keys.exists()
    if known:
        settle(life.folder, key)
    for leftover in life.leftovers:
        leftover.unlink()
    shutil.rmtree(life.passing, ignore_errors=True)
    return known


async def _sweep(database: Database, blobs: Blobs) -> None:
    """Delete media that no moment came to stand on; not where there are no moments at all, as
    then the database may be what is missing."""
    if await database.read(rows.persons):
        await blobs.keep_only(await database.read(rows.media))


async def _open(log: SqliteLog, *, known: bool) -> None:
    try:
        await log.open()
    except WrongKey as error:
        if known:
            raise DamagedLife(log.database.path, "its first page can't be read") from error
        raise
