"""The person's calendar on a server, as a sense: what is entered there is known here too.

What stays the same is asked for once. An entry that changes there takes the place of what it was;
one that is deleted before it took place is forgotten here; what is over stays in memory. What
others called, and every invitation, is `OUTSIDE`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from alongside.log.kinds import Failed, Planned
from alongside.log.log import Log, Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.senses.archives import ics
from alongside.senses.importer import Context
from alongside.senses.outcome import Failure
from alongside.tools.connections import Account, Connections, Seen
from alongside.tools.dav.shelf import Shelf
from alongside.tools.watching import watch

EVERY = 600.0
"""Seconds between looks."""
AT_ONCE = 50
"""Entries asked for in one request."""
OURS = "@alongside"
"""What the UIDs of entries made here end with."""
DOING = "reading the calendar"


@dataclass(slots=True)
class _Look:
    """What is known while a look lasts: by UID what the log holds, by path what the server has."""

    held: dict[str, Moment]
    items: dict[str, tuple[str, str]]
    gone: list[str] = field(default_factory=list)
    fresh: int = 0


class Following:
    """Reads the calendar that is connected now. `context` gives whose life it is."""

    def __init__(self, log: Log, connections: Connections, context: Callable[[], Context]) -> None:
        self._log = log
        self._connections = connections
        self._context = context
        self.turn = asyncio.Lock()
        """Held while the calendar is read, or changed on the server and here."""

    async def follow(self) -> None:
        """Look again and again, until cancelled; what is wrong is told of once."""

        async def failed(reason: str) -> None:
            await self._keep(Failed(doing=DOING, reason=reason))

        await watch(self.look, failed, EVERY)

    async def look(self) -> int:
        """Take in what changed there; gives how many entries are new. Raises `ToolError`."""
        async with self.turn:
            account = self._connections.now.calendar
            return 0 if account is None else await self._looked(account)

    async def _looked(self, account: Account) -> int:
        shelf, seen = Shelf(account), self._connections.now.seen or Seen()
        mark = await shelf.mark()
        if mark and mark == seen.mark:
            return 0
        tags = await shelf.tags()
        look = _Look(
            {one.what.uid: one for one in await self._planned() if isinstance(one.what, Planned)},
            {path: item for path, item in seen.items.items() if path in tags},
        )
        look.gone = [id_ for path, (_, id_) in seen.items.items() if path not in tags and id_]
        changed = [path for path, tag in tags.items() if look.items.get(path, ("",))[0] != tag]
        for some in _parts(changed):
            for path, (tag, written) in (await shelf.written(some)).items():
                await self._take(path, tag, written, look, account)
        await self._forget(look)
        await self._connections.change(seen=Seen(mark=mark, items=look.items))
        return look.fresh

    async def _take(self, path: str, tag: str, written: str, look: _Look, account: Account) -> None:
        """Take in one entry as it is now, in the place of what it was."""
        before = look.items.get(path, ("", ""))[1]
        kept = ""
        for found in await asyncio.to_thread(list, self._read(path, written, account)):
            if isinstance(found, Failure):
                await self._keep(Failed(doing=found.doing, reason=found.reason, file=path))
            elif isinstance(found, Draft) and isinstance(found.what, Planned):
                kept = await self._stands(found, found.what.uid, look)
        if before not in ("", kept):
            look.gone.append(before)
        look.items[path] = (tag, kept)

    async def _stands(self, found: Draft, uid: str, look: _Look) -> str:
        """The id of the moment that keeps this entry: the one there is, or a new one instead."""
        twin = look.held.get(uid) if uid else None
        draft = _no_higher(found, uid, twin)
        if twin is not None and _same(twin, draft):
            return twin.id
        (moment,) = await self._log.append(draft)
        look.held[uid] = moment
        look.fresh += 1
        if twin is not None and twin.id != moment.id:
            await self._log.forget(twin.id)
        return moment.id

    def _read(self, path: str, written: str, account: Account) -> Iterator[object]:
        """The drafts and failures of an entry; the person is called by their name there too."""
        context = self._context()
        names = (*context.names, account.user)
        mine = Context(blobs=context.blobs, now=context.now, names=names, zone=context.zone)
        return ics.events(written, path, mine)

    async def _forget(self, look: _Look) -> None:
        """Forget what was deleted there, unless it is over: then it belongs to the past."""
        now = datetime.now(UTC)
        still = {id_ for _, id_ in look.items.values()}
        for one in await self._log.get(*(id_ for id_ in look.gone if id_ not in still)):
            times = one.what.occurrences if isinstance(one.what, Planned) else ()
            if not times or times[-1].end > now:
                await self._log.forget(one.id)

    async def _planned(self) -> list[Moment]:
        return [one async for one in self._log.read(Wanted(kinds=("planned",)))]

    async def _keep(self, failed: Failed) -> None:
        draft = Draft(what=failed, at=datetime.now(UTC), zone="UTC", source=ics.Calendars.name,
                      trust=Trust.OUTSIDE)  # fmt: skip
        await self._log.append(draft)


def _no_higher(found: Draft, uid: str, before: Moment | None) -> Draft:
    """What was entered from here stays as far trusted as it was, whoever changed it there."""
    if before is None and not uid.endswith(OURS):
        return found
    return replace(found, trust=min(found.trust, before.trust if before else Trust.OUTSIDE))


def _parts(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    return (paths[at : at + AT_ONCE] for at in range(0, len(paths), AT_ONCE))


def _same(held: Moment, found: Draft) -> bool:
    """Whether it says what is held already: an entry of ours comes back from the server."""
    one, other = held.what, found.what
    if not (isinstance(one, Planned) and isinstance(other, Planned)):
        return False
    return (one.title, one.occurrences, str(one.place or ""), one.notes, one.rule) == (
        other.title, other.occurrences, str(other.place or ""), other.notes, other.rule
    )  # fmt: skip
