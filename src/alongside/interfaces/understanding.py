"""Understanding as interfaces need it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from alongside.interfaces.settings import Settings
from alongside.log.sqlite import SqliteLog
from alongside.mind.converse.person import own_names
from alongside.mind.jobs import Progress
from alongside.mind.understand.reading import Person
from alongside.mind.understand.understand import Understand
from alongside.views.words import fold


class Understanding:
    """Reads one life. `job` is what runs in the background."""

    def __init__(self, log: SqliteLog, settings: Settings) -> None:
        self._log = log
        self._settings = settings
        self.job = Understand(log, self.person)

    async def person(self) -> Person:
        """Whose life it is: by the names they set, else as their messages are signed."""
        names = self._settings.config.names or await own_names(self._log)
        return Person(frozenset(map(fold, (*names, "me"))))

    async def read(self) -> AsyncGenerator[Progress, None]:
        """Read all that wasn't read yet."""
        async with aclosing(self.job.catch_up()) as steps:
            async for step in steps:
                yield step
