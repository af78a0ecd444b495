"""Jobs: what looks inward in the background, one after another, and how far each has come."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any, Protocol

from alongside.log.errors import StoreError
from alongside.log.log import Log, Wanted

log = logging.getLogger(__name__)
FIRST_WAIT = 1.0
MOST_WAIT = 300.0
"""Seconds until what broke is begun again: longer each time that it doesn't last."""
BROKE = "Something went wrong that shouldn't ({}). It is tried again when something new is kept."


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far something long has come: `done` of `total` (0 when not known yet).

    `problem` says, for the person, what keeps it from going on and what would mend that.
    """

    name: str
    done: int = 0
    total: int = 0
    note: str = ""
    problem: str = ""


class Job(Protocol):
    """Works through what the log holds and it hasn't seen; what it did survives a restart."""

    name: str

    def catch_up(self) -> AsyncGenerator[Progress, None]:
        """Work until nothing is left; closing the generator stops after the piece in hand."""
        ...


Beside = Callable[[], Coroutine[Any, Any, None]]


class Jobs:
    """Runs jobs in order, again whenever the log has grown. Idle, they cost nothing.

    What breaks in one stops none of the others.
    """

    def __init__(self, log: Log, jobs: Sequence[Job], *beside: Beside) -> None:
        """`beside` is what runs all the time that `follow` does, next to the jobs."""
        self._log = log
        self._beside = beside
        self._jobs = jobs
        self._turn = asyncio.Lock()
        self._seen = 0
        self._latest = {job.name: Progress(name=job.name) for job in jobs}

    def progress(self) -> tuple[Progress, ...]:
        """The latest of each job, idle ones too."""
        return tuple(self._latest.values())

    async def catch_up(self) -> AsyncGenerator[Progress, None]:
        """Run every job until the log holds nothing that one of them hasn't seen."""
        async with self._turn:
            before = -1
            while before != (before := await self._last()):
                self._seen = before
                for job in self._jobs:
                    async with aclosing(self._run(job)) as steps:
                        async for step in steps:
                            yield step

    async def follow(self) -> None:
        """Catch up, then again whenever the log grows, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for work in (*self._beside, self._in_turn):
                tasks.create_task(lasting(work))

    async def _in_turn(self) -> None:
        while True:
            async with aclosing(self.catch_up()) as steps:
                async for _ in steps:
                    pass
            async with aclosing(self._log.follow(self._seen)) as growth:
                async for _ in growth:
                    break

    async def _run(self, job: Job) -> AsyncGenerator[Progress, None]:
        try:
            async with aclosing(job.catch_up()) as steps:
                async for step in steps:
                    self._latest[job.name] = step
                    yield step
        except StoreError:
            raise
        except Exception as error:
            log.exception("the job %s broke", job.name)
            problem = BROKE.format(type(error).__name__)
            self._latest[job.name] = replace(self._latest[job.name], problem=problem)
            yield self._latest[job.name]
        latest = self._latest[job.name]
        if not latest.problem:
            self._latest[job.name] = replace(latest, done=0, total=0, note="")

    async def _last(self) -> int:
        async for moment in self._log.read(Wanted(newest_first=True, limit=1)):
            return moment.seq
        return 0


async def lasting(work: Beside, first: float = FIRST_WAIT) -> None:
    """Do what goes on all the time, and begin it again where it breaks."""
    wait = first
    while True:
        began = time.monotonic()
        try:
            await work()
        except Exception:
            log.exception("%s broke", getattr(work, "__qualname__", work))
        else:
            return
        if time.monotonic() - began > MOST_WAIT:
            wait = first
        await asyncio.sleep(wait)
        wait = min(2 * wait, MOST_WAIT)
