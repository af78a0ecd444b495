"""Media files beside the log: encrypted, content-addressed, each kept once.

A blob is named in moments by the SHA-256 of its content. On disk its file is named by an HMAC of
that hash under a key of the life, so that file names reveal nothing and can't be matched with known
files. The layout of a file is in `sealed.py`.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import zipfile
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path

from alongside.log import sealed
from alongside.log.derive import derive
from alongside.log.errors import DamagedBlob, MissingBlob
from alongside.log.files import sync_folder, writing
from alongside.log.kinds import Media

SLICE = 1 << 20
"""Bytes of content that one turn of `stream` gives at most."""
_PART = ".part"


class Blobs:
    """The blob store in a folder. `key` is 32 bytes and opens nothing but the blobs."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._content_key = derive(key, "blob content")
        self._name_key = derive(key, "blob names")

    async def open(self) -> None:
        """Make the folder, and clear away what a crash left half written."""
        await asyncio.to_thread(self._clear)

    async def put(self, data: bytes | Path | zipfile.Path, *, type: str, name: str) -> Media:
        """Keep a file's content, given whole or by path, and describe it.

        `type` is a MIME type. When this returns the content survives a power cut. Content already
        held is not written again, unless it was damaged on the disk. Raises `DiskFull`, and
        `OSError` where `data` can't be read.
        """
        hash_, size = await asyncio.to_thread(self._put, data)
        return Media(hash=hash_, type=type, name=name, size=size)

    async def read(self, hash: str) -> bytes:
        """The whole content. Raises `MissingBlob`, `DamagedBlob`."""
        return await asyncio.to_thread(self._read, hash, 0, None)

    async def stream(
        self, hash: str, start: int = 0, end: int | None = None
    ) -> AsyncIterator[bytes]:
        """The bytes from `start` to `end` (exclusive). Raises `MissingBlob`, `DamagedBlob`."""
        size = await self.size(hash)
        stop = size if end is None else min(end, size)
        for here in range(start, stop, SLICE):
            yield await asyncio.to_thread(self._read, hash, here, min(here + SLICE, stop))

    async def size(self, hash: str) -> int:
        """The content's size in bytes. Raises `MissingBlob`, `DamagedBlob`."""
        return await asyncio.to_thread(self._size, hash)

    async def delete(self, *hashes: str) -> None:
        """Delete these blobs; one that isn't there is no error."""
        await asyncio.to_thread(self.remove, *hashes)

    async def hashes(self) -> frozenset[str]:
        """The hashes of all blobs held; a file that can't be read as a blob is left out."""
        return await asyncio.to_thread(lambda: frozenset(self._hashes()))

    def holds(self, hash: str) -> bool:
        """Whether the blob is there, for use in a thread."""
        return self.path(hash).exists()

    def remove(self, *hashes: str) -> None:
        """As `delete`, for use in a thread."""
        for hash_ in hashes:
            self.path(hash_).unlink(missing_ok=True)
        if hashes and self.folder.exists():
            sync_folder(self.folder)

    async def keep_only(self, hashes: Iterable[str]) -> None:
        """Delete all other blobs: what was put before a crash, and no moment came to stand on."""
        await asyncio.to_thread(self._keep_only, hashes)

    def reseal(self, other: Blobs) -> None:
        """Copy every blob into another store under its own key. Blocks. Raises `DamagedBlob`."""
        other.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for hash_ in self._hashes() if self.folder.exists() else ():
            other.keep(self.pieces(hash_))

    def pieces(self, hash: str) -> Iterator[bytes]:
        """The content in pieces, for use in a thread. Raises `MissingBlob`, `DamagedBlob`."""
        for start in range(0, self._size(hash), sealed.CHUNK):
            yield self._read(hash, start, start + sealed.CHUNK)

    def keep(self, pieces: Iterable[bytes]) -> sealed.Header:
        """Seal content given in pieces of `sealed.CHUNK` bytes. Blocks. Raises `DiskFull`."""
        part = self.folder / f"{secrets.token_hex(16)}{_PART}"
        with writing(part) as file:
            header = sealed.write(file, self._content_key, iter(pieces))
        part.replace(self.path(header.hash))
        sync_folder(self.folder)
        return header

    def path(self, hash: str) -> Path:
        """Where the blob lies, encrypted."""
        return self.folder / hmac.digest(self._name_key, hash.encode(), "sha256").hex()

    def _clear(self) -> None:
        if not self.folder.exists():
            self.folder.mkdir(mode=0o700, parents=True)
            sync_folder(self.folder.parent)
        for leftover in self.folder.glob(f"*{_PART}"):
            leftover.unlink(missing_ok=True)

    def _keep_only(self, hashes: Iterable[str]) -> None:
        kept = {self.path(hash_).name for hash_ in hashes}
        for path in self.folder.iterdir():
            if path.name not in kept and path.is_file():
                path.unlink()

    def _put(self, data: bytes | Path | zipfile.Path) -> tuple[str, int]:
        hash_, size = _digest(_chunks(data))
        if self.holds(hash_) and self._is_whole(hash_):
            return hash_, size
        header = self.keep(_chunks(data))
        return header.hash, header.size

    def _is_whole(self, hash: str) -> bool:
        try:
            return sum(map(len, self.pieces(hash))) == self._size(hash)
        except (MissingBlob, DamagedBlob):
            return False

    def _read(self, hash: str, start: int, end: int | None) -> bytes:
        try:
            with self.path(hash).open("rb") as file:
                blob = sealed.Reader(file, self._content_key)
                if blob.header.hash != hash:
                    raise DamagedBlob(hash)
                return blob.read(start, blob.header.size if end is None else end)
        except FileNotFoundError as error:
            raise MissingBlob(hash) from error
        except sealed.NotAuthentic as error:
            raise DamagedBlob(hash) from error

    def _size(self, hash: str) -> int:
        try:
            with self.path(hash).open("rb") as file:
                return sealed.Reader(file, self._content_key).header.size
        except FileNotFoundError as error:
            raise MissingBlob(hash) from error
        except sealed.NotAuthentic as error:
            raise DamagedBlob(hash) from error

    def _hashes(self) -> Iterator[str]:
        for path in self.folder.iterdir():
            with path.open("rb") as file:
                try:
                    yield sealed.Reader(file, self._content_key).header.hash
                except sealed.NotAuthentic:
                    continue


def _chunks(data: bytes | Path | zipfile.Path) -> Iterator[bytes]:
    """The content in pieces of the sealed size, the last one shorter."""
    if isinstance(data, bytes):
        for start in range(0, len(data), sealed.CHUNK):
            yield data[start : start + sealed.CHUNK]
        return
    with data.open("rb") as file:
        while piece := file.read(sealed.CHUNK):
            yield piece


def _digest(pieces: Iterator[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size
