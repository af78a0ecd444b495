"""Files that are there whole, and still there after a power cut, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from alongside.log.errors import DiskFull

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A fresh private file, on the disk when the block ends, deleted when it fails.

    Raises `DiskFull`.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with (
            room(path),
            os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file,
        ):
            yield file
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def private(path: Path) -> None:
    """Make an empty file that its owner alone may read, unless there is one already.

    One that is there is not even opened: closing it would drop SQLite's locks on it (POSIX
    advisory locks belong to the process, not to the descriptor).
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


@contextmanager
def room(path: Path) -> Iterator[None]:
    """Raises `DiskFull` where the block runs out of room for `path`."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFull(path) from error
        raise


def replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises `DiskFull`; the file before is then untouched."""
    beside = path.with_name(path.name + ".part")
    beside.unlink(missing_ok=True)
    with writing(beside) as file:
        file.write(data)
    beside.replace(path)
    sync_folder(path.parent)


def copy(source: Path, target: Path) -> None:
    """Copy a file's content into a fresh private file. Raises `DiskFull`."""
    with source.open("rb") as read, writing(target) as file:
        shutil.copyfileobj(read, file)
    sync_folder(target.parent)


def workplace(passing: Path) -> Path:
    """A fresh private folder inside `passing`, which is made if it isn't there."""
    passing.mkdir(mode=0o700, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=passing))


def sync(path: Path) -> None:
    """Make a file's content survive a power cut."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut (where the system can do so)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
