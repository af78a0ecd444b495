"""A blob as a file for readers that seek, such as decoders: it lies decrypted nowhere."""

from __future__ import annotations

import asyncio
import io

from alongside.log.blobs import Blobs

AHEAD = 1 << 18
"""Bytes read at once."""


class BlobFile:
    """Reads a blob from a worker thread, through the event loop it was made on.

    Raises `MissingBlob` and `DamagedBlob` while reading.
    """

    def __init__(self, blobs: Blobs, hash: str, size: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._blobs = blobs
        self._hash = hash
        self._size = size
        self._here = 0
        self._held = (0, b"")

    def read(self, count: int = -1) -> bytes:
        """Up to `count` bytes, none at the end."""
        end = self._size if count < 0 else min(self._size, self._here + count)
        start, data = self._held
        if not start <= self._here <= end <= start + len(data):
            start, data = self._here, self._fetch(self._here, max(end, self._here + AHEAD))
            self._held = (start, data)
        given = data[self._here - start : end - start]
        self._here += len(given)
        return given

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._here, io.SEEK_END: self._size}[whence]
        self._here = max(0, base + offset)
        return self._here

    def tell(self) -> int:
        return self._here

    def _fetch(self, start: int, end: int) -> bytes:
        return asyncio.run_coroutine_threadsafe(self._part(start, end), self._loop).result()

    async def _part(self, start: int, end: int) -> bytes:
        return b"".join([part async for part in self._blobs.stream(self._hash, start, end)])
