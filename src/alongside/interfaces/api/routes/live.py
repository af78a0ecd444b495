"""Devices that hear and see: one WebSocket each, which speaks `interfaces/live/protocol.py`."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, WebSocket, WebSocketException
from starlette.websockets import WebSocketDisconnect, WebSocketState

from alongside.interfaces.api.running import PROTOCOL, Server, session_of
from alongside.interfaces.live import protocol
from alongside.interfaces.live.connection import Connection
from alongside.interfaces.live.live import Live
from alongside.interfaces.live.protocol import Bye, Down, Hello, Lost, Malformed, Welcome
from alongside.log.moment import Trust
from alongside.senses.live.captured import Captured
from alongside.senses.live.sense import Connected
from alongside.senses.live.told import Unable

sockets = APIRouter()


@dataclass(frozen=True, slots=True)
class Entered:
    """Who connects: a paired device, or a page of the person's session, which has no name."""

    id: str
    name: str = ""


async def _unlocked(socket: WebSocket, server: Server) -> Entered:
    """Who connects. Refuses everyone else."""
    offered = [offer for offer in socket.scope.get("subprotocols", []) if offer != PROTOCOL]
    token = offered[0] if offered else ""
    if PROTOCOL in socket.scope.get("subprotocols", []):
        session = session_of(socket, token)
        if session is not None:
            return Entered(session.id)
        device = await server.devices.find(token)
        if device is not None:
            return Entered(device.id, device.name)
    raise WebSocketException(1008, "not signed in")


@sockets.websocket("/live")
async def live(
    socket: WebSocket, server: Server, entered: Annotated[Entered, Depends(_unlocked)]
) -> None:
    """A device of the person's: what it captures comes in, what it is told goes out."""
    await socket.accept(subprotocol=PROTOCOL)
    tell = _Teller(socket)
    try:
        hello, clock = await _greeted(socket)
        device = _connected(hello, entered.name or hello.name, server.life.zone)
        connection = await server.life.live.connect(device, tell)
        at, person = connection.done, server.life.log.person
        await tell(Welcome(protocol.VERSION, at, person, server.life.live.can))
        with server.connected(entered.id) as revoked:
            await _served(socket, server.life.live, connection, clock, revoked)
        await tell.close(1008 if revoked.is_set() else 1000)
    except Malformed as error:
        await tell(Unable(f"This device sent what can't be understood: {error}."))
        await tell.close(1008)
    except WebSocketDisconnect:
        pass
    finally:
        await tell.close(1001)


async def _served(
    socket: WebSocket, live: Live, connection: Connection, clock: timedelta, revoked: asyncio.Event
) -> None:
    """Run the connection while the device sends; at its goodbye, until all is done.

    It ends at once where the device was revoked.
    """
    serving = asyncio.create_task(live.serve(connection))
    taking = asyncio.create_task(_take(socket, connection, clock))
    ending = asyncio.create_task(revoked.wait())
    try:
        await asyncio.wait([serving, taking, ending], return_when=asyncio.FIRST_COMPLETED)
        if taking.done():
            taking.result()
        await asyncio.wait([serving, ending], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (serving, taking, ending):
            task.cancel()
        await asyncio.gather(serving, taking, ending, return_exceptions=True)


async def _take(socket: WebSocket, connection: Connection, clock: timedelta) -> None:
    """Give the connection all that comes, until the device says goodbye."""
    while True:
        match protocol.read(await _message(socket), clock):
            case Captured() as captured:
                await connection.take(captured)
            case Lost(last):
                await connection.lost(last)
            case Bye():
                await connection.end()
                return
            case Hello():
                raise Malformed("hello is said once")
            case signal:
                connection.device.signals.put(signal)


async def _greeted(socket: WebSocket) -> tuple[Hello, timedelta]:
    """The device's hello, and what its clock must be put forward by. Raises `Malformed`."""
    hello = protocol.read(await _message(socket))
    if not isinstance(hello, Hello):
        raise Malformed("a device begins with hello")
    if hello.version != protocol.VERSION:
        raise Malformed(f"version {hello.version} isn't spoken here, only {protocol.VERSION}")
    return hello, datetime.now(UTC) - datetime.fromtimestamp(hello.now / 1000, UTC)


def _connected(hello: Hello, name: str, zone: str) -> Connected:
    return Connected(
        device=hello.device,
        stream=hello.stream,
        name=name,
        trust=Trust.OUTSIDE if hello.room else Trust.PERSON,
        after=hello.after,
        mode=hello.mode,
        play=hello.play,
        zone=hello.zone or zone,
        language=hello.language,
        can=hello.can,
    )


async def _message(socket: WebSocket) -> str | bytes:
    """The next message. Raises `WebSocketDisconnect`."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1006))
    text: str | None = message.get("text")
    return message.get("bytes") or b"" if text is None else text


class _Teller:
    """Sends to the device; what can't reach it any more is dropped."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    @property
    def _open(self) -> bool:
        states = (self._socket.client_state, self._socket.application_state)
        return states == (WebSocketState.CONNECTED, WebSocketState.CONNECTED)

    async def __call__(self, told: Down) -> None:
        if not self._open:
            return
        message = protocol.tell(told)
        with suppress(WebSocketDisconnect, RuntimeError):
            if isinstance(message, str):
                await self._socket.send_text(message)
            else:
                await self._socket.send_bytes(message)

    async def close(self, code: int) -> None:
        if self._open:
            with suppress(WebSocketDisconnect, RuntimeError):
                await self._socket.close(code)
