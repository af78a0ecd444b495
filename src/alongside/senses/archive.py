"""Files inside zip archives.

Nothing is ever unpacked to the disk. A member is read as a stream or into memory, never beyond the
size that its archive declares, and an archive that would unpack to absurd sizes is not read at all.
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from alongside.senses import text
from alongside.senses.files import HEAD, File, is_hidden, plain, within
from alongside.senses.outcome import Failure, Skipped

STREAMED = (".xml", ".mbox")
"""Endings of members that are only ever read as streams, however large."""
MEMBER_LIMIT = 512 << 20
"""The largest zip member read, in bytes: it is held in memory."""
RATIO_LIMIT = 200
"""How many times its size an archive may unpack to once that is more than `BOMB_FLOOR` bytes."""
BOMB_FLOOR = 1 << 30
UTF8_NAME = 0x800
"""The flag of a member whose name is UTF-8; others should be CP437, and are written in anything."""


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
        if _is_streamed(self.info):
            return cast("BinaryIO", self.archive.zip.open(self.info))
        return io.BytesIO(self.archive.zip.read(self.info))

    def content(self) -> bytes | Path:
        return self.archive.zip.read(self.info)

    def beside(self, name: str) -> File | None:
        return self.archive.members.get(str(PurePosixPath(self.shown).parent / within(name)))


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
            if info.is_dir() or is_hidden(PurePosixPath(info.filename)):
                continue
            shown = f"{self.shown}/{plain(_name(info))}"
            reason = _why_not(info)
            if reason:
                yield Skipped(shown, reason)
            else:
                self.members[shown] = ZipMember(self, info, shown)
        yield from self.members.values()

    def close(self) -> None:
        self.zip.close()


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & UTF8_NAME:
        return info.filename
    return text.decode(info.filename.encode("cp437", "replace"))


def _is_streamed(info: zipfile.ZipInfo) -> bool:
    return PurePosixPath(info.filename).suffix.lower() in STREAMED


def _why_not(info: zipfile.ZipInfo) -> str:
    """Why a zip member is not read, or nothing."""
    path = PurePosixPath(info.filename)
    if path.is_absolute() or ".." in path.parts:
        return "its name leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link"
    if info.flag_bits & 1:
        return "it is locked with a password; unpack the archive and import the folder"
    if info.file_size > MEMBER_LIMIT and not _is_streamed(info):
        return (
            f"it is larger than {MEMBER_LIMIT >> 20} MB; unpack the archive and import the folder"
        )
    if path.suffix.lower() == ".zip":
        return "it is an archive inside an archive; unpack it and import that"
    return ""
