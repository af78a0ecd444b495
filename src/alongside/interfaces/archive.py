"""A life written out: readable by anyone (`export`), or whole and encrypted (`backup`)."""

from __future__ import annotations

import asyncio
import shutil
import zipfile
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from alongside.log.backup import backup
from alongside.log.errors import DamagedExport
from alongside.log.export import MOMENTS, Exported, export
from alongside.log.files import workplace
from alongside.log.import_export import import_export
from alongside.log.layout import Layout
from alongside.log.log import View
from alongside.log.store import Store
from alongside.log.verify import verify

PIECE = 1 << 20
"""Bytes read and sent at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that `verify` looked at."""

    name: str
    sound: bool
    note: str = ""


class Archive:
    """Takes an open life out, while it goes on. `views` makes the views that it should have."""

    def __init__(self, store: Store, views: Callable[[], Sequence[View]]) -> None:
        self._store = store
        self._views = views

    async def export(self) -> AsyncGenerator[bytes, None]:
        """A zip of JSON Lines, media and pages to read, streamed; it isn't encrypted."""
        async with self._workplace() as folder:
            path = folder / "export.zip"
            await export(self._store, path)
            async for piece in _pieces(path):
                yield piece

    async def backup(self) -> AsyncGenerator[bytes, None]:
        """A zip of the life as it is, encrypted with its own key, streamed."""
        async with self._workplace() as folder:
            copied = folder / "backup"
            await backup(self._store, copied)
            path = await asyncio.to_thread(_zipped, copied)
            async for piece in _pieces(path):
                yield piece

    async def export_to(self, target: Path) -> Exported:
        """Write the export to a folder or .zip. Raises `LifeExists`, `DiskFull`."""
        return await export(self._store, target)

    async def import_from(self, source: Path) -> None:
        """Make this empty life equal an exported one. Raises `LifeExists`, `DamagedExport`."""
        await import_export(source, self._store)

    async def backup_to(self, target: Path) -> tuple[str, ...]:
        """Copy the life into a folder; gives the hashes of media it misses. Raises as above."""
        return await backup(self._store, target)

    async def verify(self) -> tuple[Check, ...]:
        """The file, the chain, the media, and the views against a replay."""
        verdict = await verify(self._store, self._views())
        wrong = (Check(name=one.where, sound=False, note=one.what) for one in verdict.problems)
        note = f"{verdict.moments} moments, {verdict.forgotten} forgotten, {verdict.blobs} files"
        return (Check(name="life", sound=verdict.sound, note=note), *wrong)

    @asynccontextmanager
    async def _workplace(self) -> AsyncIterator[Path]:
        """A folder inside the life's own, gone after use: nothing readable lies elsewhere."""
        folder = await asyncio.to_thread(workplace, Layout(self._store.folder).passing)
        try:
            yield folder
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def is_export(source: Path) -> bool:
    """Whether a folder or zip holds an export rather than a backup. Blocks.

    Raises `DamagedExport` for what is neither.
    """
    if source.is_dir():
        return (source / MOMENTS).exists()
    if not zipfile.is_zipfile(source):
        raise DamagedExport(source, "it is neither a folder nor a whole zip file")
    with zipfile.ZipFile(source) as packed:
        return any(Path(name).name == MOMENTS for name in packed.namelist())


def unpacked(source: Path, folder: Path) -> Path:
    """The backup in a zip as a folder; a backup that is a folder as it is. Blocks."""
    if source.is_dir():
        return source
    with zipfile.ZipFile(source) as packed:
        packed.extractall(folder)
    return folder


def _zipped(folder: Path) -> Path:
    made = shutil.make_archive(str(folder), "zip", folder)
    return Path(made)


async def _pieces(path: Path) -> AsyncGenerator[bytes, None]:
    with await asyncio.to_thread(path.open, "rb") as file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece
