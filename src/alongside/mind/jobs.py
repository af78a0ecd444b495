"""Jobs: what looks inward in the background, one after another, and how far each has come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any, Protocol

from alongside.log.log import Log, Wanted


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
    """Runs jobs in order, again whenever the log has grown. Idle, they cost nothing."""

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
            for work in self._beside:
                tasks.create_task(work())
            while True:
                async with aclosing(self.catch_up()) as steps:
                    async for _ in steps:
                        pass
                async with aclosing(self._log.follow(self._seen)) as growth:
                    async for _ in growth:
                        break

    async def _run(self, job: Job) -> AsyncGenerator[Progress, None]:
        async with aclosing(job.catch_up()) as steps:
            async for step in steps:
                self._latest[job.name] = step
                yield step
        latest = self._latest[job.name]
        if not latest.problem:
            self._latest[job.name] = replace(latest, done=0, total=0, note="")

    async def _last(self) -> int:
        async for moment in self._log.read(Wanted(newest_first=True, limit=1)):
            return moment.seq
        return 0
