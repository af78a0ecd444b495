"""Corrections: moments with their words as the person put them right.

The log keeps both what was recorded and the `Corrected` moment drawn from it. The latest that is
still there stands; where it is forgotten, the words before it come back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from alongside.log import rows
from alongside.log.amend import amended
from alongside.log.kinds import Corrected, Forgotten
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment
from alongside.log.sqlite import SqliteLog

EVERYTHING = Wanted()
_CORRECTIONS = Wanted(kinds=("corrected",))
_ALL = -1

Standing = dict[str, Moment]
"""The correction that stands, by the id of the moment that it corrects."""


def standing(db: sqlite3.Connection, person: str) -> Standing:
    """Every correction that stands: few, as each was made by hand."""
    made = rows.page(db, person, _CORRECTIONS, rows.Page(), _ALL)
    return {one.because[0]: one for one in made if one.because}


def corrected(db: sqlite3.Connection, person: str, moments: Iterable[Moment]) -> tuple[Moment, ...]:
    """These moments as they were put right."""
    stands = standing(db, person)
    return tuple(put_right(moment, stands) for moment in moments)


def put_right(moment: Moment, stands: Standing) -> Moment:
    """The moment with the words of its correction, where one stands. Trust never rises."""
    by = stands.get(moment.id)
    if by is None or not isinstance(by.what, Corrected):
        return moment
    what = amended(moment.what, by.what.text)
    return replace(moment, what=what, trust=min(moment.trust, by.trust))


def changed(db: sqlite3.Connection, moment: Moment) -> Sequence[Moment]:
    """The moments whose words change as `moment` is appended, as they are from then on.

    For views: of the log, only what lies before `moment` is looked at.
    """
    if isinstance(moment.what, Corrected):
        causes = rows.by_ids(db, moment.person, moment.because[:1])
        return [put_right(cause, {id_: moment}) for id_, cause in causes.items()]
    if isinstance(moment.what, Forgotten):
        return _uncorrected(db, moment, moment.what.spans)
    return ()


def _uncorrected(
    db: sqlite3.Connection, moment: Moment, spans: Sequence[tuple[int, int]]
) -> Sequence[Moment]:
    """Those that lose a correction by this forgetting and remain themselves."""
    made = rows.page(db, moment.person, _CORRECTIONS, rows.Page(), _ALL)
    made = [one for one in made if one.seq < moment.seq and one.because]
    lost = {one.because[0] for one in made if _within(one.seq, spans)}
    stands = {one.because[0]: one for one in made if not _within(one.seq, spans)}
    causes = rows.by_ids(db, moment.person, lost).values()
    return [put_right(cause, stands) for cause in causes if not _within(cause.seq, spans)]


def _causes(draft: Draft, stands: Standing, drawn: Mapping[int, Draft]) -> Iterator[str | Draft]:
    for cause in draft.because:
        if isinstance(cause, Draft):
            yield drawn.get(id(cause), cause)
            continue
        yield cause
        if cause in stands:
            yield stands[cause].id


def _within(seq: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(first <= seq <= last for first, last in spans)


class AsCorrected:
    """A `Log` whose moments are given as they were put right.

    What is drawn from a moment put right is drawn from its correction too, and goes with it.
    """

    def __init__(self, log: SqliteLog) -> None:
        self.person = log.person
        self._log = log

    async def append(self, *drafts: Draft) -> tuple[Moment, ...]:
        stands = await self._standing()
        drawn: dict[int, Draft] = {}
        for draft in drafts:
            drawn[id(draft)] = replace(draft, because=tuple(_causes(draft, stands, drawn)))
        return await self._log.append(*(drawn[id(draft)] for draft in drafts))

    async def get(self, *ids: str) -> tuple[Moment, ...]:
        return await self._put_right(await self._log.get(*ids))

    async def read(self, wanted: Wanted = EVERYTHING) -> AsyncGenerator[Moment, None]:
        stands = await self._standing()
        async for moment in self._log.read(wanted):
            yield put_right(moment, stands)

    async def follow(self, after: int | None = None) -> AsyncGenerator[Moment, None]:
        async for moment in self._log.follow(after):
            yield put_right(moment, await self._standing())

    async def effects(self, *ids: str) -> tuple[Moment, ...]:
        return await self._put_right(await self._log.effects(*ids))

    async def forget(self, *ids: str) -> Moment:
        return await self._log.forget(*ids)

    async def _standing(self) -> Standing:
        return await self._log.database.read(lambda db: standing(db, self.person))

    async def _put_right(self, moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
        stands = await self._standing()
        return tuple(put_right(moment, stands) for moment in moments)
