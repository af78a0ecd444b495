"""Lists and reads files in the allowed folders."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from typing import Any

from alongside.gate.tool import READS, Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.files.folders import NO_LINK, Folders, plain_file

MOST = 100_000
"""Bytes of a file that are read."""
MOST_NAMES = 300
PATH = {"type": "string", "minLength": 1, "maxLength": 1000}


class ListFiles:
    """What lies in an allowed folder."""

    spec = ToolSpec(
        name="list_files",
        description="The files in a folder that the person allowed; “.” is that folder itself.",
        parameters={
            "type": "object",
            "properties": {"path": PATH},
            "required": ["path"],
            "additionalProperties": False,
        },
        hints=READS,
    )

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        text = await asyncio.to_thread(self._list, arguments["path"])
        return Result(text=text, trust=Trust.OUTSIDE)

    def _list(self, path: str) -> str:
        root, parts = self._folders.place(path)
        with self._folders.folder(root, parts, path) as here, os.scandir(here) as found:
            rows = sorted((not e.is_dir(follow_symlinks=False), e.name, e) for e in found)
            lines = [_line(entry) for _, _, entry in rows[:MOST_NAMES]]
        if len(rows) > MOST_NAMES:
            lines.append(f"… and {len(rows) - MOST_NAMES} more.")
        return "\n".join(lines) or "The folder is empty."


def _line(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return f"- {entry.name} (a link, not followed)"
    if entry.is_dir(follow_symlinks=False):
        return f"- {entry.name}/"
    return f"- {entry.name} ({entry.stat(follow_symlinks=False).st_size} bytes)"


class ReadFile:
    """What an allowed file says. Anyone may have written it."""

    spec = ToolSpec(
        name="read_file",
        description="Read a text file in a folder that the person allowed.",
        parameters={
            "type": "object",
            "properties": {"path": PATH},
            "required": ["path"],
            "additionalProperties": False,
        },
        hints=READS,
    )

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        data, size = await asyncio.to_thread(content, self._folders, arguments["path"], MOST)
        try:
            text = data.decode("utf-8-sig", "strict" if size <= MOST else "ignore")
        except UnicodeDecodeError:
            raise ToolError(f"{arguments['path']} is no text file.") from None
        more = f"\n… ({size} bytes in all)" if size > MOST else ""
        return Result(text=text + more, trust=Trust.OUTSIDE)


def content(folders: Folders, path: str, most: int) -> tuple[bytes, int]:
    """The beginning of an allowed file, at most so many bytes, and its size. Raises `ToolError`."""
    root, parts = folders.place(path)
    if not parts:
        raise ToolError(f"{path} is a folder.")
    with folders.folder(root, parts[:-1], path) as here:
        try:
            file = os.open(parts[-1], os.O_RDONLY | NO_LINK | os.O_NONBLOCK, dir_fd=here)
        except OSError as error:
            raise ToolError(f"{path} can't be read: {error.strerror}.") from error
        if not plain_file(file):
            os.close(file)
            raise ToolError(f"{path} is no file.")
        with os.fdopen(file, "rb") as opened:
            return opened.read(most), os.fstat(file).st_size
