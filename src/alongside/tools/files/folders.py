"""Paths within allowed folders, walked so that no link and no `..` leads out of them.

A path is opened a part at a time, each from the folder before it and never through a symbolic link.
So what is checked is what is opened, even where somebody swaps a folder for a link meanwhile.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from alongside.gate.tool import ToolError

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
TRASH = ".alongside-trash"
"""The folder in an allowed one in which what was deleted lies."""
SAFE = os.open in os.supports_dir_fd
"""Whether this system can open a path from a folder that is open; without it nothing is opened."""


class Folders:
    """The folders that the person allows; more may be allowed while it runs."""

    def __init__(self, allowed: Callable[[], Sequence[str]]) -> None:
        self._allowed = allowed

    def roots(self) -> tuple[Path, ...]:
        """The allowed folders as they really lie. Raises `ToolError` where there is none."""
        found = tuple(Path(each).expanduser().resolve() for each in self._allowed())
        if not found:
            raise ToolError(
                "No folder is allowed yet. Allow one in Settings, or: alongside connect folder PATH"
            )
        return found

    def place(self, path: str) -> tuple[Path, tuple[str, ...]]:
        """The allowed folder and the parts of the path within it. Raises `ToolError`."""
        if "\0" in path:
            raise ToolError("This is no path.")
        roots = self.roots()
        given = Path(path).expanduser()
        for root in roots:
            inside = _inside(given, root)
            if inside is not None and ".." not in inside.parts:
                return root, inside.parts
        allowed = ", ".join(str(root) for root in roots)
        raise ToolError(f"{path} isn't in an allowed folder. Allowed: {allowed}", ours=True)

    @contextmanager
    def folder(self, root: Path, parts: Sequence[str], path: str) -> Iterator[int]:
        """An open folder, by its descriptor. Raises `ToolError`."""
        if not SAFE:
            raise ToolError("This system can't open files safely enough.")
        here = os.open(root, _FOLDER & ~NO_LINK)
        try:
            for part in parts:
                inner = self._into(part, here, path)
                os.close(here)
                here = inner
            yield here
        finally:
            os.close(here)

    def _into(self, part: str, here: int, path: str) -> int:
        try:
            return os.open(part, _FOLDER, dir_fd=here)
        except OSError as error:
            raise ToolError(f"{path} can't be opened: {error.strerror}.") from error


def _inside(given: Path, root: Path) -> PurePosixPath | None:
    """The path within the root; one that isn't absolute is meant within it."""
    if not given.is_absolute():
        return PurePosixPath(given.as_posix())
    try:
        return PurePosixPath(given.relative_to(root).as_posix())
    except ValueError:
        return None


def plain_file(descriptor: int) -> bool:
    """Whether it is a file, no device, pipe or folder."""
    return stat.S_ISREG(os.fstat(descriptor).st_mode)
