"""The agenda: reminders, what was put off or settled, nudges and what was thought of them, briefs.

Rows say what happened to which moment; what is due when is worked out from them and a clock, by
whoever has one.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

import msgspec

from alongside.log import corrections
from alongside.log.kinds import (
    Briefed,
    Forgotten,
    Nudged,
    Reminder,
    Settled,
    Snoozed,
    Weighed,
)
from alongside.log.moment import Moment
from alongside.log.rows import instant, microseconds

_TABLES = ("reminders", "marks", "nudges", "briefs")


class Agenda:
    """`agenda_marks` are what the person did about a moment: snoozed, settled, weighed."""

    name = "agenda"
    version = 1
    schema = """
CREATE TABLE agenda_reminders (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
    zone TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE agenda_marks (
    person TEXT NOT NULL, target TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL,
    at INTEGER NOT NULL, mark TEXT NOT NULL, until INTEGER, PRIMARY KEY (person, target, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX agenda_marks_seq ON agenda_marks (seq);
CREATE TABLE agenda_nudges (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
    zone TEXT NOT NULL, origin TEXT NOT NULL, because TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE agenda_briefs (
    person TEXT NOT NULL, day TEXT NOT NULL, part TEXT NOT NULL, seq INTEGER NOT NULL,
    id TEXT NOT NULL, PRIMARY KEY (person, day, part, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX agenda_briefs_seq ON agenda_briefs (seq);
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        at = microseconds(moment.at)
        match moment.what:
            case Forgotten(spans=spans):
                for table in _TABLES:
                    db.executemany(f"DELETE FROM agenda_{table} WHERE seq BETWEEN ? AND ?", spans)
            case Reminder():
                self._remind(db, moment)
            case Snoozed(until=until):
                self._mark(db, moment, "snoozed", microseconds(until))
            case Settled(how=how) | Weighed(how=how):
                self._mark(db, moment, how)
            case Nudged():
                db.execute(
                    "INSERT INTO agenda_nudges VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        moment.person, moment.seq, moment.id, at, moment.zone, moment.origin or "",
                        json.dumps(moment.because), _json(moment.what),
                    ),
                )  # fmt: skip
            case Briefed(day=day, part=part):
                row = (moment.person, day, part, moment.seq, moment.id)
                db.execute("INSERT INTO agenda_briefs VALUES (?, ?, ?, ?, ?)", row)
        for one in corrections.changed(db, moment):
            if isinstance(one.what, Reminder):
                self._remind(db, one)

    def _remind(self, db: sqlite3.Connection, moment: Moment) -> None:
        db.execute(
            "INSERT OR REPLACE INTO agenda_reminders VALUES (?, ?, ?, ?, ?, ?)",
            (
                moment.person, moment.seq, moment.id, microseconds(moment.at), moment.zone,
                _json(moment.what),
            ),
        )  # fmt: skip

    def _mark(
        self, db: sqlite3.Connection, moment: Moment, mark: str, until: int | None = None
    ) -> None:
        at = microseconds(moment.at)
        for target in moment.because[:1]:
            db.execute(
                "INSERT INTO agenda_marks VALUES (?, ?, ?, ?, ?, ?, ?)",
                (moment.person, target, moment.seq, moment.id, at, mark, until),
            )


@dataclass(frozen=True, slots=True)
class Mark:
    """What the person did about a moment, when; `until` where they put it off."""

    id: str
    mark: str
    at: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A reminder as it is kept, with every mark on it, oldest first."""

    id: str
    at: datetime
    zone: str
    what: Reminder
    marks: tuple[Mark, ...]

    @property
    def settled(self) -> str:
        """How it was settled; empty while it is open."""
        return next((m.mark for m in self.marks if m.mark != "snoozed"), "")


@dataclass(frozen=True, slots=True)
class Told:
    """A nudge as it was told, with what the person thought of it."""

    id: str
    at: datetime
    zone: str
    origin: str
    because: tuple[str, ...]
    what: Nudged
    marks: tuple[Mark, ...]

    @property
    def weighed(self) -> str:
        """What the person thought of it last; empty where they didn't say."""
        return next((m.mark for m in reversed(self.marks)), "")


def reminders(db: sqlite3.Connection, person: str) -> list[Kept]:
    """Every reminder, in the order of the log."""
    found = db.execute(
        "SELECT id, at, zone, body FROM agenda_reminders WHERE person = ? ORDER BY seq", (person,)
    ).fetchall()
    marked = marks(db, person, [id_ for id_, *_ in found])
    return [
        Kept(id_, instant(at), zone, _reminder(body), marked.get(id_, ()))
        for id_, at, zone, body in found
    ]


def nudges(db: sqlite3.Connection, person: str, limit: int = -1) -> list[Told]:
    """What was told, the latest first."""
    found = db.execute(
        "SELECT id, at, zone, origin, because, body FROM agenda_nudges WHERE person = ?"
        " ORDER BY seq DESC LIMIT ?",
        (person, limit),
    ).fetchall()
    marked = marks(db, person, [id_ for id_, *_ in found])
    return [
        Told(id_, instant(at), zone, origin, _ids(because), _nudged(body), marked.get(id_, ()))
        for id_, at, zone, origin, because, body in found
    ]


def marks(db: sqlite3.Connection, person: str, ids: list[str]) -> dict[str, tuple[Mark, ...]]:
    """What the person did about each of these moments, oldest first."""
    made: dict[str, tuple[Mark, ...]] = {}
    rows = db.execute(
        "SELECT target, id, mark, at, until FROM agenda_marks"
        " WHERE person = ? AND target IN (SELECT value FROM json_each(?)) ORDER BY seq",
        (person, json.dumps(ids)),
    )
    for target, id_, mark, at, until in rows:
        one = Mark(id_, mark, instant(at), None if until is None else instant(until))
        made[target] = (*made.get(target, ()), one)
    return made


def brief(db: sqlite3.Connection, person: str, day: str = "", part: str = "") -> str | None:
    """The id of the latest brief, of a day and a part where given."""
    row = db.execute(
        "SELECT id FROM agenda_briefs WHERE person = ? AND (? = '' OR day = ?)"
        " AND (? = '' OR part = ?) ORDER BY seq DESC LIMIT 1",
        (person, day, day, part, part),
    ).fetchone()
    return row[0] if row else None


def briefed(db: sqlite3.Connection, person: str) -> dict[str, str]:
    """The last day of each part that has a brief."""
    query = "SELECT part, max(day) FROM agenda_briefs WHERE person = ? GROUP BY part"
    return dict(db.execute(query, (person,)).fetchall())


_reminder = msgspec.json.Decoder(Reminder).decode
_nudged = msgspec.json.Decoder(Nudged).decode
_ids = msgspec.json.Decoder(tuple[str, ...]).decode


def _json(what: msgspec.Struct) -> str:
    return msgspec.json.encode(what).decode()
