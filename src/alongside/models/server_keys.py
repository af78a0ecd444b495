"""Keys of model servers, in a file of the life's folder that is sealed with the life's own key."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path

import msgspec

from alongside.log import sealed
from alongside.log.derive import derive
from alongside.models.model import ModelError

NAME = "servers.sealed"


def from_environment(name: str) -> str:
    """The key of a server in `ALONGSIDE_KEY_<NAME>`, empty if there is none."""
    return os.environ.get("ALONGSIDE_KEY_" + re.sub(r"\W", "_", name).upper(), "")


class ServerKeys:
    """The keys by server or provider name. `ALONGSIDE_KEY_<NAME>` in the environment goes first."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path = folder / NAME
        self._key = derive(key, "servers")
        self._keys: dict[str, str] = {}

    async def load(self) -> None:
        """Read the file, if there is one. Raises `ModelError` if it can't be opened."""
        self._keys = await asyncio.to_thread(self._read)

    def get(self, name: str) -> str:
        """The key of a server, empty if there is none."""
        return from_environment(name) or self._keys.get(name, "")

    async def set(self, name: str, secret: str) -> None:
        """Keep a key, or forget it if `secret` is empty."""
        changed = {**self._keys, name: secret}
        self._keys = {name: secret for name, secret in changed.items() if secret}
        await asyncio.to_thread(self._write)

    def _read(self) -> dict[str, str]:
        if not self._path.exists():
            return {}
        try:
            content = sealed.load(self._path, self._key)
            return msgspec.json.decode(content, type=dict[str, str])
        except (sealed.NotAuthentic, msgspec.DecodeError) as error:
            raise ModelError(
                f"The keys of model servers in {self._path} can't be opened with this life's key. "
                "The file was left as it is; delete it and set the keys again."
            ) from error

    def _write(self) -> None:
        sealed.save(self._path, self._key, msgspec.json.encode(self._keys))
