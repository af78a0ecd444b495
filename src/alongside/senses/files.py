"""The files to bring in: on the disk or inside a zip archive, seen alike.

Nothing is ever unpacked to the disk. A zip member is read into memory, never beyond the size that
its archive declares, and an archive that would unpack to absurd sizes is not read at all.
"""

from __future__ import annotations

import io
import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from alongside.senses.outcome import Failure, Skipped

HEAD = 8192
"""Bytes of a file's start that tell its kind."""
MEMBER_LIMIT = 512 << 20
"""The largest zip member read, in bytes: it is held in memory."""
RATIO_LIMIT = 200
"""How many times its size an archive may unpack to once that is more than `BOMB_FLOOR` bytes."""
BOMB_FLOOR = 1 << 30
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
        """The file of this name in the same folder, if there is one."""
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
        path = self.path.with_name(PurePosixPath(name).name)
        is_plain = path.is_file() and not path.is_symlink()
        return (
            DiskFile(path, str(PurePosixPath(self.shown).with_name(path.name)))
            if is_plain
            else None
        )


@dataclass(frozen=True)
class ZipMember:
    archive: Archive
    info: zipfile.ZipInfo
    shown: str

    @property
    def size(self) -> int:
        return self.info.file_size

    @property
    def modified(self) -> datetime | None:
        try:
            return datetime(*self.info.date_time, tzinfo=UTC)
        except ValueError:
            return None

    @cached_property
    def head(self) -> bytes:
        with self.archive.zip.open(self.info) as file:
            return file.read(HEAD)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.archive.zip.read(self.info))

    def content(self) -> bytes | Path:
        return self.archive.zip.read(self.info)

    def beside(self, name: str) -> File | None:
        folder = PurePosixPath(self.shown).parent
        return self.archive.members.get(str(folder / PurePosixPath(name).name))


class Archive:
    """An open zip archive and its members by shown path."""

    def __init__(self, path: Path, shown: str) -> None:
        self.zip = zipfile.ZipFile(path)
        self.shown = shown
        self.members: dict[str, ZipMember] = {}

    @property
    def is_bomb(self) -> bool:
        infos = self.zip.infolist()
        unpacked = sum(info.file_size for info in infos)
        packed = Path(str(self.zip.filename)).stat().st_size
        return unpacked > max(BOMB_FLOOR, RATIO_LIMIT * packed)

    def walk(self) -> Iterator[File | Failure | Skipped]:
        for info in sorted(self.zip.infolist(), key=lambda info: info.filename):
            if info.is_dir() or _is_hidden(PurePosixPath(info.filename)):
                continue
            shown = f"{self.shown}/{_plain(info.filename)}"
            reason = _why_not(info)
            if reason:
                yield Skipped(shown, reason)
            else:
                self.members[shown] = ZipMember(self, info, shown)
        yield from self.members.values()

    def close(self) -> None:
        self.zip.close()


def _why_not(info: zipfile.ZipInfo) -> str:
    """Why a zip member is not read, or nothing."""
    path = PurePosixPath(info.filename)
    if path.is_absolute() or ".." in path.parts:
        return "its name leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link"
    if info.flag_bits & 1:
        return "it is locked with a password; unpack the archive and import the folder"
    if info.file_size > MEMBER_LIMIT:
        return (
            f"it is larger than {MEMBER_LIMIT >> 20} MB; unpack the archive and import the folder"
        )
    if path.suffix.lower() == ".zip":
        return "it is an archive inside an archive; unpack it and import that"
    return ""


class Walk:
    """All files under the paths given, in order. Archives stay open until `close`. Blocks."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.files: list[File] = []
        self.failures: list[Failure] = []
        self.skipped: list[Skipped] = []
        self._archives: list[Archive] = []
        for path in paths:
            for found in self._walk(path):
                self._sort_in(found)

    def close(self) -> None:
        for archive in self._archives:
            archive.close()

    def _sort_in(self, found: File | Failure | Skipped) -> None:
        if isinstance(found, Failure):
            self.failures.append(found)
        elif isinstance(found, Skipped):
            self.skipped.append(found)
        else:
            self.files.append(found)

    def _walk(self, path: Path) -> Iterator[File | Failure | Skipped]:
        if path.is_dir():
            yield from self._folder(path)
        elif path.is_file():
            yield from self._file(path, _plain(path.name))
        else:
            reason = "it is not a file or folder" if path.exists() else "there is no such file"
            yield Failure(doing="opening a file", reason=reason, file=str(path))

    def _folder(self, top: Path) -> Iterator[File | Failure | Skipped]:
        problems: list[OSError] = []
        for folder, folders, names in os.walk(top, onerror=problems.append):
            folders[:] = sorted(name for name in folders if not _is_hidden(PurePosixPath(name)))
            for name in sorted(names):
                path = Path(folder, name)
                shown = _plain(PurePosixPath(top.name, path.relative_to(top).as_posix()).as_posix())
                yield from self._file(path, shown)
        for problem in problems:
            yield _failure(str(problem.filename), problem)

    def _file(self, path: Path, shown: str) -> Iterator[File | Failure | Skipped]:
        if _is_hidden(PurePosixPath(path.name)):
            return
        if path.is_symlink():
            yield Skipped(shown, "it is a link; import the file it leads to")
        elif not path.is_file():
            yield Skipped(shown, "it is not an ordinary file")
        elif path.suffix.lower() == ".zip":
            yield from self._archive(path, shown)
        else:
            yield DiskFile(path, shown)

    def _archive(self, path: Path, shown: str) -> Iterator[File | Failure | Skipped]:
        try:
            archive = Archive(path, shown)
        except UNREADABLE as error:
            yield _failure(shown, error)
            return
        self._archives.append(archive)
        if archive.is_bomb:
            reason = f"it would unpack to more than {RATIO_LIMIT} times its size, like a zip bomb"
            yield Failure(doing="opening an archive", reason=reason, file=shown)
        else:
            yield from archive.walk()


def _is_hidden(path: PurePosixPath) -> bool:
    """Whether a file only serves a system: `.DS_Store`, `Thumbs.db`, `.git` and their like."""
    parts = [part for part in path.parts if part != ".."]
    return any(part.startswith(".") or part.casefold() in HIDDEN for part in parts)


def _plain(name: str) -> str:
    """A path in composed Unicode (NFC), without characters that no text can hold."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text.replace("\0", ""))


def _failure(shown: str, error: Exception) -> Failure:
    return Failure(doing="opening a file", reason=because(error), file=shown)


def because(error: BaseException) -> str:
    """Why something failed, in a line for the person."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split())[:300] or type(error).__name__
