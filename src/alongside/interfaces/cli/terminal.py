"""What every command shares: the home of lives, running, printing for people and for programs."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import AbstractAsyncContextManager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Protocol, TypeVar

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from alongside.config import Config
from alongside.interfaces.cli import relay
from alongside.interfaces.cli.streams import HERE
from alongside.interfaces.parts import Life, Sample, called
from alongside.log.errors import LifeInUse, NoKey, NoLife
from alongside.log.keys import Keys
from alongside.log.moment import Moment
from alongside.mind.converse.telling import Teller

T = TypeVar("T")
INTERRUPTED = 130
Loop = asyncio.AbstractEventLoop
LOOP: ContextVar[tuple[Loop, set[asyncio.Task[Any]]] | None] = ContextVar("loop", default=None)
"""The server's loop, where this context's command is one that was typed beside it; and its work."""
CLIPPED = 200
"""Characters of a moment shown in a list."""
console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead, for programs.")]


class Home(Protocol):
    """The folder of lives, and what opens one of them."""

    @property
    def folder(self) -> Path: ...

    def open(
        self, name: str, *, passphrase: str = ..., recovery: str = ..., working: bool = ...
    ) -> AbstractAsyncContextManager[Life]:
        """The life of that name, made if there is none; `working` runs its jobs beside it.

        Raises `StoreError`, `ConfigError`.
        """
        ...

    def passing(self, folder: Path) -> AbstractAsyncContextManager[Life]:
        """A life in an empty folder, with a key that is kept nowhere."""
        ...

    def sample(self, own: Life) -> AbstractAsyncContextManager[Sample]:
        """What opens the life that ships with the project beside the person's own."""
        ...

    def of(self, name: str) -> Path:
        """The folder of one life."""
        ...


@dataclass(frozen=True, slots=True)
class Session:
    """What the command line was told before the command: which life, and how to unlock it."""

    home: Home
    life: str
    passphrase: str = ""
    recovery: str = ""

    @property
    def folder(self) -> Path:
        return self.home.of(self.life)

    def open(self, *, working: bool = False) -> AbstractAsyncContextManager[Life]:
        return self.home.open(
            self.life, passphrase=self.passphrase, recovery=self.recovery, working=working
        )


def session(context: typer.Context) -> Session:
    """The session that the main command put into the context."""
    found = context.find_object(Session)
    if found is None:
        raise RuntimeError("a command runs under the main command")
    return found


def unlocked(context: typer.Context, work: Callable[[Session], Coroutine[Any, Any, T]]) -> T:
    """Do the work; where the life is locked and someone can type, with its passphrase asked for."""
    here = session(context)
    try:
        return run(work(here))
    except NoKey:
        if here.passphrase or here.recovery or not sys.stdin.isatty():
            raise
    passphrase = typer.prompt("Passphrase of this life", hide_input=True, err=True)
    return run(work(replace(here, passphrase=passphrase)))


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run it to its end. Ctrl+C stops it in order; whatever was done until then is kept."""
    if (serving := LOOP.get()) is not None:
        return _run_there(work, *serving)
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        warn("Stopped. What was done until then is kept.")
        raise typer.Exit(INTERRUPTED) from None


def _run_there(work: Coroutine[Any, Any, T], loop: Loop, works: set[asyncio.Task[Any]]) -> T:
    """Run it on the server's loop, from a thread beside; leaving the terminal cancels it."""

    async def kept() -> T:
        task = asyncio.current_task()
        works.add(task) if task else None
        try:
            return await work
        finally:
            works.discard(task) if task else None

    try:
        return asyncio.run_coroutine_threadsafe(kept(), loop).result()
    except CancelledError:
        raise typer.Exit(INTERRUPTED) from None


def in_life(
    context: typer.Context,
    work: Callable[[Life], Coroutine[Any, Any, T]],
    *,
    make: bool = False,
    beside: bool = True,
) -> T:
    """Open the life, do the work, close it; `make` starts a life where there is none.

    Where a server has the life open, the whole command is carried out there, unless not `beside`.
    Raises `NoLife`, `LifeInUse`.
    """

    async def within(here: Session) -> T:
        if not make and not await asyncio.to_thread(Keys(here.folder).exists):
            raise NoLife(here.folder)
        async with here.open() as life:
            welcome(life)
            return await work(life)

    try:
        return unlocked(context, within)
    except LifeInUse as error:
        if not beside:
            raise
        call = relay.call_of(context, sys.argv[1:], console.width)
        raise typer.Exit(run(relay.or_in_use(session(context).folder, call, error))) from None


def welcome(life: Life) -> None:
    """What the person must be told as the life opens: of a life made just now, its code."""
    if life.recovery_code:
        warn(
            f"The recovery code of this life, shown once: {life.recovery_code} – write it down; "
            "it opens the life when all else is lost."
        )
    for warning in life.warnings:
        warn(warning)


async def typed(prompt: str) -> str | None:
    """A line that the person types; None at the end of what there is."""
    if sys.stdin.isatty():
        console.print(f"[bold]{escape(prompt)}[/bold] ", end="")
    line = await asyncio.to_thread(sys.stdin.readline)
    return line.strip() if line else None


async def secret(what: str) -> str:
    """A secret, typed unseen; a program may write it on standard input as a line."""
    return (await asyncio.to_thread(_secret, what)).rstrip("\n")


def _secret(what: str) -> str:
    if (terminal := HERE.get()) is not None:
        return terminal.typed(what)
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    told: str = typer.prompt(what, default="", hide_input=True, show_default=False, err=True)
    return told


async def confirmed(question: str) -> bool:
    """Whether the person says yes."""
    return await asyncio.to_thread(typer.confirm, question)


def print_json(value: object) -> None:
    """One JSON value on standard output."""
    typer.echo(msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2).decode())


def say(text: str, style: str = "") -> None:
    """A line for a person; `text` is shown as it is."""
    console.print(escape(text), style=style or None, soft_wrap=True)


def warn(text: str) -> None:
    errors.print(escape(text), style="yellow", soft_wrap=True)


def line(moment: Moment, teller: Teller) -> str:
    """A moment in a list."""
    told = teller.line(moment, " ".join(teller.words(moment).split()))
    return told if len(told) <= CLIPPED else f"{told[: CLIPPED - 1].rstrip()}…"


def teller_of(config: Config) -> Teller:
    """Tells moments in the person's own language. Blocks at first, as it loads names of zones."""
    return Teller(called(config), config.language or "en")


def table(*columns: str, rows: Sequence[Sequence[object]]) -> None:
    """A table whose cells are shown as they are."""
    made = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in rows:
        made.add_row(*(escape(str(cell)) for cell in row))
    console.print(made)


def as_json(moment: Moment) -> Mapping[str, object]:
    """A moment as every `--json` prints it."""
    return {
        "id": moment.id,
        "at": moment.at,
        "zone": moment.zone,
        "recorded": moment.recorded,
        "source": moment.source,
        "trust": moment.trust.name,
        "because": moment.because,
        "what": moment.what,
    }
