"""`up` and `link`: the app in a browser, served to this machine alone."""

from __future__ import annotations

import asyncio
import os
import signal
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import httpx
import msgspec
import typer

from alongside.interfaces.api.app import make_app
from alongside.interfaces.api.serve import listen, serving
from alongside.interfaces.api.sessions import Opened, Sessions
from alongside.interfaces.cli.terminal import Session, errors, say, session, warn
from alongside.interfaces.client import Client, Refused
from alongside.log.errors import LifeInUse

PORT = 8642
RUNNING = "running.json"


class NotRunning(RuntimeError):
    """No server is running for this life."""


class Running(msgspec.Struct, frozen=True):
    """Where a server answers, and a session for the commands beside it; readable by you alone."""

    address: str
    session: Opened


def up(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="The port to listen on; 0 takes any.")] = PORT,
    browser: Annotated[bool, typer.Option(help="Open the browser where there is one.")] = True,
) -> None:
    """Start Alongside and print a one-time link to open it with. Ctrl+C stops it."""
    here = session(context)
    try:
        asyncio.run(_up(here, port, browser))
    except LifeInUse:
        _enter(asyncio.run(_another_link(here)), browser)
        say("Alongside is running already; this is another link to it.", style="dim")


def link(context: typer.Context) -> None:
    """Print another one-time link to the Alongside that is running."""
    say(asyncio.run(_another_link(session(context))))


async def _up(here: Session, port: int, browser: bool) -> None:
    bound = listen(port=port)
    address = f"http://127.0.0.1:{bound.getsockname()[1]}"
    async with here.open(working=True) as life, here.home.sample(life) as sample:
        for warning in life.warnings:
            warn(warning)
        stopped = asyncio.Event()
        _on_signals(stopped)
        sessions = Sessions(life.folder / "sessions.json")
        app = make_app(life, sessions, sample, stopped.set)
        path = life.folder / RUNNING
        async with serving(app, bound):
            await asyncio.to_thread(_write, path, Running(address, await sessions.open()))
            try:
                _enter(f"{address}/#link={sessions.link()}", browser)
                await stopped.wait()
            finally:
                await asyncio.to_thread(path.unlink, missing_ok=True)


async def _another_link(here: Session) -> str:
    path = here.home.of(here.life) / RUNNING
    try:
        running = msgspec.json.decode(await asyncio.to_thread(path.read_bytes), type=Running)
        async with Client(running.address, running.session) as client:
            return f"{running.address}/#link={await client.link()}"
    except (OSError, msgspec.DecodeError, httpx.HTTPError, Refused) as error:
        message = "Alongside isn't running for this life. Start it with: alongside up"
        raise NotRunning(message) from error


def _on_signals(stopped: asyncio.Event) -> None:
    """Ctrl+C and a polite kill stop the server once its calls have ended."""
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)


def _enter(address: str, browser: bool) -> None:
    say("Open this link once, in a browser on this machine:")
    say(address, style="bold")
    if browser and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        with suppress(webbrowser.Error):
            webbrowser.open(address)
    errors.print("Ctrl+C stops it.", style="dim")


def _write(path: Path, running: Running) -> None:
    path.touch(mode=0o600)
    path.write_bytes(msgspec.json.encode(running))
