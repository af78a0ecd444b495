"""A life's log with a gate, and the tools that need nothing but it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alongside.gate.act import Act
from alongside.gate.gate import Gate
from alongside.gate.stop import Stop
from alongside.interfaces.hands import in_words
from alongside.log.blobs import Blobs
from alongside.log.kinds import Did, Occurrence, Planned, Said
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.log.store import open_store
from alongside.tools.times import Times
from alongside.tools.tool import Tool, Tools
from alongside.views.acts import Acts
from alongside.views.agenda import Agenda
from alongside.views.search import Search

NOW = datetime(2026, 11, 27, 9, 10, tzinfo=UTC)
ZONE = "Asia/Seoul"


@dataclass(frozen=True)
class Hands:
    """A gate over a log, and times as of Friday 27 November 2026, 18:10 in Seoul."""

    log: SqliteLog
    blobs: Blobs
    gate: Gate
    tools: Tools
    times: Times

    async def said(self, text: str, trust: Trust = Trust.PERSON) -> Moment:
        draft = Draft(what=Said(text=text, by="me"), at=NOW, zone=ZONE, source="talk", trust=trust)
        (kept,) = await self.log.append(draft)
        return kept

    async def do(self, request: str, tool: Tool, **arguments: Any) -> Moment:
        """What comes of a tool used for words of the person."""
        if tool.spec.name not in self.tools():
            self.tools.add(tool)
        asked = await self.said(request)
        act = Act(tool=tool.spec.name, arguments=arguments, request=asked.id)
        return await self.gate.do(act, [asked.id])

    async def did(self, request: str, tool: Tool, **arguments: Any) -> str:
        """The text of what was done."""
        done = await self.do(request, tool, **arguments)
        assert isinstance(done.what, Did), done.what
        return done.what.text

    async def plans(self, *rows: tuple[str, str, str]) -> None:
        """Entries of the calendar: title, start and end on the wall clock."""
        zone = self.times.zone
        for title, start, end in rows:
            first, last = (
                datetime.fromisoformat(each).replace(tzinfo=zone).astimezone(UTC)
                for each in (start, end)
            )
            what = Planned(title=title, occurrences=(Occurrence(first, last),))
            draft = Draft(what=what, at=first, zone=ZONE, source="calendar", trust=Trust.OWN)
            await self.log.append(draft)


@pytest.fixture
async def hands(tmp_path: Path) -> AsyncIterator[Hands]:
    folder = tmp_path / "life"
    async with await open_store(folder, bytes(32), "me", (Acts(), Search(), Agenda())) as store:
        tools = Tools()
        stop = Stop(store.log, store.folder)
        await stop.open()
        times = Times(lambda: ZONE, in_words, lambda: NOW)
        yield Hands(store.log, store.blobs, Gate(store.log, tools, stop), tools, times)
