"""Writes the briefs of the day, each once: in the morning and in the evening, when the person set.

A model may word what code composed, where the person switched that on and a chosen model writes
their language; what it wrote is kept only if every marker, number and name is still in it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from alongside.log.kinds import Briefed
from alongside.log.kinds.reminding import Part
from alongside.log.log import Log
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.brief.compose import compose
from alongside.mind.brief.worded import worded
from alongside.mind.nudge.choosing import hour
from alongside.mind.nudge.situation import Situation
from alongside.models.model import Chat

SOURCE = "brief"
LASTS = timedelta(hours=4)
"""How long after its time a brief is still worth writing."""
_SYSTEM = (
    "Say this brief of somebody's day again to them in warm, plain, short sentences. Keep every "
    "marker such as [1] right after what it belongs to, and every number and name. Add nothing."
)


class Briefs:
    """The briefs of one life. `chat` gives the model that serves, `speaks` whether it writes a
    language."""

    def __init__(
        self,
        log: Log,
        chat: Callable[[], Chat | None] = lambda: None,
        speaks: Callable[[str, str], bool] = lambda _model, _language: False,
        deliver: Callable[[Moment], Awaitable[None]] | None = None,
    ) -> None:
        self._log = log
        self._chat = chat
        self._speaks = speaks
        self._deliver = deliver
        self._done: set[tuple[str, str]] = set()

    async def step(self, now: Situation) -> datetime | None:
        """Write the brief whose time has come; gives the time of the next."""
        times: list[datetime] = []
        for part, written in _parts(now):
            clock = hour(written)
            if clock is None or not now.settings.on:
                continue
            at = now.at(now.today, clock)
            if at <= now.now < at + LASTS:
                await self._once(now, part)
            times.append(at if at > now.now else now.at(now.today + timedelta(days=1), clock))
        return min(times, default=None)

    async def write(self, now: Situation, part: Part, *, again: bool = False) -> Moment | None:
        """Write and keep a brief; None where there is nothing to tell. Written once a day and part,
        unless it is wanted `again`."""
        brief = compose(now, part)
        if brief.empty:
            return None
        text, model = await worded(
            brief.text, _SYSTEM, now.language, now.settings, self._chat, self._speaks
        )
        causes = await self._log.get(*(cite.moment for cite in brief.cites))
        draft = Draft(
            what=Briefed(
                part=part, day=brief.day.isoformat(), text=text, cites=brief.cites, model=model
            ),
            at=now.now,
            zone=now.zone,
            source=SOURCE,
            trust=min([Trust.OWN, *(cause.trust for cause in causes)]),
            because=tuple(cause.id for cause in causes),
            origin=None if again else f"brief:{brief.day.isoformat()}:{part}",
        )
        (kept,) = await self._log.append(draft)
        return kept

    async def _once(self, now: Situation, part: Part) -> None:
        key = (now.today.isoformat(), part)
        if key in self._done or now.briefed.get(part) == now.today.isoformat():
            return
        self._done = {key}
        kept = await self.write(now, part)
        if kept is not None and self._deliver is not None:
            await self._deliver(kept)


def _parts(now: Situation) -> tuple[tuple[Part, str], ...]:
    return ("morning", now.settings.morning), ("evening", now.settings.evening)
