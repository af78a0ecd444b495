"""A model reads what patterns left of a life: sentence by sentence, as far as it got remembered."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from alongside.log.corrections import AsCorrected
from alongside.log.log import Wanted
from alongside.log.sqlite import SqliteLog
from alongside.mind.jobs import Progress
from alongside.mind.understand import by_model
from alongside.mind.understand.keeping import Keeper
from alongside.mind.understand.reading import READ
from alongside.mind.understand.so_far import SoFar
from alongside.models.model import Chat
from alongside.views import believing
from alongside.views.believing import Rules

BATCH = 40


class Deepen:
    """Draws beliefs from sentences that no pattern fits. Each sentence costs one call."""

    name = "understanding more"

    def __init__(self, log: SqliteLog, chat: Chat) -> None:
        self._database = log.database
        self._person = log.person
        self._log = AsCorrected(log)
        self._chat = chat
        self._keeper = Keeper(log)
        self._so_far = SoFar(log)

    async def catch_up(self, reading: int | None = None) -> AsyncGenerator[Progress, None]:
        """Read all that this model hasn't read; closing it stops after the moment in hand.

        Raises `ModelError`.
        """
        await self._so_far.open()
        number = await self._keeper.standing() if reading is None else reading
        reader = f"{self._chat.name}:{number}"
        after = await self._so_far.read(reader)
        rules = await self._database.read(lambda db: believing.rules(db, self._person))
        while seqs := await self._read(after, number, rules):
            after = seqs[-1]
            await self._so_far.reach(reader, after)
            yield Progress(name=self.name, done=after, note=self._chat.name)

    async def _read(self, after: int, reading: int, rules: Rules) -> list[int]:
        """Read a batch; gives its positions."""
        wanted = Wanted(kinds=READ, after=after, limit=BATCH)
        moments = [moment async for moment in self._log.read(wanted)]
        for moment in moments:
            for sentence in by_model.candidates(moment, rules):
                found = await by_model.read(moment, sentence, self._chat)
                await self._keeper.keep([(moment, found)], reading)
        return [moment.seq for moment in moments]
