"""The team: every agent as it was described last, with the rights that the person gave it.

Rights are given to one version of an agent, by the person alone. So a new version of somebody
else's file, or a moment that anyone else wrote, brings none along.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from alongside.log.kinds import (
    Advised,
    AnyWhat,
    Appointed,
    Consulted,
    Forgotten,
    Granted,
    Reported,
    Retired,
    What,
)
from alongside.log.moment import Moment, Trust
from alongside.log.rows import instant, microseconds

TEAM = "team:"
"""What the name of an agent of the team begins with, where acts and tasks name it."""
EVERYTHING = "*"
PARTS: Mapping[str, tuple[str, ...]] = {
    "notes": ("noted",),
    "chats": ("said",),
    "calendar": ("planned",),
    "photos": ("saw", "filmed", "recognised", "read", "described"),
    "recordings": ("recorded", "heard", "noticed", "minuted", "uttered"),
    "contacts": ("contact",),
    "goals": ("aimed", "step", "habit", "if_then", "ticked", "counted", "valued", "reflected"),
    "reminders": ("reminder",),
}
"""The parts of a life that an agent may be let read, with the kinds of moment in each."""
KEPT = (Appointed, Granted, Retired, Consulted, Advised, Reported)


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be read: parts of the life ("*": all), narrowed to `sources` where there are any."""

    reads: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def all(self) -> bool:
        return EVERYTHING in self.reads

    @property
    def kinds(self) -> frozenset[str]:
        parts = PARTS if self.all else self.reads
        return frozenset(kind for part in parts for kind in PARTS.get(part, ()))

    def holds(self, moment: Moment) -> bool:
        """Whether this moment may be read."""
        within = not self.sources or moment.source in self.sources
        return within and moment.kind in self.kinds

    def covers(self, other: Scope) -> bool:
        """Whether all that may be read in the other may be read here."""
        wide = not self.sources or (bool(other.sources) and {*other.sources} <= {*self.sources})
        return wide and other.kinds <= self.kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An agent of the team: the moment that describes it, and its rights, if it has any."""

    id: str
    at: datetime
    trust: Trust
    what: Appointed
    rights: Granted | None = None

    @property
    def agent(self) -> str:
        """The name that acts and tasks have."""
        return f"{TEAM}{self.what.handle}"

    @property
    def scope(self) -> Scope:
        given = self.rights
        return Scope(given.reads, given.sources) if given else Scope()

    @property
    def tools(self) -> tuple[str, ...]:
        return self.rights.tools if self.rights else ()


class Team:
    """Every moment that tells who is on the team, and what was asked of it and said."""

    name = "team"
    version = 1
    schema = """
CREATE TABLE team (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
    trust INTEGER NOT NULL, kind TEXT NOT NULL, cause TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_kind ON team (person, kind, at);
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        if isinstance(moment.what, Forgotten):
            db.executemany("DELETE FROM team WHERE seq BETWEEN ? AND ?", moment.what.spans)
        elif isinstance(moment.what, KEPT):
            db.execute(
                "INSERT INTO team VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    moment.person, moment.seq, moment.id, microseconds(moment.at), moment.trust,
                    moment.kind, next(iter(moment.because), ""),
                    msgspec.json.encode(moment.what).decode(),
                ),
            )  # fmt: skip


_what = msgspec.json.Decoder(AnyWhat).decode


def roster(db: sqlite3.Connection, person: str) -> dict[str, Member]:
    """The team by handle, in the order in which they came."""
    found: dict[str, Member] = {}
    given: dict[str, Granted] = {}
    for id_, at, trust, what in _rows(db, person, "appointed", "granted", "retired"):
        if isinstance(what, Appointed):
            found[what.handle] = Member(id=id_, at=at, trust=trust, what=what)
        elif isinstance(what, Granted) and trust is Trust.PERSON:
            given[what.agent] = what
        elif isinstance(what, Retired):
            found.pop(what.handle, None)
    return {handle: replace(one, rights=given.get(one.id)) for handle, one in found.items()}


def member(db: sqlite3.Connection, person: str, agent: str) -> Member | None:
    """The one that acts and tasks name so."""
    return roster(db, person).get(agent.removeprefix(TEAM)) if agent.startswith(TEAM) else None


def _rows(
    db: sqlite3.Connection, person: str, *kinds: str
) -> list[tuple[str, datetime, Trust, What]]:
    marks = ", ".join("?" * len(kinds))
    rows = db.execute(
        f"SELECT id, at, trust, body FROM team WHERE person = ? AND kind IN ({marks}) ORDER BY seq",
        (person, *kinds),
    )
    return [(id_, instant(at), Trust(trust), _what(body)) for id_, at, trust, body in rows]


def latest(db: sqlite3.Connection, person: str, kind: str, limit: int) -> list[str]:
    """The ids of the latest moments of a kind that the view keeps, the latest first."""
    rows = db.execute(
        "SELECT id FROM team WHERE person = ? AND kind = ? ORDER BY seq DESC LIMIT ?",
        (person, kind, limit),
    )
    return [id_ for (id_,) in rows]


def answers(db: sqlite3.Connection, person: str, asked: str) -> list[str]:
    """The ids of what was said to a question, in the order in which it came."""
    rows = db.execute(
        "SELECT id FROM team WHERE person = ? AND kind = 'advised' AND cause = ? ORDER BY seq",
        (person, asked),
    )
    return [id_ for (id_,) in rows]


def since(db: sqlite3.Connection, person: str, kind: str, at: datetime) -> list[str]:
    """The ids of the moments of a kind from then on, in the order of the log."""
    rows = db.execute(
        "SELECT id FROM team WHERE person = ? AND kind = ? AND at >= ? ORDER BY seq",
        (person, kind, microseconds(at)),
    )
    return [id_ for (id_,) in rows]
