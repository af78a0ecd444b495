"""Puts files of the allowed folders into a trash of their own, out of which they come back."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from alongside.gate.tool import Hints, Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.files.copying import unless_stopped
from alongside.tools.files.folders import TRASH, Folders
from alongside.tools.files.moving import moved
from alongside.tools.files.reading import PATH


class DeleteFile:
    """Moves a file into the trash of its folder, where the person finds it; undoing moves it back.
    The trash is emptied by the person alone."""

    spec = ToolSpec(
        name="delete_file",
        description="Put a file of the folders that the person allowed into their trash.",
        parameters={
            "type": "object",
            "properties": {"path": PATH},
            "required": ["path"],
            "additionalProperties": False,
        },
        hints=Hints(read_only=False, destructive=True, open_world=False, pays=False),
    )

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        path = arguments["path"]
        where = await unless_stopped(lambda stop: self._delete(path, stop))
        said = f"{path} lies in the trash now: {where}."
        return Result(text=said, trust=Trust.OWN, undo=json.dumps([path, where]))

    async def undo(self, undo: str) -> None:
        path, where = json.loads(undo)
        await unless_stopped(lambda stop: moved(self._folders, where, path, stop))

    def _delete(self, path: str, stop: threading.Event) -> str:
        root, parts = self._folders.place(path)
        if not parts:
            raise ToolError(f"{path} is a folder.", ours=True)
        if parts[0] == TRASH:
            raise ToolError(f"{path} lies in the trash already.", ours=True)
        own = uuid4().hex[:8]
        for inner in ((), (TRASH,)):
            _ensure(self._folders, root, inner, TRASH if not inner else own, path)
        where = str(root / TRASH / own / parts[-1])
        moved(self._folders, path, where, stop)
        return where


def _ensure(folders: Folders, root: Path, inside: tuple[str, ...], name: str, path: str) -> None:
    """Have there be a folder of that name. Raises `ToolError`."""
    with folders.folder(root, inside, path) as here:
        try:
            os.mkdir(name, 0o700, dir_fd=here)
        except FileExistsError:
            return
        except OSError as error:
            raise ToolError(f"{path} can't be moved: {error.strerror}.", ours=True) from error
