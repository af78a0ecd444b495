"""The Python SDK for devices: capture, tell, listen; connections come and go beneath.

async with Device("http://127.0.0.1:8642", Key(token), Spool(path, key)) as device:
    await device.capture(Moded("talk"))
    await device.capture(Audio(pcm))
    async for told in device.told():
        ...
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Self

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus, WebSocketException
from websockets.typing import Subprotocol

from alongside.interfaces.live import protocol
from alongside.interfaces.live.protocol import Ack, Bye, Down, Hello, Lost, Resend, Welcome
from alongside.interfaces.live.spool import Spool
from alongside.senses.live.captured import Captured, What
from alongside.senses.live.sense import Signal

SUBPROTOCOL = "alongside.v1"
REFUSED = 403
"""The status of an unpaired device's call; any other is of a server that isn't there yet."""
FIRST_WAIT, LONGEST_WAIT = 0.25, 30.0
"""Seconds between tries to connect."""
MOST_AT_ONCE = 64
"""How much is read from the spool at once."""


@dataclass(frozen=True, slots=True)
class Key:
    """What opens the door: the token of a paired device, or a session's with its cookie."""

    token: str
    cookies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What the device says of itself in its hello; `id` lasts as long as the device."""

    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    name: str = ""
    can: tuple[str, ...] = ("microphone", "speaker")
    zone: str = ""
    language: str = ""
    room: bool = False


class Refused(Exception):
    """The server doesn't know this device: pair it again."""

    def __init__(self) -> None:
        super().__init__(
            "This device isn't paired with that Alongside, or no longer. Pair it again."
        )


class Device:
    """A device that is connected while it can be. What is captured meanwhile waits in its spool."""

    def __init__(
        self, address: str, key: Key, spool: Spool | None = None, manner: Manner | None = None
    ) -> None:
        self._url = f"{address.replace('http', 'ws', 1)}/api/v1/live"
        self._key = key
        self._spool = spool or Spool()
        self._manner = manner or Manner()
        self._told: asyncio.Queue[Down | None] = asyncio.Queue()
        self._socket: ClientConnection | None = None
        self._sent = 0
        self._lost = 0
        self._more = asyncio.Event()
        self._turn = asyncio.Lock()
        self._finished = self._refused = False
        self._changed = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._stay(), name="device")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def capture(self, what: What, at: datetime | None = None) -> int:
        """Keep what was captured, now unless said otherwise, and send it; gives its number."""
        async with self._turn:
            return await self._keep(what, at or datetime.now(UTC))

    async def _keep(self, what: What, at: datetime) -> int:
        seq = self._spool.next
        if not await asyncio.to_thread(self._spool.put, Captured(seq, at, what)):
            self._lost = self._spool.progress.after
        self._more.set()
        return seq

    async def signal(self, signal: Signal) -> None:
        """Say something that holds at once; without a connection it is dropped."""
        if self._socket is not None:
            with suppress(WebSocketException):
                await self._socket.send(_text(signal))

    async def told(self) -> AsyncGenerator[Down, None]:
        """Everything the server tells, over all connections, until the end. Raises `Refused`."""
        while (told := await self._told.get()) is not None:
            yield told
        if self._refused:
            raise Refused

    async def done(self, seq: int) -> None:
        """Wait until the server is done with all up to this number."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._spool.progress.after >= seq)

    async def finish(self) -> None:
        """Capture no more, and wait until the server is done with all. Raises `Refused`."""
        self._finished = True
        self._more.set()
        if self._task is not None:
            await asyncio.wait([self._task])
        if self._refused:
            raise Refused

    async def _stay(self) -> None:
        """Connect, and again whenever the connection is lost."""
        wait = FIRST_WAIT
        try:
            while True:
                try:
                    async with connect(self._url, **self._way_in()) as socket:
                        wait = FIRST_WAIT
                        if await self._serve(socket):
                            return
                except (OSError, WebSocketException, TimeoutError) as error:
                    if isinstance(error, InvalidStatus) and error.response.status_code == REFUSED:
                        self._refused = True
                        return
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)
        finally:
            self._told.put_nowait(None)

    def _way_in(self) -> dict[str, Any]:
        cookie = "; ".join(f"{name}={value}" for name, value in self._key.cookies.items())
        return {
            "subprotocols": [Subprotocol(SUBPROTOCOL), Subprotocol(self._key.token)],
            "additional_headers": {"Cookie": cookie} if cookie else {},
            "max_size": protocol.MOST_MEDIA,
            "proxy": None,
        }

    async def _serve(self, socket: ClientConnection) -> bool:
        """Send what waits and take what is told; True once the server is done with all."""
        await socket.send(_text(self._hello()))
        sending: asyncio.Task[None] | None = None
        try:
            async for message in socket:
                told = protocol.told(message)
                await self._hear(told)
                if isinstance(told, Welcome):
                    sending = asyncio.create_task(self._send(socket))
        finally:
            self._socket = None
            if sending is not None:
                sending.cancel()
                await asyncio.gather(sending, return_exceptions=True)
        return self._finished and self._spool.progress.after + 1 == self._spool.next

    async def _hear(self, told: Down) -> None:
        match told:
            case Welcome(_, after):
                await self._let_go(after)
                self._sent = self._spool.progress.after
            case Ack(seq):
                await self._let_go(seq)
            case Resend(after):
                self._sent = after
                self._more.set()
            case _:
                pass
        self._told.put_nowait(told)

    async def _let_go(self, seq: int) -> None:
        async with self._turn:
            await asyncio.to_thread(self._spool.done, seq)
        async with self._changed:
            self._changed.notify_all()

    async def _send(self, socket: ClientConnection) -> None:
        """Send what the spool holds, and what comes to it."""
        self._socket = socket
        while True:
            self._more.clear()
            if self._lost:
                await socket.send(_text(Lost(self._lost)))
                self._lost = 0
            async with self._turn:
                waiting = list(islice(self._spool.since(self._sent), MOST_AT_ONCE))
            for captured in waiting:
                await socket.send(protocol.write(captured))
                self._sent = captured.seq
            if not waiting and self._finished:
                await socket.send(_text(Bye()))
            if not waiting:
                await self._more.wait()

    def _hello(self) -> Hello:
        return Hello(
            version=protocol.VERSION,
            device=self._manner.id,
            stream=self._spool.progress.stream,
            now=protocol.milliseconds(datetime.now(UTC)),
            after=self._spool.progress.after,
            name=self._manner.name,
            mode=self._spool.progress.mode,
            can=self._manner.can,
            zone=self._manner.zone,
            room=self._manner.room,
            language=self._manner.language,
        )


def _text(message: msgspec.Struct) -> str:
    return msgspec.json.encode(message).decode()
