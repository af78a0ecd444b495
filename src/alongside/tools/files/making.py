"""Makes folders within the allowed ones."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from typing import Any

from alongside.gate.tool import MAKES, Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.files.copying import IS_THERE
from alongside.tools.files.folders import Folders
from alongside.tools.files.reading import PATH


class MakeFolder:
    """Makes a folder; undoing takes it away, unless something lies in it by then."""

    spec = ToolSpec(
        name="make_folder",
        description="Make a new folder within the folders that the person allowed.",
        parameters={
            "type": "object",
            "properties": {"path": PATH},
            "required": ["path"],
            "additionalProperties": False,
        },
        hints=MAKES,
    )

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        path = arguments["path"]
        await asyncio.to_thread(self._make, path)
        return Result(text=f"Made the folder {path}.", trust=Trust.OWN, undo=path)

    async def undo(self, undo: str) -> None:
        await asyncio.to_thread(self._remove, undo)

    def _make(self, path: str) -> None:
        root, parts = self._folders.place(path)
        if not parts:
            raise ToolError(IS_THERE.format(path), ours=True)
        with self._folders.folder(root, parts[:-1], path) as here:
            try:
                os.mkdir(parts[-1], 0o700, dir_fd=here)
            except FileExistsError:
                raise ToolError(IS_THERE.format(path), ours=True) from None
            except OSError as error:
                raise ToolError(f"{path} can't be made: {error.strerror}.", ours=True) from error

    def _remove(self, path: str) -> None:
        root, parts = self._folders.place(path)
        with self._folders.folder(root, parts[:-1], path) as here:
            try:
                os.rmdir(parts[-1], dir_fd=here)
            except OSError as error:
                raise ToolError(f"{path} was left as it is: {error.strerror}.") from error
