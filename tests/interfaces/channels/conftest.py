"""A life with a channel whose other end is in the test's hands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.interfaces.api.conftest import Scripted, living

from alongside.gate.stop import give_up
from alongside.interfaces.channels import talks as talking
from alongside.interfaces.channels.channel import Came, ChannelError, Message
from alongside.interfaces.channels.hearing import Hearing
from alongside.interfaces.channels.kept import Chats, State
from alongside.interfaces.channels.talks import Talks
from alongside.interfaces.parts import Life
from alongside.tools.channels import Chosen, Linked, Paired, Telegram

CODE = "ABCD2345"
WHEN = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@dataclass
class Peer:
    """A service: what comes from it, and what was said to it."""

    most: int = 200
    comes: asyncio.Queue[Came | ChannelError] = field(default_factory=asyncio.Queue)
    said: asyncio.Queue[tuple[str, str]] = field(default_factory=asyncio.Queue)
    fails: list[ChannelError] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    deleted: list[tuple[str, str]] = field(default_factory=list)

    async def listen(self, mark: str) -> AsyncGenerator[Came, None]:
        self.marks.append(mark)
        while True:
            came = await self.comes.get()
            if isinstance(came, ChannelError):
                raise came
            yield came

    async def send(self, chat: str, text: str, key: str) -> str:
        self.keys.append(key)
        if self.fails:
            raise self.fails.pop(0)
        await self.said.put((chat, text))
        return f"id{len(self.keys)}"

    async def take_back(self, chat: str, id_: str) -> None:
        self.deleted.append((chat, id_))

    async def check(self) -> str:
        return "peer"

    async def close(self) -> None: ...

    def writes(self, *messages: Message, mark: str | None = None) -> None:
        self.comes.put_nowait(Came(messages, mark))

    async def hears(self) -> tuple[str, str]:
        async with asyncio.timeout(20):
            return await self.said.get()


def message(
    text: str, chat: str = "7", sender: str = "", id_: str = "", *, private: bool = True
) -> Message:
    return Message(
        id=id_ or text, chat=chat, sender=sender or chat, text=text, at=WHEN, private=private,
        name="Mina", title="Friends",
    )  # fmt: skip


@dataclass(frozen=True)
class World:
    life: Life
    scripted: Scripted
    peer: Peer
    talks: Talks

    async def paired(self) -> None:
        """Chat 7 is the person, and group -1 is kept."""
        linked = Linked(
            Telegram("1:a"), paired=(Paired("7", "7", "Ada"),), chosen=(Chosen("-1", "Friends"),)
        )
        await self.talks.connections.relink("telegram", lambda _: linked)

    async def waiting(self) -> None:
        """A code waits to be written."""
        until = datetime.now(UTC) + timedelta(minutes=5)
        linked = Linked(Telegram("1:a"), code=CODE, until=until)
        await self.talks.connections.relink("telegram", lambda _: linked)

    @property
    def linked(self) -> Linked:
        return self.talks.linked["telegram"]

    @property
    def state(self) -> State:
        return self.talks.chats.of("telegram")

    def again(self) -> Talks:
        """What another start of the program makes of the same folder."""
        return _talks(self.life, self.scripted, self.peer, Chats(self.life.folder, bytes(32)))


async def until(true: Callable[[], object]) -> None:
    """Until what happens beside has come so far."""
    async with asyncio.timeout(20):
        for _ in iter(true, True):
            await asyncio.sleep(0.005)


def _talks(life: Life, scripted: Scripted, peer: Peer, chats: Chats) -> Talks:
    connections = life.hands.connections
    hearing = Hearing(connections, life.log, scripted, lambda: life.config, lambda: "UTC")
    return Talks(connections, chats, hearing, lambda _account, _mail: peer)


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setattr(talking, "FIRST_WAIT", 0.01)
    async with living(tmp_path) as (life, scripted):
        peer = Peer()
        talks = _talks(life, scripted, peer, Chats(life.folder, bytes(32)))
        following = asyncio.create_task(talks.follow())
        yield World(life, scripted, peer, talks)
        await give_up(following)
