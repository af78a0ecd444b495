"""What a person asks to forget, in their own terms, as the moments that are meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from alongside.log import preview, rows
from alongside.log.log import Wanted
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog
from alongside.views.search import holding
from alongside.views.words import terms

PERCEIVED = ("heard", "noticed", "read", "recognised", "described")
MEDIA = ("recorded", "saw", "filmed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be forgotten: exactly `ids`, or else what fits every other field given.

    `person` is a name whose words are meant; times are aware UTC, `until` exclusive; `query` means
    what holds all of these words, never what only resembles them.
    """

    ids: tuple[str, ...] = ()
    person: str = ""
    since: datetime | None = None
    until: datetime | None = None
    source: str = ""
    query: str = ""


class Forgetting:
    """Finds what a wish means, shows all that would go with it, and forgets."""

    def __init__(self, log: SqliteLog) -> None:
        self._log = log

    async def meant(self, wish: Wish) -> tuple[str, ...]:
        """The ids of the moments that a wish names; what was drawn from them isn't among them.

        Words heard or read in media mean the media too: it holds them as well, and would be
        listened to or looked at again.
        """
        if wish.ids:
            return wish.ids
        narrowed = (await self._by_time(wish), await self._by_person(wish), await self._found(wish))
        given = [set(ids) for ids in narrowed if ids is not None]
        ids = set.intersection(*given) if given else set()
        if wish.person or wish.query:
            ids |= await self._perceived_in(ids)
        return tuple(sorted(ids))

    async def preview(self, wish: Wish) -> tuple[Moment, ...]:
        """Every moment that would go, in log order."""
        return await self._log.effects(*await self.meant(wish))

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

    async def _found(self, wish: Wish) -> Collection[str] | None:
        if not wish.query:
            return None
        held = await self._log.database.read(
            lambda db: rows.by_seqs(db, self._log.person, holding(db, wish.query))
        )
        return {moment.id for moment in held.values()} | await self._unshown(wish.query)

    async def _unshown(self, query: str) -> set[str]:
        """The moments put right since, whose words were these: the log still keeps them."""
        asked = set(terms(query))
        made = [one async for one in self._log.read(Wanted(kinds=("corrected",)))]
        causes = await self._log.get(*{cause for one in made for cause in one.because[:1]})
        worded = [(one.id, one.what.words) for one in causes]
        worded += [(cause, one.what.words) for one in made for cause in one.because[:1]]
        return {id_ for id_, words in worded if asked and asked <= set(terms(words))}

    async def _perceived_in(self, ids: Collection[str]) -> set[str]:
        """The media that any of these moments was perceived in."""
        perceived = [one for one in await self._log.get(*ids) if one.kind in PERCEIVED]
        causes = await self._log.get(*{cause for one in perceived for cause in one.because})
        return {cause.id for cause in causes if cause.kind in MEDIA}
