"""Brings what is said unasked to the person's paired chats, and a notice of what waits for their
word. They decide in the app alone; what the notice shows is what they set for pushes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass

from alongside.config import Config
from alongside.interfaces.channels.channel import ChannelError
from alongside.interfaces.channels.talks import Talks
from alongside.interfaces.deliver.deliver import shown_of
from alongside.log.kinds import Decided, Proposed
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog

log = logging.getLogger(__name__)
_WAITS = (
    "Something waits for your word{what}. Open the app to decide.",
    "허락을 기다리는 일이 있어요{what}. 앱에서 정해 주세요.",
)


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells the person, wherever they wished so."""

    talks: Talks
    log: SqliteLog
    config: Callable[[], Config]

    async def __call__(self, moment: Moment) -> None:
        """Send a nudge or a brief on. What fails is told of and stops nothing."""
        await self._tell(shown_of(moment, self.config())["body"])

    async def follow(self) -> None:
        """Tell of each act that is asked about, until cancelled."""
        async with aclosing(self.log.follow()) as moments:
            async for moment in moments:
                what = moment.what
                if isinstance(what, Decided) and what.verdict == "ask":
                    await self._tell(await self._waits(moment))

    async def _waits(self, moment: Moment) -> str:
        config = self.config()
        told = await self.log.get(*moment.because) if config.proactive.push == "words" else ()
        what = next((f": {m.what.title or m.what.tool}" for m in told
                     if isinstance(m.what, Proposed)), "")  # fmt: skip
        return _WAITS[config.language.startswith("ko")].format(what=what)

    async def _tell(self, text: str) -> None:
        for name, linked in self.talks.connections.now.channels.items():
            for person in linked.paired if linked.tells else ():
                try:
                    await self.talks.send(name, person.chat, text)
                except ChannelError as error:
                    self.talks.problems[name] = str(error)
                    log.warning("%s: %s", name, error)
