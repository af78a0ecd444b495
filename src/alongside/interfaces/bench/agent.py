"""How many tasks an agent does: with a script, which shows that they can be done, or with a model.

Right is a task of which all came that must come, and nothing was done beside it. What isn't right
says why, so that the figure can be trusted.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
import tomllib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from alongside.gate.gate import Gate
from alongside.gate.intent import only_reads
from alongside.gate.stop import Stop
from alongside.interfaces.hands import built_in, in_words
from alongside.log.kinds import Noted, Occurrence, Planned, Reminder
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.log.store import open_store
from alongside.mind.agent.agent import Agent
from alongside.mind.agent.agents import Agents
from alongside.mind.agent.quarantine import reads
from alongside.mind.agent.steps import Course
from alongside.mind.recall.recall import Recall
from alongside.models.chat.scripted import ScriptedChat
from alongside.models.model import Chat, Prompt
from alongside.tools.times import Times
from alongside.tools.tool import Tools
from alongside.views.acts import Acts
from alongside.views.agenda import Agenda
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.search import Search

NOW = datetime(2026, 11, 27, 9, 10, tzinfo=UTC)
ZONE = "Asia/Seoul"
STEPS = 8
PATIENCE = 600.0
"""Seconds for one task."""


class Expected(msgspec.Struct, frozen=True):
    """A moment that must be kept: its words, and the time on the wall clock that it is for."""

    kind: str
    holds: tuple[str, ...]
    at: str = ""


class Scripted(msgspec.Struct, frozen=True):
    tool: str
    args: dict[str, Any]


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A task as the file has it."""

    id: str
    goal: str
    script: tuple[Scripted, ...]
    notes: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    plans: tuple[tuple[str, str, str], ...] = ()
    acts: tuple[str, ...] = ()
    kept: tuple[Expected, ...] = ()
    answer: tuple[str, ...] = ()
    says: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class Here:
    """One task's own small life."""

    log: SqliteLog
    agents: Agents
    reading: frozenset[str]
    before: int


def tasks() -> list[Task]:
    """The tasks that come with the bench."""
    text = (files(__package__) / "agent_tasks.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["task"], list[Task])


async def run(chat: Chat | None, only: Sequence[str] = ()) -> dict[str, Any]:
    """Do the tasks with a model, or with their scripts where there is none."""
    chosen = [task for task in tasks() if not only or task.id in only]
    rows = [await _one(task, chat) for task in chosen]
    right = sum(row["right"] for row in rows)
    seconds = [row["seconds"] for row in rows]
    return {
        "model": chat.name if chat else "scripted",
        "tasks": len(rows),
        "right": right,
        "share": round(right / len(rows), 3) if rows else 0.0,
        "seconds": round(sum(seconds) / len(seconds), 1) if rows else 0.0,
        "rows": rows,
    }


async def _one(task: Task, chat: Chat | None) -> dict[str, Any]:
    began = time.monotonic()
    async with _life(task, chat or _script(task)) as here:
        taken = await here.agents.take(task.goal, steps=STEPS)
        try:
            async with asyncio.timeout(PATIENCE):
                done = await _carried_out(here, taken.id)
        except TimeoutError:
            done = await here.agents.stop(taken.id)
        wrong = await _wrong(task, here, done)
    return {
        "id": task.id,
        "goal": task.goal,
        "right": not wrong,
        "why": wrong,
        "steps": [f"{step.tool} {step.state}" for step in done.steps],
        "answer": done.finished.text if done.finished else "",
        "seconds": round(time.monotonic() - began, 1),
    }


async def _carried_out(here: Here, task: str) -> Course:
    """Done to its end; what the gate asks about nobody allows."""
    working = asyncio.create_task(here.agents.run(task))
    while not working.done():
        await asyncio.wait({working}, timeout=0.2)
        if (await here.agents.course(task)).state == "waiting":
            working.cancel()
            await asyncio.wait({working})
            return await here.agents.stop(task)
    return await here.agents.course(task)


def _script(task: Task) -> ScriptedChat:
    said = [{"tool": one.tool, "args": one.args} for one in task.script]
    text = task.says or " ".join(task.answer) or "It is done."
    turns = iter([*said, {"tool": "answer", "args": {"text": text}}])

    def says(prompt: Prompt) -> str:
        if reads(prompt):
            return json.dumps({"found": bool(task.read), "value": task.read})
        return json.dumps({"why": "", "calls": [next(turns)]})

    return ScriptedChat(says)


@asynccontextmanager
async def _life(task: Task, chat: Chat) -> AsyncIterator[Here]:
    views = (Acts(), Search(), Agenda(), People(), Places())
    with tempfile.TemporaryDirectory() as folder:
        async with await open_store(Path(folder) / "life", bytes(32), "me", views) as store:
            log, times = store.log, Times(lambda: ZONE, in_words, lambda: NOW)
            await _lived(task, log, times)
            tools = Tools(*built_in(log, store.blobs, Recall(log), times))
            stop = Stop(log, store.folder)
            await stop.open()
            gate = Gate(log, tools, stop)
            agents = Agents(Agent(log, gate, tools, lambda: chat, times))
            reading = {name for name, tool in tools().items() if only_reads(tool.spec)}
            last = max([0, *[moment.seq async for moment in log.read()]])
            yield Here(log, agents, frozenset(reading), last)


async def _lived(task: Task, log: SqliteLog, times: Times) -> None:
    """What the life holds before the task."""
    rows: list[tuple[Noted | Planned | Reminder, Trust]] = [
        *((Noted(text=text), Trust.OWN) for text in task.notes),
        *((Noted(text=text), Trust.OUTSIDE) for text in task.theirs),
        *((Reminder(text=text, wall="2026-12-01T09:00"), Trust.PERSON) for text in task.reminders),
    ]
    for title, start, end in task.plans:
        times_ = Occurrence(times.at(start), times.at(end))
        rows.append((Planned(title=title, occurrences=(times_,)), Trust.OWN))
    for what, trust in rows:
        await log.append(Draft(what=what, at=NOW, zone=ZONE, source="notes", trust=trust))


async def _wrong(task: Task, here: Here, done: Course) -> str:
    """What is wrong with how it went; empty where all is right."""
    if done.state != "done":
        return f"it ended as {done.state}"
    made = [m async for m in here.log.read() if m.seq > here.before]
    acted = [s.tool for s in done.steps if s.state == "did" and s.tool not in here.reading]
    if beside := [name for name in acted if name not in task.acts]:
        return f"it also did {', '.join(beside)}"
    if len(acted) > len(task.acts):
        return "it did something more than once"
    for one in task.kept:
        if not any(_is(one, moment) for moment in made):
            return f"no {one.kind} with {', '.join((*one.holds, one.at))}"
    said = done.finished.text.casefold() if done.finished else ""
    missing = [word for word in task.answer if word.casefold() not in said]
    return f"the answer lacks {', '.join(missing)}" if missing else ""


def _is(one: Expected, moment: Moment) -> bool:
    if moment.kind != one.kind:
        return False
    words = moment.what.words.casefold()
    return all(word.casefold() in words for word in one.holds) and one.at in ("", _at(moment))


def _at(moment: Moment) -> str:
    """The time that a moment is for, on the wall clock."""
    what = moment.what
    if isinstance(what, Reminder) and what.wall:
        return what.wall
    times = Times(lambda: ZONE)
    due = what.due if isinstance(what, Reminder) else moment.at
    return f"{times.wall(due or moment.at):%Y-%m-%dT%H:%M}"
