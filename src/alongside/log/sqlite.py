"""The log in one encrypted SQLite file."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter

from alongside.log import chain, rows
from alongside.log.database import Database
from alongside.log.ids import new_id
from alongside.log.kinds import Forgotten
from alongside.log.log import UnknownCause, View, Wanted
from alongside.log.moment import Draft, Moment, Trust, TrustRose

PAGE = 500
EVERYTHING = Wanted()


def _now() -> datetime:
    return datetime.now(UTC)


class SqliteLog:
    """A `Log` whose views fold in the transaction that appends."""

    def __init__(
        self,
        database: Database,
        person: str,
        views: Sequence[View] = (),
        now: Callable[[], datetime] = _now,
    ) -> None:
        self.person = person
        self.database = database
        self._views = views
        self._now = now
        self._grown = asyncio.Event()

    async def open(self) -> None:
        """Make the tables, and rebuild the views whose version changed."""
        await self.database.write(self._prepare)

    async def append(self, *drafts: Draft) -> tuple[Moment, ...]:
        moments = await self.database.write(lambda db: self._append(db, drafts))
        self._wake()
        return moments

    async def get(self, *ids: str) -> tuple[Moment, ...]:
        found = await self.database.read(lambda db: rows.by_ids(db, self.person, ids))
        return tuple(found[i] for i in ids if i in found)

    async def read(self, wanted: Wanted = EVERYTHING) -> AsyncIterator[Moment]:
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

    async def follow(self, after: int | None = None) -> AsyncIterator[Moment]:
        position = await self._last() if after is None else after
        while True:
            grown = self._grown
            async for moment in self.read(Wanted(after=position)):
                position = moment.seq
                yield moment
            if grown is self._grown:
                await grown.wait()

    async def effects(self, *ids: str) -> tuple[Moment, ...]:
        return await self.database.read(lambda db: rows.effects(db, self.person, ids))

    async def forget(self, *ids: str) -> Moment:
        moment = await self.database.write(lambda db: self._forget(db, ids))
        self._wake()
        return moment

    async def _last(self) -> int:
        return await self.database.read(lambda db: rows.last_link(db, self.person)[0])

    def _wake(self) -> None:
        grown, self._grown = self._grown, asyncio.Event()
        grown.set()

    def _prepare(self, db: sqlite3.Connection) -> None:
        rows.create(db)
        for view in self._views:
            if rows.view_version(db, view.name) != view.version:
                self._rebuild(db, view)

    def _rebuild(self, db: sqlite3.Connection, view: View) -> None:
        rows.drop_view(db, view.name)
        rows.create_view(db, view)
        here: rows.Page | None = rows.Page()
        while here is not None:
            moments = rows.page(db, self.person, EVERYTHING, here, PAGE)
            for moment in moments:
                view.apply(db, moment)
            here = rows.Page.past(moments[-1], EVERYTHING) if moments else None

    def _append(self, db: sqlite3.Connection, drafts: Iterable[Draft]) -> tuple[Moment, ...]:
        seq, before = rows.last_link(db, self.person)
        recorded = self._recorded(db)
        kept = []
        for draft in drafts:
            held = rows.by_origin(db, self.person, draft.origin)
            if held is None:
                self._check(db, draft)
                seq += 1
                held = self._moment(draft, seq, recorded)
                before = self._keep(db, held, before)
            kept.append(held)
        return tuple(kept)

    def _recorded(self, db: sqlite3.Connection) -> datetime:
        """Now, but never before what is recorded already, so ids sort in log order."""
        last = rows.last_recorded(db, self.person)
        now = self._now()
        return now if last is None or now > last else last + timedelta(milliseconds=1)

    def _check(self, db: sqlite3.Connection, draft: Draft) -> None:
        causes = rows.by_ids(db, self.person, draft.because)
        for cause in draft.because:
            if cause not in causes:
                raise UnknownCause(f"no moment {cause} to be a cause")
        lowest = min((m.trust for m in causes.values()), default=Trust.PERSON)
        if draft.trust > lowest:
            raise TrustRose(f"trust {draft.trust.name} is above a cause's {lowest.name}")

    def _moment(self, draft: Draft, seq: int, recorded: datetime) -> Moment:
        return Moment(
            id=new_id(recorded, seq),
            seq=seq,
            person=self.person,
            at=draft.at,
            zone=draft.zone,
            recorded=recorded,
            what=draft.what,
            source=draft.source,
            trust=draft.trust,
            because=tuple(dict.fromkeys(draft.because)),
            origin=draft.origin,
        )

    def _keep(self, db: sqlite3.Connection, moment: Moment, before: bytes) -> bytes:
        salt = secrets.token_bytes(chain.SALT_BYTES)
        committed = chain.commitment(salt, rows.content(moment))
        link = chain.link(before, committed)
        rows.insert(db, moment, salt)
        rows.insert_link(db, self.person, moment.seq, committed, link)
        for view in self._views:
            view.apply(db, moment)
        return link

    def _forget(self, db: sqlite3.Connection, ids: Sequence[str]) -> Moment:
        gone = [moment.seq for moment in rows.effects(db, self.person, ids)]
        now = self._now()
        what = Forgotten(spans=_spans(gone), count=len(gone))
        draft = Draft(what=what, at=now, zone="UTC", source="log", trust=Trust.OWN)
        (forgotten,) = self._append(db, [draft])
        rows.delete(db, self.person, what.spans)
        return forgotten


def _spans(positions: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Sorted positions as (first, last) runs without gaps."""
    runs = groupby(enumerate(sorted(positions)), key=lambda pair: pair[1] - pair[0])
    grouped = ([*map(itemgetter(1), run)] for _, run in runs)
    return tuple((run[0], run[-1]) for run in grouped)
