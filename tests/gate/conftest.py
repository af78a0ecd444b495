"""A gate over a real log, and tools to try it with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alongside.gate.gate import Gate
from alongside.gate.stop import Stop
from alongside.gate.tool import Hints, Result, ToolError, ToolSpec
from alongside.log.kinds import Said
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.log.store import open_store
from alongside.tools.tool import Tools
from alongside.views.acts import Acts
from alongside.views.search import Search

KEY = bytes(32)


@dataclass
class Scripted:
    """A tool that does as it is told, and keeps what it was run with."""

    spec: ToolSpec
    error: str = ""
    slow: asyncio.Event | None = None
    text: str = "ok"
    trust: Trust = Trust.OUTSIDE
    ran: list[dict[str, Any]] = field(default_factory=list)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    undid: list[str] = field(default_factory=list)

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        self.ran.append(dict(arguments))
        self.begun.set()
        if self.slow is not None:
            await self.slow.wait()
        if self.error:
            raise ToolError(self.error)
        return Result(text=self.text, trust=self.trust, undo=f"undo {len(self.ran)}")

    async def undo(self, undo: str) -> None:
        self.undid.append(undo)


READS = ToolSpec(
    name="read_diary",
    description="Read the person's diary.",
    parameters={"type": "object", "properties": {"day": {"type": "string"}}},
    hints=Hints(read_only=True, destructive=False, open_world=False, pays=False),
)
SENDS = ToolSpec(
    name="send_mail",
    description="Send a mail.",
    parameters={
        "type": "object",
        "properties": {
            "to": {"type": "string", "format": "email"},
            "body": {"type": "string"},
        },
        "required": ["to", "body"],
    },
    hints=Hints(read_only=False, destructive=False, open_world=True, pays=False),
)


@dataclass(frozen=True)
class Kit:
    """A gate, what it stands on, and its tools."""

    gate: Gate
    log: SqliteLog
    tools: Tools
    folder: Path

    async def said(self, text: str, trust: Trust = Trust.PERSON) -> Moment:
        """Words that came in."""
        draft = Draft(
            what=Said(text=text, by="me"), at=datetime.now(UTC), zone="UTC", source="talk",
            trust=trust,
        )  # fmt: skip
        (kept,) = await self.log.append(draft)
        return kept


@asynccontextmanager
async def opened(folder: Path, *tools: Scripted) -> AsyncIterator[Kit]:
    """A gate over the life in that folder."""
    async with await open_store(folder, KEY, "me", (Acts(), Search())) as store:
        held = Tools(*tools)
        stop = Stop(store.log, store.folder)
        await stop.open()
        yield Kit(Gate(store.log, held, stop), store.log, held, store.folder)


@pytest.fixture
async def kit(tmp_path: Path) -> AsyncIterator[Kit]:
    async with opened(tmp_path / "life") as kit:
        yield kit
