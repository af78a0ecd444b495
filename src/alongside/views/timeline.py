"""The timeline: how much happened when, in the local time of where it happened.

Each thing that took place has a row; a recurring plan has one for each time it takes place. Counts
by day are kept beside them, so that a life of a million moments is drawn at once from years to
days; hours are counted within the span asked for.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from alongside.log.kinds import (
    Exercised,
    Filmed,
    Forgotten,
    Measured,
    Noted,
    Planned,
    Recorded,
    Said,
    Saw,
)
from alongside.log.moment import Moment
from alongside.views.local import clock, seconds, wall

Grain = Literal["year", "month", "week", "day", "hour"]
DAY = 86_400
LIVED = (Noted, Said, Planned, Saw, Filmed, Recorded, Measured, Exercised)
"""What takes place in a life; the rest is drawn from these or tells of the log itself."""
FIRST, LAST = -(2**62), 2**62

_START = {
    "year": "strftime('%Y-01-01', {at}, 'unixepoch')",
    "month": "strftime('%Y-%m-01', {at}, 'unixepoch')",
    "week": "date({at} - ((({at} / 86400 + 3) % 7 + 7) % 7) * 86400, 'unixepoch')",
    "day": "date({at}, 'unixepoch')",
    "hour": "strftime('%Y-%m-%dT%H:00', {at}, 'unixepoch')",
}
"""Each grain's start (ISO 8601) of wall seconds; weeks start on Monday."""


@dataclass(frozen=True, slots=True)
class Window:
    """A span of local time, `until` exclusive; all of it where nothing is given."""

    grain: Grain
    since: datetime | None = None
    until: datetime | None = None

    @property
    def bounds(self) -> tuple[int, int]:
        """From the first wall second to before the last."""
        first = FIRST if self.since is None else seconds(self.since)
        return first, LAST if self.until is None else seconds(self.until)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo, or the poster of a video: its moment and its content hash."""

    moment: str
    hash: str


@dataclass(frozen=True, slots=True)
class Bucket:
    """What happened from `start` on, for one grain."""

    start: datetime
    kinds: dict[str, int]
    pictures: tuple[Picture, ...]

    @property
    def count(self) -> int:
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class Drawn:
    """The buckets that hold something, oldest first, and the days that the whole life spans."""

    first: date | None
    last: date | None
    buckets: tuple[Bucket, ...]


class Timeline:
    name = "timeline"
    version = 2
    schema = """
CREATE TABLE timeline (
    person TEXT NOT NULL, wall INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL,
    picture TEXT, PRIMARY KEY (person, wall, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX timeline_seq ON timeline (seq);
CREATE INDEX timeline_pictures ON timeline (person, wall) WHERE picture IS NOT NULL;
CREATE TABLE timeline_days (
    person TEXT NOT NULL, day INTEGER NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (person, day, kind)
) STRICT, WITHOUT ROWID;
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        if isinstance(moment.what, Forgotten):
            self._forget(db, moment.what)
        elif isinstance(moment.what, LIVED) and not _is_bulk(moment):
            for at in set(_times(moment)):
                self._keep(db, moment, at)

    def _keep(self, db: sqlite3.Connection, moment: Moment, at: int) -> None:
        picture = _picture(moment)
        db.execute(
            "INSERT INTO timeline VALUES (?, ?, ?, ?, ?)",
            (moment.person, at, moment.seq, moment.kind, picture),
        )
        db.execute(
            "INSERT INTO timeline_days VALUES (?, ?, ?, 1)"
            " ON CONFLICT DO UPDATE SET count = count + 1",
            (moment.person, at // DAY, moment.kind),
        )

    def _forget(self, db: sqlite3.Connection, forgotten: Forgotten) -> None:
        for span in forgotten.spans:
            gone = db.execute(
                "DELETE FROM timeline WHERE seq BETWEEN ? AND ? RETURNING person, wall, kind", span
            ).fetchall()
            db.executemany(
                "UPDATE timeline_days SET count = count - 1"
                " WHERE person = ? AND day = ? AND kind = ?",
                [(person, at // DAY, kind) for person, at, kind in gone],
            )
        db.execute("DELETE FROM timeline_days WHERE count = 0")


def read(db: sqlite3.Connection, person: str, window: Window, pictures: int = 3) -> Drawn:
    """The buckets of a window, each with up to `pictures` photos spread over it."""
    kinds: dict[str, dict[str, int]] = defaultdict(dict)
    for start, kind, count in _counts(db, person, window):
        kinds[start][kind] = count
    shown = _pictures(db, person, window, pictures) if pictures else {}
    first, last = db.execute(
        "SELECT min(day), max(day) FROM timeline_days WHERE person = ?", (person,)
    ).fetchone()
    return Drawn(
        first=None if first is None else clock(first * DAY).date(),
        last=None if last is None else clock(last * DAY).date(),
        buckets=tuple(
            Bucket(datetime.fromisoformat(start), kinds[start], tuple(shown.get(start, ())))
            for start in sorted(kinds)
        ),
    )


def _picture(moment: Moment) -> str | None:
    """The content hash of what shows it, if anything does."""
    if isinstance(moment.what, Saw):
        return moment.what.media.hash
    poster = moment.what.poster if isinstance(moment.what, Filmed) else None
    return poster.hash if poster else None


def _is_bulk(moment: Moment) -> bool:
    """Whether it is a mail to many, which is found but is nothing that took place in a life."""
    return isinstance(moment.what, Said) and moment.what.bulk


def _times(moment: Moment) -> Iterator[int]:
    """When it took place, on the wall clock of its zone."""
    if isinstance(moment.what, Planned):
        for occurrence in moment.what.occurrences:
            yield wall(occurrence.start, moment.zone)
    else:
        yield wall(moment.at, moment.zone)


def _counts(db: sqlite3.Connection, person: str, window: Window) -> Iterator[tuple[str, str, int]]:
    """Bucket start, kind and count. Below a day from the rows, else from the counts by day."""
    first, last = window.bounds
    hours = window.grain == "hour"
    start = _START[window.grain].format(at="wall" if hours else "day * 86400")
    if hours:
        counted, table, column = "count(*)", "timeline", "wall"
    else:
        counted, table, column = "sum(count)", "timeline_days", "day"
        first, last = -(-first // DAY), -(-last // DAY)
    yield from db.execute(
        f"SELECT {start}, kind, {counted} FROM {table}"
        f" WHERE person = ? AND {column} >= ? AND {column} < ? GROUP BY 1, 2",
        (person, first, last),
    )


def _pictures(
    db: sqlite3.Connection, person: str, window: Window, most: int
) -> dict[str, list[Picture]]:
    """Up to `most` photos of each bucket: the first of each of as many equal shares of them."""
    start = _START[window.grain].format(at="wall")
    found: dict[str, list[Picture]] = defaultdict(list)
    for bucket, id_, digest in db.execute(
        f"""
        WITH shares AS (
            SELECT seq, wall, picture, {start} AS bucket,
                ntile(?) OVER (PARTITION BY {start} ORDER BY wall, seq) AS share
            FROM timeline
            WHERE person = ? AND wall >= ? AND wall < ? AND picture IS NOT NULL
        ), chosen AS (
            SELECT *, row_number() OVER (PARTITION BY bucket, share ORDER BY wall, seq) AS place
            FROM shares
        )
        SELECT bucket, moments.id, picture FROM chosen JOIN moments USING (seq)
        WHERE place = 1 ORDER BY bucket, chosen.wall, seq""",
        (most, person, *window.bounds),
    ):
        found[bucket].append(Picture(id_, digest))
    return found
