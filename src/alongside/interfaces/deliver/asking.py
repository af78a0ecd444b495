"""Tells the person, wherever they switched push on, that something waits for their word.

A push opens the very act; it never holds a code, an argument, or a button that would allow it.
However much waits, there is one push in a quarter of an hour, and none in the quiet hours: whoever
makes many things wait wears nobody down.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import quote

from alongside.config import Config
from alongside.log.kinds import Decided
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog
from alongside.mind.nudge.choosing import hour
from alongside.views import acts
from alongside.views.acts import Deed
from alongside.views.local import zone_info

log = logging.getLogger(__name__)
SETTLE = 5.0
"""Seconds in which the person may answer where they are, before anything is pushed."""
APART = 900.0
"""Seconds between two pushes."""
_ONE = ("Something waits for your word.", "허락을 기다리는 일이 있어요.")
_MANY = ("{} things wait for your word.", "허락을 기다리는 일이 {}개 있어요.")

Send = Callable[[Mapping[str, str]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Asking:
    """Pushes what waits. `config` says when it is quiet and what a push shows."""

    log: SqliteLog
    send: Send
    config: Callable[[], Config]
    zone: Callable[[], str]
    settle: float = SETTLE
    apart: float = APART

    async def follow(self) -> None:
        """Tell of what comes to wait from now on, until cancelled."""
        async with aclosing(self.log.follow()) as growth:
            async for moment in growth:
                if _asks(moment):
                    await asyncio.sleep(self.settle)
                    if await self.tell(moment):
                        await asyncio.sleep(self.apart)

    async def tell(self, asked: Moment) -> bool:
        """Push that it waits, and what else does, unless it was answered; whether it was sent."""
        now, person = datetime.now(UTC), self.log.person
        waiting = await self.log.database.read(lambda db: acts.waiting(db, person, now))
        fresh = [one for one in waiting if one.decided == asked.id]
        config = self.config()
        here = now.astimezone(zone_info(self.zone())).time()
        if not fresh or quiet(config, here):
            return False
        with suppress(OSError):
            await self.send(shown(waiting, fresh[0], config))
        return True


def shown(waiting: list[Deed], fresh: Deed, config: Config) -> dict[str, str]:
    """What a push says: how many things wait, and where the one is; where the person wants nothing
    shown, only that there is something."""
    korean = config.language.startswith("ko")
    many = len(waiting) > 1
    body = _MANY[korean].format(len(waiting)) if many else _ONE[korean]
    if config.proactive.push == "nothing":
        body = _ONE[korean]
    return {
        "title": "Alongside",
        "body": body,
        "tag": "waiting",
        "url": f"/#/acts/{quote(fresh.proposed)}",
    }


def quiet(config: Config, here: time) -> bool:
    """Whether this time of the wall clock lies in the quiet hours."""
    since, until = hour(config.proactive.quiet_from), hour(config.proactive.quiet_until)
    if since is None or until is None or since == until:
        return False
    return since <= here < until if since < until else here >= since or here < until


def _asks(moment: Moment) -> bool:
    return isinstance(moment.what, Decided) and moment.what.verdict == "ask"
