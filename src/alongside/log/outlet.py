"""Where an export is written: a folder or a .zip, there whole or not at all."""

from __future__ import annotations

import mimetypes
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol, cast

from alongside.log import files
from alongside.log.errors import LifeExists
from alongside.log.kinds import Media

MEDIA = "media"
PART = ".part"
_STORED = {"image", "audio", "video"}
_NEVER = {".html", ".htm", ".xhtml", ".svg", ".xml", ".js", ".mjs", ".shtml", ".exe", ".bat", ".sh"}
"""What a double click could run: such files keep their content under a harmless name."""


class Outlet(Protocol):
    """Takes files by name, one at a time."""

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]: ...

    def finish(self) -> None:
        """Put what was written in its place."""
        ...

    def abandon(self) -> None:
        """Take away what was written, unless it is finished."""
        ...


def outlet(target: Path) -> Outlet:
    """An outlet to a folder, or to a .zip by its name. Raises `LifeExists`."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise LifeExists(target)
    part = target.with_name(target.name + PART)
    return _Zip(part, target) if target.suffix.lower() == ".zip" else _Folder(part, target)


def media_name(media: Media) -> str:
    """The name of a media file in an export: its hash, with the ending of its type."""
    ending = mimetypes.guess_extension(media.type) or PurePosixPath(media.name).suffix.lower()
    plain = ending.isascii() and ending[1:].isalnum() and ending not in _NEVER
    return media.hash + (ending if plain else ".bin")


class _Folder:
    def __init__(self, part: Path, target: Path) -> None:
        self._part, self._target = part, target
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700, parents=True)

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        with files.writing(self._part / name) as file:
            yield file

    def finish(self) -> None:
        self._part.replace(self._target)
        files.sync_folder(self._target.parent)

    def abandon(self) -> None:
        shutil.rmtree(self._part, ignore_errors=True)


class _Zip:
    def __init__(self, part: Path, target: Path) -> None:
        self._part, self._target = part, target
        part.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        files.private(part)
        self._zip = zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED)

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        entry = zipfile.ZipInfo(name)
        kind = (mimetypes.guess_type(name)[0] or "").split("/")[0]
        entry.compress_type = zipfile.ZIP_STORED if kind in _STORED else zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        with files.room(self._part), self._zip.open(entry, "w", force_zip64=True) as file:
            yield cast("BinaryIO", file)

    def finish(self) -> None:
        with files.room(self._part):
            self._zip.close()
            files.sync(self._part)
        self._part.replace(self._target)
        files.sync_folder(self._target.parent)

    def abandon(self) -> None:
        with files.room(self._part):
            self._zip.close()
        self._part.unlink(missing_ok=True)
