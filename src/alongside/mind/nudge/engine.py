"""Says what is worth saying, once and on time: woken by what happens and by the clock, never by a
model.

Each time it is woken it reads the situation, keeps what is to be said as a moment whose origin is
the occasion, and learns when to look again. Told state is in the log itself, so neither a restart
nor a clock that jumps says anything twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing, suppress
from datetime import UTC, datetime, timedelta

from alongside.config import Config
from alongside.log.kinds import Nudged
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.brief.briefs import Briefs
from alongside.mind.nudge.choosing import choose
from alongside.mind.nudge.reading import Reading
from alongside.mind.nudge.situation import Nudge, Situation, Source
from alongside.mind.nudge.sources import SOURCES

SOURCE = "nudge"
GLANCE = timedelta(seconds=20)
"""How often the wall clock is glanced at while waiting: it may jump, the machine may have slept."""
SETTLE = 0.3
"""Seconds that more of what happens is waited for before looking."""
UNMOVED = frozenset({"nudged", "recognised", "read", "described", "noticed", "imported", "failed"})
"""Kinds that change nothing about what is worth saying."""

Deliver = Callable[[Moment], Awaitable[None]]


def _now() -> datetime:
    return datetime.now(UTC)


class Nudges:
    """The proactive engine of one life. `deliver` brings a nudge to wherever the person is."""

    def __init__(
        self,
        log: SqliteLog,
        reading: Reading,
        deliver: Sequence[Deliver] = (),
        briefs: Briefs | None = None,
        sources: Sequence[Source] = SOURCES,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self.reading = reading
        self._log = log
        self._deliver = tuple(deliver)
        self._briefs = briefs
        self._sources = tuple(sources)
        self._now = now

    async def step(self) -> datetime | None:
        """Say what is due now; gives when to look again, None for when something happens."""
        situation = await self.reading.at(self._now())
        brief = await self._briefs.step(situation) if self._briefs else None
        nudges = [nudge for source in self._sources for nudge in source(situation)]
        choice = choose(situation, nudges)
        for nudge in choice.say:
            await self._say(situation, nudge)
        return min((each for each in (choice.again, brief) if each), default=None)

    async def follow(self) -> None:
        """Step whenever something happens or is due, until cancelled."""
        while True:
            settings = self.reading.config()

            def changed(before: Config = settings) -> bool:
                return self.reading.config() is not before

            async with aclosing(self._log.follow()) as growth:
                again = await self.step()
                happened = asyncio.create_task(_moved(growth))
                try:
                    while not (happened.done() or changed() or self._due(again)):
                        await asyncio.wait({happened}, timeout=self._pause(again))
                finally:
                    happened.cancel()
                    with suppress(asyncio.CancelledError):
                        await happened
            await asyncio.sleep(SETTLE)

    def _due(self, again: datetime | None) -> bool:
        return again is not None and self._now() >= again

    def _pause(self, again: datetime | None) -> float:
        """Seconds to wait before the next look at the clock."""
        if again is None:
            return GLANCE.total_seconds()
        return max(0.0, min(GLANCE, again - self._now()).total_seconds())

    async def _say(self, situation: Situation, nudge: Nudge) -> None:
        causes = await self._log.get(*nudge.because)
        origin = f"{SOURCE}:{nudge.key}"
        draft = Draft(
            what=Nudged(
                about=nudge.about,
                text=nudge.text,
                why=nudge.why,
                person=nudge.person,
                due=nudge.due,
            ),
            at=situation.now,
            zone=situation.zone,
            source=SOURCE,
            trust=min([Trust.OWN, *(cause.trust for cause in causes)]),
            because=tuple(dict.fromkeys(cause.id for cause in causes)),
            origin=origin,
        )
        (kept,) = await self._log.append(draft)
        for deliver in self._deliver:
            await deliver(kept)


async def _moved(growth: AsyncGenerator[Moment, None]) -> None:
    """Returns once something has happened that may change what is worth saying."""
    async for moment in growth:
        if moment.kind not in UNMOVED:
            return
