"""Promises: who said they would do what for whom, by when, as it stands after corrections."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

import msgspec

from alongside.log import corrections
from alongside.log.kinds import Forgotten, Promised
from alongside.log.moment import Moment
from alongside.log.rows import instant, microseconds

_promised = msgspec.json.Decoder(Promised).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A promise made at `at` (aware UTC) in `zone`, and the moment that holds its words."""

    id: str
    at: datetime
    zone: str
    evidence: str
    what: Promised

    @property
    def mine(self) -> bool:
        """Whether it is the person who owes it."""
        return not self.what.by

    @property
    def other(self) -> str:
        """With whom: who owes it to the person, or whom the person owes it to."""
        return self.what.by or self.what.to


class Promises:
    """Every promise; what became of one is told by the agenda's marks on it."""

    name = "promises"
    version = 2
    schema = """
CREATE TABLE promises (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
    zone TEXT NOT NULL, evidence TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        match moment.what:
            case Forgotten(spans=spans):
                db.executemany("DELETE FROM promises WHERE seq BETWEEN ? AND ?", spans)
            case Promised():
                self._keep(db, moment, moment.what)
        for one in corrections.changed(db, moment):
            if isinstance(one.what, Promised):
                self._keep(db, one, one.what)

    def _keep(self, db: sqlite3.Connection, moment: Moment, what: Promised) -> None:
        db.execute(
            "INSERT OR REPLACE INTO promises VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                moment.person, moment.seq, moment.id, microseconds(moment.at), moment.zone,
                next(iter(moment.because), ""), msgspec.json.encode(what).decode(),
            ),
        )  # fmt: skip


def promises(db: sqlite3.Connection, person: str) -> list[Promise]:
    """The promises in the order they were made."""
    found = db.execute(
        "SELECT id, at, zone, evidence, body FROM promises WHERE person = ? ORDER BY at, seq",
        (person,),
    )
    return [
        Promise(id=id_, at=instant(at), zone=zone, evidence=evidence, what=_promised(body))
        for id_, at, zone, evidence, body in found
    ]
