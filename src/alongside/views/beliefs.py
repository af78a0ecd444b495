"""Beliefs: the rows that are read as what is believed of the person (see `views/believing.py`)."""

from __future__ import annotations

import sqlite3

import msgspec

from alongside.log import corrections
from alongside.log.kinds import Believed, Forgotten, Judged, Profiled, Reread, Ruled
from alongside.log.moment import Moment
from alongside.log.rows import microseconds
from alongside.views.words import fold, terms

_TABLES = ("beliefs", "beliefs_judged", "beliefs_ruled", "beliefs_readings", "beliefs_profiles")


class Beliefs:
    """A row for each `Believed`; those with one `key` say the same.

    `drawn` is its statement before any correction, `held` whether the evidence, as put right, still
    holds the quote. What the person said of beliefs, their rulings, the readings they took over and
    what they wrote of themselves lie beside.
    """

    name = "beliefs"
    version = 1
    schema = """
CREATE TABLE beliefs (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL,
    at INTEGER NOT NULL, zone TEXT NOT NULL, evidence TEXT NOT NULL, held INTEGER NOT NULL,
    drawn TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX beliefs_evidence ON beliefs (person, evidence);
CREATE TABLE beliefs_judged (
    person TEXT NOT NULL, seq INTEGER NOT NULL, belief TEXT NOT NULL, how TEXT NOT NULL,
    PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE beliefs_ruled (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, about TEXT NOT NULL,
    allowed INTEGER NOT NULL, PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE beliefs_readings (
    person TEXT NOT NULL, seq INTEGER NOT NULL, reading INTEGER NOT NULL, PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE beliefs_profiles (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        here = (moment.person, moment.seq)
        match moment.what:
            case Forgotten(spans=spans):
                for table in _TABLES:
                    db.executemany(f"DELETE FROM {table} WHERE seq BETWEEN ? AND ?", spans)
            case Believed():
                self._keep(db, moment, moment.what)
            case Judged(how=how):
                rows = [(*here, belief, how) for belief in moment.because]
                db.executemany("INSERT OR IGNORE INTO beliefs_judged VALUES (?, ?, ?, ?)", rows)
            case Ruled(about=about, allowed=allowed):
                row = (*here, moment.id, fold(about), allowed)
                db.execute("INSERT INTO beliefs_ruled VALUES (?, ?, ?, ?, ?)", row)
            case Reread(reading=reading):
                db.execute("INSERT INTO beliefs_readings VALUES (?, ?, ?)", (*here, reading))
            case Profiled():
                body = msgspec.json.encode(moment.what).decode()
                profile = (*here, moment.id, microseconds(moment.at), body)
                db.execute("INSERT INTO beliefs_profiles VALUES (?, ?, ?, ?, ?)", profile)
        for one in corrections.changed(db, moment):
            if isinstance(one.what, Believed):
                body = msgspec.json.encode(one.what).decode()
                db.execute("UPDATE beliefs SET body = ? WHERE id = ?", (body, one.id))
            self._quoted(db, one)

    def _keep(self, db: sqlite3.Connection, moment: Moment, what: Believed) -> None:
        db.execute(
            "INSERT INTO beliefs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                moment.person, moment.seq, moment.id, key_of(what), microseconds(moment.at),
                moment.zone, next(iter(moment.because), ""), True, what.statement,
                msgspec.json.encode(what).decode(),
            ),
        )  # fmt: skip

    def _quoted(self, db: sqlite3.Connection, evidence: Moment) -> None:
        """Whether what is quoted still stands in evidence that was put right."""
        words = "\n".join((evidence.what.words, *evidence.what.names))
        db.execute(
            "UPDATE beliefs SET held = instr(?, body ->> '$.quote') > 0"
            " WHERE person = ? AND evidence = ?",
            (words, evidence.person, evidence.id),
        )


def key_of(what: Believed) -> str:
    """What beliefs that say the same have in common, whatever their words and their evidence."""
    value = " ".join(dict.fromkeys(terms(what.value))) or fold(what.value)
    return "\t".join((what.category, what.about, fold(what.subject), value))
