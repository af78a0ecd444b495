"""What a device captured and the server is not done with, kept encrypted on the device."""

from __future__ import annotations

import secrets
import struct
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from alongside.interfaces.live import protocol
from alongside.senses.live.captured import Captured, Mode, Moded

NONCE = 12
LENGTH = struct.Struct("!I")
MOST = 512 << 20
"""Bytes held; past them the oldest goes."""
SLACK = 4 << 20
"""Bytes of the file that may be of no more use before it is written anew."""


class Progress(msgspec.Struct, frozen=True):
    """The stream, up to which number it is done, and the mode that holds from there."""

    stream: str
    after: int
    mode: Mode = "off"


class Spool:
    """An append-only file of sealed records (AES-256-GCM), sent again after a lost connection.

    A record is a message of the protocol, or how far the stream is done. With `path` None all is
    held in memory. What another key sealed, or a crash cut off, is left out. Blocks on the disk;
    not for use from several threads.
    """

    def __init__(self, path: Path | None = None, key: bytes = b"", most: int = MOST) -> None:
        self._seal = AESGCM(key or secrets.token_bytes(32))
        self._path = path
        self._most = most
        self._held: dict[int, bytes] = {}  # in the order of their numbers
        self._modes: dict[int, Mode] = {}
        self._size = self._dead = 0
        self.progress = Progress(secrets.token_urlsafe(12), 0)
        self._load()

    @property
    def next(self) -> int:
        """The number of what is captured next."""
        return next(reversed(self._held), self.progress.after) + 1

    def put(self, captured: Captured) -> bool:
        """Keep it; False where the oldest had to go for it, and so is lost."""
        sealed = self._sealed(_message(captured))
        self._hold(captured, sealed)
        self._append(sealed)
        if self._size <= self._most:
            return True
        self.done(self._oldest())
        return False

    def since(self, after: int) -> Iterator[Captured]:
        """What is held after a number, in order."""
        for seq in sorted(self._held):
            if seq > after:
                yield _captured(self._opened(self._held[seq]))

    def done(self, seq: int) -> None:
        """Let go of all up to this number."""
        if seq <= self.progress.after:
            return
        mode = self.progress.mode
        for number in [number for number in self._modes if number <= seq]:
            mode = self._modes.pop(number)
        self.progress = Progress(self.progress.stream, seq, mode)
        for number in [number for number in self._held if number <= seq]:
            gone = len(self._held.pop(number))
            self._size -= gone
            self._dead += gone
        if self._dead > max(SLACK, self._size):
            self._write()
        else:
            self._append(self._sealed(b"p" + msgspec.json.encode(self.progress)))

    def _oldest(self) -> int:
        """The last number that must go for there to be room again, and some to spare."""
        gone = accumulate(map(len, self._held.values()))
        least = self._size - self._most * 0.9
        return next(seq for seq, size in zip(self._held, gone, strict=True) if size >= least)

    def _hold(self, captured: Captured, sealed: bytes) -> None:
        self._held[captured.seq] = sealed
        self._size += len(sealed)
        if isinstance(captured.what, Moded):
            self._modes[captured.seq] = captured.what.mode

    def _load(self) -> None:
        content = self._path.read_bytes() if self._path and self._path.exists() else b""
        try:
            for sealed in _records(content):
                self._take(sealed)
        except (InvalidTag, msgspec.DecodeError, protocol.Malformed):
            pass
        self._write()

    def _take(self, sealed: bytes) -> None:
        plain = self._opened(sealed)
        if not plain.startswith(b"p"):
            self._hold(_captured(plain), sealed)
            return
        self.progress = msgspec.json.decode(plain[1:], type=Progress)
        for number in [number for number in self._held if number <= self.progress.after]:
            self._size -= len(self._held.pop(number))

    def _write(self) -> None:
        """The file anew, whole or not at all."""
        self._dead = 0
        if self._path is None:
            return
        progress = self._sealed(b"p" + msgspec.json.encode(self.progress))
        beside = self._path.with_suffix(".new")
        beside.unlink(missing_ok=True)
        beside.touch(mode=0o600)
        beside.write_bytes(b"".join(map(_framed, [progress, *self._held.values()])))
        beside.replace(self._path)

    def _append(self, sealed: bytes) -> None:
        if self._path is not None:
            with self._path.open("ab") as file:
                file.write(_framed(sealed))

    def _sealed(self, plain: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._seal.encrypt(nonce, plain, None)

    def _opened(self, sealed: bytes) -> bytes:
        return self._seal.decrypt(sealed[:NONCE], sealed[NONCE:], None)


def _message(captured: Captured) -> bytes:
    message = protocol.write(captured)
    return b"m" + message if isinstance(message, bytes) else b"t" + message.encode()


def _captured(plain: bytes) -> Captured:
    body = plain[1:]
    read = protocol.read(body.decode() if plain.startswith(b"t") else body)
    if not isinstance(read, Captured):
        raise protocol.Malformed("a spool holds what was captured")
    return read


def _framed(sealed: bytes) -> bytes:
    return LENGTH.pack(len(sealed)) + sealed


def _records(content: bytes) -> Iterator[bytes]:
    """The whole records; one that was cut off ends them."""
    at = 0
    while at + LENGTH.size <= len(content):
        (length,) = LENGTH.unpack_from(content, at)
        at += LENGTH.size
        if at + length > len(content):
            return
        yield content[at : at + length]
        at += length
