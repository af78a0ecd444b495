"""A sealed file: authenticated encryption in chunks, so that any range can be read and trusted.

The STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption
and its Nonce-Reuse Misuse-Resistance" (CRYPTO 2015), over ChaCha20-Poly1305 (RFC 8439): the nonce
of a chunk is its number and whether it is the last, so chunks can't be reordered, dropped or
cut off unseen. Each file has a key of its own, drawn from the given key by a random salt.

    magic 8 | salt 32 | sealed header (SHA-256 of the content 32, its size 8) + tag 16 | chunks
"""

from __future__ import annotations

import hashlib
import os
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from alongside.log.derive import derive

CHUNK = 1 << 16
TAG = 16
MAGIC = b"ALONGSB1"
SALT = 32
_FIELDS = struct.Struct(">32sQ")
HEADER = len(MAGIC) + SALT + _FIELDS.size + TAG
_HEADER_NONCE = b"\xff" * 12


class NotAuthentic(Exception):
    """The file is not as it was sealed, or was sealed under another key."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a sealed file holds: the SHA-256 of its content in hex, and its size in bytes."""

    hash: str
    size: int


def write(file: BinaryIO, key: bytes, pieces: Iterator[bytes]) -> Header:
    """Seal the content, given in pieces of `CHUNK` bytes (the last may be shorter)."""
    salt = secrets.token_bytes(SALT)
    cipher = _cipher(key, salt)
    digest, size = hashlib.sha256(), 0
    file.seek(HEADER)
    for number, (piece, last) in enumerate(_marked(pieces)):
        digest.update(piece)
        size += len(piece)
        file.write(cipher.encrypt(_nonce(number, last=last), piece, None))
    fields = cipher.encrypt(_HEADER_NONCE, _FIELDS.pack(digest.digest(), size), MAGIC)
    file.seek(0)
    file.write(MAGIC + salt + fields)
    return Header(digest.hexdigest(), size)


def save(path: Path, key: bytes, content: bytes) -> None:
    """Keep a small file sealed, readable by its owner alone: there whole, or as it was before."""
    beside = path.with_suffix(".new")
    with beside.open("wb") as file:
        beside.chmod(0o600)
        write(file, key, iter([content]))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def load(path: Path, key: bytes) -> bytes:
    """What `save` kept. Raises `NotAuthentic`, `OSError`."""
    with path.open("rb") as file:
        reader = Reader(file, key)
        return reader.read(0, reader.header.size)


class Reader:
    """Reads ranges of a sealed file. Raises `NotAuthentic`."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file = file
        start = file.read(HEADER)
        if len(start) < HEADER or not start.startswith(MAGIC):
            raise NotAuthentic
        self._cipher = _cipher(key, start[len(MAGIC) : len(MAGIC) + SALT])
        fields = _open(self._cipher, _HEADER_NONCE, start[len(MAGIC) + SALT :], MAGIC)
        digest, size = _FIELDS.unpack(fields)
        self.header = Header(digest.hex(), size)

    def read(self, start: int, end: int) -> bytes:
        """The content from `start` to `end` (exclusive), cut to what there is."""
        start, end = max(start, 0), min(end, self.header.size)
        first, last = start // CHUNK, max(self.header.size - 1, 0) // CHUNK
        numbers = range(first, max(end - 1, 0) // CHUNK + 1)
        content = b"".join(self._chunk(number, last) for number in numbers)
        return content[start - first * CHUNK : max(end, start) - first * CHUNK]

    def _chunk(self, number: int, last: int) -> bytes:
        self._file.seek(HEADER + number * (CHUNK + TAG))
        return _open(
            self._cipher, _nonce(number, last=number == last), self._file.read(CHUNK + TAG)
        )


def _marked(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each piece and whether it is the last; of no content, one empty piece."""
    before = next(pieces, b"")
    for piece in pieces:
        yield before, False
        before = piece
    yield before, True


def _cipher(key: bytes, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(derive(key, "sealed file", salt))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _open(cipher: ChaCha20Poly1305, nonce: bytes, data: bytes, bound: bytes | None = None) -> bytes:
    try:
        return cipher.decrypt(nonce, data, bound)
    except InvalidTag as error:
        raise NotAuthentic from error
