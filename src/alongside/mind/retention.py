"""The job that forgets what the senses kept for long enough, and tells what goes next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from alongside.config import FOR_EVER, RETENTION, Privacy
from alongside.log import preview
from alongside.log.errors import NotYetGone
from alongside.log.log import Wanted
from alongside.log.sqlite import SqliteLog
from alongside.mind.jobs import Progress

SENSES = {
    "frames": Wanted(kinds=("saw",), sources=("camera",)),
    "captures": Wanted(kinds=("saw", "filmed"), sources=("capture",)),
    "audio": Wanted(kinds=("recorded",), sources=("live",)),
    "transcripts": Wanted(kinds=("heard", "noticed"), sources=("live",)),
    "mails": Wanted(kinds=("said",), sources=("mailbox",)),
}
"""The moments of each sense; what was drawn from them goes with them."""
SOON = timedelta(days=1)
OFTEN = timedelta(hours=1)
"""How often a life that lies open is looked through."""
BETWEEN = timedelta(hours=20)
"""Forgetting writes the whole file anew, so it is done about once a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How a sense is kept: for `days` (0 for ever), how many there are, and what goes next.

    `next` is when the oldest is due, and `going` how many are due within a day of now.
    """

    sense: str
    days: int
    kept: int
    next: datetime | None = None
    going: int = 0


def _now() -> datetime:
    return datetime.now(UTC)


class Retention:
    """Forgets by the settings that `privacy` gives."""

    name = "forgetting what was kept long enough"

    def __init__(
        self,
        log: SqliteLog,
        privacy: Callable[[], Privacy],
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._log = log
        self._privacy = privacy
        self._now = now
        self._last: datetime | None = None
        self._one_at_a_time = asyncio.Lock()

    async def catch_up(self) -> AsyncGenerator[Progress, None]:
        """Forget what is due, about once a day."""
        async with self._one_at_a_time:
            now = self._now()
            if self._last is not None and now - self._last < BETWEEN:
                return
            due = await self.due(now)
            if due:
                yield Progress(name=self.name, total=len(due))
                try:
                    await self._log.forget(*due)
                except NotYetGone as error:
                    yield Progress(name=self.name, total=len(due), problem=str(error))
                    return
                yield Progress(name=self.name, done=len(due), total=len(due))
            self._last = now

    async def keep_up(self) -> None:
        """Look again from time to time, as days pass in a life in which nothing happens."""
        while True:
            await asyncio.sleep(OFTEN.total_seconds())
            async with aclosing(self.catch_up()) as steps:
                async for _ in steps:
                    pass

    async def due(self, now: datetime) -> tuple[str, ...]:
        """The ids of all moments kept for long enough."""
        found: list[str] = []
        for sense in RETENTION:
            days = self._privacy().kept_for(sense)
            if days != FOR_EVER:
                found += await self._ids(sense, now - timedelta(days=days))
        return tuple(found)

    async def keeping(self) -> tuple[Keeping, ...]:
        """For each sense how it is kept, and what goes next."""
        return tuple([await self._keeping(sense) for sense in RETENTION])

    async def _keeping(self, sense: str) -> Keeping:
        days = self._privacy().kept_for(sense)
        kept = len(await self._ids(sense, None))
        if days == FOR_EVER:
            return Keeping(sense=sense, days=days, kept=kept)
        lasting = timedelta(days=days)
        going = await self._ids(sense, self._now() + SOON - lasting)
        oldest = await self._oldest(sense)
        return Keeping(
            sense=sense,
            days=days,
            kept=kept,
            next=oldest + lasting if oldest else None,
            going=len(going),
        )

    async def _ids(self, sense: str, until: datetime | None) -> list[str]:
        wanted = SENSES[sense]
        narrowed = Wanted(kinds=wanted.kinds, sources=wanted.sources, until=until)
        return list(await preview.matching(self._log, narrowed))

    async def _oldest(self, sense: str) -> datetime | None:
        wanted = SENSES[sense]
        first = Wanted(kinds=wanted.kinds, sources=wanted.sources, by_time=True, limit=1)
        async for moment in self._log.read(first):
            return moment.at
        return None
