"""Commands typed beside a running server: sent to it over a socket of the person's own, and carried
out there, in the one life that is open, with what they print and what is typed passed on."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import msgspec
import typer

from alongside.interfaces.cli.beside import BesideError, NotRunning, running
from alongside.log.errors import LifeInUse

LONGEST = 1 << 24
"""Bytes of one frame: a line of JSON."""


class Call(msgspec.Struct, frozen=True):
    """A command as it was typed, its paths absolute."""

    words: tuple[str, ...]
    tty: bool
    columns: int


class Printed(msgspec.Struct, frozen=True, tag=True):
    text: str
    error: bool = False


class Asked(msgspec.Struct, frozen=True, tag=True):
    """The command waits for a line to be typed; unseen, where `hidden` says what it is."""

    hidden: str = ""


class Ended(msgspec.Struct, frozen=True, tag=True):
    code: int


class Typed(msgspec.Struct, frozen=True):
    """A line that was typed, with its end; empty at the end of what there is."""

    line: str


Frame = Printed | Asked | Ended


def framed(frame: msgspec.Struct) -> bytes:
    return msgspec.json.encode(frame) + b"\n"


async def carried(folder: Path, call: Call) -> int:
    """The server that has the life in `folder` open carries the command out; its exit code.

    Raises `NotRunning`, `BesideError`.
    """
    here = await running(folder)
    try:
        reader, writer = await asyncio.open_unix_connection(here.commands, limit=LONGEST)
    except (AttributeError, OSError) as error:  # no such sockets here, or nobody at the other end
        raise NotRunning(f"Alongside can't be reached: {error}") from error
    try:
        writer.write(framed(call))
        while line := await reader.readline():
            frame = msgspec.json.decode(line, type=Frame)
            if isinstance(frame, Ended):
                return frame.code
            await _followed(frame, writer)
    finally:
        writer.close()
    raise BesideError("Alongside stopped in the middle of this. What was done until then is kept.")


async def _followed(frame: Printed | Asked, writer: asyncio.StreamWriter) -> None:
    if isinstance(frame, Printed):
        typer.echo(frame.text, nl=False, err=frame.error)
    else:
        writer.write(framed(Typed(await asyncio.to_thread(_line, frame.hidden))))
        await writer.drain()


def _line(hidden: str) -> str:
    if not (hidden and sys.stdin.isatty()):
        return sys.stdin.readline()
    told = typer.prompt(hidden, default="", hide_input=True, show_default=False, err=True)
    return f"{told}\n"


def call_of(context: typer.Context, words: list[str], columns: int) -> Call:
    """The command as it was typed, its paths absolute, as the server stands elsewhere."""
    paths = {str(path): str(path.absolute()) for path in _paths(context)}
    return Call(tuple(paths.get(word, word) for word in words), sys.stdout.isatty(), columns)


def _paths(context: typer.Context) -> list[Path]:
    typed: list[object] = []
    for value in context.params.values():
        typed += value if isinstance(value, list | tuple) else [value]
    return [each for each in typed if isinstance(each, Path)]


async def or_in_use(folder: Path, call: Call, error: LifeInUse) -> int:
    """As `carried`; where no server has it, whoever uses the life is another: raises `error`."""
    try:
        return await carried(folder, call)
    except NotRunning:
        raise error from None
