"""What a person asks to forget, in their own terms, as the moments that are meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from alongside.log import preview
from alongside.log.log import Wanted
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog
from alongside.mind.hit import Filters
from alongside.mind.recall import Recall

MOST_FOUND = 200
"""Moments that a query may mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be forgotten: exactly `ids`, or else what fits every other field given.

    `person` is a name whose words are meant; times are aware UTC, `until` exclusive; `query` means
    what recall finds for it.
    """

    ids: tuple[str, ...] = ()
    person: str = ""
    since: datetime | None = None
    until: datetime | None = None
    source: str = ""
    query: str = ""


class Forgetting:
    """Finds what a wish means, shows all that would go with it, and forgets."""

    def __init__(self, log: SqliteLog, recall: Recall) -> None:
        self._log = log
        self._recall = recall

    async def meant(self, wish: Wish, zone: str = "UTC") -> tuple[str, ...]:
        """The ids of the moments that a wish names; what was drawn from them isn't among them.

        `zone` is the IANA zone that times in the query are read in.
        """
        if wish.ids:
            return wish.ids
        narrowed = [await self._by_time(wish), await self._by_person(wish)]
        narrowed.append(await self._found(wish, zone))
        given = [set(ids) for ids in narrowed if ids is not None]
        return tuple(sorted(set.intersection(*given))) if given else ()

    async def preview(self, wish: Wish, zone: str = "UTC") -> tuple[Moment, ...]:
        """Every moment that would go, in log order."""
        return await self._log.effects(*await self.meant(wish, zone))

    async def forget(self, ids: Sequence[str]) -> Moment:
        """Forget these and all drawn from them. Raises `NotYetGone`."""
        return await self._log.forget(*ids)

    async def _by_time(self, wish: Wish) -> Collection[str] | None:
        if wish.since is None and wish.until is None and not wish.source:
            return None
        sources = (wish.source,) if wish.source else ()
        wanted = Wanted(since=wish.since, until=wish.until, sources=sources)
        return await preview.matching(self._log, wanted)

    async def _by_person(self, wish: Wish) -> Collection[str] | None:
        return await preview.words_of(self._log, wish.person) if wish.person else None

    async def _found(self, wish: Wish, zone: str) -> Collection[str] | None:
        if not wish.query:
            return None
        hits = await self._recall.find(
            wish.query,
            now=datetime.now(UTC),
            zone=zone,
            limit=MOST_FOUND,
            filters=Filters(since=wish.since, until=wish.until),
        )
        return [hit.moment.id for hit in hits]
