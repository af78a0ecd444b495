"""The files to bring in, on the disk or inside an archive, seen alike."""

from __future__ import annotations

import os
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

HEAD = 8192
"""Bytes of a file's start that tell its kind."""
HIDDEN = frozenset({"__macosx", "thumbs.db", "desktop.ini", "$recycle.bin"})
UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)
"""What opening and reading a damaged, vanished or encrypted file raises."""


class File(Protocol):
    """One file. `shown` is its path as the person knows it, `modified` an aware UTC time."""

    @property
    def shown(self) -> str: ...

    @property
    def size(self) -> int: ...

    @property
    def modified(self) -> datetime | None: ...

    @property
    def head(self) -> bytes:
        """The first `HEAD` bytes. Blocks; raises one of `UNREADABLE`."""
        ...

    def open(self) -> BinaryIO:
        """The content, seekable. Blocks; raises one of `UNREADABLE`."""
        ...

    def content(self) -> bytes | Path:
        """The content as the blob store takes it. Blocks; raises one of `UNREADABLE`."""
        ...

    def beside(self, name: str) -> File | None:
        """The file at this path from the same folder on, if there is one; never one outside."""
        ...


def name(file: File) -> str:
    return PurePosixPath(file.shown).name


def stem(file: File) -> str:
    return PurePosixPath(file.shown).stem


def suffix(file: File) -> str:
    """The ending, in lower case, with its dot."""
    return PurePosixPath(file.shown).suffix.lower()


@dataclass(frozen=True)
class DiskFile:
    path: Path
    shown: str

    @cached_property
    def _stat(self) -> os.stat_result:
        return self.path.stat()

    @property
    def size(self) -> int:
        return self._stat.st_size

    @property
    def modified(self) -> datetime | None:
        return datetime.fromtimestamp(self._stat.st_mtime, UTC)

    @cached_property
    def head(self) -> bytes:
        with self.open() as file:
            return file.read(HEAD)

    def open(self) -> BinaryIO:
        return self.path.open("rb")

    def content(self) -> bytes | Path:
        return self.path

    def beside(self, name: str) -> File | None:
        way = within(name)
        path = self.path.parent / way
        inside = path.is_file() and path.resolve() == self.path.parent.resolve() / way
        return DiskFile(path, str(PurePosixPath(self.shown).parent / way)) if inside else None


def within(path: str) -> PurePosixPath:
    """A path as an archive writes it, which leads out of no folder: else only its name."""
    way = PurePosixPath(path.replace("\\", "/").replace("\0", ""))
    return PurePosixPath(way.name) if way.is_absolute() or ".." in way.parts else way


def because(error: BaseException) -> str:
    """Why something failed, in a line for the person."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split())[:300] or type(error).__name__


def is_hidden(path: PurePosixPath) -> bool:
    """Whether a file only serves a system: `.DS_Store`, `Thumbs.db`, `.git` and their like."""
    parts = [part for part in path.parts if part != ".."]
    return any(part.startswith(".") or part.casefold() in HIDDEN for part in parts)


def plain(name: str) -> str:
    """A path in composed Unicode (NFC), without characters that no text can hold."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text.replace("\0", ""))
