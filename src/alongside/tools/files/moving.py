"""Moves and renames files within the allowed folders. What is there is never written over."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from typing import Any

from alongside.gate.tool import Hints, Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.files.copying import BOTH, IS_THERE, copied, removed, unless_stopped
from alongside.tools.files.copying import opened as readable
from alongside.tools.files.folders import Folders


class MoveFile:
    """Moves a file; undoing moves it back, unless something else is there by then."""

    spec = ToolSpec(
        name="move_file",
        description="Move or rename a file within the folders that the person allowed.",
        parameters=BOTH,
        hints=Hints(read_only=False, destructive=False, open_world=False, pays=False),
    )

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        path, new = arguments["path"], arguments["new_path"]
        await unless_stopped(lambda stop: moved(self._folders, path, new, stop))
        undo = json.dumps([path, new])
        return Result(text=f"Moved {path} to {new}.", trust=Trust.OWN, undo=undo)

    async def undo(self, undo: str) -> None:
        path, new = json.loads(undo)
        await unless_stopped(lambda stop: moved(self._folders, new, path, stop))


def moved(folders: Folders, path: str, new: str, stop: threading.Event) -> None:
    """Move a file to where nothing is: by a second name for it where the disk has such, as a rename
    would write over what is there; else by a copy. Raises `ToolError`."""
    (root, parts), (to, names) = folders.place(path), folders.place(new)
    if not parts or not names:
        raise ToolError(f"{path if not parts else new} is a folder.", ours=True)
    with (
        readable(folders, path),
        folders.folder(root, parts[:-1], path) as here,
        folders.folder(to, names[:-1], new) as there,
    ):
        try:
            os.link(parts[-1], names[-1], src_dir_fd=here, dst_dir_fd=there, follow_symlinks=False)
        except FileExistsError:
            raise ToolError(IS_THERE.format(new), ours=True) from None
        except OSError:
            removed(folders, path, copied(folders, path, new, stop), stop)
            return
        os.unlink(parts[-1], dir_fd=here)
