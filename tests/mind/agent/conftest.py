"""An agent over a real log and gate, with the life's own tools and a scripted model."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alongside.gate.gate import Gate
from alongside.gate.stop import Stop
from alongside.interfaces.hands import in_words
from alongside.log.blobs import Blobs
from alongside.log.kinds import Noted, Occurrence, Planned
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.log.store import open_store
from alongside.mind.agent.agent import Agent
from alongside.mind.agent.agents import Agents
from alongside.models.chat.scripted import ScriptedChat
from alongside.models.model import Prompt
from alongside.tools.calendar.reading import FindTime, ListEvents
from alongside.tools.calendar.writing import AddEvent, DraftInvitation
from alongside.tools.memory import RecallTool
from alongside.tools.note import Note
from alongside.tools.reminders import AddReminder, SetTimer
from alongside.tools.times import Times
from alongside.tools.tool import Tools
from alongside.views.acts import Acts
from alongside.views.agenda import Agenda
from alongside.views.search import Search

NOW = datetime(2026, 11, 27, 9, 10, tzinfo=UTC)
ZONE = "Asia/Seoul"
Says = Sequence[str] | Callable[[Prompt], str]


def step(tool: str, why: str = "", **arguments: Any) -> str:
    """A choice of one tool, as a model writes it."""
    return json.dumps({"why": why, "calls": [{"tool": tool, "args": arguments}]})


def steps(*calls: tuple[str, dict[str, Any]]) -> str:
    chosen = [{"tool": tool, "args": arguments} for tool, arguments in calls]
    return json.dumps({"why": "", "calls": chosen})


@dataclass
class Desk:
    """Agents at work on Friday 27 November 2026, 18:10 in Seoul."""

    log: SqliteLog
    blobs: Blobs
    gate: Gate
    tools: Tools
    times: Times
    chat: ScriptedChat = field(default_factory=lambda: ScriptedChat([]))

    @property
    def agents(self) -> Agents:
        agent = Agent(self.log, self.gate, self.tools, lambda: self.chat, self.times)
        return Agents(agent)

    def says(self, says: Says) -> None:
        self.chat = ScriptedChat(says)

    async def kept(self, *kinds: str) -> list[Moment]:
        return [moment async for moment in self.log.read(Wanted(kinds=kinds))]

    async def add(self, *whats: Noted | Planned, trust: Trust = Trust.OWN) -> None:
        for what in whats:
            draft = Draft(what=what, at=NOW, zone=ZONE, source="notes", trust=trust)
            await self.log.append(draft)


def plan(title: str, start: str, end: str) -> Planned:
    """An entry of the calendar, in UTC."""
    first, last = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (start, end))
    return Planned(title=title, occurrences=(Occurrence(first, last),))


@asynccontextmanager
async def at_desk(folder: Path) -> AsyncIterator[Desk]:
    """A desk over the life in that folder."""
    async with await open_store(folder, bytes(32), "me", (Acts(), Search(), Agenda())) as store:
        log, times = store.log, Times(lambda: ZONE, in_words, lambda: NOW)

        async def find(query: str, limit: int) -> list[Moment]:
            words = query.lower().split()
            held = [m async for m in log.read(Wanted(kinds=("noted", "planned")))]
            return [m for m in held if any(w in m.what.words.lower() for w in words)][:limit]

        tools = Tools(
            Note(log), RecallTool(find, times), ListEvents(log, times), FindTime(log, times),
            AddEvent(log, times), DraftInvitation(log, store.blobs, times),
            AddReminder(log, times), SetTimer(log, times),
        )  # fmt: skip
        stop = Stop(log, store.folder)
        await stop.open()
        yield Desk(log, store.blobs, Gate(log, tools, stop), tools, times)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with at_desk(tmp_path / "life") as desk:
        yield desk
