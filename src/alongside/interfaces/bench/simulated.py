"""A life whose clock is moved by hand: what helps unasked runs on it as it would on a real one."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from alongside.config import Config
from alongside.log.database import Database
from alongside.log.kinds import Briefed, Nudged, What
from alongside.log.log import View
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.brief.briefs import Briefs
from alongside.mind.nudge.engine import Nudges
from alongside.mind.nudge.reading import Reading
from alongside.mind.remind.reminding import Reminders
from alongside.views.agenda import Agenda
from alongside.views.beliefs import Beliefs
from alongside.views.bonds import Bonds
from alongside.views.goals import Goals
from alongside.views.places import Places
from alongside.views.promises import Promises
from alongside.views.search import Search
from alongside.views.timeline import Timeline
from alongside.views.words import fold

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
MOST = 10_000
"""Steps between two moments; more would be an engine that doesn't rest."""


class Restless(RuntimeError):
    """The engine wants to be woken again and again without saying anything."""


def views() -> tuple[View, ...]:
    """The views that the situation is read from."""
    return (Search(), Timeline(), Places(), Beliefs(), Promises(), Bonds(), Agenda(), Goals())


@dataclass
class Simulated:
    """A life as of `now` in `zone`; both move only by hand."""

    log: SqliteLog
    now: datetime = EPOCH
    zone: str = "UTC"
    config: Config = field(default_factory=Config)
    steps: int = 0
    """How often the engine was woken."""

    def __post_init__(self) -> None:
        self.reading = Reading(
            log=self.log,
            config=lambda: self.config,
            zone=lambda: self.zone,
            me=lambda: frozenset(map(fold, (*self.config.names, "me"))),
        )
        self.restart()

    def restart(self) -> None:
        """Begin anew, with nothing in memory."""
        self.nudges = Nudges(self.log, self.reading, briefs=Briefs(self.log), now=lambda: self.now)

    async def keep(
        self, what: What, trust: Trust = Trust.OWN, because: Sequence[str] = ()
    ) -> Moment:
        """Something happens now."""
        draft = Draft(
            what=what, at=self.now, zone=self.zone, source="simulated", trust=trust,
            because=tuple(because),
        )  # fmt: skip
        (kept,) = await self.log.append(draft)
        return kept

    async def remind(self, words: str) -> Moment:
        """The person sets a reminder. Raises `NotUnderstood`."""
        return await Reminders(self.log, self.reading).set(words, self.now, self.zone)

    async def step(self) -> datetime | None:
        self.steps += 1
        return await self.nudges.step()

    async def until(self, end: datetime) -> None:
        """Live on until then, woken as the engine asks. Raises `Restless`."""
        for _ in range(MOST):
            again = await self.step()
            if again is None or again > end:
                self.now = max(self.now, end)
                return
            self.now = max(self.now, again)
        raise Restless(f"{MOST} steps before {end} without coming to rest")

    async def said(self, after: int = 0) -> list[Moment]:
        """The nudges so far, past a position of the log."""
        return [m async for m in self.log.read() if isinstance(m.what, Nudged) and m.seq > after]

    async def briefs(self) -> list[Moment]:
        return [m async for m in self.log.read() if isinstance(m.what, Briefed)]


@asynccontextmanager
async def simulated(folder: Path | None = None) -> AsyncIterator[Simulated]:
    """A new life in a folder, or in one that is thrown away afterwards."""
    with tempfile.TemporaryDirectory() as passing:
        path = (folder or Path(passing)) / "life.db"
        async with Database(path, bytes(32)) as database:
            clock: list[Simulated] = []
            log = SqliteLog(database, "me", views(), now=lambda: clock[0].now if clock else EPOCH)
            await log.open()
            clock.append(Simulated(log))
            yield clock[0]
