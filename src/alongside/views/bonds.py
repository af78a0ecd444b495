"""Bonds: who the person knows and how they are in touch, as the records tell and as they chose.

Names are kept as written and folded, by moment. Which names are one person's is not decided here:
that is read from these rows, so that a name joined or parted later needs nothing folded anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

import msgspec

from alongside.log import corrections
from alongside.log.kinds import (
    Contact,
    Forgotten,
    Heard,
    Joined,
    Parted,
    Planned,
    Related,
    Said,
)
from alongside.log.moment import Moment, Trust
from alongside.log.rows import microseconds
from alongside.views.local import wall
from alongside.views.told import told
from alongside.views.words import fold

TALK = "talk"
"""The source of conversations with us, which are no bond to anybody."""
DAY = 86_400
_TABLES = ("cards", "touches", "told", "related", "joined", "addresses")


class Bonds:
    """Contacts, touches (a message, a plan, words heard), what was told, what was chosen.

    `way` of a touch is `in`, `out` or `with`; `direct` tells words between two from those in a
    group. A plan touches on each day it takes place, which may be to come. An address is one that
    somebody wrote from under a name.
    """

    name = "bonds"
    version = 2
    schema = """
CREATE TABLE bonds_cards (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE bonds_touches (
    person TEXT NOT NULL, name TEXT NOT NULL, day INTEGER NOT NULL, seq INTEGER NOT NULL,
    shown TEXT NOT NULL, at INTEGER NOT NULL, channel TEXT NOT NULL, way TEXT NOT NULL,
    direct INTEGER NOT NULL, PRIMARY KEY (person, name, day, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX bonds_touches_seq ON bonds_touches (seq);
CREATE TABLE bonds_told (
    person TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL,
    start INTEGER NOT NULL, id TEXT NOT NULL, zone TEXT NOT NULL, sort TEXT NOT NULL,
    quote TEXT NOT NULL, PRIMARY KEY (person, name, at, seq, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX bonds_told_seq ON bonds_told (seq);
CREATE TABLE bonds_related (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE bonds_joined (
    person TEXT NOT NULL, seq INTEGER NOT NULL, together INTEGER NOT NULL, called TEXT NOT NULL,
    PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE bonds_addresses (
    person TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (person, name, address, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX bonds_addresses_seq ON bonds_addresses (seq);
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        match moment.what:
            case Forgotten(spans=spans):
                for table in _TABLES:
                    db.executemany(f"DELETE FROM bonds_{table} WHERE seq BETWEEN ? AND ?", spans)
            case Contact():
                self._card(db, moment)
            case Said() | Heard():
                self._touch(db, moment)
                self._tell(db, moment)
                self._address(db, moment)
            case Planned():
                self._touch(db, moment)
            case Related() as what:
                row = (moment.person, moment.seq, moment.id, fold(what.name), _json(what))
                db.execute("INSERT INTO bonds_related VALUES (?, ?, ?, ?, ?)", row)
            case Joined(called=called) | Parted(called=called):
                together = isinstance(moment.what, Joined)
                names = json.dumps(called, ensure_ascii=False)
                db.execute(
                    "INSERT INTO bonds_joined VALUES (?, ?, ?, ?)",
                    (moment.person, moment.seq, together, names),
                )
        self._correct(db, moment)

    def _correct(self, db: sqlite3.Connection, moment: Moment) -> None:
        for one in corrections.changed(db, moment):
            if isinstance(one.what, Contact):
                self._card(db, one)
            elif isinstance(one.what, Said | Heard):
                db.execute("DELETE FROM bonds_told WHERE seq = ?", (one.seq,))
                self._tell(db, one)

    def _card(self, db: sqlite3.Connection, moment: Moment) -> None:
        row = (moment.person, moment.seq, moment.id, _json(moment.what))
        db.execute("INSERT OR REPLACE INTO bonds_cards VALUES (?, ?, ?, ?)", row)

    def _touch(self, db: sqlite3.Connection, moment: Moment) -> None:
        db.executemany(
            "INSERT OR IGNORE INTO bonds_touches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (moment.person, fold(name), at // DAY, moment.seq, name, at, channel, way, direct)
                for name, at, channel, way, direct in _touches(moment)
            ],
        )

    def _address(self, db: sqlite3.Connection, moment: Moment) -> None:
        what = moment.what
        if isinstance(what, Said) and "@" in what.address and _teller(moment):
            row = (moment.person, fold(what.by), fold(what.address), moment.seq)
            db.execute("INSERT OR IGNORE INTO bonds_addresses VALUES (?, ?, ?, ?)", row)

    def _tell(self, db: sqlite3.Connection, moment: Moment) -> None:
        name = _teller(moment)
        at = microseconds(moment.at)
        db.executemany(
            "INSERT OR IGNORE INTO bonds_told VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    moment.person, fold(name), at, moment.seq, each.start, moment.id, moment.zone,
                    each.sort, each.quote,
                )
                for each in (told(moment.what.words) if name else ())
            ],
        )  # fmt: skip


def _json(what: msgspec.Struct) -> str:
    return msgspec.json.encode(what).decode()


def _teller(moment: Moment) -> str:
    """Who tells of themselves in it, where that isn't the person."""
    what = moment.what
    if isinstance(what, Said) and moment.trust < Trust.OWN and moment.source != TALK:
        return "" if what.bulk else what.by
    return what.speaker if isinstance(what, Heard) else ""


def _touches(moment: Moment) -> Iterator[tuple[str, int, str, str, int]]:
    """Name, wall seconds, channel, way, and whether it was between two."""
    what = moment.what
    at = wall(moment.at, moment.zone)
    if isinstance(what, Planned):
        days = sorted({wall(each.start, moment.zone) for each in what.occurrences})
        yield from ((name, day, "calendar", "with", 1) for name in what.people for day in days)
    elif isinstance(what, Heard):
        if what.speaker:
            yield what.speaker, at, "voice", "with", 1
    elif isinstance(what, Said) and moment.source != TALK and not what.bulk:
        channel = what.channel or moment.source
        if moment.trust < Trust.OWN:
            yield what.by, at, channel, "in", int(len(what.to) == 1)
        else:
            yield from ((name, at, channel, "out", int(len(what.to) == 1)) for name in what.to)
