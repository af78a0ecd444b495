"""The catalogue: which open-weight models there are, and where their weights lie here."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import filelock
import platformdirs

from alongside.models.entry import Entry, entries
from alongside.models.getting import Getting, Progress, Tell, WrongHash, sha256
from alongside.models.model import ModelError

__all__ = [
    "Catalogue",
    "ModelMissing",
    "Progress",
    "UnknownModel",
    "WrongHash",
    "weights_directory",
]


class ModelMissing(ModelError):
    """The weights are not on this machine."""

    def __init__(self, entry_id: str) -> None:
        super().__init__(
            f"The model {entry_id} is not here. Get it: alongside models get {entry_id}"
        )
        self.id = entry_id


class UnknownModel(ModelError):
    """No such id in the catalogue."""

    def __init__(self, entry_id: str) -> None:
        super().__init__(f"The catalogue has no model {entry_id}. See: alongside models list")


def weights_directory() -> Path:
    """`$ALONGSIDE_MODELS`, else `models` in the platform's cache folder."""
    told = os.environ.get("ALONGSIDE_MODELS")
    return Path(told) if told else platformdirs.user_cache_path("alongside") / "models"


class Catalogue:
    """The models known, and their weights under `directory`, one folder per model."""

    def __init__(
        self, directory: Path | None = None, known: Mapping[str, Entry] | None = None
    ) -> None:
        self.directory = directory or weights_directory()
        self.entries: Mapping[str, Entry] = entries() if known is None else known

    def entry(self, entry_id: str) -> Entry:
        """What is known of a model. Raises `UnknownModel`."""
        try:
            return self.entries[entry_id]
        except KeyError:
            raise UnknownModel(entry_id) from None

    def have(self, entry_id: str) -> bool:
        """Whether all its files are here, with the size they should have."""
        entry = self.entry(entry_id)
        if entry.program:
            return shutil.which(entry.program) is not None
        return (entry.packaged or bool(entry.kept)) and all(
            path.is_file() and file.size in {0, path.stat().st_size}
            for file in entry.kept
            for path in (self.directory / entry_id / file.name,)
        )

    def path(self, entry_id: str) -> dict[str, Path]:
        """Its files by name. Raises `ModelMissing`, `UnknownModel`."""
        if not self.have(entry_id):
            raise ModelMissing(entry_id)
        folder = self.directory / entry_id
        return {file.name: folder / file.name for file in self.entry(entry_id).kept}

    async def get(self, entry_id: str, tell: Tell = lambda _: None) -> dict[str, Path]:
        """Bring its files here unless they are; an interrupted get goes on where it stopped.

        Raises `ModelError`: no such model, no network, no room, a wrong hash.
        """
        entry = self.entry(entry_id)
        for needed in entry.requires:
            await self.get(needed, tell)
        if entry.program and not await asyncio.to_thread(self.have, entry_id):
            raise ModelError(f"Install {entry.program} as your system installs programs.")
        if not entry.file and not entry.packaged and not entry.program:
            raise ModelError(f"{entry_id} runs on a server: see alongside models list {entry_id}")
        if not await asyncio.to_thread(self.have, entry_id):
            await asyncio.to_thread(self.directory.mkdir, parents=True, exist_ok=True)
            try:
                with filelock.FileLock(self.directory / f".{entry_id}.lock", blocking=False):
                    await self._get(entry, tell)
            except filelock.Timeout:
                raise ModelError(f"{entry_id} is being fetched by another process.") from None
            except OSError as error:
                raise ModelError(f"{entry_id} could not be written: {error}.") from error
        return await asyncio.to_thread(self.path, entry_id)

    async def _get(self, entry: Entry, tell: Tell) -> None:
        partial = self.directory / f"{entry.id}.partial"
        await Getting(entry, partial, tell).run()
        await asyncio.to_thread(self._move, partial, entry.id)

    def _move(self, partial: Path, entry_id: str) -> None:
        self.remove(entry_id)
        partial.replace(self.directory / entry_id)

    async def check(self, entry_id: str) -> None:
        """Read its files whole and compare hashes. Raises `WrongHash`, `ModelMissing`."""
        paths = await asyncio.to_thread(self.path, entry_id)
        for file in self.entry(entry_id).kept:
            if file.sha256:
                found = await asyncio.to_thread(sha256, paths[file.name])
                if found != file.sha256:
                    raise WrongHash(file, found)

    def remove(self, entry_id: str) -> None:
        """Delete its weights."""
        shutil.rmtree(self.directory / entry_id, ignore_errors=True)
