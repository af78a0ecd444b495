"""What helps unasked, wired for one life: its parts for the interfaces."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alongside.interfaces.deliver.channels import Channels
from alongside.interfaces.deliver.deliver import Deliver
from alongside.interfaces.settings import Settings
from alongside.log.corrections import AsCorrected
from alongside.log.sqlite import SqliteLog
from alongside.mind.brief.briefs import Briefs
from alongside.mind.nudge.engine import Nudges
from alongside.mind.nudge.reading import Reading
from alongside.mind.nudge.situation import Situation
from alongside.mind.people.draft import Drafts
from alongside.mind.remind.reminding import Converses, Reminders, Reminding
from alongside.mind.sparing import Sparing
from alongside.models.model import Chat
from alongside.views.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudging:
    """Reads the situation; reminders, briefs, drafts to somebody; what says it all on time, and
    what models may take for it."""

    reading: Reading
    reminders: Reminders
    briefs: Briefs
    drafts: Drafts
    nudges: Nudges
    deliver: Deliver
    sparing: Sparing

    async def situation(self, now: datetime) -> Situation:
        return await self.reading.at(now)

    def taking(self, others: Converses) -> Reminding:
        """A conversation that takes reminders, and passes all else on."""
        return Reminding(others, self.reminders.log, self.reminders)

    def follow(self) -> Coroutine[Any, Any, None]:
        """Says what is due until cancelled."""
        return self.nudges.follow()


def nudging(
    log: SqliteLog,
    settings: Settings,
    zone: Callable[[], str],
    channels: Channels,
    chat: Callable[[], Chat | None] = lambda: None,
    speaks: Callable[[str, str], bool] = lambda _model, _language: False,
) -> Nudging:
    """The parts over a log; `chat` and `speaks` are of the models that may word things."""
    reading = Reading(
        log=log,
        config=lambda: settings.config,
        zone=zone,
        me=lambda: frozenset(map(fold, (*settings.config.names, "me"))),
    )
    deliver = Deliver(channels, lambda: settings.config)
    sparing = Sparing(log, lambda: settings.config.proactive, zone)
    briefs = Briefs(log, sparing.chat(chat), speaks, deliver)
    return Nudging(
        reading=reading,
        reminders=Reminders(log, reading),
        briefs=briefs,
        drafts=Drafts(AsCorrected(log), chat, speaks),
        nudges=Nudges(log, reading, (deliver,), briefs),
        deliver=deliver,
        sparing=sparing,
    )
