"""`up` and `link`: the app in a browser, served to this machine alone."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import sys
import webbrowser
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING, Annotated

import typer

from alongside.interfaces.cli.beside import NotRunning, Running, announced, another_link
from alongside.interfaces.cli.terminal import Session, errors, run, say, session, unlocked, welcome
from alongside.interfaces.parts import Life
from alongside.log.errors import LifeInUse

if TYPE_CHECKING:
    from alongside.interfaces.lan.lan import Lan
    from alongside.interfaces.wyoming import Address

PORT = 8642
LAN_PORT = 8643
"""The app's port on the network; the page that leads to it is on the next one."""


class PortTaken(OSError):
    """Another program listens on the port that was asked for."""

    def __init__(self, port: int, option: str = "--port") -> None:
        super().__init__(
            f"Port {port} can't be listened on; another program may. Nothing was started. "
            f"Take any free one with: alongside up {option} 0"
        )


def up(
    context: typer.Context,
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help=f"The port to listen on, 0 for any. [default: {PORT} if free]"
        ),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the browser where there is one.")] = True,
    lan: Annotated[
        bool, typer.Option("--lan", help="Open it to your phone too, on this network, behind TLS.")
    ] = False,
    wyoming: Annotated[
        str | None,
        typer.Option(
            metavar="[HOST:]PORT",
            help="Hear and speak for Home Assistant there; a port alone is this machine's.",
        ),
    ] = None,
) -> None:
    """Start Alongside and print the link to open it with.

    The link works once, in a browser on this machine. Where Alongside runs already, another link
    to it is printed. Ctrl+C stops it.
    """
    speech = _address(wyoming) if wyoming else None
    try:
        unlocked(context, lambda here: _up(here, port, browser, lan, speech))
    except LifeInUse as error:
        try:
            address = run(another_link(session(context).folder))
        except NotRunning:
            raise error from None
        _enter(address, browser)
        say("Alongside is running already; this is another link to it.", style="dim")


def link(context: typer.Context) -> None:
    """Print one more link to the Alongside that is running."""
    say(run(another_link(session(context).folder)))


def _address(written: str) -> Address:
    from alongside.interfaces.wyoming import Address

    try:
        return Address.of(written)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


async def _up(
    here: Session, port: int | None, browser: bool, lan: bool, speech: Address | None
) -> None:
    async with here.open(working=True) as life:
        welcome(life)
        opened = await _opened_to_network(life) if lan else None
        async with AsyncExitStack() as stack:
            if speech is not None:
                await _speech_for_others(stack, life, speech)
            await _serve(here, life, _bound(port), browser, opened)


async def _speech_for_others(stack: AsyncExitStack, life: Life, address: Address) -> None:
    """Serve Wyoming at the address that the person gave, and say so."""
    from alongside.interfaces.wyoming import ExtraMissing, Speech, served

    speech = Speech(life.models.hear, life.models.speak, lambda: life.config.language)
    try:
        port = await stack.enter_async_context(served(speech, address))
    except ExtraMissing as error:
        raise typer.BadParameter(str(error)) from error
    except OSError as error:
        raise PortTaken(address.port, "--wyoming") from error
    say(f"Hearing and speaking for Home Assistant at tcp://{address.host}:{port}")
    if address.host not in ("127.0.0.1", "::1", "localhost"):
        say("Whoever reaches that address can use it: Wyoming knows no passwords.", style="dim")


async def _opened_to_network(life: Life) -> Lan:
    from alongside.interfaces.lan.lan import PURPOSE, ready

    return await ready(life.folder, life.keys.secret(PURPOSE), LAN_PORT)


async def _serve(
    here: Session, life: Life, bound: socket.socket, browser: bool, lan: Lan | None
) -> None:
    """Serve the life until someone stops it, from here or from the app."""
    from alongside.interfaces.api.app import make_app
    from alongside.interfaces.api.serve import serving
    from alongside.interfaces.api.sessions import Sessions
    from alongside.interfaces.cli.attending import AsOpened, attending
    from alongside.interfaces.cli.main import carry_out
    from alongside.interfaces.lan.lan import served

    stopped = asyncio.Event()
    _on_signals(stopped)
    address = f"http://127.0.0.1:{bound.getsockname()[1]}"
    sessions = await asyncio.to_thread(Sessions, life.folder / "sessions.json")
    own = await sessions.open("alongside link")
    async with here.home.sample(life) as sample:
        app = make_app(life, sessions, sample, stopped.set, lan=lan)
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(serving(app, bound))
            if lan is not None:
                await stack.enter_async_context(served(lan, app))
                _guide(lan)
            home = AsOpened(here.home, here.life, life)
            commands = await stack.enter_async_context(attending(home, carry_out))
            await stack.enter_async_context(announced(life.folder, Running(address, own, commands)))
            _enter(f"{address}/#link={sessions.link()}", browser)
            errors.print("Ctrl+C stops it.", style="dim")
            await stopped.wait()
            await sessions.close(own.cookie)
    errors.print("Stopped. Everything is kept.", style="dim")


def _bound(port: int | None) -> socket.socket:
    """A socket on the port asked for, else on the usual one, else on any. Raises `PortTaken`."""
    from alongside.interfaces.api.serve import listen

    try:
        return listen(port=PORT if port is None else port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        if port is not None:
            raise PortTaken(port) from error
        return listen(port=0)


def _on_signals(stopped: asyncio.Event) -> None:
    """Ctrl+C and a polite kill stop the server once its calls have ended."""
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # on Windows Ctrl+C cancels the task instead
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)


def _guide(lan: Lan) -> None:
    """How a phone gets in: the page that leads it here, and what to compare there."""
    import segno

    say("On a phone in this network, open this page once and follow it:")
    segno.make(lan.guided, error="m", micro=False).terminal(out=sys.stdout, compact=True)
    say(lan.guided, style="bold")
    say(f"The fingerprint that it must show: {lan.fingerprint}")
    say("Then pair the phone in Settings, under Devices.")


def _enter(address: str, browser: bool) -> None:
    say("Open this link once, in a browser on this machine:")
    say(address, style="bold")
    if browser and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        with suppress(webbrowser.Error):
            webbrowser.open(address)
