"""The key of an opened life, as the person deals with it."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.log import keys
from alongside.log.derive import derive
from alongside.log.errors import StoreError


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyState:
    """Where the life's key is kept: `keyring`, `passphrase` or `file`."""

    kept: str
    recovery: bool
    warning: str = ""


class LifeKeys:
    """Shows and changes what opens a life. A wrong passphrase raises `WrongKey`."""

    def __init__(self, slots: keys.Keys, key: bytes) -> None:
        self._slots = slots
        self._key = key

    async def state(self) -> KeyState:
        kinds = await self._slots.kinds()
        kept = next((kind for kind in kinds if kind != "recovery"), "recovery")
        warning = keys.FILE_WARNING if "file" in kinds else ""
        return KeyState(kept=kept, recovery="recovery" in kinds, warning=warning)

    def secret(self, purpose: str) -> bytes:
        """32 bytes of the life's own for one purpose, such as sealing a file of it."""
        return derive(self._key, purpose)

    async def make_recovery_code(self) -> str:
        """A fresh code; one made before opens the life no longer."""
        return await self._slots.add(self._key, "recovery")

    async def set_passphrase(self, passphrase: str) -> None:
        """From now on the passphrase opens the life, and neither keyring nor key file does."""
        await self._slots.add(self._key, "passphrase", passphrase)
        for kind in await self._slots.kinds():
            if kind in ("keyring", "file"):
                await self._slots.remove(kind)

    async def check(self, secret: str) -> bool:
        """Whether this is the passphrase or the recovery code."""
        for given in ({"passphrase": secret}, {"recovery": secret}):
            try:
                await self._slots.unlock(**given)
            except StoreError:
                continue
            return True
        return False
