"""Embeddings of passages under one model: float16 rows in the life's file, sign codes in memory.

Rows lie beside the log under (model, passage), with a hash of the text they were made from. The
codes are kept packed, thousands to a row, so that a million are loaded in less than a second.
Triggers take a moment's embeddings, and the packed row they are in, with the moment: what was
forgotten stays nowhere, and the codes that remain are packed again. They also take them as a
correction of the moment comes or goes, and note that it is to be embedded again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import msgspec
import numpy as np
from numpy.typing import NDArray

from alongside.log.database import Database
from alongside.mind.recall.codes import Bits, Codes, Ids, Passes, sign_codes
from alongside.models.model import Floats
from alongside.views.passages import PASSAGE_BITS

PACK = 8192
"""Codes in one packed row; a gap between packed rows is packed from an eighth of that on."""
SAMPLE = 512
"""How many embeddings tell the usual similarity of a question to anything at all."""

OVERSAMPLED = 4 / 3
LEAST_COMPARED = 96
"""Passages compared exactly for each one wanted, and at all: codes alone would miss some."""

Cosines = dict[int, float]
"""The cosine of one query to passages, by their ids."""

_NOTHING: Mapping[int, int] = MappingProxyType({})
_NONE: Ids = np.empty(0, np.int64)
_EMPTY: Floats = np.empty((0, 0), np.float32)
_COVER = (
    "model = {0}.model AND last >= {0}.id AND first = (SELECT max(first) FROM vectors_codes"
    " WHERE model = {0}.model AND first <= {0}.id)"
)
_ALL_MODELS = "model IN (SELECT model FROM vectors_models)"
_CORRECTED = """
        DELETE FROM vectors WHERE {models}
        AND id >= {cause} << {bits} AND id < ({cause} + 1) << {bits};
        INSERT INTO vectors_again (model, person, seq)
        SELECT model, person, seq FROM vectors_models, moments
        WHERE person = {row}.person AND seq = {cause}
        ON CONFLICT DO UPDATE SET changes = changes + 1; END"""
_CAUSE = "(SELECT cause FROM causes WHERE person = old.person AND effect = old.seq AND place = 0)"


def _changing(row: str, cause: str) -> str:
    """What a trigger does as the words of the moment at `cause` change."""
    return _CORRECTED.format(models=_ALL_MODELS, bits=PASSAGE_BITS, row=row, cause=cause)


SCHEMA = (
    """CREATE TABLE IF NOT EXISTS vectors_models (
        model INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
        dimension INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0) STRICT""",
    """CREATE TABLE IF NOT EXISTS vectors (
        model INTEGER NOT NULL, id INTEGER NOT NULL, hash BLOB NOT NULL, vector BLOB NOT NULL,
        PRIMARY KEY (model, id)) STRICT""",
    """CREATE TABLE IF NOT EXISTS vectors_codes (
        model INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
        ids BLOB NOT NULL, codes BLOB NOT NULL, PRIMARY KEY (model, first)) STRICT""",
    f"""CREATE TRIGGER IF NOT EXISTS vectors_moment_gone AFTER DELETE ON moments BEGIN
        DELETE FROM vectors WHERE {_ALL_MODELS}
        AND id >= old.seq << {PASSAGE_BITS} AND id < (old.seq + 1) << {PASSAGE_BITS}; END""",
    f"""CREATE TRIGGER IF NOT EXISTS vectors_gone AFTER DELETE ON vectors BEGIN
        DELETE FROM vectors_codes WHERE {_COVER.format("old")}; END""",
    f"""CREATE TRIGGER IF NOT EXISTS vectors_come AFTER INSERT ON vectors BEGIN
        DELETE FROM vectors_codes WHERE {_COVER.format("new")}; END""",
    """CREATE TABLE IF NOT EXISTS vectors_again (
        model INTEGER NOT NULL, person TEXT NOT NULL, seq INTEGER NOT NULL,
        changes INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (model, seq),
        FOREIGN KEY (person, seq) REFERENCES moments (person, seq) ON DELETE CASCADE) STRICT""",
    f"""CREATE TRIGGER IF NOT EXISTS vectors_correction_come AFTER INSERT ON causes
        WHEN new.place = 0 AND (SELECT kind FROM moments
            WHERE person = new.person AND seq = new.effect) = 'corrected'
        BEGIN {_changing("new", "new.cause")}""",
    f"""CREATE TRIGGER IF NOT EXISTS vectors_correction_gone BEFORE DELETE ON moments
        WHEN old.kind = 'corrected' BEGIN {_changing("old", _CAUSE)}""",
)


@dataclass(slots=True)
class _Sample:
    """Embeddings of a few of `size` passages, once they are read."""

    rows: Floats | None = None
    size: int = 0


class Vectors:
    """The embeddings of one model."""

    def __init__(self, database: Database, person: str, name: str) -> None:
        self.name = name
        self._person = person
        self._database = database
        self._model = 0
        self._codes: Codes | None = None
        self._sample = _Sample()
        self._loose = 0

    def __len__(self) -> int:
        return len(self._codes) if self._codes is not None else 0

    async def open(self) -> None:
        """Make the tables where they are missing and load the codes."""
        self._model, dimension = await self._database.write(self._register)
        if dimension:
            self._codes = await self._database.read(lambda db: self._load(db, dimension))

    async def done(self) -> int:
        """The position in the log up to which moments are embedded."""
        query = "SELECT done FROM vectors_models WHERE model = ?"
        row = await self._database.read(lambda db: db.execute(query, (self._model,)).fetchone())
        return int(row[0])

    async def again(self, limit: int) -> dict[int, int]:
        """How often the words changed of moments to be embedded again, by position."""
        query = "SELECT seq, changes FROM vectors_again WHERE model = ? ORDER BY seq LIMIT ?"
        given = (self._model, limit)
        return dict(await self._database.read(lambda db: db.execute(query, given).fetchall()))

    async def add(
        self,
        ids: Sequence[int],
        hashes: Sequence[bytes],
        vectors: Floats,
        done: int = 0,
        again: Mapping[int, int] = _NOTHING,
    ) -> None:
        """Keep unit rows, shape (n, d), of passages whose moments are there and as embedded.

        `again` is what `again()` told of those that are embedded again.
        """
        if self._codes is None and len(vectors):
            self._codes = Codes(vectors.shape[1] // 8)
        if again:
            self.forget((seq, seq) for seq in again)
        kept = await self._database.write(
            lambda db: self._add(db, ids, hashes, vectors, done, again)
        )
        if kept.any() and self._codes is not None:
            self._codes.add(np.asarray(ids, np.int64)[kept], sign_codes(vectors[kept]))

    async def drop(self, ids: Sequence[int]) -> None:
        """Delete the embeddings of these passages."""
        if self._codes is not None and ids:
            gone = [(self._model, i) for i in ids]
            await self._database.write(
                lambda db: db.executemany("DELETE FROM vectors WHERE model = ? AND id = ?", gone)
            )
            self._codes.drop(np.asarray(ids, np.int64))

    def forget(self, spans: Iterable[tuple[int, int]]) -> None:
        """Drop from memory the embeddings of moments at these positions (first, last)."""
        if self._codes is not None:
            ranges = [(a << PASSAGE_BITS, (b + 1) << PASSAGE_BITS) for a, b in spans]
            self._codes.forget(ranges)
            self._sample = _Sample()

    def nearest(
        self,
        db: sqlite3.Connection,
        query: Floats,
        count: int,
        passes: Passes | None = None,
        read: Cosines | None = None,
    ) -> list[int]:
        """The passages nearest to a unit vector, shape (d,): by their codes, then exactly.

        `read` keeps the cosines that were read, so that each is read once for a query.
        """
        if self._codes is None:
            return []
        compared = max(round(count * OVERSAMPLED), LEAST_COMPARED)
        close = self._codes.nearest(sign_codes(query[None])[0], compared, passes)
        found = self._cosines(db, query, close.tolist(), {} if read is None else read)
        return sorted(found, key=lambda i: (-found[i], i))[:count]

    def similarities(
        self,
        db: sqlite3.Connection,
        query: Floats,
        ids: Collection[int],
        read: Cosines | None = None,
    ) -> dict[int, float]:
        """How many standard deviations each passage is nearer to the query than most are."""
        if self._codes is None:
            return {}
        found = self._cosines(db, query, ids, {} if read is None else read)
        middle, spread = self._usual(db, query) if found else (0.0, 1.0)
        return {i: (cosine - middle) / spread for i, cosine in found.items()}

    def _cosines(
        self, db: sqlite3.Connection, query: Floats, ids: Collection[int], read: Cosines
    ) -> Cosines:
        """The cosine of the query to each of these passages that has an embedding."""
        held, rows = self._rows(db, [i for i in ids if i not in read])
        if len(held):
            read.update(zip(held.tolist(), (rows @ query).tolist(), strict=True))
        return {i: read[i] for i in ids if i in read}

    def _usual(self, db: sqlite3.Connection, query: Floats) -> tuple[float, float]:
        """Mean and standard deviation of the query's cosine to a sample of all passages.

        A reader that is under way as passages are forgotten fills a sample that is held no more.
        """
        sample = self._sample
        ids = self._codes.ids if self._codes is not None else _NONE
        rows, size = sample.rows, len(ids)
        if rows is None or size > 2 * sample.size:
            chosen = np.random.default_rng(size).choice(ids, min(SAMPLE, size), replace=False)
            rows = self._rows(db, chosen.tolist())[1]
            sample.rows, sample.size = rows, size
        if not len(rows):
            return 0.0, 1.0
        cosines = rows @ query
        return float(cosines.mean()), float(cosines.std()) + 0.01

    def _rows(self, db: sqlite3.Connection, ids: Collection[int]) -> tuple[Ids, Floats]:
        """The embeddings of these passages that there are, by id."""
        listed = "IN (SELECT value FROM json_each(?))"
        query = f"SELECT id, vector FROM vectors WHERE model = ? AND id {listed} ORDER BY id"
        wanted = msgspec.json.encode(list(ids)).decode()
        return _unpack(db.execute(query, (self._model, wanted)).fetchall())

    def _register(self, db: sqlite3.Connection) -> tuple[int, int]:
        """Make the tables where they are missing; gives the model's number and dimension."""
        for statement in SCHEMA:
            db.execute(statement)
        db.execute("INSERT OR IGNORE INTO vectors_models (name) VALUES (?)", (self.name,))
        query = "SELECT model, dimension FROM vectors_models WHERE name = ?"
        model, dimension = db.execute(query, (self.name,)).fetchone()
        return int(model), int(dimension)

    def _add(
        self,
        db: sqlite3.Connection,
        ids: Sequence[int],
        hashes: Sequence[bytes],
        vectors: Floats,
        done: int,
        again: Mapping[int, int],
    ) -> NDArray[np.bool_]:
        db.executemany(
            "DELETE FROM vectors_again WHERE model = ? AND seq = ? AND changes = ?",
            [(self._model, *noted) for noted in again.items()],
        )
        insert = (
            "INSERT OR REPLACE INTO vectors SELECT ?1, ?2, ?3, ?4"
            " WHERE EXISTS (SELECT 1 FROM moments"
            f" WHERE person = ?5 AND seq = ?2 >> {PASSAGE_BITS}) AND NOT EXISTS ("
            f"SELECT 1 FROM vectors_again WHERE model = ?1 AND seq = ?2 >> {PASSAGE_BITS})"
        )
        halves = vectors.astype(np.float16)
        rows = zip(ids, hashes, map(bytes, halves), strict=True)
        values = ((self._model, *row, self._person) for row in rows)
        kept = np.array([db.execute(insert, value).rowcount > 0 for value in values], bool)
        db.execute(
            "UPDATE vectors_models SET done = max(done, ?), dimension = max(dimension, ?)"
            " WHERE model = ?",
            (done, vectors.shape[1], self._model),
        )
        self._loose += int(kept.sum())
        if self._loose >= PACK:
            self._pack(db)
        return kept

    def _load(self, db: sqlite3.Connection, dimension: int) -> Codes:
        codes = Codes(dimension // 8)
        for ids, packed in self._packed(db, dimension // 8):
            codes.add(ids, packed)
        for ids, vectors in self._unpacked(db):
            codes.add(ids, sign_codes(vectors))
            self._loose += len(ids)
        return codes

    def _packed(self, db: sqlite3.Connection, width: int) -> Iterable[tuple[Ids, Bits]]:
        query = "SELECT ids, codes FROM vectors_codes WHERE model = ? ORDER BY first"
        for ids, codes in db.execute(query, (self._model,)):
            yield np.frombuffer(ids, np.int64), np.frombuffer(codes, np.uint8).reshape(-1, width)

    def _unpacked(self, db: sqlite3.Connection) -> Iterable[tuple[Ids, Floats]]:
        """The rows between packed ones, a batch for each gap."""
        query = "SELECT id, vector FROM vectors WHERE model = ? AND id > ? AND id < ? ORDER BY id"
        for after, before in self._gaps(db):
            rows = db.execute(query, (self._model, after, before)).fetchall()
            for start in range(0, len(rows), PACK):
                batch = rows[start : start + PACK]
                yield _unpack(batch)

    def _gaps(self, db: sqlite3.Connection) -> list[tuple[int, int]]:
        query = "SELECT first, last FROM vectors_codes WHERE model = ? ORDER BY first"
        ends = [-1]
        for first, last in db.execute(query, (self._model,)):
            ends += [first, last]
        ends.append((1 << 63) - 1)
        return list(zip(ends[::2], ends[1::2], strict=True))

    def _pack(self, db: sqlite3.Connection) -> None:
        """Pack what fills a row, and gaps that forgetting left."""
        self._loose = 0
        for ids, vectors in self._unpacked(db):
            if len(ids) >= PACK // 8:
                db.execute(
                    "INSERT INTO vectors_codes VALUES (?, ?, ?, ?, ?)",
                    (
                        self._model,
                        int(ids[0]),
                        int(ids[-1]),
                        bytes(ids),
                        bytes(sign_codes(vectors)),
                    ),
                )


def _unpack(rows: Sequence[tuple[int, bytes]]) -> tuple[Ids, Floats]:
    if not rows:
        return _NONE, _EMPTY
    ids = np.array([i for i, _ in rows], np.int64)
    halves = np.frombuffer(b"".join(blob for _, blob in rows), np.float16)
    return ids, halves.reshape(len(rows), -1).astype(np.float32)
