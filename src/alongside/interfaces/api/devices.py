"""Devices that were paired with this life: each has a secret of its own, kept as its hash."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec


def _now() -> datetime:
    return datetime.now(UTC)


class Device(msgspec.Struct, frozen=True):
    """A paired device: its id, the name it goes by, when it was paired, its secret's hash."""

    id: str
    name: str
    paired: datetime
    secret: str


class Devices:
    """Pairs devices and knows them by their token. Not for use from several threads.

    With a `path` they outlive the process. What can't be read there must be paired again.
    """

    def __init__(self, path: Path | None = None, now: Callable[[], datetime] = _now) -> None:
        self._path = path
        self._now = now
        self._known: dict[str, Device] | None = None

    async def all(self) -> tuple[Device, ...]:
        return tuple((await self._devices()).values())

    async def pair(self, name: str) -> tuple[Device, str]:
        """A new device, and the token that it enters with, told once."""
        token = f"device.{secrets.token_urlsafe(32)}"
        device = Device(secrets.token_hex(8), name, self._now(), _hash(token))
        (await self._devices())[device.secret] = device
        await self._save()
        return device, token

    async def find(self, token: str) -> Device | None:
        """The device that has this token."""
        return (await self._devices()).get(_hash(token))

    async def unpair(self, device: str) -> bool:
        """Whether there was such a device; it can't connect again."""
        devices = await self._devices()
        found = next((secret for secret, known in devices.items() if known.id == device), None)
        if found is None:
            return False
        del devices[found]
        await self._save()
        return True

    async def unpair_all(self) -> None:
        """None can connect again without being paired anew."""
        self._known = {}
        await self._save()

    async def _devices(self) -> dict[str, Device]:
        if self._known is None:
            read = await asyncio.to_thread(_load, self._path)
            self._known = self._known or {device.secret: device for device in read}
        return self._known

    async def _save(self) -> None:
        if self._path is not None:
            written = msgspec.json.encode(await self.all())
            await asyncio.to_thread(_write, self._path, written)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _load(path: Path | None) -> list[Device]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Device]) if path else []
    except (OSError, msgspec.DecodeError):
        return []


def _write(path: Path, content: bytes) -> None:
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600)
    beside.write_bytes(content)
    beside.replace(path)
