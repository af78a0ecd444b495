"""Alongside as it runs for a life already: where it answers, and calling it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from alongside.interfaces.api.sessions import Opened

if TYPE_CHECKING:
    from alongside.interfaces.client import Client

RUNNING = "running.json"
NOBODY = "Alongside isn't running for this life. Start it with: alongside up"


class BesideError(RuntimeError):
    """The running server did not do what it was asked; the message is for the person."""


class NotRunning(BesideError):
    """No server is running for this life."""


class Running(msgspec.Struct, frozen=True):
    """Where a server answers, with a session for programs beside it, and the socket on which it
    takes commands; readable by you alone."""

    address: str
    session: Opened
    commands: str = ""


@asynccontextmanager
async def announced(folder: Path, here: Running) -> AsyncIterator[None]:
    """Commands beside find the server while the block runs."""
    path = folder / RUNNING
    await asyncio.to_thread(_write, path, here)
    try:
        yield
    finally:
        await asyncio.to_thread(path.unlink, missing_ok=True)


async def running(folder: Path) -> Running:
    """The server that has this life open. Raises `NotRunning`."""
    try:
        content = await asyncio.to_thread((folder / RUNNING).read_bytes)
        return msgspec.json.decode(content, type=Running)
    except (OSError, msgspec.DecodeError) as error:
        raise NotRunning(NOBODY) from error


@asynccontextmanager
async def calling(folder: Path) -> AsyncIterator[Client]:
    """A client of the server that has this life open. Raises `BesideError`."""
    import httpx

    from alongside.interfaces.client import Client, Refused

    here = await running(folder)
    try:
        async with Client(here.address, here.session) as client:
            yield client
    except httpx.TransportError as error:
        raise NotRunning(NOBODY) from error
    except Refused as error:
        raise BesideError(str(error)) from error


async def another_link(folder: Path) -> str:
    """One more one-time link to the running server. Raises `BesideError`."""
    async with calling(folder) as client:
        return f"{client.address}/#link={await client.link()}"


def _write(path: Path, running: Running) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(msgspec.json.encode(running))
