"""The one door between the senses and the log: nothing sensed is kept but through it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Literal

from alongside.config import Privacy
from alongside.log.kinds import Agreed, Forgotten, OffRecord, OnRecord, Place, What, Withdrew
from alongside.log.kinds.privacy import How
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.senses.privacy import regions, rules
from alongside.senses.privacy.rules import Allowance, Situation

SOURCE = "privacy"
STAYS = (
    "agreed", "withdrew", "off_record", "on_record", "forgotten", "planned", "contact", "imported",
)  # fmt: skip
"""What forgetting the last minutes leaves: what must not be kept, and what didn't happen then."""
TOGETHER = timedelta(hours=4)
"""How long everyone present stays agreed."""
NEAR = 150.0
"""Metres around the place of an agreement within which it holds."""


def _now() -> datetime:
    return datetime.now(UTC)


class Discretion:
    """Decides what may be kept, and keeps only that.

    `privacy` gives the settings and `zone` the person's zone, as they are now. Pausing, and keeping
    what was sensed, happen one at a time: when `pause` returns, nothing sensed is kept any more.
    """

    def __init__(
        self,
        log: SqliteLog,
        privacy: Callable[[], Privacy],
        zone: Callable[[], str],
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._log = log
        self._privacy = privacy
        self._zone = zone
        self._now = now
        self._one_at_a_time = asyncio.Lock()
        self.version = 0
        """Grows whenever something was said of privacy."""

    async def both(self, at: datetime, place: Place | None = None) -> Allowance:
        """What may be kept of what was sensed then and there, by the rules of then and of now."""
        decided = [await self.allowance(moment, place) for moment in (at, self._now())]
        return max(decided, key=lambda one: rules.STRICTNESS.index(one.keep))

    async def allowance(self, at: datetime, place: Place | None = None) -> Allowance:
        """What may be kept of what is sensed then and there."""
        here = Situation(
            at=at,
            zone=self._zone(),
            place=place,
            paused=await self.is_paused(at),
            agreed=await self._is_agreed(at, place),
        )
        privacy = self._privacy()
        return rules.allowance(privacy, regions.region(place, privacy.region), here)

    @asynccontextmanager
    async def keeping(
        self, needs: Literal["frames", "words"], at: datetime, place: Place | None = None
    ) -> AsyncIterator[bool]:
        """Whether `frames` or `words` sensed then and there may be kept, both then and now.

        Store within the block: nobody pauses while it runs.
        """
        async with self._one_at_a_time:
            allowed = await self.both(at, place)
            yield allowed.frames if needs == "frames" else allowed.words

    async def is_paused(self, at: datetime) -> bool:
        """Whether it was off the record then."""
        return await self.off_since(at) is not None

    async def off_since(self, at: datetime) -> Moment | None:
        """The word by which it is off the record then; None while it isn't."""
        wanted = Wanted(
            kinds=("off_record", "on_record"), until=_just_after(at), by_time=True,
            newest_first=True, limit=1,
        )  # fmt: skip
        async for moment in self._log.read(wanted):
            what = moment.what
            if isinstance(what, OffRecord) and (what.until is None or at < what.until):
                return moment
        return None

    async def pause(self, how: How, lasts: timedelta | None = None) -> Moment:
        """Off the record from now on, or for as long as it lasts."""
        async with self._one_at_a_time:
            now = self._now()
            return await self._note(OffRecord(how=how, until=now + lasts if lasts else None), now)

    async def resume(self, how: How) -> Moment:
        """On the record again."""
        async with self._one_at_a_time:
            return await self._note(OnRecord(how=how), self._now())

    async def everyone_agrees(self, place: Place | None = None) -> Moment:
        """Everyone present agreed to be recorded, while they are together."""
        async with self._one_at_a_time:
            now = self._now()
            return await self._note(Agreed(until=now + TOGETHER, place=place), now)

    async def no_longer_together(self) -> Moment:
        """Nobody present is taken to have agreed any more."""
        async with self._one_at_a_time:
            return await self._note(Withdrew(name=""), self._now())

    async def agree(self, agreed: Agreed) -> Moment:
        """Keep what a person agreed to."""
        async with self._one_at_a_time:
            return await self._note(agreed, self._now())

    async def forget_last(self, back: timedelta) -> int:
        """Forget all that happened in so much time before now; how many moments went.

        What was said of privacy meanwhile stays. Raises `NotYetGone`.
        """
        async with self._one_at_a_time:
            now = self._now()
            wanted = Wanted(since=now - back, until=_just_after(now))
            going = [m.id async for m in self._log.read(wanted) if m.kind not in STAYS]
            if not going:
                return 0
            gone = await self._log.forget(*going)
            return gone.what.count if isinstance(gone.what, Forgotten) else 0

    async def _is_agreed(self, at: datetime, place: Place | None) -> bool:
        wanted = Wanted(
            kinds=("agreed", "withdrew"), since=at - TOGETHER, until=_just_after(at), by_time=True,
            newest_first=True,
        )  # fmt: skip
        async for moment in self._log.read(wanted):
            if isinstance(moment.what, Withdrew) and not moment.what.name:
                return False
            if _holds(moment, at, place):
                return True
        return False

    async def _note(self, what: What, at: datetime) -> Moment:
        draft = Draft(what=what, at=at, zone=self._zone(), source=SOURCE, trust=Trust.PERSON)
        (kept,) = await self._log.append(draft)
        self.version += 1
        return kept


def _just_after(at: datetime) -> datetime:
    return at + timedelta(microseconds=1)


def _holds(moment: Moment, at: datetime, place: Place | None) -> bool:
    """Whether an agreement of everyone present covers that time and place."""
    what = moment.what
    if not isinstance(what, Agreed) or what.name or what.until is None or at >= what.until:
        return False
    agreed_at = what.place
    if agreed_at is None or not rules.is_known(agreed_at):
        return not rules.is_known(place)
    if place is None or place.latitude is None or place.longitude is None:
        return False
    here = (place.latitude, place.longitude)
    there = (agreed_at.latitude or 0.0, agreed_at.longitude or 0.0)
    return rules.metres(*there, *here) <= NEAR
