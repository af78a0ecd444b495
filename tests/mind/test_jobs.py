"""Jobs and what runs beside them: what breaks in one stops none of the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

from alongside.log.store import open_store
from alongside.mind.jobs import Jobs, Progress, lasting


class Counts:
    """A job that tells of one step."""

    name = "counts"

    def __init__(self) -> None:
        self.ran = asyncio.Event()

    async def catch_up(self) -> AsyncGenerator[Progress, None]:
        yield Progress(name=self.name, done=1, total=1)
        self.ran.set()


class Breaks:
    name = "breaks"

    async def catch_up(self) -> AsyncGenerator[Progress, None]:
        yield Progress(name=self.name, done=1, total=2)
        raise RuntimeError("a bug")


async def test_a_job_that_breaks_tells_of_it_and_the_next_goes_on(tmp_path: Path) -> None:
    async with await open_store(tmp_path, bytes(32), "me") as store:
        after, beside = Counts(), asyncio.Event()

        async def waits() -> None:
            await after.ran.wait()
            beside.set()
            await asyncio.Event().wait()

        jobs = Jobs(store.log, (Breaks(), after), waits)
        following = asyncio.create_task(jobs.follow())
        async with asyncio.timeout(10):
            await beside.wait()
        assert not following.done()
        following.cancel()
        broken, well = jobs.progress()
        assert "went wrong" in broken.problem
        assert "RuntimeError" in broken.problem
        assert not well.problem


async def test_what_breaks_while_it_runs_is_begun_again() -> None:
    begun: list[int] = []

    async def work() -> None:
        begun.append(1)
        if len(begun) < 3:
            raise ValueError("a bug")

    async with asyncio.timeout(10):
        await lasting(work, first=0)
    assert len(begun) == 3
