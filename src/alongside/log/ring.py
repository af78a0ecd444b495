"""The operating system's keyring, where there is one that works."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "alongside"
PATIENCE = 20.0
"""Seconds that a keyring may take, as it may be asking the person to unlock it."""

T = TypeVar("T")


class NoRing(Exception):
    """There is no keyring, or it did not answer."""


class Ring(Protocol):
    """Keeps secrets by account name. Blocks; every method may raise `NoRing`."""

    def get(self, account: str) -> str | None: ...

    def set(self, account: str, secret: str) -> None: ...

    def delete(self, account: str) -> None: ...


class OsRing:
    """macOS Keychain, Windows Credential Locker, Secret Service or KWallet."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience

    def get(self, account: str) -> str | None:
        return self._ask(lambda ring: ring.get_password(SERVICE, account))

    def set(self, account: str, secret: str) -> None:
        self._ask(lambda ring: ring.set_password(SERVICE, account, secret))

    def delete(self, account: str) -> None:
        self._ask(lambda ring: ring.delete_password(SERVICE, account))

    def _ask(self, question: Callable[[KeyringBackend], T]) -> T:
        """Ask on a thread of its own: a keyring without a desktop may never answer."""
        answer: Future[T] = Future()

        def work() -> None:
            with suppress(Exception):
                import keyring

                answer.set_result(question(keyring.get_keyring()))
            answer.cancel()

        threading.Thread(target=work, name="keyring", daemon=True).start()
        try:
            return answer.result(self._patience)
        except (CancelledError, TimeoutError) as error:
            raise NoRing("the keyring did not answer") from error
