"""Moments to rows and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import msgspec

from alongside.log import chain
from alongside.log.kinds import AnyWhat
from alongside.log.log import Wanted
from alongside.log.moment import Moment, Trust

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

COLUMNS = "person, seq, id, at, zone, recorded, kind, source, trust, origin, body"
_BECAUSE = (
    "(SELECT json_group_array(id) FROM (SELECT cause.id FROM causes JOIN moments AS cause"
    " ON cause.person = causes.person AND cause.seq = causes.cause"
    " WHERE causes.person = moments.person AND effect = moments.seq ORDER BY place))"
)
_SELECT = f"SELECT {COLUMNS}, {_BECAUSE} FROM moments"
_LISTED = "IN (SELECT value FROM json_each(?))"
_decode = msgspec.json.Decoder(AnyWhat).decode
_decode_ids = msgspec.json.Decoder(tuple[str, ...]).decode
_encode = msgspec.json.Encoder().encode
Row = tuple[Any, ...]
Done = tuple[tuple[str, str], ...]
"""Which jobs are done with a moment, each with its model."""


def microseconds(at: datetime) -> int:
    """An aware time as microseconds since 1970."""
    return (at - EPOCH) // MICROSECOND


def instant(value: int) -> datetime:
    """An aware UTC time from microseconds since 1970."""
    return EPOCH + value * MICROSECOND


def content(moment: Moment, body: bytes) -> bytes:
    """The bytes that the chain commits to: every field in one canonical form, `body` as stored."""
    return _encode(
        [
            moment.person, moment.seq, moment.id, microseconds(moment.at), moment.zone,
            microseconds(moment.recorded), moment.source, int(moment.trust), moment.because,
            moment.origin, msgspec.Raw(body),
        ]
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A moment ready to be written: its body as stored, the salt and the commitment."""

    moment: Moment
    body: bytes
    salt: bytes
    commitment: bytes


def keep(moment: Moment, salt: bytes) -> Kept:
    body = _encode(moment.what)
    return Kept(moment, body, salt, chain.commitment(salt, content(moment, body)))


def insert(db: sqlite3.Connection, kept: Sequence[Kept], causes: Mapping[str, int]) -> None:
    """Write moments; `causes` gives the position of each id that is a cause of one."""
    db.executemany(
        f"INSERT INTO moments ({COLUMNS}, salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        map(_row, kept),
    )
    moments = [one.moment for one in kept]
    db.executemany(
        "INSERT INTO causes (person, cause, place, effect) VALUES (?, ?, ?, ?)",
        [(m.person, causes[c], place, m.seq) for m in moments for place, c in enumerate(m.because)],
    )
    db.executemany(
        "INSERT OR IGNORE INTO media (person, hash, seq) VALUES (?, ?, ?)",
        [
            (moment.person, file.hash, moment.seq)
            for moment in moments
            for file in moment.what.files
        ],
    )


def _row(kept: Kept) -> Row:
    moment = kept.moment
    return (
        moment.person, moment.seq, moment.id, microseconds(moment.at), moment.zone,
        microseconds(moment.recorded), moment.kind, moment.source, int(moment.trust),
        moment.origin, kept.body.decode(), kept.salt,
    )  # fmt: skip


def insert_links(db: sqlite3.Connection, person: str, links: Iterable[chain.Link]) -> None:
    db.executemany(
        "INSERT INTO chain (person, seq, commitment, link) VALUES (?, ?, ?, ?)",
        [(person, link.seq, link.commitment, link.link) for link in links],
    )


def last_link(db: sqlite3.Connection, person: str) -> tuple[int, bytes]:
    """The last position and its link; (0, genesis) of an empty log."""
    query = "SELECT seq, link FROM chain WHERE person = ? ORDER BY seq DESC LIMIT 1"
    row = db.execute(query, (person,)).fetchone()
    return (int(row[0]), bytes(row[1])) if row else (0, chain.GENESIS)


def positions_of(
    db: sqlite3.Connection, person: str
) -> Generator[tuple[int, bytes, bytes, Sequence[Any] | None], None, None]:
    """Each position with its commitment and its link, and the moment's row followed by its salt,
    or None where it is gone."""
    query = f"""
        SELECT chain.seq, commitment, link, kept.* FROM chain LEFT JOIN (
            SELECT {COLUMNS}, {_BECAUSE}, salt FROM moments WHERE person = ?1
        ) AS kept ON kept.seq = chain.seq
        WHERE chain.person = ?1 ORDER BY chain.seq"""
    with closing(db.execute(query, (person,))) as walked:
        for seq, commitment, link, *row in walked:
            yield seq, commitment, link, row if row[0] is not None else None


def last_recorded(db: sqlite3.Connection, person: str) -> datetime:
    """When the last moment was recorded; 1970 of an empty log."""
    query = "SELECT recorded FROM moments WHERE person = ? ORDER BY seq DESC LIMIT 1"
    row = db.execute(query, (person,)).fetchone()
    return instant(row[0]) if row else EPOCH


def persons(db: sqlite3.Connection) -> list[str]:
    """Whose moments the file holds."""
    return [person for (person,) in db.execute("SELECT DISTINCT person FROM chain")]


def media(db: sqlite3.Connection) -> list[str]:
    """The hashes of all media that a moment stands on."""
    return [hash_ for (hash_,) in db.execute("SELECT DISTINCT hash FROM media")]


def by_ids(db: sqlite3.Connection, person: str, ids: Collection[str]) -> dict[str, Moment]:
    """The moments with these ids, by id."""
    query = f"{_SELECT} WHERE person = ? AND id {_LISTED}"
    found = db.execute(query, (person, listed(ids))) if ids else ()
    return {moment.id: moment for moment in map(moment_of, found)}


def by_seqs(db: sqlite3.Connection, person: str, seqs: Iterable[int]) -> dict[int, Moment]:
    """The moments at these positions, by position."""
    query = f"{_SELECT} WHERE person = ? AND seq {_LISTED}"
    return {m.seq: m for m in map(moment_of, db.execute(query, (person, listed(seqs))))}


def by_origins(db: sqlite3.Connection, person: str, origins: Collection[str]) -> dict[str, Moment]:
    """The moments with these origins, by origin."""
    query = f"{_SELECT} WHERE person = ? AND origin {_LISTED} AND origin IS NOT NULL"
    found = db.execute(query, (person, listed(origins))) if origins else ()
    return {moment.origin: moment for moment in map(moment_of, found) if moment.origin}


def positions(
    db: sqlite3.Connection, person: str, ids: Collection[str]
) -> dict[str, tuple[int, Trust]]:
    """Where the moments with these ids stand in the log, and their trust, by id."""
    query = f"SELECT id, seq, trust FROM moments WHERE person = ? AND id {_LISTED}"
    found = db.execute(query, (person, listed(ids))) if ids else ()
    return {id_: (seq, Trust(trust)) for id_, seq, trust in found}


def reached(db: sqlite3.Connection, person: str, ids: Collection[str]) -> list[int]:
    """The positions of these moments and of all drawn from them, however far, in log order.

    A `Forgotten` moment is left out: the gaps it explains must stay explained.
    """
    # SQLite keeps the order of a CROSS JOIN; its own choice here is a scan of all causes each step.
    query = """
        WITH RECURSIVE reached (seq) AS (
            SELECT seq FROM moments WHERE person = ?1 AND id IN (SELECT value FROM json_each(?2))
                AND kind != 'forgotten'
            UNION
            SELECT effect FROM reached CROSS JOIN causes ON person = ?1 AND cause = reached.seq
        )
        SELECT seq FROM reached ORDER BY seq"""
    return [seq for (seq,) in db.execute(query, (person, listed(ids)))]


def delete(db: sqlite3.Connection, person: str, spans: Iterable[tuple[int, int]]) -> None:
    """Delete the moments at these positions, with all that refers to them."""
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
    columns = ("at", "seq") if wanted.by_time else ("seq",)
    direction = " DESC" if wanted.newest_first else ""
    ordered = f"ORDER BY {', '.join(column + direction for column in columns)} LIMIT ?"
    clauses, values = _clauses(wanted, person)
    if here.key:
        marks = ", ".join("?" * len(columns))
        than = "<" if wanted.newest_first else ">"
        clauses.append(f"({', '.join(columns)}) {than} ({marks})")
        values.extend(here.key)
    where, given = " AND ".join(["person = ?", *clauses]), (person, *values)
    if wanted.kinds:
        # The first of each kind; of itself SQLite walks all of the log, or of time (so the +).
        one = f"SELECT * FROM (SELECT at, seq FROM moments WHERE kind = ? AND {where} {ordered})"
        several = " UNION ALL ".join([one] * len(set(wanted.kinds)))
        where = f"person = ? AND seq IN (SELECT seq FROM ({several}))"
        ordered = ordered.replace("BY at", "BY +at")
        given = (person, *(v for kind in set(wanted.kinds) for v in (kind, *given, size)))
    query = f"{_SELECT} WHERE {where} {ordered}"
    return [moment_of(row) for row in db.execute(query, (*given, size))]


def _clauses(wanted: Wanted, person: str) -> tuple[list[str], list[Any]]:
    asked = list(_asked(wanted, person))
    return [clause for clause, _ in asked], [value for _, values in asked for value in values]


def _asked(wanted: Wanted, person: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    if wanted.after:
        yield "seq > ?", (wanted.after,)
    if wanted.since is not None:
        yield "at >= ?", (microseconds(wanted.since),)
    if wanted.until is not None:
        yield "at < ?", (microseconds(wanted.until),)
    if wanted.sources:
        yield f"source {_LISTED}", (listed(wanted.sources),)
    if wanted.because is not None:
        cause = "(SELECT seq FROM moments WHERE person = ? AND id = ?)"
        effects = f"SELECT effect FROM causes WHERE person = ? AND cause = {cause}"
        yield f"seq IN ({effects})", (person, person, wanted.because)


def done_with(db: sqlite3.Connection, person: str, seq: int) -> Done:
    query = "SELECT job, model FROM jobs_done WHERE person = ? AND seq = ? ORDER BY job, model"
    return tuple(db.execute(query, (person, seq)).fetchall())


def mark_done(db: sqlite3.Connection, person: str, marked: Iterable[tuple[int, Done]]) -> None:
    """Mark the moments at these positions as done."""
    rows = ((person, seq, *one) for seq, done in marked for one in done)
    db.executemany("INSERT OR IGNORE INTO jobs_done VALUES (?, ?, ?, ?)", rows)


def listed(values: Iterable[object]) -> str:
    """Many values as one bound parameter, for `json_each`."""
    return _encode(list(values)).decode()


def moment_of(row: Sequence[Any]) -> Moment:
    """A moment from a row of `COLUMNS` and its causes as a JSON array."""
    person, seq, id_, at, zone, recorded, _, source, trust, origin, body, because = row
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


def body_of(row: Sequence[Any]) -> bytes:
    """What happened, as stored, from such a row."""
    return bytes(row[10].encode())
