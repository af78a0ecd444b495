"""Tokens that stand for something for a while and are taken once."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 64


class Tickets(Generic[T]):
    """Gives tokens for values; each is taken once, within `seconds`. The oldest make room."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._held: dict[str, tuple[float, T]] = {}

    def give(self, value: T) -> str:
        while len(self._held) >= MOST:
            del self._held[next(iter(self._held))]
        token = secrets.token_urlsafe(24)
        self._held[token] = (self._clock() + self.seconds, value)
        return token

    def take(self, token: str) -> T | None:
        expires, value = self._held.pop(token, (0.0, None))
        return value if self._clock() < expires else None

    def clear(self) -> None:
        self._held.clear()
