"""A bound on what a day of seeing may store: bytes are earned as time passes, and then spent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

DAY = 8 * 3600.0
PER_DAY = 70_000_000
"""Bytes of pictures in eight hours; the rest of 100 MB is for words, sounds and the log."""
AT_ONCE = 4_000_000
"""Bytes that may be saved up for a stretch in which much is new."""
FILMS_PER_DAY, FILMS_AT_ONCE = 14_000_000, 8_000_000
"""Of the rest, what videos may take, and what may be saved up for them."""


@dataclass(slots=True)
class Budget:
    """Starts full."""

    per_day: int = PER_DAY
    at_once: int = AT_ONCE
    _left: float = -1.0
    _since: datetime | None = None

    def afford(self, size: int, at: datetime) -> bool:
        """Whether so many bytes may be stored now."""
        return size <= self._earned(at)

    def spend(self, size: int, at: datetime) -> None:
        """So many bytes were stored."""
        self._left = self._earned(at) - size
        self._since = at

    def plenty(self, at: datetime) -> float:
        """How much of what can be saved up is there, 0 to 1."""
        return max(0.0, self._earned(at) / self.at_once)

    def _earned(self, at: datetime) -> float:
        if self._since is None:
            self._since, self._left = at, float(self.at_once)
        passed = max(0.0, (at - self._since).total_seconds())
        return min(float(self.at_once), self._left + passed * self.per_day / DAY)
