"""Lives for benchmarks: encrypted, in a temporary folder, thrown away after."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from alongside.log.database import Database
from alongside.log.sqlite import SqliteLog
from alongside.mind.recall.embedding import Embedding
from alongside.mind.recall.recall import Recall
from alongside.models.model import ModelError
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.search import Search


@asynccontextmanager
async def passing_life() -> AsyncIterator[SqliteLog]:
    """An empty life with the views that recall needs."""
    with tempfile.TemporaryDirectory() as folder:
        async with Database(Path(folder) / "life.db", secrets.token_bytes(32)) as database:
            log = SqliteLog(database, "me", (Search(), People(), Places()))
            await log.open()
            yield log


async def embed_all(log: SqliteLog, recall: Recall) -> None:
    """Embed all that the log holds. Raises `ModelError`."""
    async for step in Embedding(log, recall.meaning).catch_up():
        if step.problem:
            raise ModelError(step.problem)
