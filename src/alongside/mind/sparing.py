"""What models do unasked keeps to a budget: of tokens a day, and of the battery.

What the person asks for is never held back. Tokens are estimated, as not every server counts them.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from alongside.config import Proactive
from alongside.log import schema
from alongside.log.sqlite import SqliteLog
from alongside.mind.jobs import Job, Progress
from alongside.models.model import Chat, Message, ModelError, Prompt
from alongside.models.power import on_battery

LOOK = 60.0
"""Seconds after which what is held back is looked at again."""
CHARACTERS = 3
"""Of a token, counted low."""
PICTURE = 1000
"""Tokens that a picture is taken for."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS spent (
    person TEXT NOT NULL, day TEXT NOT NULL, tokens INTEGER NOT NULL, PRIMARY KEY (person, day)
) STRICT, WITHOUT ROWID;
"""
BATTERY = "Held back while this machine runs on its battery. You can allow it in Settings."
SPENT = "Today’s budget for models that work unasked is used up. It goes on tomorrow."


def _now() -> datetime:
    return datetime.now(UTC)


class Sparing:
    """What was spent today, and what holds models back just now. `settings` and `zone` give what
    holds now, `battery` whether the machine runs on it."""

    def __init__(
        self,
        log: SqliteLog,
        settings: Callable[[], Proactive],
        zone: Callable[[], str],
        battery: Callable[[], Awaitable[bool]] = on_battery,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._database = log.database
        self._person = log.person
        self._settings = settings
        self._zone = zone
        self._battery = battery
        self._now = now

    async def spent(self) -> int:
        """About how many tokens models took unasked today, by the person's clock."""
        return await self._database.write(self._spent)

    async def left(self) -> int:
        return self._settings().tokens - await self.spent()

    async def spend(self, tokens: int) -> None:
        """Count tokens to today; other days are kept no longer."""
        await self._database.write(lambda db: self._spend(db, tokens))

    async def why_not(self) -> str:
        """What holds models back now, for the person; empty where nothing does."""
        if not self._settings().on_battery and await self._battery():
            return BATTERY
        return SPENT if await self.left() <= 0 else ""

    def chat(self, model: Callable[[], Chat | None]) -> Callable[[], Chat | None]:
        """The model, its tokens counted to what is spent unasked."""

        def counted() -> Chat | None:
            chat = model()
            return None if chat is None else Counted(chat, self)

        return counted

    def _spent(self, db: sqlite3.Connection) -> int:
        schema.run(db, SCHEMA)
        query = "SELECT tokens FROM spent WHERE person = ? AND day = ?"
        row = db.execute(query, (self._person, self._day())).fetchone()
        return int(row[0]) if row else 0

    def _spend(self, db: sqlite3.Connection, tokens: int) -> None:
        before = self._spent(db)
        db.execute("DELETE FROM spent WHERE person = ?", (self._person,))
        row = (self._person, self._day(), before + tokens)
        db.execute("INSERT INTO spent VALUES (?, ?, ?)", row)

    def _day(self) -> str:
        return self._now().astimezone(ZoneInfo(self._zone())).date().isoformat()


@dataclass(frozen=True, slots=True)
class Counted:
    """A chat model whose tokens are counted; it answers only while something is left."""

    chat: Chat
    sparing: Sparing

    @property
    def name(self) -> str:
        return self.chat.name

    @property
    def remote(self) -> bool:
        return self.chat.remote

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        """Stream as the model does. Raises `ModelError`, also once the budget is used up."""
        why = await self.sparing.why_not()
        if why:
            raise ModelError(why)
        letters = sum(map(_letters, given.messages))
        try:
            async with aclosing(self.chat.run(given)) as pieces:
                async for piece in pieces:
                    letters += len(piece)
                    yield piece
        finally:
            await self.sparing.spend(1 + letters // CHARACTERS)


def _letters(message: Message) -> int:
    return len(message.text) + PICTURE * CHARACTERS * len(message.pictures)


class Spared:
    """A job of models that waits, saying why, while they are held back."""

    def __init__(self, job: Job, sparing: Sparing) -> None:
        self.name = job.name
        self._job = job
        self._sparing = sparing
        self._turn = asyncio.Lock()
        self._held = False

    async def catch_up(self) -> AsyncGenerator[Progress, None]:
        """Work as the job does, or tell what holds it back."""
        async with self._turn:
            why = await self._sparing.why_not()
            self._held = bool(why)
            if why:
                yield Progress(name=self.name, problem=SPENT if why == SPENT else BATTERY)
                return
            async with aclosing(self._job.catch_up()) as steps:
                async for step in steps:
                    yield step

    async def keep_up(self) -> None:
        """Go on once nothing holds it back any more, though nothing new was kept."""
        while True:
            await asyncio.sleep(LOOK)
            if self._held and not await self._sparing.why_not():
                async with aclosing(self.catch_up()) as steps:
                    async for _ in steps:
                        pass
