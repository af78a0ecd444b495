"""Understanding as interfaces need it: what is believed, and what the person says of it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, cast

from alongside.interfaces.settings import Settings
from alongside.log.kinds import Believed, Judged, Profiled, Reread, Ruled, What
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.converse.knowing import Known
from alongside.mind.converse.person import own_names
from alongside.mind.jobs import Progress
from alongside.mind.understand.deepen import Deepen
from alongside.mind.understand.profile import Profile, covers, profile
from alongside.mind.understand.reading import Person
from alongside.mind.understand.so_far import SoFar
from alongside.mind.understand.understand import Understand
from alongside.models.choice import Models
from alongside.models.model import Chat, ModelError
from alongside.senses.zones import local_zone
from alongside.views import believing
from alongside.views.believing import Belief, Rules
from alongside.views.words import fold

SOURCE = "app"
CHOSEN = "chosen"
READINGS = "readings"


@dataclass(frozen=True, slots=True)
class Mind:
    """All that is believed, what may be, and the profile made of it."""

    beliefs: tuple[Belief, ...]
    rules: Rules
    profile: Profile


@dataclass(frozen=True, slots=True)
class Comparison:
    """Statements of a new reading that the old has too, that are new, and that it lacks."""

    same: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


class Understanding:
    """Reads one life and keeps what its person says of it. `job` works in the background."""

    def __init__(self, log: SqliteLog, settings: Settings, models: Models | None = None) -> None:
        """`models` are those that may read too, where they are asked for by name."""
        self._log = log
        self._settings = settings
        self._models = models
        self.job = Understand(log, self.person)

    async def person(self) -> Person:
        """Whose life it is: by the names they set, else as their messages are signed."""
        names = self._settings.config.names or await own_names(self._log)
        return Person(frozenset(map(fold, (*names, "me"))))

    async def read(
        self, chat: Chat | None = None, reading: int | None = None
    ) -> AsyncGenerator[Progress, None]:
        """Read all that wasn't read yet: by patterns, then by a model where one is given.

        `reading` numbers a new reading of the whole life. Raises `ModelError`.
        """
        job = self.job if reading is None else Understand(self._log, self.person, reading=reading)
        async with aclosing(job.catch_up()) as steps:
            async for step in steps:
                yield step
        if chat is not None:
            async with aclosing(Deepen(self._log, chat).catch_up(reading)) as steps:
                async for step in steps:
                    yield step

    async def next_reading(self) -> int:
        """A number for a new reading of the whole life, used by none before."""
        so_far = SoFar(self._log)
        await so_far.open()
        standing = await self._log.database.read(
            lambda db: believing.standing_reading(db, self._log.person)
        )
        number = 1 + max(standing, await so_far.read(READINGS))
        await so_far.reach(READINGS, number)
        return number

    async def compare(self, reading: int) -> Comparison:
        """A new reading beside the one that stands."""
        person = self._log.person
        before = await self._log.database.read(lambda db: believing.beliefs(db, person))
        after = await self._log.database.read(lambda db: believing.beliefs(db, person, reading))
        old, new = {one.key: one for one in before}, {one.key: one for one in after}
        return Comparison(
            same=tuple(one.statement for key, one in new.items() if key in old),
            new=tuple(one.statement for key, one in new.items() if key not in old),
            gone=tuple(one.statement for key, one in old.items() if key not in new),
        )

    async def take(self, reading: int, model: str) -> Moment:
        """Let a new reading stand in place of the old."""
        return await self._say(Reread(reading=reading, model=model))

    async def drop(self, reading: int) -> None:
        """Forget the beliefs of a reading that wasn't taken over."""
        wanted = Wanted(kinds=("believed",))
        drawn = [
            moment.id
            async for moment in self._log.read(wanted)
            if isinstance(moment.what, Believed) and moment.what.reading == reading
        ]
        if drawn:
            await self._log.forget(*drawn)

    async def chat(self, model: str) -> Chat | None:
        """The chat model of a choice such as `embedded:ID`, or `chosen` for the one that serves.

        None where no choice is named. Raises `ModelError`.
        """
        return await asyncio.to_thread(self._chat, model) if model else None

    def _chat(self, model: str) -> Chat:
        """Touches the disk."""
        if self._models is None:
            raise ModelError("No model can read here.")
        if model != CHOSEN:
            return cast("Chat", self._models.one("chat", model))
        chat = self._models.chat()
        if chat is None:
            raise ModelError("No chat model is here. See: alongside models list chat")
        return chat

    async def mind(self) -> Mind:
        """What is believed now."""
        today = datetime.now(UTC).date().isoformat()
        return await self._log.database.read(lambda db: self._mind(db, today))

    async def known(self) -> Known:
        """What conversation may use."""
        mind = await self.mind()
        query = "SELECT id FROM beliefs_profiles WHERE person = ? ORDER BY seq DESC LIMIT 1"
        person = self._log.person
        row = await self._log.database.read(lambda db: db.execute(query, (person,)).fetchone())
        return Known(mind.beliefs, mind.profile, row[0] if row else "")

    async def belief(self, id_: str) -> Belief | None:
        """The belief that has this among its `Believed`; None where there is none."""
        mind = await self.mind()
        return next((b for b in mind.beliefs if any(id_ == e.belief for e in b.evidence)), None)

    async def judge(self, id_: str, how: Literal["right", "wrong"]) -> Moment | None:
        """Keep what the person says of a `Believed`; None where there is none with this id."""
        found = [m for m in await self._log.get(id_) if isinstance(m.what, Believed)]
        return await self._say(Judged(how=how), id_) if found else None

    async def forget(self, belief: Belief) -> Moment:
        """Forget a belief, whatever it was drawn from; it isn't drawn from that again."""
        return await self._log.forget(*(one.belief for one in belief.evidence))

    async def rule(self, about: str, *, allowed: bool) -> Moment:
        """Keep a ruling; what is barred by it is forgotten as well."""
        ruled = await self._say(Ruled(about=about, allowed=allowed))
        if not allowed:
            barred = await self._log.database.read(self._barred)
            if barred:
                await self._log.forget(*barred)
        return ruled

    async def write(self, text: str) -> Moment:
        """Keep the profile as the person wrote it."""
        mind = await self.mind()
        return await self._say(Profiled(text=text, covers=covers(mind.beliefs)))

    async def unwrite(self) -> None:
        """Forget every profile that the person wrote; the one that is drawn stands again."""
        query = "SELECT id FROM beliefs_profiles WHERE person = ?"
        person = self._log.person
        ids = await self._log.database.read(lambda db: db.execute(query, (person,)).fetchall())
        if ids:
            await self._log.forget(*(id_ for (id_,) in ids))

    def _mind(self, db: sqlite3.Connection, today: str) -> Mind:
        person = self._log.person
        found = tuple(believing.beliefs(db, person))
        written = believing.profiled(db, person)
        return Mind(found, believing.rules(db, person), profile(found, written, today))

    def _barred(self, db: sqlite3.Connection) -> list[str]:
        return believing.barred(db, self._log.person)

    async def _say(self, what: What, *because: str) -> Moment:
        causes = await self._log.get(*because)
        draft = Draft(
            what=what,
            at=datetime.now(UTC),
            zone=self._settings.config.zone or local_zone(),
            source=SOURCE,
            trust=min((cause.trust for cause in causes), default=Trust.PERSON),
            because=tuple(cause.id for cause in causes),
        )
        (kept,) = await self._log.append(draft)
        return kept
