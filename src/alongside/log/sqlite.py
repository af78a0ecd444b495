"""The log in one encrypted SQLite file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from alongside.log import appending, folds, forget, rows, schema
from alongside.log.blobs import Blobs
from alongside.log.database import Database, Work
from alongside.log.errors import NotYetGone
from alongside.log.log import View, Wanted
from alongside.log.moment import Draft, Moment

PAGE = 500
EVERYTHING = Wanted()


def _now() -> datetime:
    return datetime.now(UTC)


class SqliteLog:
    """A `Log` whose views fold in the transaction that appends.

    With `blobs` a moment's media must be there when it is appended, and goes when it is forgotten.
    While someone holds the lock `keeping`, what is forgotten keeps its files.
    """

    def __init__(
        self,
        database: Database,
        person: str,
        views: Sequence[View] = (),
        now: Callable[[], datetime] = _now,
        blobs: Blobs | None = None,
    ) -> None:
        self.person = person
        self.database = database
        self._views = tuple(views)
        self._now = now
        self._blobs = blobs
        self._last = 0
        self._grown = asyncio.Event()
        self.keeping = asyncio.Lock()

    async def open(self) -> None:
        """Make the tables, rebuild the views whose version changed, finish a forgetting.

        Raises `NewerSchema`, and leaves the file as it is.
        """
        path = self.database.path
        await self.database.read(lambda db: schema.check(db, path))
        self._last = await self.database.write(self._prepare)
        with suppress(NotYetGone):
            await self._clean()

    async def append(self, *drafts: Draft) -> tuple[Moment, ...]:
        return await self._keep(lambda db: self._append(db, drafts))

    async def get(self, *ids: str) -> tuple[Moment, ...]:
        found = await self.database.read(lambda db: rows.by_ids(db, self.person, ids))
        return tuple(found[i] for i in ids if i in found)

    async def read(self, wanted: Wanted = EVERYTHING) -> AsyncGenerator[Moment, None]:
        given = 0
        page: rows.Page | None = rows.Page()
        while page is not None and (wanted.limit is None or given < wanted.limit):
            size = PAGE if wanted.limit is None else min(PAGE, wanted.limit - given)
            turn = partial(rows.page, person=self.person, wanted=wanted, here=page, size=size)
            moments = await self.database.read(turn)
            for moment in moments:
                yield moment
            given += len(moments)
            page = rows.Page.past(moments[-1], wanted) if len(moments) == size else None

    def follow(self, after: int | None = None) -> AsyncGenerator[Moment, None]:
        return self._follow(self._last if after is None else after)

    async def rebuild(self, fill: Callable[[sqlite3.Connection, Sequence[View]], int]) -> None:
        """Let `fill` write the whole of an empty log, in one transaction; it gives the position
        of the last moment."""
        self._last = await self.database.write(lambda db: fill(db, self._views))

    async def effects(self, *ids: str) -> tuple[Moment, ...]:
        return await self.database.read(lambda db: self._effects(db, ids))

    async def forget(self, *ids: str) -> Moment:
        (forgotten,) = await self._keep(lambda db: self._forget(db, ids))
        await self._clean()
        return forgotten

    async def _follow(self, position: int) -> AsyncGenerator[Moment, None]:
        while True:
            grown = self._grown
            async for moment in self.read(Wanted(after=position)):
                position = moment.seq
                yield moment
            if grown is self._grown:
                await grown.wait()

    async def _keep(self, work: Work[tuple[Moment, ...]]) -> tuple[Moment, ...]:
        """Write to the end even if who asked for it goes away, and wake the followers."""
        writing = asyncio.ensure_future(self.database.write(work))
        writing.add_done_callback(self._wake)
        return await asyncio.shield(writing)

    def _wake(self, written: asyncio.Future[tuple[Moment, ...]]) -> None:
        if written.cancelled() or written.exception() is not None:
            return
        self._last = max([self._last, *(moment.seq for moment in written.result())])
        grown, self._grown = self._grown, asyncio.Event()
        grown.set()

    async def _clean(self) -> None:
        async with self.keeping:
            await forget.clean(self.database, self._blobs)

    def _prepare(self, db: sqlite3.Connection) -> int:
        schema.migrate(db)
        folds.prepare(db, self._views)
        return rows.last_link(db, self.person)[0]

    def _append(self, db: sqlite3.Connection, drafts: Sequence[Draft]) -> tuple[Moment, ...]:
        holds = self._blobs.holds if self._blobs is not None else None
        return appending.append(db, self.person, drafts, self._now(), self._views, holds)

    def _forget(self, db: sqlite3.Connection, ids: Sequence[str]) -> tuple[Moment, ...]:
        return (forget.forget(db, self.person, ids, self._now(), self._views),)

    def _effects(self, db: sqlite3.Connection, ids: Sequence[str]) -> tuple[Moment, ...]:
        found = rows.by_seqs(db, self.person, rows.reached(db, self.person, ids))
        return tuple(moment for _, moment in sorted(found.items()))
