"""Writes new files into the allowed folders. What is there already is never written over."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import Mapping
from typing import Any

from alongside.gate.tool import MAKES, Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.files.folders import NO_LINK, Folders, plain_file
from alongside.tools.files.reading import PATH


class WriteFile:
    """Writes a new file; undoing deletes it, unless it was changed since."""

    spec = ToolSpec(
        name="write_file",
        description="Write a new text file into a folder that the person allowed.",
        parameters={
            "type": "object",
            "properties": {"path": PATH, "text": {"type": "string", "maxLength": 200_000}},
            "required": ["path", "text"],
            "additionalProperties": False,
        },
        hints=MAKES,
    )

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        data = arguments["text"].encode()
        await asyncio.to_thread(self._write, arguments["path"], data)
        undo = json.dumps([arguments["path"], hashlib.sha256(data).hexdigest()])
        return Result(text=f"Wrote {arguments['path']}.", trust=Trust.OWN, undo=undo)

    async def undo(self, undo: str) -> None:
        path, hash_ = json.loads(undo)
        await asyncio.to_thread(self._delete, path, hash_)

    def _write(self, path: str, data: bytes) -> None:
        root, parts = self._folders.place(path)
        if not parts:
            raise ToolError(f"{path} is a folder.")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK
        with self._folders.folder(root, parts[:-1], path) as here:
            try:
                file = os.open(parts[-1], flags, 0o600, dir_fd=here)
            except FileExistsError:
                raise ToolError(f"There is a file {path} already. It was left as it is.") from None
            except OSError as error:
                raise ToolError(f"{path} can't be written: {error.strerror}.") from error
            with os.fdopen(file, "wb") as opened:
                opened.write(data)
                opened.flush()
                os.fsync(file)

    def _delete(self, path: str, hash_: str) -> None:
        root, parts = self._folders.place(path)
        with self._folders.folder(root, parts[:-1], path) as here:
            try:
                file = os.open(parts[-1], os.O_RDONLY | NO_LINK | os.O_NONBLOCK, dir_fd=here)
            except OSError:
                raise ToolError(f"{path} isn't there any more.") from None
            if not plain_file(file):
                os.close(file)
                raise ToolError(f"{path} was changed since; it was left as it is.")
            with os.fdopen(file, "rb") as opened:
                same = hashlib.sha256(opened.read()).hexdigest() == hash_
            if not same:
                raise ToolError(f"{path} was changed since; it was left as it is.")
            os.unlink(parts[-1], dir_fd=here)
