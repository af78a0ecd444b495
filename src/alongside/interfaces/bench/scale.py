"""`alongside bench scale N`: how recall does over N moments, beside two plain ways to search.

Ours is the whole path in an encrypted file: words, codes, rescoring, neighbours, ranking. Numpy
brute force and sqlite-vec find the nearest embeddings and do nothing else.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from alongside.interfaces.bench.lives import embed_all
from alongside.interfaces.bench.made import DIMENSION, MadeEmbed, drafts, questions
from alongside.log.database import Database
from alongside.log.sqlite import SqliteLog
from alongside.mind.recall.codes import Ids
from alongside.mind.recall.recall import Recall
from alongside.models.model import Floats
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.search import Search

ASKED = 100
APPENDED = 200
"""Moments appended one by one, each durable before the next."""
NEAREST = 10
_BATCH = 2000

T = TypeVar("T")


async def run(count: int) -> dict[str, Any]:
    """Fill a life with `count` moments, open it in a process of its own, and ask it questions."""
    with tempfile.TemporaryDirectory() as folder:
        path, key = Path(folder) / "life.db", secrets.token_bytes(32)
        ingest, appends = await _fill(path, key, count)
        size = await asyncio.to_thread(_size, path)
        ours = await _opened(path, key, count)
        ids, vectors = await _vectors(path, key)
        embed = MadeEmbed(count)
        asked = np.vstack([embed.rows((question,)) for question in questions(ASKED)])
        exact, brute = await asyncio.to_thread(_brute_force, ids, vectors, asked)
        beside = await asyncio.to_thread(_sqlite_vec, Path(folder) / "beside.db", vectors, asked)
    return {
        "moments": count,
        "alongside": {
            "ingest_per_s": round(ingest),
            "append_ms": _percentiles(appends),
            "hybrid_ms": _percentiles(ours["seconds"]),
            "recall_vs_exact": _overlap(ours["nearest"], exact),
            "bytes_per_moment": round(size / count),
            "ram_mb": round(ours["ram"] / 1e6),
            "open_s": round(ours["open"], 3),
        },
        "numpy": brute,
        "sqlite_vec": beside,
    }


async def _fill(path: Path, key: bytes, count: int) -> tuple[float, list[float]]:
    """Moments kept, indexed and embedded a second, and the seconds of single appends."""
    async with Database(path, key) as database:
        log = SqliteLog(database, "me", (Search(), People(), Places()))
        await log.open()
        start = time.perf_counter()
        made = drafts(count)
        while batch := list(islice(made, _BATCH)):
            await log.append(*batch)
        await embed_all(log, Recall(log, MadeEmbed(count)))
        rate = count / (time.perf_counter() - start)
        return rate, [await _timed(log, draft) for draft in drafts(APPENDED)]


async def _timed(log: SqliteLog, draft: Any) -> float:
    start = time.perf_counter()
    await log.append(draft)
    return time.perf_counter() - start


async def _opened(path: Path, key: bytes, count: int) -> dict[str, Any]:
    module = "alongside.interfaces.bench.opened"
    command = [sys.executable, "-m", module, str(path), str(count), str(ASKED)]
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate(key.hex().encode() + b"\n")
    told: dict[str, Any] = json.loads(out)
    return told


async def _vectors(path: Path, key: bytes) -> tuple[Ids, Floats]:
    """Every embedding as it is kept, for the exact answer."""
    async with Database(path, key) as database:
        return await database.read(_read_vectors)


def _read_vectors(db: sqlite3.Connection) -> tuple[Ids, Floats]:
    (count,) = db.execute("SELECT count(*) FROM vectors").fetchone()
    ids, vectors = np.empty(count, np.int64), np.empty((count, DIMENSION), np.float32)
    for i, (id_, blob) in enumerate(db.execute("SELECT id, vector FROM vectors ORDER BY id")):
        ids[i], vectors[i] = id_, np.frombuffer(blob, np.float16)
    return ids, vectors


def _brute_force(
    ids: Ids, vectors: Floats, asked: Floats
) -> tuple[list[list[int]], dict[str, Any]]:
    """The exact nearest, and how long numpy takes for them."""
    exact, seconds = [], []
    for question in asked:
        best, took = _clocked(partial(_nearest, vectors, question))
        exact.append(ids[best].tolist())
        seconds.append(took)
    figures = {
        "nearest_ms": _percentiles(seconds),
        "recall_vs_exact": 1.0,
        "bytes_per_moment": vectors.itemsize * DIMENSION,
        "ram_mb": round(vectors.nbytes / 1e6),
    }
    return exact, figures


def _sqlite_vec(path: Path, vectors: Floats, asked: Floats) -> dict[str, Any]:
    """sqlite-vec over the same float32 embeddings, in a file without a key.

    Python's own sqlite3 is often built without extensions; sqlcipher3 always loads them.
    """
    if not find_spec("sqlite_vec"):
        return {"missing": "pip install sqlite-vec"}
    import sqlcipher3
    import sqlite_vec

    db = sqlcipher3.connect(str(path))
    db.enable_load_extension(True)
    sqlite_vec.load(db)
    db.execute(f"CREATE VIRTUAL TABLE near USING vec0(vector float[{DIMENSION}])")
    _, took = _clocked(lambda: _insert(db, vectors))
    query = "SELECT rowid FROM near WHERE vector MATCH ? ORDER BY distance LIMIT ?"
    some = asked[: max(5, min(len(asked), 2_000_000 // len(vectors)))]
    seconds = [_clocked(partial(db.execute, query, (one.tobytes(), NEAREST)))[1] for one in some]
    db.close()
    return {
        "ingest_per_s": round(len(vectors) / took),
        "nearest_ms": _percentiles(seconds),
        "recall_vs_exact": 1.0,
        "bytes_per_moment": round(_size(path) / len(vectors)),
    }


def _nearest(vectors: Floats, question: Floats) -> Ids:
    return np.argpartition(-(vectors @ question), NEAREST)[:NEAREST]


def _insert(db: sqlite3.Connection, vectors: Floats) -> None:
    with db:
        rows: Iterator[tuple[bytes]] = ((vector.tobytes(),) for vector in vectors)
        db.executemany("INSERT INTO near (vector) VALUES (?)", rows)


def _clocked(work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def _percentiles(seconds: Sequence[float]) -> dict[str, float]:
    milliseconds = np.array(seconds) * 1000
    return {f"p{p}": round(float(np.percentile(milliseconds, p)), 2) for p in (50, 95)}


def _overlap(found: Iterable[list[int]], exact: Iterable[list[int]]) -> float:
    shares = [len(set(a) & set(b)) / len(b) for a, b in zip(found, exact, strict=True)]
    return round(float(np.mean(shares)), 4)


def _size(path: Path) -> int:
    return sum(one.stat().st_size for one in path.parent.glob(f"{path.name}*"))
