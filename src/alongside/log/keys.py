"""The key of a life: one random key, locked into slots that different secrets open.

`keys.json` in the life's folder holds the slots. Each holds the same 32-byte key, sealed with
ChaCha20-Poly1305 (RFC 8439) under a key drawn from the slot's own secret: one kept in the OS
keyring, a passphrase (Argon2id, RFC 9106), a recovery code on paper, or a key file beside it.
"""

from __future__ import annotations

import asyncio
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from alongside.log import files, recovery
from alongside.log.derive import KEY_BYTES, derive
from alongside.log.errors import DamagedLife, LifeExists, NoKey, NoLife, WrongKey
from alongside.log.ring import NoRing, OsRing, Ring

SlotKind = Literal["keyring", "passphrase", "recovery", "file"]
NAME = "keys.json"
FILE_WARNING = (
    "The key to this life lies in a file beside it, readable by you alone: whoever copies the "
    "folder can read the life. Set a passphrase with `alongside key passphrase`."
)
_PASSES, _KIBIBYTES, _LANES = 3, 1 << 16, 4
_MOST_KIBIBYTES = 1 << 20


class Slot(msgspec.Struct, frozen=True, omit_defaults=True):
    """The key sealed for one secret. `passes`, `kibibytes` and `lanes` are Argon2id's."""

    kind: SlotKind
    salt: bytes
    sealed: bytes
    passes: int = 0
    kibibytes: int = 0
    lanes: int = 0


class Envelope(msgspec.Struct, frozen=True):
    """What `keys.json` holds. `check` tells the right key from a wrong one; `life` names the
    life's entry in a keyring."""

    version: int
    life: str
    check: bytes
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A life's key, the kind of slot it came from, and what the person should be told."""

    key: bytes
    kind: SlotKind
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Created:
    """A fresh life's key, where its secret is kept, its recovery code, and a warning if any."""

    key: bytes
    kind: SlotKind
    recovery: str
    warning: str = ""


class Keys:
    """The slots in a life's folder. `ring` is the keyring to use (default: the system's)."""

    def __init__(self, folder: Path, ring: Ring | None = None) -> None:
        self.folder = folder
        self._ring = ring if ring is not None else OsRing()

    def exists(self) -> bool:
        """Whether the folder holds a life's slots. Touches the disk."""
        return (self.folder / NAME).exists()

    async def create(self, passphrase: str = "") -> Created:
        """Make a key. Its slot: the passphrase if given, else the keyring, else a key file.

        Raises `LifeExists`, `DiskFull`.
        """
        return await asyncio.to_thread(self._create, passphrase)

    async def unlock(self, passphrase: str = "", recovery: str = "") -> Opened:
        """Open with what is given, else with the keyring or the key file.

        Raises `NoLife`, `NoKey`, `WrongKey`, `DamagedLife`.
        """
        return await asyncio.to_thread(self._unlock, passphrase, recovery)

    async def kinds(self) -> tuple[SlotKind, ...]:
        """The kinds of slot there are. Raises `NoLife`, `DamagedLife`."""
        envelope = await asyncio.to_thread(self._load)
        return tuple(slot.kind for slot in envelope.slots)

    async def add(self, key: bytes, kind: SlotKind, passphrase: str = "") -> str:
        """Add or replace the slot of a kind; gives the code of a `recovery` slot, else nothing.

        Raises `WrongKey` where `key` is not this life's, `NoKey` where there is no keyring.
        """
        return await asyncio.to_thread(self._add, key, kind, passphrase)

    async def remove(self, kind: SlotKind) -> None:
        """Remove the slots of a kind. Raises `NoKey` where nothing but them opens the life."""
        await asyncio.to_thread(self._remove, kind)

    async def renew(self, old: bytes, new: bytes, passphrase: str = "") -> str:
        """Lock another key into slots of the same kinds with fresh secrets; gives the fresh code.

        Raises `NoKey` where a passphrase is needed, `WrongKey` where it is not this life's.
        """
        return await asyncio.to_thread(self._renew, old, new, passphrase)

    def _create(self, passphrase: str) -> Created:
        path = self.folder / NAME
        if path.exists():
            raise LifeExists(self.folder)
        key, life = secrets.token_bytes(KEY_BYTES), secrets.token_hex(16)
        slot, warning = self._first_slot(key, life, passphrase)
        code = recovery.new_code()
        slots = (slot, _seal("recovery", recovery.secret_of(code), key))
        self._save(Envelope(1, life, _check(key), slots))
        return Created(key, slot.kind, code, warning)

    def _first_slot(self, key: bytes, life: str, passphrase: str) -> tuple[Slot, str]:
        if passphrase:
            return _seal("passphrase", passphrase.encode(), key), ""
        try:
            return self._ring_slot(key, life), ""
        except NoRing:
            return self._file_slot(key, life), FILE_WARNING

    def _ring_slot(self, key: bytes, life: str) -> Slot:
        secret = secrets.token_hex(KEY_BYTES)
        self._ring.set(life, secret)
        if self._ring.get(life) != secret:
            raise NoRing("the keyring did not keep the secret")
        return _seal("keyring", secret.encode(), key)

    def _file_slot(self, key: bytes, life: str) -> Slot:
        secret = secrets.token_hex(KEY_BYTES).encode()
        files.replace(self._file(life), secret)
        return _seal("file", secret, key)

    def _file(self, life: str) -> Path:
        return self.folder / f"{life}.key"

    def _unlock(self, passphrase: str, code: str) -> Opened:
        envelope = self._load()
        if code:
            return self._open(envelope, "recovery", recovery.secret_of(code))
        if passphrase:
            return self._open(envelope, "passphrase", passphrase.encode())
        for slot in envelope.slots:
            secret = self._secret_at_hand(slot.kind, envelope.life)
            if secret is not None:
                return self._open(envelope, slot.kind, secret)
        raise NoKey(
            f"The life in {self.folder} is locked and no key is at hand. "
            "Give its passphrase, or the recovery code you were shown when it was made."
        )

    def _open(self, envelope: Envelope, kind: SlotKind, secret: bytes) -> Opened:
        for slot in envelope.slots:
            key = _unseal(slot, secret) if slot.kind == kind else None
            if key is not None and hmac.compare_digest(_check(key), envelope.check):
                return Opened(key, kind, FILE_WARNING if kind == "file" else "")
        raise WrongKey(
            f"This {_SAID[kind]} does not open the life in {self.folder}. Nothing was changed. "
            "Try again, or use the recovery code."
        )

    def _secret_at_hand(self, kind: SlotKind, life: str) -> bytes | None:
        if kind == "file":
            path = self._file(life)
            return path.read_bytes() if path.exists() else None
        if kind == "keyring":
            try:
                secret = self._ring.get(life)
            except NoRing:
                return None
            return secret.encode() if secret else None
        return None

    def _add(self, key: bytes, kind: SlotKind, passphrase: str) -> str:
        envelope = self._load()
        check_key(envelope, key, self.folder)
        code = recovery.new_code() if kind == "recovery" else ""
        slot = self._slot(envelope, kind, key, passphrase, code)
        others = (other for other in envelope.slots if other.kind != kind)
        self._save(msgspec.structs.replace(envelope, slots=(*others, slot)))
        return code

    def _slot(
        self, envelope: Envelope, kind: SlotKind, key: bytes, passphrase: str, code: str
    ) -> Slot:
        if kind == "recovery":
            return _seal(kind, recovery.secret_of(code), key)
        if kind == "file":
            return self._file_slot(key, envelope.life)
        if kind == "passphrase":
            return _seal(kind, passphrase.encode(), key)
        try:
            return self._ring_slot(key, envelope.life)
        except NoRing as error:
            raise NoKey(
                "This machine has no keyring that works. Nothing was changed. Use a passphrase."
            ) from error

    def _remove(self, kind: SlotKind) -> None:
        envelope = self._load()
        left = tuple(slot for slot in envelope.slots if slot.kind != kind)
        if not any(slot.kind != "recovery" for slot in left):
            raise NoKey(
                f"Without its {_SAID[kind]} nothing but paper would open this life. Nothing was "
                "changed. Add another way to open it first."
            )
        self._save(msgspec.structs.replace(envelope, slots=left))
        self._drop_secret(kind, envelope.life)

    def _renew(self, old: bytes, new: bytes, passphrase: str) -> str:
        before = self._load()
        check_key(before, old, self.folder)
        if passphrase:
            self._open(before, "passphrase", passphrase.encode())
        elif any(slot.kind == "passphrase" for slot in before.slots):
            raise NoKey("Give the passphrase too, as it locks the fresh key. Nothing was changed.")
        # A name of its own, so that the secrets of either key stay until the other's are of use.
        after = Envelope(1, secrets.token_hex(16), _check(new), ())
        code = recovery.new_code()
        kinds: set[SlotKind] = {"recovery", *(slot.kind for slot in before.slots)}
        slots = tuple(self._slot(after, kind, new, passphrase, code) for kind in sorted(kinds))
        self._save(msgspec.structs.replace(after, slots=slots))
        for slot in before.slots:
            self._drop_secret(slot.kind, before.life)
        return code

    def _drop_secret(self, kind: SlotKind, life: str) -> None:
        if kind == "file":
            self._file(life).unlink(missing_ok=True)
        elif kind == "keyring":
            try:
                self._ring.delete(life)
            except NoRing:
                return

    def _load(self) -> Envelope:
        return load(self.folder)

    def _save(self, envelope: Envelope) -> None:
        files.replace(self.folder / NAME, msgspec.json.format(msgspec.json.encode(envelope)))


_SAID: dict[SlotKind, str] = {
    "keyring": "secret in the keyring",
    "passphrase": "passphrase",
    "recovery": "recovery code",
    "file": "key file",
}


def load(folder: Path) -> Envelope:
    """The slots in a life's folder. Raises `NoLife`, `DamagedLife`."""
    path = folder / NAME
    try:
        return msgspec.json.decode(path.read_bytes(), type=Envelope)
    except FileNotFoundError as error:
        raise NoLife(folder) from error
    except msgspec.MsgspecError as error:
        raise DamagedLife(path, str(error)) from error


def check_key(envelope: Envelope, key: bytes, folder: Path) -> None:
    """Raises `WrongKey` where `key` is not the one in the slots."""
    if not hmac.compare_digest(_check(key), envelope.check):
        raise WrongKey(f"This key does not open the life in {folder}. Nothing was changed.")


def _check(key: bytes) -> bytes:
    return derive(key, "key check")[:16]


def _seal(kind: SlotKind, secret: bytes, key: bytes) -> Slot:
    slot = Slot(kind, os.urandom(16), b"")
    if kind == "passphrase":
        slot = Slot(kind, slot.salt, b"", _PASSES, _KIBIBYTES, _LANES)
    # The nonce is constant: the salt is random, so the key it is used with is used once.
    sealed = ChaCha20Poly1305(_slot_key(slot, secret)).encrypt(bytes(12), key, kind.encode())
    return msgspec.structs.replace(slot, sealed=sealed)


def _unseal(slot: Slot, secret: bytes) -> bytes | None:
    cipher = ChaCha20Poly1305(_slot_key(slot, secret))
    try:
        return cipher.decrypt(bytes(12), slot.sealed, slot.kind.encode())
    except InvalidTag:
        return None


def _slot_key(slot: Slot, secret: bytes) -> bytes:
    if slot.kind != "passphrase":
        return derive(secret, "key slot", slot.salt)
    return hash_secret_raw(
        secret,
        slot.salt,
        time_cost=slot.passes,
        memory_cost=min(slot.kibibytes, _MOST_KIBIBYTES),
        parallelism=slot.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
