"""How far each channel was heard, and what of it still waits, sealed in the life's folder.

What came is written down before the service is told that it arrived, and taken away once it was
dealt with: whatever breaks off in between, it is dealt with again and not lost.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from alongside.interfaces.channels.channel import Came, Message
from alongside.log import sealed
from alongside.log.derive import derive

NAME = "chats.sealed"
MOST_SEEN = 500
MOST_KNOWN = 100
MOST_SENT = 100
MOST_WAITING = 1000


class Known(msgspec.Struct, frozen=True, omit_defaults=True):
    """A chat that was written in, called by others as it is called there."""

    chat: str
    title: str
    private: bool
    last: datetime


class Sent(msgspec.Struct, frozen=True):
    """What went out by a tool: `key` is ours, `ids` are the service's."""

    key: str
    chat: str
    ids: tuple[str, ...]


class State(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a channel is."""

    mark: str = ""
    seen: tuple[str, ...] = ()
    waiting: tuple[Message, ...] = ()
    known: tuple[Known, ...] = ()
    sent: tuple[Sent, ...] = ()


class ChatsError(ValueError):
    """The file can't be opened; the message says what to do."""


class Chats:
    """The states of one life's channels, by their names."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path = folder / NAME
        self._key = derive(key, "chats")
        self._turn = asyncio.Lock()
        self._writing = threading.Lock()  # a write goes on in its thread when it is cancelled
        self._states: dict[str, State] = {}
        self.problem = ""

    async def load(self) -> None:
        """Read the file, if there is one. What is wrong with it is in `problem`."""
        try:
            self._states = await asyncio.to_thread(self._read)
        except ChatsError as error:
            self.problem = str(error)

    def of(self, name: str) -> State:
        return self._states.get(name, State())

    def fresh(self, name: str, came: Came) -> tuple[Message, ...]:
        """Those that weren't taken yet, each once."""
        seen = set(self.of(name).seen)
        once = {_identity(one): one for one in came.messages}
        return tuple(one for identity, one in once.items() if identity not in seen)

    async def take(
        self, name: str, came: Came, fresh: Sequence[Message], dealt: Sequence[Message] = ()
    ) -> None:
        """Keep what is fresh of what came; all but what was dealt with already waits."""
        waits = [one for one in fresh if one not in dealt]

        def edit(before: State) -> State:
            return State(
                mark=before.mark if came.mark is None else came.mark,
                seen=(*before.seen, *map(_identity, fresh))[-MOST_SEEN:],
                waiting=(*before.waiting, *waits)[-MOST_WAITING:],
                known=_met(before.known, fresh),
                sent=before.sent,
            )

        made, before = edit(self.of(name)), self.of(name)
        if fresh or bool(made.mark) != bool(before.mark):
            await self._edit(name, edit)
        else:
            self._states[name] = made

    async def done(self, name: str, message: Message) -> None:
        """A message was dealt with."""

        def edit(before: State) -> State:
            left = tuple(one for one in before.waiting if one != message)
            return msgspec.structs.replace(before, waiting=left)

        await self._edit(name, edit)

    async def sent(self, name: str, sent: Sent) -> None:
        """Remember what went out, so that it can be taken back."""
        await self._edit(
            name,
            lambda now: msgspec.structs.replace(now, sent=(*now.sent, sent)[-MOST_SENT:]),
        )

    async def forget(self, name: str) -> None:
        """Keep nothing of a channel any more."""
        if name in self._states:
            await self._edit(name, lambda _: State())

    async def _edit(self, name: str, edit: Callable[[State], State]) -> None:
        """Keep a state changed; it is used only once it is on the disk."""
        async with self._turn:
            made = {**self._states, name: edit(self.of(name))}
            await asyncio.to_thread(self._write, made)
            self._states = made

    def _write(self, states: dict[str, State]) -> None:
        with self._writing:
            sealed.save(self._path, self._key, msgspec.json.encode(states))

    def _read(self) -> dict[str, State]:
        if not self._path.exists():
            return {}
        try:
            content = sealed.load(self._path, self._key)
            return msgspec.json.decode(content, type=dict[str, State])
        except (sealed.NotAuthentic, msgspec.DecodeError) as error:
            raise ChatsError(
                f"{self._path} can't be opened with this life's key: channels begin anew from now. "
                "Delete it if this is told again."
            ) from error


def _identity(message: Message) -> str:
    return f"{message.chat}/{message.id}"


def _met(known: tuple[Known, ...], fresh: Sequence[Message]) -> tuple[Known, ...]:
    """The chats, that which was written in last at the end."""
    chats = {one.chat: one for one in known}
    for one in fresh:
        chats.pop(one.chat, None)
        title = (one.title or one.chat)[:200]
        chats[one.chat] = Known(one.chat, title, one.private, one.at)
    return tuple(chats.values())[-MOST_KNOWN:]
