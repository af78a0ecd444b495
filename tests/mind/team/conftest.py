"""A team over a real log, gate and recall, with a scripted model or none."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from alongside.gate.act import Act
from alongside.gate.gate import Gate
from alongside.gate.stop import Stop
from alongside.gate.tool import Hints, Result, ToolSpec
from alongside.interfaces.hands import finding, in_words
from alongside.log.kinds import Decided, Noted, Occurrence, Planned, Proposed, Said
from alongside.log.log import View, Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.log.store import open_store
from alongside.mind.agent.agent import Agent
from alongside.mind.agent.agents import Agents
from alongside.mind.recall.recall import Recall
from alongside.mind.team.advising import Advising
from alongside.mind.team.daily import Daily
from alongside.mind.team.team import Team, cast
from alongside.models.chat.scripted import ScriptedChat
from alongside.models.model import Prompt
from alongside.tools.calendar.reading import ListEvents
from alongside.tools.memory import RecallTool
from alongside.tools.note import Note
from alongside.tools.reminders import AddReminder
from alongside.tools.times import Times
from alongside.tools.tool import Tools
from alongside.views.acts import Acts
from alongside.views.agenda import Agenda
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.search import Search
from alongside.views.team import Team as TeamView

NOW = datetime(2026, 11, 27, 9, 10, tzinfo=UTC)
ZONE = "Asia/Seoul"
FILE = """---
name: {name}
purpose: Helps.
reads: {reads}
tools: {tools}
wakes: {wakes}
looks: soup
does: {does}
asks: Who pays?
---
Plain.
"""


def views() -> tuple[View, ...]:
    return (Search(), People(), Places(), Acts(), Agenda(), TeamView())


def file(
    name: str, reads: str = "notes", tools: str = "recall", wakes: str = "", does: str = ""
) -> str:
    return FILE.format(name=name, reads=reads, tools=tools, wakes=wakes, does=does)


class Sends:
    """Sends something to somebody; keeps what it sent."""

    spec = ToolSpec(
        name="send_message",
        description="Send a message.",
        parameters={
            "type": "object",
            "properties": {"to": {"type": "string"}, "text": {"type": "string"}},
            "required": ["to", "text"],
        },
        hints=Hints(read_only=False, destructive=False, open_world=True, pays=False),
    )

    def __init__(self) -> None:
        self.sent: list[Mapping[str, Any]] = []

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        self.sent.append(arguments)
        return Result(text="Sent.", trust=Trust.OWN)


@dataclass
class Room:
    """A team at work on Friday 27 November 2026, 18:10 in Seoul, unless `now` is moved."""

    log: SqliteLog
    gate: Gate
    tools: Tools
    recall: Recall
    sends: Sends
    chat: ScriptedChat | None = None
    now: datetime = NOW
    own: dict[str, ScriptedChat] = field(default_factory=dict)

    @property
    def times(self) -> Times:
        return Times(lambda: ZONE, in_words, lambda: self.now)

    @property
    def team(self) -> Team:
        mine = cast(self.log, self.named)
        agent = Agent(self.log, self.gate, self.tools, lambda: self.chat, self.times, mine)
        advising = Advising(
            log=self.log, recall=self.recall, named=self.named, speaks=lambda *_: True,
            names=lambda: frozenset({"me"}),
        )  # fmt: skip
        return Team(self.log, Agents(agent), advising, self.times)

    def named(self, name: str) -> ScriptedChat | None:
        return self.chat if name == "chat" else self.own.get(name)

    @property
    def daily(self) -> Daily:
        return Daily(self.team, self.gate.stop.looked)

    def says(self, says: Sequence[str] | Callable[[Prompt], str]) -> None:
        self.chat = ScriptedChat(says)

    async def add(
        self, *whats: Noted | Planned | Said, source: str = "notes", trust: Trust = Trust.OWN
    ) -> tuple[Moment, ...]:
        return await self.log.append(
            *(Draft(what=w, at=self.now, zone=ZONE, source=source, trust=trust) for w in whats)
        )

    async def kept(self, *kinds: str) -> list[Moment]:
        return [moment async for moment in self.log.read(Wanted(kinds=kinds))]

    async def act(self, agent: str, tool: str, request: str = "", **arguments: Any) -> Moment:
        """What comes of an act that an agent wants."""
        because = [request] if request else [(await self.add(Noted(text="begin")))[0].id]
        act = Act(tool=tool, arguments=arguments, agent=agent, request=request)
        return await self.gate.do(act, because)


def plan(title: str, hours: int = 3) -> Planned:
    start = NOW + timedelta(hours=hours)
    return Planned(title=title, occurrences=(Occurrence(start, start + timedelta(hours=1)),))


def denied(moment: Moment) -> str:
    """The rule that denied an act; empty where none did."""
    what = moment.what
    return what.rule if isinstance(what, Decided) and what.verdict == "deny" else ""


def agents_of(moments: Sequence[Moment]) -> list[str]:
    return [m.what.agent for m in moments if isinstance(m.what, Proposed)]


@asynccontextmanager
async def in_room(folder: Path) -> AsyncIterator[Room]:
    async with await open_store(folder, bytes(32), "me", views()) as store:
        log, recall, sends = store.log, Recall(store.log), Sends()
        times = Times(lambda: ZONE, in_words, lambda: NOW)
        tools = Tools(
            RecallTool(finding(recall, times), times, lambda scope: finding(recall, times, scope)),
            ListEvents(log, times), Note(log), AddReminder(log, times), sends,
        )  # fmt: skip
        stop = Stop(log, store.folder)
        await stop.open()
        yield Room(log, Gate(log, tools, stop), tools, recall, sends)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with in_room(tmp_path / "life") as room:
        yield room
