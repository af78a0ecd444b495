"""Serving the app to the local network: the page that leads there, and the app behind TLS."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from starlette.types import ASGIApp

from alongside.interfaces.api.serve import listen, serving
from alongside.interfaces.lan.authority import Authority, authority
from alongside.interfaces.lan.guide import Guide
from alongside.interfaces.lan.network import Network, network

FOLDER = "lan"
PURPOSE = "lan authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lan:
    """Where the network finds the app, and what it proves itself with."""

    network: Network
    authority: Authority
    tls: ssl.SSLContext
    app: socket.socket
    guide: socket.socket

    @property
    def address(self) -> str:
        """The app's address, for who trusts the authority."""
        return f"https://{self.network.address}:{self.app.getsockname()[1]}"

    @property
    def guided(self) -> str:
        """The address of the page that leads to it."""
        return f"http://{self.network.address}:{self.guide.getsockname()[1]}"

    @property
    def fingerprint(self) -> str:
        return self.authority.fingerprint


async def ready(folder: Path, secret: bytes, port: int = 0, found: Network | None = None) -> Lan:
    """Everything but serving: bound to the private address alone. Raises `NoNetwork`, `OSError`.

    `secret` seals the authority's key in the life's folder. The page is on the port after the
    app's, where that is free.
    """
    here: Network = found if found is not None else await asyncio.to_thread(network)
    now = datetime.now(UTC)
    signing = await asyncio.to_thread(authority, folder / FOLDER, secret, now)
    tls = await asyncio.to_thread(signing.server, here.names, now)
    app = _bound(here.address, port)
    guide = _bound(here.address, port + 1 if port else 0)
    return Lan(network=here, authority=signing, tls=tls, app=app, guide=guide)


@asynccontextmanager
async def served(lan: Lan, app: ASGIApp) -> AsyncIterator[None]:
    """The app and the page that leads to it, on the network while the block runs."""
    guide = Guide(lan.address, lan.authority.der, lan.fingerprint).app()
    async with serving(guide, lan.guide), serving(app, lan.app, lan.tls):
        yield


def _bound(address: str, port: int) -> socket.socket:
    """A socket on that port, on any where it is taken."""
    try:
        return listen(address, port)
    except OSError:
        if not port:
            raise
        return listen(address, 0)
