"""A log in a file, a blob store, and a way to bring text in and see what came of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alongside.config import Config
from alongside.log.blobs import Blobs
from alongside.log.database import Database
from alongside.log.moment import Draft, Moment
from alongside.log.sqlite import SqliteLog
from alongside.senses.files import DiskFile
from alongside.senses.importer import Context, Found, Importer, collected
from alongside.senses.importing import import_paths
from alongside.senses.outcome import Failure, Skipped
from alongside.senses.progress import Progress

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
ALEX = Config(name="Alex Moreau", aliases=("Alex", "alex@example.org"), zone="Europe/Rome")


@dataclass
class Life:
    """A log and a blob store to import into."""

    log: SqliteLog
    blobs: Blobs
    config: Config = ALEX

    async def bring(self, *paths: Path, importers: tuple[Importer, ...] | None = None) -> Progress:
        """Import to the end; the last progress."""
        steps = import_paths(
            self.log, self.blobs, paths, self.config, importers=importers, now=lambda: NOW
        )
        return [step async for step in steps][-1]

    async def moments(self, *kinds: str) -> list[Moment]:
        return [one async for one in self.log.read() if not kinds or one.kind in kinds]


@dataclass
class Results:
    """What an importer found, sorted."""

    drafts: list[Draft]
    failures: list[Failure]
    skipped: list[Skipped]


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[Life]:
    async with Database(tmp_path / "life.db", b"k" * 32) as database:
        log, blobs = SqliteLog(database, "alex"), Blobs(tmp_path / "blobs", b"k" * 32)
        await log.open()
        await blobs.open()
        yield Life(log, blobs)


@pytest.fixture
def context(life: Life) -> Context:
    names = (ALEX.name, *ALEX.aliases)
    return Context(blobs=life.blobs, now=NOW, names=names, zone=ALEX.zone)


@dataclass
class Reader:
    """Runs one importer on a file made for it."""

    folder: Path
    context: Context

    async def __call__(self, importer: Importer, name: str, content: str | bytes) -> Results:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return await self.file(importer, DiskFile(path, name))

    async def file(self, importer: Importer, file: DiskFile) -> Results:
        found: list[Found] = await collected(importer.read(file, self.context))
        return Results(
            [one for one in found if isinstance(one, Draft)],
            [one for one in found if isinstance(one, Failure)],
            [one for one in found if isinstance(one, Skipped)],
        )


@pytest.fixture
def read(tmp_path: Path, context: Context) -> Reader:
    return Reader(tmp_path / "files", context)
