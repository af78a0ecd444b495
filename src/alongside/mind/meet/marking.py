"""Conversation that begins and ends meetings when it is told to."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime

from alongside.log.kinds import Bounded, Said
from alongside.log.log import Log
from alongside.log.moment import Draft, Trust
from alongside.mind.converse.discreet import Asks
from alongside.mind.converse.events import Answered, Asked, Event
from alongside.mind.converse.keeping import SOURCE, US
from alongside.mind.converse.manner import TYPED, Manner
from alongside.mind.converse.question import HANGUL
from alongside.mind.meet.words import begins

_BEGUN = {
    "en": "The meeting has begun. Listen along, and I'll sum it up when it is over.",
    "ko": "회의를 시작했어요. 함께 듣고 있다가 끝나면 정리해 드릴게요.",
}
_ENDED = {
    "en": "The meeting is over. Its summary is coming.",
    "ko": "회의가 끝났어요. 곧 정리해 드릴게요.",
}


@dataclass(frozen=True, slots=True)
class Marking:
    """Marks where a meeting begins and ends; all else is for the conversation within."""

    log: Log
    within: Asks

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = TYPED
    ) -> AsyncGenerator[Event, None]:
        """Answer, or mark and say so."""
        begun = begins(question)
        if begun is None:
            async with aclosing(self.within.ask(question, thread, now, zone, manner)) as events:
                async for event in events:
                    yield event
            return
        asked = Draft(
            what=Said(text=question, by="me", to=(US,), thread=thread), at=now, zone=zone,
            source=SOURCE, trust=manner.trust, origin=manner.origin,
        )  # fmt: skip
        told = (_BEGUN if begun else _ENDED)["ko" if HANGUL.search(question) else "en"]
        (kept,) = await self.log.append(asked)
        yield Asked(kept)
        because = replace(
            asked, trust=min(Trust.OWN, manner.trust), because=(kept.id,), origin=None
        )
        _, answer = await self.log.append(
            replace(because, what=Bounded(begins=begun)),
            replace(because, what=Said(text=told, by=US, to=("me",), thread=thread)),
        )
        yield Answered(answer)
