"""What every command shares: the home of lives, running, printing for people and for programs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Protocol, TypeVar

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from alongside.interfaces.parts import Life, Sample
from alongside.log.moment import Moment

T = TypeVar("T")
console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead, for programs.")]


class Home(Protocol):
    """The folder of lives, and what opens one of them."""

    folder: Path

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


def in_life(context: typer.Context, work: Callable[[Life], Coroutine[Any, Any, T]]) -> T:
    """Open the life, do the work, close it."""

    async def run() -> T:
        async with session(context).open() as life:
            for warning in life.warnings:
                warn(warning)
            return await work(life)

    return asyncio.run(run())


def print_json(value: object) -> None:
    """One JSON value on standard output."""
    typer.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def say(text: str, style: str = "") -> None:
    """A line for a person; `text` is shown as it is."""
    console.print(escape(text), style=style or None, soft_wrap=True)


def warn(text: str) -> None:
    errors.print(escape(text), style="yellow", soft_wrap=True)


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
        "seq": moment.seq,
        "at": moment.at,
        "zone": moment.zone,
        "recorded": moment.recorded,
        "source": moment.source,
        "trust": moment.trust.name,
        "because": moment.because,
        "what": moment.what,
    }
