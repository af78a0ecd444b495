"""Drafts to moments, a batch at a time: what must hold of each is checked for all at once."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from alongside.log import chain, rows
from alongside.log.errors import MissingBlob
from alongside.log.ids import new_id
from alongside.log.kinds import AnyWhat
from alongside.log.log import UnknownCause, View
from alongside.log.moment import Draft, Moment, Trust, TrustRose

_TICK = timedelta(microseconds=1)


def append(
    db: sqlite3.Connection,
    person: str,
    drafts: Sequence[Draft],
    now: datetime,
    views: Sequence[View] = (),
    holds: Callable[[str], bool] | None = None,
) -> tuple[Moment, ...]:
    """Write the drafts and fold them into the views, inside the transaction under way.

    `holds` tells whether a blob is in the store. Raises `UnknownCause`, `TrustRose`, `MissingBlob`.
    """
    batch = _Batch(db, person, drafts, now)
    moments = tuple(map(batch.take, drafts))
    if holds is not None:
        _require_media(batch.fresh, holds)
    batch.write(db)
    for moment in batch.fresh:
        for view in views:
            view.apply(db, moment)
    return moments


def adopt(
    db: sqlite3.Connection, kept: Sequence[rows.Kept], person: str, views: Sequence[View] = ()
) -> None:
    """Write moments that another log kept, as they are, and fold them into the views.

    Raises `UnknownCause`.
    """
    known = rows.positions(db, person, {id_ for one in kept for id_ in one.moment.because})
    causes = {id_: seq for id_, (seq, _) in known.items()}
    causes.update((one.moment.id, one.moment.seq) for one in kept)
    try:
        rows.insert(db, kept, causes)
    except KeyError as error:
        raise UnknownCause(f"no moment {error} to be a cause") from error
    for one in kept:
        for view in views:
            view.apply(db, one.moment)


class _Batch:
    """The moments of one append, and what is known of the causes and origins they name."""

    def __init__(
        self, db: sqlite3.Connection, person: str, drafts: Sequence[Draft], now: datetime
    ) -> None:
        self.fresh: list[Moment] = []
        self._person = person
        self._seq, self._before = rows.last_link(db, person)
        # Never before what is recorded already, so that ids sort in log order.
        self._recorded = max(now, rows.last_recorded(db, person) + _TICK)
        self._made: dict[int, Moment] = {}
        self._held = rows.by_origins(db, person, set(_origins(drafts)))
        self._known = rows.positions(db, person, set(_named(drafts)))
        for held in self._held.values():
            self._known[held.id] = held.seq, held.trust

    def take(self, draft: Draft) -> Moment:
        """The moment kept before under the draft's origin, or a fresh one."""
        moment = self._held.get(draft.origin) if draft.origin is not None else None
        if moment is None:
            moment = self._fresh(draft)
        self._made[id(draft)] = moment
        return moment

    def write(self, db: sqlite3.Connection) -> None:
        kept = [rows.keep(moment, secrets.token_bytes(chain.SALT_BYTES)) for moment in self.fresh]
        causes = {id_: seq for id_, (seq, _) in self._known.items()}
        rows.insert(db, kept, causes)
        first = self._seq - len(kept)
        links = chain.links(first, self._before, (one.commitment for one in kept))
        rows.insert_links(db, self._person, links)

    def _fresh(self, draft: Draft) -> Moment:
        if not isinstance(draft.what, AnyWhat):
            raise TypeError(f"{type(draft.what).__name__} is not a kind of moment")
        because = tuple(dict.fromkeys(map(self._cause, draft.because)))
        lowest = min((self._known[cause][1] for cause in because), default=Trust.PERSON)
        if draft.trust > lowest:
            raise TrustRose(f"trust {draft.trust.name} is above a cause's {lowest.name}")
        moment = self._moment(draft, because)
        self.fresh.append(moment)
        self._known[moment.id] = moment.seq, moment.trust
        if moment.origin is not None:
            self._held[moment.origin] = moment
        return moment

    def _cause(self, cause: str | Draft) -> str:
        if isinstance(cause, Draft):
            made = self._made.get(id(cause)) or self._held.get(cause.origin or "")
            if made is None:
                raise UnknownCause(f"a cause was not kept before: {cause.what!r:.80}")
            return made.id
        if cause not in self._known:
            raise UnknownCause(f"no moment {cause} to be a cause")
        return cause

    def _moment(self, draft: Draft, because: tuple[str, ...]) -> Moment:
        recorded, self._recorded = self._recorded, self._recorded + _TICK
        self._seq += 1
        return Moment(
            id=new_id(recorded),
            seq=self._seq,
            person=self._person,
            at=draft.at,
            zone=draft.zone,
            recorded=recorded,
            what=draft.what,
            source=draft.source,
            trust=draft.trust,
            because=because,
            origin=draft.origin,
        )


def _named(drafts: Sequence[Draft]) -> Iterator[str]:
    return (cause for draft in drafts for cause in draft.because if isinstance(cause, str))


def _origins(drafts: Sequence[Draft]) -> Iterator[str]:
    for draft in drafts:
        causes = (cause for cause in draft.because if isinstance(cause, Draft))
        yield from (one.origin for one in (draft, *causes) if one.origin is not None)


def _require_media(moments: Sequence[Moment], holds: Callable[[str], bool]) -> None:
    for moment in moments:
        for file in moment.what.files:
            if not holds(file.hash):
                raise MissingBlob(file.name)
