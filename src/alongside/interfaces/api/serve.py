"""Running the application on a port of this machine."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

PATIENCE = 5
"""Seconds that calls under way get to end when the server stops."""
BACKLOG = 128
MOST_MESSAGE = 2 << 20
"""Bytes of a WebSocket message; a picture is the largest."""


def listen(host: str = "127.0.0.1", port: int = 0) -> socket.socket:
    """A socket bound to the host's port, any free one for 0. Raises `OSError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound


def server(app: ASGIApp, tls: ssl.SSLContext | None = None) -> uvicorn.Server:
    """A server for `app`, behind TLS or not; run it with `serve([socket])`, stop it with
    `should_exit`.

    Addresses aren't logged, as they hold what was searched for, and no proxy's word is taken for
    where a call comes from.
    """
    config = uvicorn.Config(
        app,
        lifespan="off",
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=PATIENCE,
        ws_max_size=MOST_MESSAGE,
        ws_per_message_deflate=False,
        ssl_context_factory=None if tls is None else lambda *_: tls,
    )
    return uvicorn.Server(config)


@asynccontextmanager
async def serving(
    app: ASGIApp, bound: socket.socket, tls: ssl.SSLContext | None = None
) -> AsyncIterator[uvicorn.Server]:
    """Serve on `bound` beside other work, behind TLS or not, until the block ends.

    The socket listens at once: who calls before the server has started waits for it.
    """
    running = server(app, tls)
    bound.listen(BACKLOG)
    task = asyncio.create_task(running.serve([bound]))
    try:
        yield running
    finally:
        running.should_exit = True
        await task
