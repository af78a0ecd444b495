"""Copies files within the allowed folders. What is there already is never written over."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from alongside.gate.tool import MAKES, Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.files.folders import NO_LINK, Folders, plain_file
from alongside.tools.files.reading import PATH

PIECE = 1 << 20
T = TypeVar("T")
BOTH = {
    "type": "object",
    "properties": {"path": PATH, "new_path": PATH},
    "required": ["path", "new_path"],
    "additionalProperties": False,
}
IS_THERE = "There is something at {} already. It was left as it is."


class CopyFile:
    """Copies a file; undoing deletes the copy, unless it was changed since."""

    spec = ToolSpec(
        name="copy_file",
        description="Copy a file of the folders that the person allowed to a new path in them.",
        parameters=BOTH,
        hints=MAKES,
    )

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        path, new = arguments["path"], arguments["new_path"]
        hash_ = await unless_stopped(lambda stop: copied(self._folders, path, new, stop))
        return Result(
            text=f"Copied {path} to {new}.", trust=Trust.OWN, undo=json.dumps([new, hash_])
        )

    async def undo(self, undo: str) -> None:
        path, hash_ = json.loads(undo)
        await unless_stopped(lambda stop: removed(self._folders, path, hash_, stop))


async def unless_stopped(work: Callable[[threading.Event], T]) -> T:
    """Work in a thread that looks at an event, which is set once nobody waits for it any more."""
    stop = threading.Event()
    try:
        return await asyncio.to_thread(work, stop)
    except asyncio.CancelledError:
        stop.set()
        raise


def copied(folders: Folders, path: str, new: str, stop: threading.Event) -> str:
    """Copy a file to where nothing is; gives the hash of what it holds. Raises `ToolError`."""
    hash_ = hashlib.sha256()
    with opened(folders, path) as source, fresh(folders, new) as target:
        times = os.fstat(source)
        while piece := os.read(source, PIECE):
            if stop.is_set():
                raise ToolError("It was stopped.", ours=True)
            hash_.update(piece)
            _write(target, piece, new)
        os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))
        os.fsync(target)
    return hash_.hexdigest()


def removed(folders: Folders, path: str, hash_: str, stop: threading.Event) -> None:
    """Delete a file that still is what it was. Raises `ToolError`."""
    with opened(folders, path) as file:
        if stop.is_set() or hashed(file) != hash_:
            raise ToolError(f"{path} was changed since; it was left as it is.")
    root, parts = folders.place(path)
    with folders.folder(root, parts[:-1], path) as here:
        os.unlink(parts[-1], dir_fd=here)


def hashed(file: int) -> str:
    """The hash of an open file."""
    hash_ = hashlib.sha256()
    while piece := os.read(file, PIECE):
        hash_.update(piece)
    return hash_.hexdigest()


@contextmanager
def opened(folders: Folders, path: str) -> Iterator[int]:
    """An allowed file, open to be read, by its descriptor. Raises `ToolError`."""
    root, parts = folders.place(path)
    if not parts:
        raise ToolError(f"{path} is a folder.", ours=True)
    with folders.folder(root, parts[:-1], path) as here:
        try:
            file = os.open(parts[-1], os.O_RDONLY | NO_LINK | os.O_NONBLOCK, dir_fd=here)
        except OSError as error:
            raise ToolError(f"{path} can't be read: {error.strerror}.", ours=True) from error
    try:
        if not plain_file(file):
            raise ToolError(f"{path} is no file.", ours=True)
        yield file
    finally:
        os.close(file)


@contextmanager
def fresh(folders: Folders, path: str) -> Iterator[int]:
    """A new file, open to be written, by its descriptor; it is gone again where that fails. Raises
    `ToolError`."""
    root, parts = folders.place(path)
    if not parts:
        raise ToolError(f"{path} is a folder.", ours=True)
    with folders.folder(root, parts[:-1], path) as here:
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK
            file = os.open(parts[-1], flags, 0o600, dir_fd=here)
        except FileExistsError:
            raise ToolError(IS_THERE.format(path), ours=True) from None
        except OSError as error:
            raise ToolError(f"{path} can't be written: {error.strerror}.", ours=True) from error
        try:
            yield file
        except BaseException:
            os.unlink(parts[-1], dir_fd=here)
            raise
        finally:
            os.close(file)


def _write(target: int, piece: bytes, path: str) -> None:
    try:
        while piece:
            piece = piece[os.write(target, piece) :]
    except OSError as error:
        raise ToolError(f"{path} can't be written: {error.strerror}.", ours=True) from error
