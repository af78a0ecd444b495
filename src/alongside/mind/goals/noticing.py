"""The job that finds goals in what the person writes, and proposes them: they are never assumed."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from alongside.log.corrections import AsCorrected
from alongside.log.kinds import Noted, Said
from alongside.log.log import UnknownCause, Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.goals import book as books
from alongside.mind.goals.heard import heard
from alongside.mind.jobs import Progress
from alongside.mind.understand.reading import WRITTEN
from alongside.mind.understand.so_far import SoFar
from alongside.views.words import fold

READER, SOURCE, TALK = "goals", "goals", "talk"
READ = ("noted", "said")
BATCH = 40
RECENT = timedelta(days=400)
"""What was aimed at longer ago isn't brought up again."""
LONGEST = 20_000


def _now() -> datetime:
    return datetime.now(UTC)


class Noticing:
    """Reads behind the log; what it found once and the person forgot doesn't come back."""

    name = "noticing goals"

    def __init__(
        self,
        log: SqliteLog,
        me: Callable[[], frozenset[str]],
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._log = log
        self._corrected = AsCorrected(log)
        self._me = me
        self._now = now
        self._so_far = SoFar(log)

    async def catch_up(self) -> AsyncGenerator[Progress, None]:
        """Read all that wasn't read yet."""
        await self._so_far.open()
        after = await self._so_far.read(READER)
        while batch := await self._batch(after):
            known = await self._known()
            for moment in batch:
                drafts = [*self._proposals(moment, known)]
                with suppress(UnknownCause):
                    await self._corrected.append(*drafts)
            after = batch[-1].seq
            await self._so_far.reach(READER, after)
            yield Progress(name=self.name, done=after)

    async def _batch(self, after: int) -> list[Moment]:
        wanted = Wanted(kinds=READ, after=after, limit=BATCH)
        return [moment async for moment in self._corrected.read(wanted)]

    async def _known(self) -> set[str]:
        person = self._log.person
        book = await self._log.database.read(lambda db: books.read(db, person))
        return {fold(goal.what.outcome) for goal in book.goals}

    def _proposals(self, moment: Moment, known: set[str]) -> Iterator[Draft]:
        """The goals told of in a moment that aren't known yet; adds to `known`."""
        words = self._own(moment)
        if not words or moment.at < self._now() - RECENT:
            return
        for one in heard(words[:LONGEST], moment.at, moment.zone):
            over = one.what.due and date.fromisoformat(one.what.due) < self._now().date()
            outcome = fold(one.what.outcome)
            if over or outcome in known:
                continue
            known.add(outcome)
            yield Draft(
                what=replace(one.what, found=True, quote=one.quote),
                at=moment.at,
                zone=moment.zone,
                source=SOURCE,
                trust=min(Trust.OWN, moment.trust),
                because=(moment.id,),
            )

    def _own(self, moment: Moment) -> str:
        """The words of the person's own, in notes and in talk with others."""
        if moment.trust < Trust.OWN or moment.source in (TALK, WRITTEN):
            return ""
        if isinstance(moment.what, Said):
            return moment.what.text if fold(moment.what.by) in self._me() else ""
        return moment.what.words if isinstance(moment.what, Noted) else ""
