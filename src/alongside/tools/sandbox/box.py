"""A sandbox for one command: no network, nothing of the person's files, bounded in all it takes.

bubblewrap (Linux) gives it namespaces of its own and a file system of which only the system's
programs are there, read-only. Its folder lies in memory and goes with it. Files go in by
descriptors and come out as an archive on a pipe, so that no folder of ours is ever shared.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Any

from alongside.gate.tool import ToolError
from alongside.tools.sandbox.outputs import unpacked
from alongside.tools.sandbox.watching import passed

NEEDED = "This needs bubblewrap (bwrap) 0.8 or newer, which Linux has: apt install bubblewrap"
NOBODY = 65534
MOST_OUTPUT = 20_000
"""Bytes of what is printed that are kept."""
WORK = "/work"
_FEED = """"$@" 2>&1; code=$?; tar -cf - -C out . >&2 2>/dev/null; exit $code"""
"""Runs the command, then hands over what lies in `out` as an archive, by the pipe of errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds, bytes and numbers that a command may take at most."""

    seconds: int = 60
    cpu: int = 30
    each: int = 1 << 30
    """Bytes of memory that one process may map."""
    memory: int = 1 << 30
    """Bytes that all of them hold together."""
    processes: int = 24
    file: int = 32 << 20
    folder: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a command: what it printed, how it ended, and the files it left in `out`."""

    printed: str
    ended: str
    files: Mapping[str, bytes]


class Box:
    """Runs commands, each in a sandbox of its own. Cancelling kills all that runs in it."""

    def __init__(self, limits: Limits | None = None, program: str = "bwrap") -> None:
        self._limits = limits or Limits()
        self._program = program

    async def check(self) -> None:
        """Whether it works on this machine. Raises `ToolError`."""
        ran = await self.run(("true",))
        if ran.ended:
            raise ToolError(f"The sandbox doesn't work on this machine: {ran.printed or ran.ended}")

    async def run(self, command: tuple[str, ...], files: Mapping[str, bytes] | None = None) -> Ran:
        """Run it in a folder with copies of these files, by plain names. Raises `ToolError`."""
        program = shutil.which(self._program)
        if program is None:
            raise ToolError(NEEDED, ours=True)
        with ExitStack() as stack:
            given = {name: _memory(stack, data) for name, data in (files or {}).items()}
            words = [*self._walls(given), "--", *self._bounds(), *command]
            working = await asyncio.create_subprocess_exec(
                program, *words, pass_fds=tuple(given.values()), env={}, start_new_session=True,
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE, **_as_nobody(),
            )  # fmt: skip
            return await self._followed(working)

    async def _followed(self, working: asyncio.subprocess.Process) -> Ran:
        """Wait for its end, or bring it about."""
        limits = self._limits
        printing = asyncio.ensure_future(_beginning(working.stdout, MOST_OUTPUT))
        leaving = asyncio.ensure_future(_beginning(working.stderr, 2 * limits.folder))
        watching = asyncio.ensure_future(passed(working.pid, limits.memory))
        ending = asyncio.ensure_future(working.wait())
        why = f"it took more than {limits.seconds} seconds"
        try:
            async with asyncio.timeout(limits.seconds):
                await asyncio.wait((ending, watching), return_when="FIRST_COMPLETED")
            why = f"it took more than {limits.memory >> 20} MB" if watching.done() else ""
        except TimeoutError:
            pass
        finally:
            watching.cancel()
            with suppress(ProcessLookupError):
                os.killpg(working.pid, signal.SIGKILL)
            await asyncio.shield(ending)
        printed, left = await printing, await leaving
        files, said = await asyncio.to_thread(unpacked, left)
        if not why and working.returncode:
            why = f"it ended with {working.returncode}"
        return Ran((printed.decode("utf-8", "replace") + said).strip("\n"), why, files)

    def _walls(self, files: Mapping[str, int]) -> list[str]:
        """What is there: the system read-only, and a folder in memory."""
        size = str(self._limits.folder)
        words = f"""--unshare-all --unshare-user --disable-userns --uid 1000 --gid 1000
            --hostname box --die-with-parent --new-session --cap-drop ALL --clearenv
            --setenv PATH /usr/bin:/bin --setenv HOME {WORK} --setenv LANG C.UTF-8
            --ro-bind /usr /usr --ro-bind-try /etc/alternatives /etc/alternatives
            --symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib
            --symlink usr/lib64 /lib64 --proc /proc --dev /dev --size {1 << 20} --tmpfs /dev/shm
            --remount-ro /dev --size {size} --tmpfs {WORK} --dir {WORK}/out
            --size {size} --tmpfs /tmp --remount-ro / --chdir {WORK}""".split()
        for name, descriptor in files.items():
            words += ["--file", str(descriptor), f"{WORK}/{name}"]
        return words

    def _bounds(self) -> list[str]:
        """What it may take; where memory runs out all the same, the system ends it first."""
        limits = self._limits
        words = f"""/usr/bin/choom -n 1000 -- /usr/bin/prlimit --core=0 --nofile=256
            --nproc={limits.processes} --as={limits.each} --cpu={limits.cpu} --fsize={limits.file}
            --memlock=0 --msgqueue=0 -- /bin/sh -c"""
        return [*words.split(), _FEED, "sh"]


def _as_nobody() -> dict[str, Any]:
    """The system's administrator runs it as nobody: limits don't hold for the administrator."""
    if os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def _memory(stack: ExitStack, data: bytes) -> int:
    """A descriptor that gives these bytes and is no file of a disk."""
    opened = stack.enter_context(os.fdopen(os.memfd_create("given"), "w+b"))
    opened.write(data)
    opened.flush()
    opened.seek(0)
    return opened.fileno()


async def _beginning(stream: asyncio.StreamReader | None, most: int) -> bytes:
    """The beginning of what comes; the rest is read too, so that nothing waits for us."""
    kept = bytearray()
    while stream is not None and (piece := await stream.read(1 << 16)):
        kept += piece[: most - len(kept)]
    return bytes(kept)
