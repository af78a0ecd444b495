"""Conversation that heeds wishes for privacy first: off the record, on again, forget the last."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from alongside.log.log import Log
from alongside.log.moment import Trust
from alongside.mind.converse.events import Answered, Asked, Event
from alongside.mind.converse.keeping import keep_answer, keep_question
from alongside.mind.converse.manner import TYPED, Manner
from alongside.mind.converse.question import HANGUL
from alongside.senses.privacy.discretion import Discretion
from alongside.senses.privacy.words import Asked as Wished
from alongside.senses.privacy.words import asked

ORDER = 12
"""Words that an order may have: a longer sentence only speaks of such things."""
_OFF = {
    "en": "Off the record. Nothing seen or heard is kept until you say otherwise here.",
    "ko": "비공개로 했어요. 여기에서 다시 말씀하실 때까지 보고 들은 것을 남기지 않아요.",
}
_ON = {"en": "On the record again.", "ko": "다시 기록해요."}


class Asks(Protocol):
    """A conversation."""

    def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = TYPED
    ) -> AsyncGenerator[Event, None]: ...


@dataclass(frozen=True, slots=True)
class Discreet:
    """Does at once what is asked of privacy; all else is for the conversation within."""

    log: Log
    discretion: Discretion
    within: Asks

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = TYPED
    ) -> AsyncGenerator[Event, None]:
        """Answer, or obey and say so."""
        wish = asked(question) if len(question.split()) <= ORDER else None
        if wish is not None and wish.wish != "pause" and manner.trust < Trust.PERSON:
            wish = None  # whoever is in the room may ask for less to be kept, not for more or gone
        if wish is None or question.rstrip().endswith("?"):
            async with aclosing(self.within.ask(question, thread, now, zone, manner)) as events:
                async for event in events:
                    yield event
            return
        told = await self._obey(wish, "ko" if HANGUL.search(question) else "en")
        kept = await keep_question(self.log, question, thread, now, zone, manner)
        yield Asked(kept)
        yield Answered(await keep_answer(self.log, told, kept))

    async def _obey(self, wish: Wished, language: str) -> str:
        if wish.wish == "pause":
            await self.discretion.pause("word")
            return _OFF[language]
        if wish.wish == "resume":
            await self.discretion.resume("word")
            return _ON[language]
        return _forgot(await self.discretion.forget_last(wish.back), wish.back, language)


def _forgot(count: int, back: timedelta, language: str) -> str:
    minutes = max(1, round(back.total_seconds() / 60))
    if language == "ko":
        return f"지난 {minutes}분 동안의 기록 {count}개를 완전히 지웠어요."
    moments = "1 moment" if count == 1 else f"{count} moments"
    stretch = "minute" if minutes == 1 else f"{minutes} minutes"
    return f"Forgotten for good: {moments} of the last {stretch}."
