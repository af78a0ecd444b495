"""What the running server holds, and how a call gets at it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Security, WebSocket, WebSocketException
from fastapi.security import APIKeyCookie, APIKeyHeader
from starlette.requests import HTTPConnection, Request

from alongside.interfaces.api.devices import Devices
from alongside.interfaces.api.hub import Hub
from alongside.interfaces.api.media import Pictures
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.rates import Rate
from alongside.interfaces.api.sessions import Kept, Sessions
from alongside.interfaces.api.tickets import Tickets
from alongside.interfaces.lan.lan import Lan
from alongside.interfaces.parts import Life, Sample

COOKIE = "alongside"
HEADER = "X-Alongside-Token"
PROTOCOL = "alongside.v1"
"""The WebSocket subprotocol; the session token is offered beside it."""

_cookie = APIKeyCookie(name=COOKIE, auto_error=False, description="Set with the session.")
_token = APIKeyHeader(name=HEADER, auto_error=False, description="Given with the session.")


@dataclass(slots=True, kw_only=True)
class Running:
    """The server's parts. `life` is the one open now: the person's own or the sample."""

    life: Life
    sessions: Sessions
    sample: Sample
    stop: Callable[[], None]
    devices: Devices = field(default_factory=Devices)
    lan: Lan | None = None
    hub: Hub = field(default_factory=Hub)
    forgets: Tickets[tuple[str, ...]] = field(default_factory=lambda: Tickets(600))
    downloads: Tickets[str] = field(default_factory=lambda: Tickets(120))
    links: Rate = field(default_factory=lambda: Rate(10, 60))
    secrets: Rate = field(default_factory=lambda: Rate(5, 60))
    pictures: Pictures = field(default_factory=Pictures)
    tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    present: dict[str, set[asyncio.Event]] = field(default_factory=dict)
    """The connections of live devices, by the id of the device or session they came in with."""

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` beside the calls, under a name that `cancel` knows."""
        task = asyncio.create_task(work, name=name)
        self.tasks[name] = task
        task.add_done_callback(lambda _: self.tasks.pop(name, None))

    @contextmanager
    def connected(self, known: str) -> Iterator[asyncio.Event]:
        """A live connection; what is given is set when it must end, as its device was revoked."""
        revoked = asyncio.Event()
        self.present.setdefault(known, set()).add(revoked)
        try:
            yield revoked
        finally:
            self.present.get(known, set()).discard(revoked)

    def disconnect(self, known: str) -> None:
        """End all live connections of a device or session."""
        for revoked in self.present.pop(known, set()):
            revoked.set()

    async def cancel(self, *names: str) -> None:
        """Stop what runs under these names, all of it without any, and wait until it has."""
        tasks = [task for name, task in self.tasks.items() if not names or name in names]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def cookie_name(connection: HTTPConnection) -> str:
    """Two servers on two ports of a host share its cookies, so the name tells the port."""
    port = connection.url.port
    return f"{COOKIE}-{port}" if port else COOKIE


def _running(connection: HTTPConnection) -> Running:
    running: Running = connection.app.state.running
    return running


def _life(connection: HTTPConnection) -> Life:
    return _running(connection).life


def session_of(connection: HTTPConnection, token: str) -> Kept | None:
    cookie = connection.cookies.get(cookie_name(connection), "")
    return _running(connection).sessions.check(cookie, token)


async def entered(
    request: Request,
    _: Annotated[str | None, Security(_cookie)],
    token: Annotated[str | None, Security(_token)],
) -> Kept:
    """The session of this call: its cookie and its token."""
    kept = session_of(request, token or "")
    if kept is None:
        raise Trouble(401, "This page isn't signed in. Open the link that `alongside link` prints.")
    return kept


async def shown(request: Request, _: Annotated[str | None, Security(_cookie)]) -> Kept:
    """The session of a call that a page can add no header to: a picture, a sound, a download.

    Each such address holds a secret of its own: a content hash or a ticket.
    """
    cookie = request.cookies.get(cookie_name(request), "")
    kept = _running(request).sessions.find(cookie)
    if kept is None:
        raise Trouble(401, "This page isn't signed in. Open the link that `alongside link` prints.")
    return kept


async def listening(socket: WebSocket) -> Kept:
    """The session of a WebSocket: its cookie, and its token among the subprotocols."""
    offered = socket.scope.get("subprotocols", [])
    tokens = [offer for offer in offered if offer != PROTOCOL]
    kept = session_of(socket, tokens[0] if tokens else "")
    if kept is None or PROTOCOL not in offered:
        raise WebSocketException(1008, "not signed in")
    return kept


Server = Annotated[Running, Depends(_running)]
OpenLife = Annotated[Life, Depends(_life)]
Session = Annotated[Kept, Depends(entered)]
