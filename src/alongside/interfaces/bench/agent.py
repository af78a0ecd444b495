"""How many tasks an agent does: with a script, which shows that they can be done, or with a model.

Right is a task of which all came that must come, and nothing was done beside it. What isn't right
says why, so that the figure can be trusted.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from typing import Any

from alongside.gate.gate import NotWaiting
from alongside.interfaces.bench.errands.judged import wrong
from alongside.interfaces.bench.errands.life import Here, life
from alongside.interfaces.bench.errands.servers import Servers, missing, serving
from alongside.interfaces.bench.errands.task import Task, tasks
from alongside.mind.agent.quarantine import reads
from alongside.mind.agent.steps import Course
from alongside.mind.agent.telling import reminded
from alongside.models.chat.scripted import ScriptedChat
from alongside.models.model import Chat, Prompt

PATIENCE = 600.0
"""Seconds for one task."""


async def run(chat: Chat | None, only: Sequence[str] = ()) -> dict[str, Any]:
    """Do the tasks with a model, or with their scripts where there is none.

    `left_out` are those whose servers aren't installed, with what they lack.
    """
    chosen = [task for task in tasks() if not only or task.id in only]
    lacking = {task.id: lacks for task in chosen if (lacks := missing(task.uses))}
    able = [task for task in chosen if task.id not in lacking]
    async with serving(use for task in able for use in task.uses) as servers:
        rows = [await _one(task, chat, servers) for task in able]
    right = sum(row["right"] for row in rows)
    seconds = [row["seconds"] for row in rows]
    return {
        "model": chat.name if chat else "scripted",
        "tasks": len(rows),
        "right": right,
        "share": round(right / len(rows), 3) if rows else 0.0,
        "seconds": round(sum(seconds) / len(seconds), 1) if rows else 0.0,
        "left_out": lacking,
        "rows": rows,
    }


async def _one(task: Task, chat: Chat | None, servers: Servers) -> dict[str, Any]:
    began = time.monotonic()
    script = Script()
    async with life(task, chat or ScriptedChat(script), servers) as here:
        script.goes(here.task)
        taken = await here.agents.take(here.task.goal, steps=task.steps)
        asked: list[str] = []
        try:
            async with asyncio.timeout(PATIENCE):
                done = await _carried_out(here, taken.id, asked)
        except TimeoutError:
            done = await here.agents.stop(taken.id)
        why = await wrong(here, done, asked)
    return {
        "id": task.id,
        "goal": here.task.goal,
        "right": not why,
        "why": why,
        "steps": [f"{step.tool} {step.state}" for step in done.steps],
        "answer": done.finished.text if done.finished else "",
        "seconds": round(time.monotonic() - began, 1),
    }


async def _carried_out(here: Here, task: str, asked: list[str]) -> Course:
    """Done to its end. What the gate asks about the person allows where the task says so, else
    declines; which tools those were is kept in `asked`."""
    working = asyncio.create_task(here.agents.run(task))
    try:
        while not working.done():
            await asyncio.wait({working}, timeout=0.1)
            for step in (await here.agents.course(task)).steps:
                if step.state == "waiting":
                    asked.append(step.tool)
                    await _settle(here, step.proposed, allowed=step.tool in here.task.allows)
    finally:
        working.cancel()
        await asyncio.wait({working})
    return await here.agents.course(task)


async def _settle(here: Here, proposed: str, *, allowed: bool) -> None:
    try:
        await (here.gate.approve if allowed else here.gate.decline)(proposed)
    except NotWaiting:
        return


class Script:
    """Says what a task's script says, as a model would: the steps in turn, then the answer; and,
    asked as the reader under quarantine, what it finds in turn. Reminded of handles, once, it
    chooses again what it chose."""

    def goes(self, task: Task) -> None:
        """Begin with a task."""
        said = [{"tool": one.tool, "args": one.args} for one in task.script]
        text = task.says or " ".join(task.answer) or "It is done."
        self._turns = iter([*said, {"tool": "answer", "args": {"text": text}}])
        self._read = iter(task.read)
        self._last: dict[str, Any] = {}
        self._reminded = False

    def __call__(self, prompt: Prompt) -> str:
        if reads(prompt):
            value = next(self._read, "")
            return json.dumps({"found": bool(value), "value": value})
        again = not self._reminded and reminded([prompt.messages[-1].text])
        self._reminded = self._reminded or again
        if not again:
            self._last = next(self._turns)
        return json.dumps({"why": "", "calls": [self._last]})
