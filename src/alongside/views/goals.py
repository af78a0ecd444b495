"""Goals: all that was said of them, in order. What stands is read from that by whoever has a clock.

Each row is one moment: a goal, a part of its plan, or what became of either. `target` is the moment
that it is about, `other` a second one.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

import msgspec

from alongside.log.kinds import (
    Aimed,
    AnyWhat,
    Counted,
    Flashcard,
    Forgotten,
    Graded,
    Habit,
    IfThen,
    Lettered,
    Reflected,
    Slotted,
    Steered,
    Step,
    Ticked,
    Valued,
    What,
)
from alongside.log.moment import Moment, Trust
from alongside.log.rows import instant, microseconds

KEPT = (
    Aimed, Steered, Step, Habit, IfThen, Slotted, Ticked, Counted, Valued, Reflected, Lettered,
    Flashcard, Graded,
)  # fmt: skip


class Goals:
    """Every moment of a kind that tells of goals."""

    name = "goals"
    version = 1
    schema = """
CREATE TABLE goals (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
    zone TEXT NOT NULL, trust INTEGER NOT NULL, target TEXT NOT NULL, other TEXT NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        if isinstance(moment.what, Forgotten):
            db.executemany("DELETE FROM goals WHERE seq BETWEEN ? AND ?", moment.what.spans)
        elif isinstance(moment.what, KEPT):
            target, other, *_ = (*moment.because, "", "")
            db.execute(
                "INSERT INTO goals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    moment.person, moment.seq, moment.id, microseconds(moment.at), moment.zone,
                    moment.trust, target, other, msgspec.json.encode(moment.what).decode(),
                ),
            )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One moment that tells of goals, at `at` (aware UTC) in `zone`."""

    id: str
    seq: int
    at: datetime
    zone: str
    trust: Trust
    target: str
    other: str
    what: What


def entries(db: sqlite3.Connection, person: str) -> list[Entry]:
    """All that was said of goals, in the order of the log."""
    found = db.execute(
        "SELECT id, seq, at, zone, trust, target, other, body FROM goals WHERE person = ?"
        " ORDER BY seq",
        (person,),
    )
    return [
        Entry(
            id=id_, seq=seq, at=instant(at), zone=zone, trust=Trust(trust), target=target,
            other=other, what=_what(body),
        )
        for id_, seq, at, zone, trust, target, other, body in found
    ]  # fmt: skip


_what = msgspec.json.Decoder(AnyWhat).decode
