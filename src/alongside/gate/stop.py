"""Stop: one word that halts every act and job, and that only the person takes back.

It is kept twice: as a moment, and as an empty file in the life's folder. The file needs no key, so
it can be put there while another process has the life open, and even where that one hangs. Either
of them halts; whoever takes one away has not lifted the other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alongside.log.kinds import Resumed, Stopped
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.views import acts

NAME = "stopped"
LOOK = 0.5
"""Seconds between looks at the file while something runs."""
GRACE = 3.0
"""Seconds that something cancelled has to end."""


def mark(folder: Path) -> None:
    """Put the file there: what has this life open halts, without being asked."""
    (folder / NAME).touch(mode=0o600)


class Stop:
    """Whether everything is halted."""

    def __init__(self, log: SqliteLog, folder: Path) -> None:
        self._log = log
        self._file = folder / NAME
        self._called = asyncio.Event()
        self._lifted = asyncio.Event()
        self._lifted.set()

    async def open(self) -> None:
        """Take up what the log says; a life that was stopped stays so."""
        person = self._log.person
        if await self._log.database.read(lambda db: acts.stopped(db, person)):
            await self._halt()
        else:
            await self.looked()

    @property
    def halted(self) -> bool:
        return self._called.is_set()

    async def looked(self) -> bool:
        """Whether everything is halted, also by the file."""
        if not self.halted and await asyncio.to_thread(self._file.exists):
            await self.stop("file")
        return self.halted

    async def stop(self, by: str, zone: str = "UTC") -> Moment | None:
        """Halt everything, then say so in the log; None where it was halted already.

        Anyone may say it: it can only do less.
        """
        before = self.halted
        await self._halt()
        return None if before else await self._keep(Stopped(by=by), zone, Trust.OWN, ())

    async def resume(self, zone: str = "UTC") -> Moment | None:
        """Let it go on. Only an interface that knows the person may call this."""
        if not await self.looked():
            return None
        newest = Wanted(kinds=("stopped",), newest_first=True, limit=1)
        latest = [moment async for moment in self._log.read(newest)]
        trust = min([Trust.PERSON, *(moment.trust for moment in latest)])
        kept = await self._keep(Resumed(), zone, trust, tuple(moment.id for moment in latest))
        await asyncio.to_thread(self._file.unlink, missing_ok=True)
        self._called.clear()
        self._lifted.set()
        return kept

    async def called(self) -> None:
        """Returns as soon as everything is halted."""
        while not await self.looked():
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK):
                    await self._called.wait()

    async def lifted(self) -> None:
        """Returns as soon as nothing is."""
        await self._lifted.wait()

    async def _halt(self) -> None:
        self._lifted.clear()
        self._called.set()
        await asyncio.to_thread(self._file.touch, mode=0o600)

    async def going(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do the work while nothing is halted: it is cancelled by stop, and begun again after."""
        while True:
            await self.lifted()
            working = asyncio.ensure_future(work())
            try:
                await self.until(working)
            finally:
                await give_up(working)
            if working.done() and not working.cancelled():
                working.result()
                return

    async def until(self, working: asyncio.Task[Any], seconds: float | None = None) -> None:
        """Waits until the task is done, everything is halted, or so much time is over."""
        calling = asyncio.ensure_future(self.called())
        try:
            first = asyncio.FIRST_COMPLETED
            await asyncio.wait({working, calling}, timeout=seconds, return_when=first)
        finally:
            calling.cancel()

    async def _keep(
        self, what: Stopped | Resumed, zone: str, trust: Trust, because: tuple[str, ...]
    ) -> Moment:
        at = datetime.now(UTC)
        draft = Draft(what=what, at=at, zone=zone, source="gate", trust=trust, because=because)
        (kept,) = await self._log.append(draft)
        return kept


async def give_up(task: asyncio.Task[Any], grace: float = GRACE) -> None:
    """Cancel a task and wait for its end; one that doesn't end soon is left to itself."""
    task.cancel()
    await asyncio.wait({task}, timeout=grace)
