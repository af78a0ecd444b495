"""A life with a clock of its own, in which what helps unasked runs as it would."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alongside.config import Config
from alongside.interfaces.bench.simulated import Simulated, simulated

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""A Monday, eight in the morning in Lisbon."""


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[Simulated]:
    async with simulated(tmp_path) as life:
        life.now, life.zone = START, "Europe/Lisbon"
        life.config = Config(name="Nora", aliases=("노라",))
        yield life
