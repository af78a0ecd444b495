"""The one word: “stop”, said or written alone, halts every act and job at once."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from alongside.gate.stop import Stop
from alongside.log.log import Log
from alongside.mind.converse.discreet import Asks
from alongside.mind.converse.events import Answered, Asked, Event
from alongside.mind.converse.keeping import keep_answer, keep_question
from alongside.mind.converse.manner import TYPED, Manner
from alongside.mind.converse.question import HANGUL

_STOP = re.compile(
    r"(?:(?:hey |ok(?:ay)? )?alongside )?(?:please )?(?:stop|halt|abort|freeze)"
    r"(?: (?:now|it|everything|all|all of it|right now|at once|immediately))?"
    r"(?: (?:please|now|alongside))?|"
    r"(?:전부|모두|다|당장|지금)? ?(?:멈춰|멈춰 ?줘|멈춰요|멈춰라|그만|그만해|그만해요|그만 ?둬|"
    r"정지|중지|중지해|스톱)"
)
_TOLD = {
    "en": "Stopped: nothing is done any more until you resume, in the app or with "
    "`alongside resume`.",
    "ko": "모두 멈췄어요. 앱이나 `alongside resume`으로 다시 시작할 때까지 아무것도 하지 않아요.",
}


def says_stop(text: str) -> bool:
    """Whether the words are the order to stop, and nothing else."""
    plain = re.sub(r"[^\w\s]+", " ", text.casefold())
    return _STOP.fullmatch(" ".join(plain.split())) is not None


@dataclass(frozen=True, slots=True)
class Halting:
    """Heeds “stop” before anything else; all else is for the conversation within.

    Whoever says it is heeded, also a voice in the room: it can only do less.
    """

    log: Log
    stop: Stop
    within: Asks

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = TYPED
    ) -> AsyncGenerator[Event, None]:
        """Stop and say so, or answer."""
        if not says_stop(question):
            async with aclosing(self.within.ask(question, thread, now, zone, manner)) as events:
                async for event in events:
                    yield event
            return
        await self.stop.stop("word", zone)
        language = "ko" if HANGUL.search(question) else "en"
        kept = await keep_question(self.log, question, thread, now, zone, manner)
        yield Asked(kept)
        yield Answered(await keep_answer(self.log, _TOLD[language], kept))
