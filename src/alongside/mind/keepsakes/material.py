"""What keepsakes are made of: files, how good photos look, who is known; and how they are kept."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from alongside.log.blobs import Blobs
from alongside.log.corrections import AsCorrected
from alongside.log.errors import DamagedBlob, MissingBlob
from alongside.log.kinds import What
from alongside.log.log import UnknownCause
from alongside.log.moment import EARLIEST, LATEST, Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.keepsakes.album import Photo
from alongside.mind.keepsakes.looks import Look, look
from alongside.mind.keepsakes.naming import Hidden
from alongside.mind.people.circle import Circle
from alongside.models.see.picture import UnreadablePictureError

SOURCE = "keepsakes"
AROUND = timedelta(hours=14)
"""How far local days reach beyond the same days in UTC."""
MOST_LOOKS = 20_000
AT_ONCE = 8

T = TypeVar("T")


class NothingToShow(ValueError):
    """There isn't enough to make it of; the message says what is missing."""


class ForgottenMeanwhile(ValueError):
    """Something that it shows was forgotten while it was made, so it isn't kept."""

    def __init__(self) -> None:
        super().__init__(
            "Something in it was forgotten while it was made, so it wasn’t kept. Make it once more."
        )


@dataclass(frozen=True, slots=True)
class Done:
    """How far the making has come."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Material:
    """`me` are the folded names of the person, `circle` gives everybody they know."""

    stored: SqliteLog
    blobs: Blobs
    me: Callable[[], frozenset[str]]
    circle: Callable[[], Awaitable[Circle]]
    _looks: dict[str, Look | None] = field(default_factory=dict, repr=False)

    @property
    def log(self) -> AsCorrected:
        """The moments as the person put them right."""
        return AsCorrected(self.stored)

    def read(self, hash: str) -> bytes:
        """A file, for use in a thread. Raises `MissingBlob`, `DamagedBlob`."""
        return b"".join(self.blobs.pieces(hash))

    async def looks(self, photos: Sequence[Photo]) -> dict[str, Look]:
        """How the photos look, by their ids; one that can't be read is left out."""
        new = [each for each in photos if each.hash not in self._looks]
        if len(self._looks) + len(new) > MOST_LOOKS:
            self._looks.clear()
            new = [*photos]
        for start in range(0, len(new), AT_ONCE):
            part = new[start : start + AT_ONCE]
            self._looks.update(await asyncio.to_thread(self._look, part))
        found = ((each.id, self._looks.get(each.hash)) for each in photos)
        return {id_: seen for id_, seen in found if seen is not None}

    async def hidden(self) -> Hidden:
        """What hides the names of everybody known."""
        circle = await self.circle()
        return Hidden(shown for one in circle.people for shown in one.names.values())

    async def keep(
        self, what: What, hash: str, stands_on: Sequence[str], now: datetime, zone: str
    ) -> Moment:
        """Keep what was made; it goes with any moment of `stands_on`.

        Raises `ForgottenMeanwhile`.
        """
        causes = await self.log.get(*stands_on)
        draft = Draft(
            what=what, at=now, zone=zone, source=SOURCE,
            trust=min((Trust.OWN, *(cause.trust for cause in causes))), because=tuple(stands_on),
        )  # fmt: skip
        try:
            (kept,) = await self.log.append(draft)
        except UnknownCause as error:
            if not await self.stored.database.read(lambda db: _held(db, hash)):
                await self.blobs.delete(hash)
            raise ForgottenMeanwhile from error
        return kept

    def _look(self, photos: Sequence[Photo]) -> dict[str, Look | None]:
        return {each.hash: self._seen(each) for each in photos}

    def _seen(self, photo: Photo) -> Look | None:
        try:
            return look(self.read(photo.hash))
        except (UnreadablePictureError, MissingBlob, DamagedBlob):
            return None


def _held(db: sqlite3.Connection, hash: str) -> bool:
    """Whether another moment stands on this file."""
    return db.execute("SELECT 1 FROM media WHERE hash = ? LIMIT 1", (hash,)).fetchone() is not None


async def stepped(steps: Generator[T, None, None]) -> AsyncGenerator[T, None]:
    """What a generator that blocks gives, each step in a thread.

    Closed or cancelled, it waits for the step under way, and then closes the generator too.
    """
    try:
        while True:
            step = asyncio.ensure_future(asyncio.to_thread(next, steps, None))
            try:
                found = await asyncio.shield(step)
            except asyncio.CancelledError:
                await asyncio.wait([step])
                raise
            if found is None:
                return
            yield found
    finally:
        steps.close()


def around(first: date, last: date) -> tuple[datetime, datetime]:
    """A stretch of UTC that holds these local days wherever they were lived, both within."""
    begin = max(datetime(first.year, first.month, first.day, tzinfo=UTC), EARLIEST + AROUND)
    end = min(datetime(last.year, last.month, last.day, tzinfo=UTC), LATEST - 3 * AROUND)
    return begin - AROUND, end + timedelta(days=1) + AROUND
