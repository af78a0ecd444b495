"""What would be forgotten: chosen by words, time or source; and all that goes with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from alongside.log import rows
from alongside.log.kinds import Media
from alongside.log.log import Wanted
from alongside.log.sqlite import SqliteLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would go: the moments asked for and all drawn from them, in log order.

    `drawn` counts those that were not asked for. `kinds` counts them by kind. `media` are the files
    that would go, `shared` those that stay, because a moment that stays stands on them too.
    """

    ids: tuple[str, ...]
    drawn: int
    kinds: dict[str, int]
    media: tuple[Media, ...]
    shared: tuple[Media, ...]

    @property
    def bytes(self) -> int:
        """The size of the files that would go."""
        return sum(file.size for file in self.media)


async def preview(log: SqliteLog, *ids: str) -> Preview:
    """All that `log.forget(*ids)` would take."""
    return await log.database.read(lambda db: _preview(db, log.person, ids))


async def matching(log: SqliteLog, wanted: Wanted) -> tuple[str, ...]:
    """The ids of the moments wanted: a time range, a source, a kind."""
    return tuple([moment.id async for moment in log.read(wanted) if moment.kind != "forgotten"])


async def words_of(log: SqliteLog, *names: str) -> tuple[str, ...]:
    """The ids of what these people wrote or said, by the names they go by; case doesn't matter."""
    return await log.database.read(lambda db: _words_of(db, log.person, names))


def _words_of(db: sqlite3.Connection, person: str, names: Collection[str]) -> tuple[str, ...]:
    query = (
        "SELECT id, coalesce(body ->> '$.by', body ->> '$.speaker', '') FROM moments"
        " WHERE person = ? AND kind IN ('said', 'heard') ORDER BY seq"
    )
    asked = {name.casefold() for name in names}
    return tuple(id_ for id_, by in db.execute(query, (person,)) if by.casefold() in asked)


def _preview(db: sqlite3.Connection, person: str, asked: Collection[str]) -> Preview:
    seqs = rows.reached(db, person, asked)
    going = rows.listed(seqs)
    chosen = "FROM moments WHERE person = ? AND seq IN (SELECT value FROM json_each(?))"
    ids = tuple(i for (i,) in db.execute(f"SELECT id {chosen} ORDER BY seq", (person, going)))
    counted = db.execute(f"SELECT kind, count(*) {chosen} GROUP BY kind", (person, going))
    media, shared = _media(db, person, going)
    return Preview(
        ids=ids,
        drawn=len(set(ids) - set(asked)),
        kinds=dict(counted.fetchall()),
        media=media,
        shared=shared,
    )


def _media(
    db: sqlite3.Connection, person: str, going: str
) -> tuple[tuple[Media, ...], tuple[Media, ...]]:
    listed = "(SELECT value FROM json_each(?))"
    having = f"SELECT DISTINCT seq FROM media WHERE person = ? AND seq IN {listed}"
    seqs = [seq for (seq,) in db.execute(having, (person, going))]
    moments = rows.by_seqs(db, person, seqs).values()
    files = {file.hash: file for moment in moments for file in moment.what.files}
    staying = f"SELECT DISTINCT hash FROM media WHERE person = ? AND seq NOT IN {listed}"
    kept = {hash_ for (hash_,) in db.execute(staying, (person, going))}
    return (
        tuple(file for hash_, file in files.items() if hash_ not in kept),
        tuple(file for hash_, file in files.items() if hash_ in kept),
    )
