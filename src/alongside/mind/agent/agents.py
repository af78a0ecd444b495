"""The tasks of a life: taken on, worked on beside everything else, stopped, gone on with."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from alongside.gate.gate import NotWaiting
from alongside.log.kinds import Tasked
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.agent.agent import STOPPED, Agent
from alongside.mind.agent.steps import Course

log = logging.getLogger(__name__)
SOURCE = "tasks"
LATELY = timedelta(days=7)
"""A task that was left open for longer isn't taken up by itself."""
MOST = 50
BROKE = "Something went wrong that shouldn't ({}). What was done until then is kept."


class NoTask(ValueError):
    """There is no such task."""


class Agents:
    """Takes on tasks and works on them while `follow` runs, those too that a crash cut off."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._log = agent.log
        self._new: asyncio.Queue[str] = asyncio.Queue()
        self._running: dict[str, asyncio.Task[None]] = {}

    async def take(
        self, goal: str, *, steps: int = 12, agent: str = "alongside", tokens: int = 0
    ) -> Moment:
        """Take on a task. Only an interface that knows the person may call this."""
        times = self._agent.times
        draft = Draft(
            what=Tasked(goal=goal, steps=steps, agent=agent, tokens=tokens),
            at=times.now(),
            zone=times.zone.key,
            source=SOURCE,
            trust=Trust.PERSON,
        )
        (kept,) = await self._log.append(draft)
        return kept

    def begin(self, task: str) -> None:
        """Have it worked on by `follow`."""
        self._new.put_nowait(task)

    async def run(self, task: str) -> Moment:
        """Work on a task here, to its end."""
        return await self._agent.run(task)

    async def stop(self, task: str) -> Course:
        """The person wants no more of it: its act under way is given up, what waits is declined."""
        await self.course(task)
        running = self._running.get(task)
        if running is not None:
            running.cancel()
            await asyncio.wait({running})
        for step in (await self.course(task)).steps:
            if step.state == "waiting":
                await self._decline(step.proposed)
        await self._agent.end(task, "stopped", STOPPED)
        return await self.course(task)

    async def course(self, task: str) -> Course:
        """How far a task came. Raises `NoTask`."""
        (found,) = await self._log.get(task) or (None,)
        if found is None or not isinstance(found.what, Tasked):
            raise NoTask("There is no such task; it may have been forgotten.")
        return await self._agent.course(task)

    async def latest(self, limit: int = MOST) -> list[Course]:
        """The tasks, the latest first."""
        wanted = Wanted(kinds=("tasked",), newest_first=True, limit=limit)
        return [await self._agent.course(moment.id) async for moment in self._log.read(wanted)]

    async def follow(self) -> None:
        """Work on what is open and on what comes, until cancelled."""
        now = self._agent.times.now()
        async with asyncio.TaskGroup() as group:
            for here in reversed(await self.latest()):
                if here.end is None and now - here.task.at < LATELY:
                    self._spawn(group, here.task.id)
            while True:
                self._spawn(group, await self._new.get())

    def _spawn(self, group: asyncio.TaskGroup, task: str) -> None:
        if task not in self._running:
            working = group.create_task(self._work(task), name=f"task {task}")
            self._running[task] = working
            working.add_done_callback(lambda _: self._running.pop(task, None))

    async def _work(self, task: str) -> None:
        try:
            await self._agent.run(task)
        except Exception as error:
            log.exception("a task failed")
            await self._agent.end(task, "failed", BROKE.format(type(error).__name__))

    async def _decline(self, proposed: str) -> None:
        try:
            await self._agent.gate.decline(proposed)
        except NotWaiting:
            return
