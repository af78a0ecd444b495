"""Where nudges may be sent besides the app: kept sealed in the life's folder with its own key.

Nothing is sent anywhere until the person switches a place on.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives import serialization
from py_vapid import Vapid02

from alongside.log import sealed
from alongside.log.derive import derive

NAME = "channels.sealed"


class Device(msgspec.Struct, frozen=True, omit_defaults=True):
    """A browser's push subscription (W3C Push API): where to send, and what to encrypt with.

    `p256dh` and `auth` are base64url as the browser gives them.
    """

    id: str
    name: str
    endpoint: str
    p256dh: str
    auth: str


class Places(msgspec.Struct, frozen=True, omit_defaults=True):
    """`vapid` is our private key (RFC 8292) as PEM; `apprise` are addresses such as `mailto://`."""

    vapid: str = ""
    devices: tuple[Device, ...] = ()
    apprise: tuple[str, ...] = ()


class PlacesError(ValueError):
    """The file can't be opened; the message says what to do."""


class Channels:
    """The places of one life, in a file of its folder."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path = folder / NAME
        self._key = derive(key, "channels")
        self.places = Places()
        self.problem = ""

    async def load(self) -> None:
        """Read the file, if there is one. What is wrong with it is in `problem`."""
        try:
            self.places = await asyncio.to_thread(self._read)
        except PlacesError as error:
            self.problem = str(error)

    async def change(self, places: Places) -> None:
        """Keep these places instead."""
        await asyncio.to_thread(self._write, places)
        self.places = places

    async def vapid(self) -> Vapid02:
        """Our signing key, made when it is first needed."""
        if not self.places.vapid:
            made = await asyncio.to_thread(_made)
            await self.change(msgspec.structs.replace(self.places, vapid=made))
        return await asyncio.to_thread(Vapid02.from_pem, self.places.vapid.encode())

    def _read(self) -> Places:
        if not self._path.exists():
            return Places()
        try:
            content = sealed.load(self._path, self._key)
            return msgspec.json.decode(content, type=Places)
        except (sealed.NotAuthentic, msgspec.DecodeError) as error:
            raise PlacesError(
                f"{self._path} can't be opened with this life's key: nothing is pushed. The file "
                "was left as it is; delete it and switch push on again."
            ) from error

    def _write(self, places: Places) -> None:
        sealed.save(self._path, self._key, msgspec.json.encode(places))


def public_key(vapid: Vapid02) -> bytes:
    """The key that browsers subscribe with: an uncompressed P-256 point, 65 bytes."""
    raw: bytes = vapid.public_key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return raw


def _made() -> str:
    vapid = Vapid02()
    vapid.generate_keys()
    pem: bytes = vapid.private_pem()
    return pem.decode()
