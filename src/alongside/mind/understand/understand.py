"""The job that understands: from new moments to beliefs and promises, by patterns alone.

It reads in small batches behind the log and costs nothing while nothing happens.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

from alongside.log.corrections import AsCorrected
from alongside.log.kinds import Ruled
from alongside.log.log import Wanted
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog
from alongside.mind.jobs import Progress
from alongside.mind.understand.keeping import Keeper
from alongside.mind.understand.reading import KNOWN_BY_CODE, Person, Reading, read
from alongside.mind.understand.so_far import SoFar

BATCH = 40
RULINGS = "rulings"


class Understand:
    """Draws `Believed` and `Promised` from what the person wrote and others promised them.

    `reading` numbers a reading of the whole life; None is the one that stands, which goes on with
    what comes. What is corrected, and what a ruling allows from now on, is read again.
    """

    name = "understanding"

    def __init__(
        self, log: SqliteLog, person: Callable[[], Awaitable[Person]], *, reading: int | None = None
    ) -> None:
        self._log = AsCorrected(log)
        self._person = person
        self._reading = reading
        self._keeper = Keeper(log)
        self._so_far = SoFar(log)

    async def catch_up(self) -> AsyncGenerator[Progress, None]:
        """Read all that wasn't read yet."""
        await self._so_far.open()
        reading = self._reading if self._reading is not None else await self._keeper.standing()
        reader = f"code:{reading}"
        after = 0 if await self._newly_allowed(reader) else await self._so_far.read(reader)
        last = await self._last()
        while batch := await self._batch(after):
            person = await self._person()
            moments = await self._to_read(batch)
            found = await asyncio.to_thread(_all, moments, person)
            await self._keeper.keep(found, reading)
            after = batch[-1].seq
            await self._so_far.reach(reader, after)
            yield Progress(name=self.name, done=min(after, last), total=last)

    async def _batch(self, after: int) -> list[Moment]:
        wanted = Wanted(kinds=(*KNOWN_BY_CODE, "corrected"), after=after, limit=BATCH)
        return [moment async for moment in self._log.read(wanted)]

    async def _to_read(self, batch: Sequence[Moment]) -> tuple[Moment, ...]:
        """The moments of a batch, and those that a correction in it puts right."""
        causes = (cause for m in batch if m.kind == "corrected" for cause in m.because[:1])
        put_right = [m for m in await self._log.get(*causes) if m.kind in KNOWN_BY_CODE]
        return (*(m for m in batch if m.kind in KNOWN_BY_CODE), *put_right)

    async def _newly_allowed(self, reader: str) -> bool:
        """Whether the person allowed something since this was asked last."""
        mark = f"{RULINGS}:{reader}"
        after = await self._so_far.read(mark)
        ruled = [m async for m in self._log.read(Wanted(kinds=("ruled",), after=after))]
        if ruled:
            await self._so_far.reach(mark, ruled[-1].seq)
        return any(isinstance(m.what, Ruled) and m.what.allowed for m in ruled)

    async def _last(self) -> int:
        async for moment in self._log.read(Wanted(newest_first=True, limit=1)):
            return moment.seq
        return 0


def _all(moments: Sequence[Moment], person: Person) -> list[tuple[Moment, Reading]]:
    return [(moment, read(moment, person)) for moment in moments]
