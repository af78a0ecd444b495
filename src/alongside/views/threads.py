"""Threads: conversations as lists of turns, ours and those brought in."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from alongside.log import corrections
from alongside.log.kinds import Forgotten, Said
from alongside.log.moment import Moment
from alongside.log.rows import instant, microseconds

TITLE = 80
MOST_PEOPLE = 12
LAST = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A conversation: its first words as title, from `first` to `last` (UTC), who speaks in it.

    `source` tells ours (`talk`) from those brought in.
    """

    id: str
    source: str
    title: str
    first: datetime
    last: datetime
    count: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn's moment and its place in the thread."""

    id: str
    place: int


class Threads:
    """Turns by thread in the order in which they were said."""

    name = "threads"
    version = 2
    schema = """
CREATE TABLE threads (
    person TEXT NOT NULL, thread TEXT NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL,
    id TEXT NOT NULL, source TEXT NOT NULL, speaker TEXT NOT NULL, start TEXT NOT NULL,
    PRIMARY KEY (person, thread, at, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX threads_seq ON threads (seq);
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        what = moment.what
        if isinstance(what, Forgotten):
            db.executemany("DELETE FROM threads WHERE seq BETWEEN ? AND ?", what.spans)
        elif isinstance(what, Said) and what.thread:
            at = microseconds(moment.at)
            db.execute(
                "INSERT INTO threads VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    moment.person, what.thread, at, moment.seq, moment.id, moment.source, what.by,
                    _start(what),
                ),
            )  # fmt: skip
        for one in corrections.changed(db, moment):
            if isinstance(one.what, Said):
                changes = (_start(one.what), one.seq)
                db.execute("UPDATE threads SET start = ? WHERE seq = ?", changes)


def _start(what: Said) -> str:
    return " ".join(what.text.split())[:TITLE]


_LISTED = """
    SELECT thread, max(source), min(at), max(at), count(*),
        (SELECT start FROM threads AS t WHERE t.person = threads.person
            AND t.thread = threads.thread ORDER BY at, seq LIMIT 1),
        json_group_array(DISTINCT speaker)
    FROM threads WHERE person = ? AND {narrowed} GROUP BY thread ORDER BY max(at) DESC LIMIT ?"""


def latest(db: sqlite3.Connection, person: str, source: str = "", limit: int = 100) -> list[Thread]:
    """Threads, those with the latest turn first; of one source where it is given."""
    narrowed = "(? = '' OR source = ?)"
    query = _LISTED.format(narrowed=narrowed)
    return [_thread(*row) for row in db.execute(query, (person, source, source, limit))]


def one(db: sqlite3.Connection, person: str, thread: str) -> Thread | None:
    query = _LISTED.format(narrowed="thread = ?")
    row = db.execute(query, (person, thread, 1)).fetchone()
    return _thread(*row) if row else None


def turns(
    db: sqlite3.Connection, person: str, thread: str, before: int | None = None, limit: int = 100
) -> list[Turn]:
    """The last `limit` turns, or the last before a place, in the order they were said."""
    rows = db.execute(
        "SELECT id, place FROM (SELECT id, row_number() OVER (ORDER BY at, seq) AS place"
        " FROM threads WHERE person = ? AND thread = ?) WHERE place < ?"
        " ORDER BY place DESC LIMIT ?",
        (person, thread, LAST if before is None else before, limit),
    )
    return [Turn(id_, place) for id_, place in rows][::-1]


def _thread(
    thread: str, source: str, first: int, last: int, count: int, title: str, people: str
) -> Thread:
    return Thread(
        id=thread,
        source=source,
        title=title,
        first=instant(first),
        last=instant(last),
        count=count,
        people=tuple(json.loads(people)[:MOST_PEOPLE]),
    )
