"""Mails and messages that wait a little before they are sent, so that they can be taken back.

They lie sealed in the life's folder. One is marked before it is handed to the server: after a crash
in between nobody knows whether it went out, so it is told of and not sent again.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from alongside.gate.tool import ToolError
from alongside.log import sealed
from alongside.log.derive import derive

NAME = "outbox.sealed"
WINDOW = timedelta(seconds=30)
"""How long a mail can be taken back."""


class Waiting(msgspec.Struct, frozen=True):
    """A mail to be sent at `due`, or a message `via` a channel in a `chat`; `begun` says that it
    was handed to the server."""

    id: str
    due: datetime
    to: str
    message: bytes
    begun: bool = False
    via: str = ""
    chat: str = ""


Send = Callable[[Waiting], Awaitable[None]]
"""Sends a mail. Raises `ToolError`."""
Failed = Callable[[Waiting, str], Awaitable[None]]
"""Keeps why a mail wasn't sent."""


class Outbox:
    """The mails of one life that wait."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path = folder / NAME
        self._key = derive(key, "outbox")
        self._waiting: tuple[Waiting, ...] = ()
        self._grown = asyncio.Event()
        self._turn = asyncio.Lock()
        self._writing = threading.Lock()  # a write goes on in its thread when it is cancelled

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """What isn't sent yet, in the order in which it was added."""
        return self._waiting

    async def load(self) -> None:
        """Read what waits. Raises `ToolError` where it can't be opened."""
        self._waiting = await asyncio.to_thread(self._read)

    async def add(self, mail: Waiting) -> None:
        """Have a mail sent when it is due."""
        async with self._turn:
            await self._keep((*self._waiting, mail))
        self._grown.set()

    async def take_back(self, id_: str) -> None:
        """Don't send it after all. Raises `ToolError` where it is too late."""
        async with self._turn:
            found = [one for one in self._waiting if one.id == id_]
            if not found or found[0].begun:
                raise ToolError("It is sent already, so it can't be taken back.")
            await self._keep(tuple(one for one in self._waiting if one.id != id_))

    async def follow(self, send: Send, failed: Failed) -> None:
        """Send what is due, until cancelled."""
        for lost in [one for one in self._waiting if one.begun]:
            await self._remove(lost.id)
            await failed(lost, "It was cut off, and nobody knows whether it went out. Look there.")
        while True:
            self._grown.clear()
            now = datetime.now(UTC)
            for mail in [one for one in self._waiting if one.due <= now]:
                await self._send(mail, send, failed)
            await self._pause(now)

    async def _send(self, mail: Waiting, send: Send, failed: Failed) -> None:
        async with self._turn:
            if all(one.id != mail.id for one in self._waiting):
                return
            begun = msgspec.structs.replace(mail, begun=True)
            await self._keep(tuple(begun if one.id == mail.id else one for one in self._waiting))
        try:
            await send(mail)
        except ToolError as error:
            await failed(mail, str(error))
        await self._remove(mail.id)

    async def _pause(self, now: datetime) -> None:
        """Until the next is due, or another comes."""
        due = min((one.due for one in self._waiting), default=None)
        seconds = None if due is None else max(0.0, (due - now).total_seconds())
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._grown.wait()

    async def _remove(self, id_: str) -> None:
        async with self._turn:
            await self._keep(tuple(one for one in self._waiting if one.id != id_))

    async def _keep(self, waiting: tuple[Waiting, ...]) -> None:
        self._waiting = waiting
        await asyncio.to_thread(self._write, waiting)

    def _read(self) -> tuple[Waiting, ...]:
        if not self._path.exists():
            return ()
        try:
            content = sealed.load(self._path, self._key)
            return msgspec.json.decode(content, type=tuple[Waiting, ...])
        except (sealed.NotAuthentic, msgspec.DecodeError) as error:
            raise ToolError(f"{self._path} can't be opened; no mail that waits is sent.") from error

    def _write(self, waiting: tuple[Waiting, ...]) -> None:
        with self._writing:
            sealed.save(self._path, self._key, msgspec.json.encode(waiting))
