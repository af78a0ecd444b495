"""The log's tables in SQLite, and moments to rows and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import msgspec

from alongside.log.chain import GENESIS
from alongside.log.kinds import AnyWhat
from alongside.log.log import View, Wanted
from alongside.log.moment import Moment, Trust

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

SCHEMA = """
CREATE TABLE IF NOT EXISTS moments (
    seq INTEGER PRIMARY KEY, person TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
    zone TEXT NOT NULL, recorded INTEGER NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,
    trust INTEGER NOT NULL, origin TEXT, body TEXT NOT NULL, salt BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS moments_id ON moments (person, id);
CREATE UNIQUE INDEX IF NOT EXISTS moments_origin ON moments (person, origin)
    WHERE origin IS NOT NULL;
CREATE INDEX IF NOT EXISTS moments_at ON moments (person, at);
CREATE INDEX IF NOT EXISTS moments_kind ON moments (person, kind, at);
CREATE TABLE IF NOT EXISTS causes (
    person TEXT NOT NULL, cause TEXT NOT NULL, place INTEGER NOT NULL,
    effect INTEGER NOT NULL REFERENCES moments (seq) ON DELETE CASCADE,
    PRIMARY KEY (person, cause, effect)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS causes_effect ON causes (person, effect);
CREATE TABLE IF NOT EXISTS chain (
    person TEXT NOT NULL, seq INTEGER NOT NULL, commitment BLOB NOT NULL, link BLOB NOT NULL,
    PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS views (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT;
"""

COLUMNS = "seq, person, id, at, zone, recorded, kind, source, trust, origin, body"
_BECAUSE = (
    "(SELECT json_group_array(cause) FROM (SELECT cause FROM causes"
    " WHERE effect = moments.seq ORDER BY place))"
)
_SELECT = f"SELECT {COLUMNS}, {_BECAUSE} FROM moments"
_decode = msgspec.json.Decoder(AnyWhat).decode
_decode_ids = msgspec.json.Decoder(tuple[str, ...]).decode


def microseconds(at: datetime) -> int:
    """An aware time as microseconds since 1970."""
    return (at - EPOCH) // MICROSECOND


def instant(value: int) -> datetime:
    return EPOCH + value * MICROSECOND


def content(moment: Moment) -> bytes:
    """The bytes that the chain commits to: every field, in one canonical form."""
    return msgspec.json.encode(
        [
            moment.person, moment.seq, moment.id, microseconds(moment.at), moment.zone,
            microseconds(moment.recorded), moment.source, int(moment.trust), moment.because,
            moment.origin, moment.what,
        ],
        order="deterministic",
    )  # fmt: skip


def create(db: sqlite3.Connection) -> None:
    _each(db, SCHEMA)


def create_view(db: sqlite3.Connection, view: View) -> None:
    _each(db, view.schema)
    db.execute("INSERT OR REPLACE INTO views VALUES (?, ?)", (view.name, view.version))


def drop_view(db: sqlite3.Connection, name: str) -> None:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND (name = ? OR name GLOB ?)"
    for (table,) in db.execute(named, (name, f"{name}_*")).fetchall():
        db.execute(f'DROP TABLE IF EXISTS "{table}"')


def view_version(db: sqlite3.Connection, name: str) -> int | None:
    row = db.execute("SELECT version FROM views WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else None


def insert(db: sqlite3.Connection, moment: Moment, salt: bytes) -> None:
    db.execute(
        f"INSERT INTO moments ({COLUMNS}, salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            moment.seq, moment.person, moment.id, microseconds(moment.at), moment.zone,
            microseconds(moment.recorded), moment.kind, moment.source, int(moment.trust),
            moment.origin, msgspec.json.encode(moment.what).decode(), salt,
        ),
    )  # fmt: skip
    db.executemany(
        "INSERT INTO causes (person, cause, place, effect) VALUES (?, ?, ?, ?)",
        [(moment.person, cause, i, moment.seq) for i, cause in enumerate(moment.because)],
    )


def insert_link(
    db: sqlite3.Connection, person: str, seq: int, commitment: bytes, link: bytes
) -> None:
    db.execute("INSERT INTO chain VALUES (?, ?, ?, ?)", (person, seq, commitment, link))


def last_link(db: sqlite3.Connection, person: str) -> tuple[int, bytes]:
    """The last position and its link; (0, genesis) of an empty log."""
    query = "SELECT seq, link FROM chain WHERE person = ? ORDER BY seq DESC LIMIT 1"
    row = db.execute(query, (person,)).fetchone()
    return (int(row[0]), bytes(row[1])) if row else (0, GENESIS)


def last_recorded(db: sqlite3.Connection, person: str) -> datetime | None:
    query = "SELECT recorded FROM moments WHERE person = ? ORDER BY seq DESC LIMIT 1"
    row = db.execute(query, (person,)).fetchone()
    return instant(row[0]) if row else None


def by_ids(db: sqlite3.Connection, person: str, ids: Collection[str]) -> dict[str, Moment]:
    """The moments with these ids, by id."""
    query = f"{_SELECT} WHERE person = ? AND id IN (SELECT value FROM json_each(?))"
    wanted = msgspec.json.encode(list(ids)).decode()
    found = db.execute(query, (person, wanted)) if ids else ()
    return {moment.id: moment for moment in map(_moment, found)}


def by_seqs(db: sqlite3.Connection, person: str, seqs: Iterable[int]) -> dict[int, Moment]:
    """The moments at these positions, by position."""
    query = f"{_SELECT} WHERE person = ? AND seq IN (SELECT value FROM json_each(?))"
    wanted = msgspec.json.encode(list(seqs)).decode()
    return {moment.seq: moment for moment in map(_moment, db.execute(query, (person, wanted)))}


def by_origin(db: sqlite3.Connection, person: str, origin: str | None) -> Moment | None:
    if origin is None:
        return None
    row = db.execute(f"{_SELECT} WHERE person = ? AND origin = ?", (person, origin)).fetchone()
    return _moment(row) if row else None


def effects(db: sqlite3.Connection, person: str, ids: Collection[str]) -> tuple[Moment, ...]:
    """These moments and all drawn from them, however far, in log order."""
    query = f"""
        WITH RECURSIVE reached (seq, id) AS (
            SELECT seq, id FROM moments
            WHERE person = ?1 AND id IN (SELECT value FROM json_each(?2))
            UNION
            SELECT moments.seq, moments.id FROM reached
            JOIN causes ON causes.person = ?1 AND causes.cause = reached.id
            JOIN moments ON moments.seq = causes.effect
        )
        {_SELECT} WHERE seq IN (SELECT seq FROM reached) ORDER BY seq"""
    wanted = msgspec.json.encode(list(ids)).decode()
    return tuple(map(_moment, db.execute(query, (person, wanted))))


def delete(db: sqlite3.Connection, person: str, spans: Iterable[tuple[int, int]]) -> None:
    db.executemany(
        "DELETE FROM moments WHERE person = ? AND seq BETWEEN ? AND ?",
        [(person, first, last) for first, last in spans],
    )


@dataclass(frozen=True, slots=True)
class Page:
    """Where reading goes on: past this sort key (keyset pagination), from the start if empty."""

    key: tuple[int, ...] = ()

    @classmethod
    def past(cls, moment: Moment, wanted: Wanted) -> Self:
        seq = moment.seq
        return cls((microseconds(moment.at), seq) if wanted.by_time else (seq,))


def page(
    db: sqlite3.Connection, person: str, wanted: Wanted, here: Page, size: int
) -> Sequence[Moment]:
    """At most `size` of the moments wanted, past `here`."""
    clauses, values = _clauses(wanted)
    columns = ("at", "seq") if wanted.by_time else ("seq",)
    if here.key:
        marks = ", ".join("?" * len(columns))
        than = "<" if wanted.newest_first else ">"
        clauses.append(f"({', '.join(columns)}) {than} ({marks})")
        values.extend(here.key)
    direction = " DESC" if wanted.newest_first else ""
    order = ", ".join(f"{column}{direction}" for column in columns)
    where = " AND ".join(["person = ?", *clauses])
    query = f"{_SELECT} WHERE {where} ORDER BY {order} LIMIT ?"
    return [_moment(row) for row in db.execute(query, (person, *values, size))]


def _clauses(wanted: Wanted) -> tuple[list[str], list[Any]]:
    because = "seq IN (SELECT effect FROM causes WHERE person = moments.person AND cause = ?)"
    listed = "IN (SELECT value FROM json_each(?))"
    asked: list[tuple[str, Any]] = [
        ("at >= ?", wanted.since and microseconds(wanted.since)),
        ("at < ?", wanted.until and microseconds(wanted.until)),
        (f"kind {listed}", wanted.kinds and msgspec.json.encode(list(wanted.kinds)).decode()),
        (f"source {listed}", wanted.sources and msgspec.json.encode(list(wanted.sources)).decode()),
        (because, wanted.because),
        ("seq > ?", wanted.after),
    ]
    used = [(clause, value) for clause, value in asked if value not in (None, (), 0, "")]
    return [clause for clause, _ in used], [value for _, value in used]


def _moment(row: Sequence[Any]) -> Moment:
    seq, person, id_, at, zone, recorded, _, source, trust, origin, body, because = row
    return Moment(
        id=id_,
        seq=seq,
        person=person,
        at=instant(at),
        zone=zone,
        recorded=instant(recorded),
        what=_decode(body),
        source=source,
        trust=Trust(trust),
        because=_decode_ids(because),
        origin=origin,
    )


def _each(db: sqlite3.Connection, script: str) -> None:
    """Run a script's statements inside the transaction under way (`executescript` would end it)."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
