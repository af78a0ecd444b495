"""What was proposed, decided and done for the person, what they permitted, and whether they said
stop."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec

from alongside.log.kinds import (
    Decided,
    Did,
    Failed,
    Forgotten,
    Permitted,
    Proposed,
    Resumed,
    Revoked,
    Stopped,
    Undone,
    What,
)
from alongside.log.moment import Moment
from alongside.log.rows import instant, microseconds

State = Literal["waiting", "expired", "decided", "denied", "did", "failed", "undone"]
_TABLES = ("acts", "acts_decided", "acts_outcomes", "acts_costs", "acts_permits", "acts_stops")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One act and how far it came: the ids of its moments (outcome: did, failed or undone).

    `decided` is one that was allowed and has no outcome: it runs now, or a crash came between.
    """

    proposed: str
    at: datetime
    state: State
    decided: str = ""
    outcome: str = ""
    expires: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """A standing permission that wasn't revoked, and the moment that gave it."""

    id: str
    at: datetime
    given: Permitted


class Acts:
    """A row for each step of each act, so that what is forgotten is taken away step by step."""

    name = "acts"
    version = 1
    schema = """
CREATE TABLE acts (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
    tool TEXT NOT NULL, PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX acts_id ON acts (person, id);
CREATE TABLE acts_decided (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, act TEXT NOT NULL,
    verdict TEXT NOT NULL, expires INTEGER, PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX acts_decided_id ON acts_decided (person, id);
CREATE INDEX acts_decided_act ON acts_decided (person, act);
CREATE TABLE acts_outcomes (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, decided TEXT NOT NULL,
    kind TEXT NOT NULL, seconds REAL NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX acts_outcomes_decided ON acts_outcomes (person, decided);
CREATE INDEX acts_outcomes_id ON acts_outcomes (person, id);
CREATE TABLE acts_costs (
    person TEXT NOT NULL, seq INTEGER NOT NULL, place INTEGER NOT NULL, at INTEGER NOT NULL,
    tool TEXT NOT NULL, what TEXT NOT NULL, amount REAL NOT NULL, unit TEXT NOT NULL,
    PRIMARY KEY (person, seq, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX acts_costs_at ON acts_costs (person, what, at);
CREATE TABLE acts_permits (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
    given TEXT NOT NULL, revokes TEXT NOT NULL, PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE acts_stops (
    person TEXT NOT NULL, seq INTEGER NOT NULL, stops INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        what = moment.what
        if isinstance(what, Forgotten):
            for table in _TABLES:
                db.executemany(f"DELETE FROM {table} WHERE seq BETWEEN ? AND ?", what.spans)
        elif isinstance(what, Proposed):
            row = (moment.person, moment.seq, moment.id, microseconds(moment.at), what.tool)
            db.execute("INSERT INTO acts VALUES (?, ?, ?, ?, ?)", row)
        elif isinstance(what, Decided):
            self._decided(db, moment, what)
        elif isinstance(what, Did | Undone | Failed):
            self._outcome(db, moment, what)
        elif isinstance(what, Permitted | Revoked):
            self._permit(db, moment, what)
        elif isinstance(what, Stopped | Resumed):
            stops = isinstance(what, Stopped)
            said = (moment.person, moment.seq, stops, microseconds(moment.at))
            db.execute("INSERT INTO acts_stops VALUES (?, ?, ?, ?)", said)

    def _decided(self, db: sqlite3.Connection, moment: Moment, what: Decided) -> None:
        if not moment.because:
            return
        act = moment.because[0]
        expires = microseconds(what.expires) if what.expires else None
        row = (moment.person, moment.seq, moment.id, act, what.verdict, expires)
        db.execute("INSERT INTO acts_decided VALUES (?, ?, ?, ?, ?, ?)", row)
        if what.verdict == "allow":
            found = db.execute(
                "SELECT tool FROM acts WHERE person = ? AND id = ?", (moment.person, act)
            ).fetchone()
            tool = found[0] if found else ""
            at = microseconds(moment.at)
            db.executemany(
                "INSERT INTO acts_costs VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (moment.person, moment.seq, place, at, tool, cost.of, cost.amount, cost.unit)
                    for place, cost in enumerate(what.costs)
                ],
            )

    def _outcome(self, db: sqlite3.Connection, moment: Moment, what: What) -> None:
        if not moment.because:
            return
        query = (
            "SELECT decided FROM acts_outcomes WHERE person = ? AND id = ?"
            if isinstance(what, Undone)
            else "SELECT id FROM acts_decided WHERE person = ? AND id = ?"
        )
        found = db.execute(query, (moment.person, moment.because[0])).fetchone()
        if found is None:
            return
        (decided,) = found
        seconds = what.seconds if isinstance(what, Did) else 0.0
        row = (moment.person, moment.seq, moment.id, decided, moment.kind, seconds)
        db.execute(
            "INSERT INTO acts_outcomes VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*row, microseconds(moment.at)),
        )

    def _permit(self, db: sqlite3.Connection, moment: Moment, what: What) -> None:
        given = msgspec.json.encode(what).decode() if isinstance(what, Permitted) else ""
        revokes = moment.because[0] if isinstance(what, Revoked) and moment.because else ""
        row = (moment.person, moment.seq, moment.id, microseconds(moment.at), given, revokes)
        db.execute("INSERT INTO acts_permits VALUES (?, ?, ?, ?, ?, ?)", row)


_DEEDS = """
SELECT acts.id, acts.at, coalesce(decided.verdict, ''), coalesce(decided.id, ''),
    decided.expires, coalesce(outcome.kind, ''), coalesce(outcome.id, '')
FROM acts
LEFT JOIN acts_decided AS decided ON decided.person = acts.person AND decided.seq = (
    SELECT max(seq) FROM acts_decided WHERE person = acts.person AND act = acts.id)
LEFT JOIN acts_outcomes AS outcome ON outcome.person = acts.person AND outcome.seq = (
    SELECT max(seq) FROM acts_outcomes WHERE person = acts.person AND decided = decided.id)
WHERE acts.person = ?"""


def deeds(
    db: sqlite3.Connection, person: str, now: datetime, *, since: datetime | None = None,
    limit: int = 200,
) -> list[Deed]:  # fmt: skip
    """The latest acts, the latest first."""
    first = microseconds(since) if since else -(2**62)
    query = f"{_DEEDS} AND acts.at >= ? ORDER BY acts.seq DESC LIMIT ?"
    return [_deed(row, now) for row in db.execute(query, (person, first, limit))]


def deed(db: sqlite3.Connection, person: str, proposed: str, now: datetime) -> Deed | None:
    """One act, by the id of what was proposed."""
    row = db.execute(f"{_DEEDS} AND acts.id = ?", (person, proposed)).fetchone()
    return _deed(row, now) if row else None


def waiting(db: sqlite3.Connection, person: str, now: datetime) -> list[Deed]:
    """What waits for the person, the oldest first."""
    query = f"{_DEEDS} AND decided.verdict = 'ask' ORDER BY acts.seq"
    found = [_deed(row, now) for row in db.execute(query, (person,))]
    return [one for one in found if one.state == "waiting"]


def open_ended(db: sqlite3.Connection, person: str, now: datetime) -> list[Deed]:
    """What was allowed and has no outcome: what runs now, and what a crash cut off."""
    query = f"{_DEEDS} AND decided.verdict = 'allow' AND outcome.id IS NULL ORDER BY acts.seq"
    return [_deed(row, now) for row in db.execute(query, (person,))]


def permits(db: sqlite3.Connection, person: str) -> list[Permit]:
    """The standing permissions, the oldest first; whether one is over is told by its `until`."""
    query = """
        SELECT id, at, given FROM acts_permits AS permit
        WHERE person = ?1 AND given != '' AND NOT EXISTS (
            SELECT 1 FROM acts_permits WHERE person = ?1 AND revokes = permit.id)
        ORDER BY seq"""
    return [
        Permit(id=id_, at=instant(at), given=msgspec.json.decode(given, type=Permitted))
        for id_, at, given in db.execute(query, (person,))
    ]


def stopped(db: sqlite3.Connection, person: str) -> bool:
    """Whether the last word was stop."""
    query = "SELECT stops FROM acts_stops WHERE person = ? ORDER BY seq DESC LIMIT 1"
    found = db.execute(query, (person,)).fetchone()
    return bool(found and found[0])


def spent(
    db: sqlite3.Connection, person: str, what: str, since: datetime, *, unit: str = "",
) -> float:  # fmt: skip
    """How much of a budget was taken by what was allowed since then; hours by what was done."""
    if what == "hours":
        query = "SELECT total(seconds) / 3600 FROM acts_outcomes WHERE person = ? AND at >= ?"
        (hours,) = db.execute(query, (person, microseconds(since))).fetchone()
        return float(hours)
    query = (
        "SELECT total(amount) FROM acts_costs WHERE person = ?1 AND what = ?2 AND at >= ?3"
        " AND (?4 = '' OR unit = ?4)"
    )
    (amount,) = db.execute(query, (person, what, microseconds(since), unit)).fetchone()
    return float(amount)


def _deed(row: tuple[str, int, str, str, int | None, str, str], now: datetime) -> Deed:
    proposed, at, verdict, decided, expires, kind, outcome = row
    ends = instant(expires) if expires is not None else None
    return Deed(
        proposed=proposed,
        at=instant(at),
        state=_state(verdict, kind, ends, now),
        decided=decided,
        outcome=outcome,
        expires=ends,
    )


def _state(verdict: str, kind: str, expires: datetime | None, now: datetime) -> State:
    if kind == "did":
        return "did"
    if kind == "undone":
        return "undone"
    if kind == "failed":
        return "failed"
    if verdict == "ask":
        return "expired" if expires is not None and expires <= now else "waiting"
    return "decided" if verdict == "allow" else "denied"
