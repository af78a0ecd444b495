"""One process at a time on one life."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from alongside.log import files
from alongside.log.errors import LifeInUse

NAME = "life.lock"

if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """Held from the moment it is made until `release`, or until the process ends in any way."""

    def __init__(self, folder: Path) -> None:
        """Raises `LifeInUse`."""
        files.private(folder / NAME)
        self._file = (folder / NAME).open("ab")
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            raise LifeInUse(folder) from error

    def release(self) -> None:
        self._file.close()
