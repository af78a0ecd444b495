"""Keepsakes of a life, as an interface is handed them: its films and its books."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from alongside.interfaces.settings import Settings
from alongside.log.blobs import Blobs
from alongside.log.kinds import Printed, Reel
from alongside.log.log import Wanted
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog
from alongside.mind.goals.book import Book
from alongside.mind.keepsakes.books import Books
from alongside.mind.keepsakes.films import Films
from alongside.mind.keepsakes.material import Material
from alongside.mind.people import circle as circles
from alongside.mind.people.circle import Circle
from alongside.mind.recall.recall import Recall
from alongside.views.words import fold

KINDS = (Reel.kind(), Printed.kind())


@dataclass(frozen=True, slots=True)
class Keepsakes:
    log: SqliteLog
    films: Films
    books: Books

    async def kept(self) -> list[Moment]:
        """The films and books that were made, the newest first."""
        wanted = Wanted(kinds=KINDS, newest_first=True)
        return [moment async for moment in self.log.read(wanted)]


def keepsakes(
    log: SqliteLog,
    blobs: Blobs,
    settings: Settings,
    recall: Recall,
    goals: Callable[[], Awaitable[Book]],
) -> Keepsakes:
    """What makes keepsakes of this life."""

    def me() -> frozenset[str]:
        return frozenset(map(fold, (*settings.config.names, "me")))

    async def circle() -> Circle:
        today = datetime.now(UTC).date()
        names = me()
        return await log.database.read(lambda db: circles.read(db, log.person, names, today))

    material = Material(log, blobs, me, circle)
    return Keepsakes(log, Films(material, recall), Books(material, goals))
