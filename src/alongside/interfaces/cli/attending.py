"""The server's end of commands typed beside it: carries them out in the life that it has open."""

from __future__ import annotations

import asyncio
import contextvars
import queue
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import msgspec

from alongside.interfaces.cli.relay import LONGEST, Asked, Call, Ended, Printed, Typed, framed
from alongside.interfaces.cli.streams import HERE, routed
from alongside.interfaces.cli.terminal import LOOP, Home
from alongside.interfaces.parts import Life, Sample

Command = Callable[[Home, tuple[str, ...]], int]
"""Carries out a command on a home of lives, and gives its exit code."""


@dataclass(frozen=True, slots=True)
class AsOpened:
    """A home in which one life is open already; its others are as they were."""

    home: Home
    name: str
    life: Life

    @property
    def folder(self) -> Path:
        return self.home.folder

    def of(self, name: str) -> Path:
        return self.home.of(name)

    @asynccontextmanager
    async def open(
        self, name: str, *, passphrase: str = "", recovery: str = "", working: bool = False
    ) -> AsyncIterator[Life]:
        """The life that is open; what it told when it was opened isn't told again."""
        if name == self.name:
            yield replace(self.life, warnings=(), recovery_code="")
            return
        async with self.home.open(
            name, passphrase=passphrase, recovery=recovery, working=working
        ) as life:
            yield life

    @asynccontextmanager
    async def passing(self, folder: Path) -> AsyncIterator[Life]:
        async with self.home.passing(folder) as life:
            yield life

    @asynccontextmanager
    async def sample(self, own: Life) -> AsyncIterator[Sample]:
        async with self.home.sample(own) as sample:
            yield sample


class Line:
    """The terminal at the other end of the socket."""

    def __init__(self, writer: asyncio.StreamWriter, call: Call) -> None:
        self.tty = call.tty
        self._writer = writer
        self._loop = asyncio.get_running_loop()
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    def print(self, text: str, *, error: bool) -> None:
        self.send(framed(Printed(text, error)))

    def typed(self, hidden: str = "") -> str:
        """A line, or nothing, ever after, once the other end has left."""
        self.send(framed(Asked(hidden)))
        line = self._lines.get()
        if not line:
            self._lines.put("")
        return line

    def send(self, frame: bytes) -> None:
        self._loop.call_soon_threadsafe(self._writer.write, frame)

    async def listen(self, reader: asyncio.StreamReader) -> None:
        """Take what is typed, until the other end leaves."""
        try:
            with suppress(OSError, ValueError, msgspec.DecodeError):
                while line := await reader.readline():
                    self._lines.put(msgspec.json.decode(line, type=Typed).line)
        finally:
            self._lines.put("")


@asynccontextmanager
async def attending(home: AsOpened, command: Command) -> AsyncIterator[str]:
    """The path of the socket where commands are taken; empty where there are no such sockets."""
    if not hasattr(asyncio, "start_unix_server"):
        yield ""
        return
    folder = await asyncio.to_thread(partial(tempfile.mkdtemp, prefix="alongside-"))
    path = str(Path(folder) / "commands")  # the folder is its owner's alone
    try:
        with routed():
            taking = partial(_take, home, command)
            async with await asyncio.start_unix_server(taking, path, limit=LONGEST):
                yield path
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


async def _take(
    home: AsOpened, command: Command, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Carry out the one command that comes; where its terminal leaves, it is stopped."""
    try:
        call = msgspec.json.decode(await reader.readline(), type=Call)
    except (ValueError, msgspec.DecodeError):
        writer.close()
        return
    line = Line(writer, call)
    works = set[asyncio.Task[object]]()
    context = contextvars.copy_context()
    context.run(HERE.set, line)
    context.run(LOOP.set, (asyncio.get_running_loop(), works))
    left = asyncio.create_task(line.listen(reader))
    left.add_done_callback(lambda _: [work.cancel() for work in works])
    loop = asyncio.get_running_loop()
    code = await loop.run_in_executor(None, lambda: context.run(command, home, call.words))
    left.cancel()
    with suppress(ConnectionError):
        line.send(framed(Ended(code)))
        await asyncio.sleep(0)
        await writer.drain()
    writer.close()
