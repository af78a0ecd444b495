"""Services as their public documentation tells how they answer, on ports of this machine."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from alongside.interfaces.api.serve import listen, serving
from alongside.interfaces.channels.channel import Came, Channel, Message

Answer = tuple[int, Any] | tuple[int, Any, dict[str, str]]


@dataclass
class Served:
    """A service over HTTP. `answers` are given for a path's end, in order, the last for ever;
    `calls` is what came: the path, its query and its body."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    sockets: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)
    told: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    base: str = ""

    async def call(self, request: Request) -> Response:
        path, body = request.url.path, await request.body()
        if path.endswith("/events"):
            return StreamingResponse(self._lines(), media_type="text/event-stream")
        self.calls.append((path, dict(request.query_params), json.loads(body) if body else None))
        nothing: list[Answer] = [(404, {})]
        found = next((one for end, one in self.answers.items() if path.endswith(end)), nothing)
        status, told, *headers = found.pop(0) if len(found) > 1 else found[0]
        content = told if isinstance(told, bytes) else json.dumps(told).encode()
        return Response(content, status, headers[0] if headers else None)

    async def _lines(self) -> AsyncGenerator[str, None]:
        for line in self.lines:
            yield f"{line}\n"

    async def socket(self, socket: WebSocket) -> None:
        """Sends what is in `sockets`: an object, a text as it is, or a number to close with."""
        await socket.accept()
        reading = asyncio.create_task(self._read(socket))
        try:
            while not isinstance(one := await self._next(reading), int):
                await socket.send_text(one if isinstance(one, str) else json.dumps(one))
            if not reading.done():
                await socket.close(one)
        except WebSocketDisconnect:
            pass
        finally:
            reading.cancel()

    async def _next(self, reading: asyncio.Task[None]) -> Any:
        """What is to be sent next, or a number once the other end has gone."""
        getting = asyncio.ensure_future(self.sockets.get())
        await asyncio.wait({getting, reading}, return_when=asyncio.FIRST_COMPLETED)
        if getting.done():
            return getting.result()
        getting.cancel()
        return 1000

    async def _read(self, socket: WebSocket) -> None:
        try:
            while True:
                await self.told.put(await socket.receive_json())
        except (WebSocketDisconnect, RuntimeError):
            return

    async def hears(self) -> dict[str, Any]:
        async with asyncio.timeout(20):
            return await self.told.get()

    def asked(self, end: str) -> list[Any]:
        """The bodies that came for a path's end."""
        return [body for path, _, body in self.calls if path.endswith(end)]


@asynccontextmanager
async def served(**answers: Any) -> AsyncIterator[Served]:
    """A service that answers so, each one answer or some in order."""
    given = {end: one if isinstance(one, list) else [one] for end, one in answers.items()}
    service = Served(given)
    methods = ["GET", "POST", "PUT", "DELETE"]
    app = Starlette(
        routes=[WebSocketRoute("/ws", service.socket), WebSocketRoute("/ws/", service.socket),
                Route("/{path:path}", service.call, methods=methods)]
    )  # fmt: skip
    with listen() as bound:
        service.base = f"http://127.0.0.1:{bound.getsockname()[1]}"
        async with serving(app, bound):
            yield service


async def came(channel: Channel, mark: str, wanted: int) -> list[Came]:
    """The first so many things that come with messages or a note, the rest passed over."""
    found: list[Came] = []
    async with asyncio.timeout(20), aclosing(channel.listen(mark)) as news:
        async for one in news:
            if one.messages or one.note:
                found.append(one)
            if len(found) == wanted:
                break
    return found


def messages(found: list[Came]) -> list[Message]:
    return [message for one in found for message in one.messages]
