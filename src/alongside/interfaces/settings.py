"""The person's settings, kept in their life's folder and used by every part at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from alongside import config
from alongside.config import Config
from alongside.views.words import fold


def called(config: Config) -> frozenset[str]:
    """Every name that means the person, folded for comparing."""
    return frozenset(map(fold, (*config.names, "me")))


class Settings:
    """The settings in the file at `path`."""

    def __init__(self, path: Path) -> None:
        """Raises `ConfigError` for a file that can't be read. Touches the disk."""
        self.config = config.load(path)
        self._path = path
        self._uses: list[Callable[[Config], None]] = []

    def then(self, use: Callable[[Config], None]) -> None:
        """Have `use` told of every change, off the event loop."""
        self._uses.append(use)

    async def change(self, changed: Config) -> None:
        """Keep the settings whole, and have every part use them from then on."""
        await asyncio.to_thread(config.save, self._path, changed)
        self.config = changed
        for use in self._uses:
            await asyncio.to_thread(use, changed)
