"""A life with goals whose clock is moved by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.config import Config
from alongside.log.database import Database
from alongside.log.kinds import Noted, Occurrence, Planned, What
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.goals.goals import Goals
from alongside.views.agenda import Agenda
from alongside.views.beliefs import Beliefs
from alongside.views.bonds import Bonds
from alongside.views.goals import Goals as GoalsView
from alongside.views.places import Places
from alongside.views.promises import Promises
from alongside.views.search import Search
from alongside.views.timeline import Timeline

START = datetime(2026, 11, 26, 10, tzinfo=UTC)
"""A Thursday; ten in Lisbon."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Aiming:
    """Goals over a log, as of `now`."""

    log: SqliteLog
    now: datetime = START
    config: Config = field(default_factory=lambda: Config(name="Nora"))

    def __post_init__(self) -> None:
        self.goals = Goals(
            self.log,
            lambda: self.config,
            lambda: "Europe/Lisbon",
            lambda: frozenset({"nora", "me"}),
            lambda: self.now,
        )

    async def keep(
        self, what: What, at: datetime | None = None, trust: Trust = Trust.OWN, source: str = "test"
    ) -> Moment:
        (kept,) = await self.log.append(
            Draft(what=what, at=at or self.now, zone="Europe/Lisbon", source=source, trust=trust)
        )
        return kept

    async def note(self, text: str, days: int = 0) -> Moment:
        """A note of so many days ago."""
        return await self.keep(Noted(text=text), self.now - days * DAY)

    async def plan(self, title: str, start: datetime, hours: float = 1.0) -> Moment:
        times = (Occurrence(start, start + hours * HOUR),)
        return await self.keep(Planned(title=title, occurrences=times), start)


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[Aiming]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        views = (
            Search(), Timeline(), Places(), Promises(), Beliefs(), Bonds(), Agenda(), GoalsView(),
        )  # fmt: skip
        log = SqliteLog(database, "me", views)
        await log.open()
        yield Aiming(log)
