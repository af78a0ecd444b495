"""Backup and restore: a consistent copy of a life, encrypted as it is.

A backup is a folder like a life's own, and whatever opens the life opens it; a key file, where the
life has one, is in it too.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterable
from pathlib import Path

from alongside.log import files, rows
from alongside.log.errors import LifeExists, NoLife
from alongside.log.layout import Layout
from alongside.log.store import Store

PART = ".part"


async def backup(store: Store, target: Path) -> tuple[str, ...]:
    """Copy an open life into the folder `target`, while it goes on.

    The copy holds all that was acknowledged when this was called, and is there whole or not at all.
    Gives the hashes of blobs that the life itself misses. Raises `LifeExists` where `target` holds
    something, `DiskFull`, `DiskFailed`.
    """
    part = Layout(target.with_name(target.name + PART))
    await asyncio.to_thread(_begin, part.folder, target)
    try:
        async with store.log.keeping:
            await store.database.copy(part.database)
            async with store.database.at(part.database) as copied:
                hashes = await copied.read(rows.media)
            missing = await asyncio.to_thread(_copy_beside, store, part, hashes)
        await asyncio.to_thread(_finish, part.folder, target)
    except BaseException:
        await asyncio.to_thread(shutil.rmtree, part.folder, ignore_errors=True)
        raise
    return missing


async def restore(source: Path, folder: Path) -> None:
    """Make the life in `folder` from a backup, as it was.

    Raises `NoLife` where `source` is no backup, `LifeExists` where `folder` holds something,
    `DiskFull`.
    """
    await asyncio.to_thread(_restore, Layout(source), Layout(folder))


def _begin(part: Path, target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise LifeExists(target)
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700, parents=True)


def _finish(part: Path, target: Path) -> None:
    files.sync_folder(part)
    part.replace(target)
    files.sync_folder(target.parent)


def _copy_beside(store: Store, part: Layout, hashes: Iterable[str]) -> tuple[str, ...]:
    """Copy the blobs and the small files; gives the hashes of blobs that aren't there."""
    missing = []
    for hash_ in hashes:
        path = store.blobs.path(hash_)
        if path.exists():
            files.copy(path, part.blobs / path.name)
        else:
            missing.append(hash_)
    _copy_small(Layout(store.folder), part)
    return tuple(missing)


def _copy_small(life: Layout, other: Layout) -> None:
    for path in (life.keys, life.config, *life.key_files, *life.sealed_files):
        if path.exists():
            files.copy(path, other.folder / path.name)


def _restore(backed_up: Layout, life: Layout) -> None:
    if not (backed_up.database.exists() and backed_up.keys.exists()):
        raise NoLife(backed_up.folder)
    part = Layout(life.folder.with_name(life.folder.name + PART))
    _begin(part.folder, life.folder)
    try:
        files.copy(backed_up.database, part.database)
        for path in sorted(backed_up.blobs.glob("*")):
            files.copy(path, part.blobs / path.name)
        _copy_small(backed_up, part)
        _finish(part.folder, life.folder)
    except BaseException:
        shutil.rmtree(part.folder, ignore_errors=True)
        raise
