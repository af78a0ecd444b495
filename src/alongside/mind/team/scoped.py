"""The life as an agent may read it: what lies outside of its scope isn't there."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Protocol

from alongside.log.log import Log, Wanted
from alongside.log.moment import Draft, Moment
from alongside.mind.recall.hit import Filters, Hit
from alongside.views.team import Scope

EVERYTHING = Wanted()
ANY = Filters()


class Recalls(Protocol):
    """What is needed of recall."""

    async def find(
        self, question: str, *, now: datetime, zone: str, limit: int = ..., filters: Filters = ...
    ) -> tuple[Hit, ...]: ...


class InScope:
    """Recall within a scope."""

    def __init__(self, recall: Recalls, scope: Scope) -> None:
        self._recall = recall
        self._scope = scope

    async def find(
        self, question: str, *, now: datetime, zone: str, limit: int = 10, filters: Filters = ANY
    ) -> tuple[Hit, ...]:
        """As recall does; `filters` are set by the scope alone."""
        kinds = tuple(sorted(self._scope.kinds))
        if not kinds:
            return ()
        within = Filters(
            kinds=kinds, sources=self._scope.sources, since=filters.since, until=filters.until
        )
        found = await self._recall.find(question, now=now, zone=zone, limit=limit, filters=within)
        return tuple(hit for hit in found if self._scope.holds(hit.moment))


class ScopedLog:
    """A `Log` that gives only what lies in a scope."""

    def __init__(self, log: Log, scope: Scope) -> None:
        self.person = log.person
        self._log = log
        self._scope = scope

    async def append(self, *drafts: Draft) -> tuple[Moment, ...]:
        return await self._log.append(*drafts)

    async def get(self, *ids: str) -> tuple[Moment, ...]:
        return self._held(await self._log.get(*ids))

    async def read(self, wanted: Wanted = EVERYTHING) -> AsyncGenerator[Moment, None]:
        async for moment in self._log.read(wanted):
            if self._scope.holds(moment):
                yield moment

    async def follow(self, after: int | None = None) -> AsyncGenerator[Moment, None]:
        async for moment in self._log.follow(after):
            if self._scope.holds(moment):
                yield moment

    async def effects(self, *ids: str) -> tuple[Moment, ...]:
        return self._held(await self._log.effects(*ids))

    async def forget(self, *ids: str) -> Moment:
        return await self._log.forget(*ids)

    def _held(self, moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
        return tuple(moment for moment in moments if self._scope.holds(moment))
