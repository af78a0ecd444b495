"""Runs commands and Python for the person, in the sandbox. What they print is nobody's word."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from alongside.gate.tool import MAKES, Result, ToolError, ToolSpec
from alongside.log.blobs import Blobs
from alongside.log.kinds import Noted
from alongside.log.log import Log
from alongside.log.moment import Draft, Trust
from alongside.tools.files.folders import Folders
from alongside.tools.files.reading import PATH, content
from alongside.tools.sandbox.box import Box, Ran

SOURCE = "sandbox"
MOST_FILE = 8 << 20
"""Bytes of a file that may be given to a command."""
MOST_FILES = 8
_TEXT = "^[^\\u0000]+$"
_FILES = {
    "type": "array",
    "items": PATH,
    "maxItems": MOST_FILES,
    "description": "allowed files to copy in",
}
_ABOUT = "There is no network. Files given lie here by their names; what is left in out/ is kept."


def _spec(name: str, what: str, argument: str) -> ToolSpec:
    """What a tool says of itself that runs its `argument` in the sandbox."""
    return ToolSpec(
        name=name,
        description=f"{what} in a sandbox and see what it prints. {_ABOUT}",
        parameters={
            "type": "object",
            "properties": {
                argument: {"type": "string", "pattern": _TEXT, "maxLength": 20_000},
                "files": _FILES,
            },
            "required": [argument],
            "additionalProperties": False,
        },
        hints=MAKES,
    )


class _Run:
    """What both tools do: copy files in, run, keep what is left in `out`."""

    def __init__(self, box: Box, folders: Folders, log: Log, blobs: Blobs) -> None:
        self._box = box
        self._folders = folders
        self._log = log
        self._blobs = blobs

    async def undo(self, undo: str) -> None:
        await self._log.forget(undo)

    async def _ran(self, command: tuple[str, ...], arguments: Mapping[str, Any]) -> Result:
        given = await asyncio.to_thread(self._given, arguments.get("files", ()))
        ran = await self._box.run(command, given)
        if ran.ended and not ran.files:
            raise ToolError(f"The command failed: {ran.ended}.\n{ran.printed[-2000:]}")
        kept, names = await self._kept(ran)
        said = [ran.printed or "It printed nothing."]
        said += [f"Then {ran.ended}."] if ran.ended else []
        said += [f"Kept: {names}."] if names else []
        return Result(text="\n".join(said), trust=Trust.OUTSIDE, undo=kept)

    def _given(self, paths: tuple[str, ...]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for path in paths:
            name = PurePosixPath(path).name
            if name in found or name in ("out", "", "..", "."):
                raise ToolError(f"{path}: give files of names that differ.", ours=True)
            found[name], size = content(self._folders, path, MOST_FILE)
            if size > MOST_FILE:
                raise ToolError(f"{path} is larger than {MOST_FILE >> 20} MB.", ours=True)
        return found

    async def _kept(self, ran: Ran) -> tuple[str, str]:
        """The moment that keeps the files it left, and their names."""
        if not ran.files:
            return "", ""
        media = [
            await self._blobs.put(
                data, type=mimetypes.guess_type(name)[0] or "application/octet-stream", name=name
            )
            for name, data in ran.files.items()
        ]
        names = ", ".join(ran.files)
        what = Noted(title="From the sandbox", text=names, media=tuple(media))
        draft = Draft(
            what=what, at=datetime.now(UTC), zone="UTC", source=SOURCE, trust=Trust.OUTSIDE
        )
        (kept,) = await self._log.append(draft)
        return kept.id, names


class RunPython(_Run):
    """Runs code in the system's Python."""

    spec = _spec("run_python", "Run Python code", "code")

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        return await self._ran(("/usr/bin/python3", "-c", arguments["code"]), arguments)


class RunShell(_Run):
    """Runs a command line in the system's shell."""

    spec = _spec("run_shell", "Run a shell command", "command")

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        return await self._ran(("/bin/sh", "-c", arguments["command"]), arguments)
