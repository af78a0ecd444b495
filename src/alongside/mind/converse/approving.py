"""“Approve 4 7 2 9”: what waits is allowed by voice, with the code that stands on the screen."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from alongside.gate.codes import DIGITS, Codes
from alongside.gate.gate import Gate, NotWaiting
from alongside.gate.tool import ToolError
from alongside.log.kinds import Did, Failed
from alongside.log.log import Log
from alongside.mind.converse.discreet import Asks
from alongside.mind.converse.events import Answered, Asked, Event
from alongside.mind.converse.keeping import keep_answer, keep_question
from alongside.mind.converse.manner import TYPED, Manner
from alongside.mind.converse.question import HANGUL

_APPROVE = re.compile(
    r"(?:please |okay |ok |yes )*(?:i )?approve(?: it| that| this| code| number| with)*\b(.*)"
    r"|(?:코드 ?)?승인(?: ?코드| ?번호)?(.*?)(?:번)?(?: ?(?:해 ?줘|해요|합니다|이야|이요))?"
)
_SPOKEN = {
    "zero": "0", "oh": "0", "o": "0", "one": "1", "won": "1", "two": "2", "to": "2", "too": "2",
    "three": "3", "four": "4", "for": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "ate": "8", "nine": "9",
}  # fmt: skip
_KOREAN = dict(zip("공영일이삼사오육칠팔구", "00123456789", strict=True))
ELSEWHERE = {
    "en": "That has to be said to an app that you unlocked, with the code on its screen.",
    "ko": "잠금을 푼 앱에서, 화면에 보이는 코드를 말해 주세요.",
}
_ENDS = {
    Did: {"en": "Done.", "ko": "했어요."},
    Failed: {"en": "It was allowed, but it failed.", "ko": "허락하셨지만 하지 못했어요."},
}


def code_said(text: str) -> str:
    """The digits of an approval; empty where the words are none."""
    plain = " ".join(re.sub(r"[^\w\s]+", " ", text.casefold()).split())
    found = _APPROVE.fullmatch(plain)
    if found is None:
        return ""
    digits = "".join(map(_digits, (found[1] or found[2] or "").split()))
    return digits if re.fullmatch(rf"\d{{{DIGITS}}}", digits) else ""


def _digits(word: str) -> str:
    """The digits that a word says; a mark that is none where it says something else."""
    if word in _SPOKEN:
        return _SPOKEN[word]
    return "".join(one if one in "0123456789" else _KOREAN.get(one, "?") for one in word)


@dataclass(frozen=True, slots=True)
class Approving:
    """Takes approvals with a code; all else is for the conversation within."""

    log: Log
    gate: Gate
    codes: Codes
    within: Asks

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = TYPED
    ) -> AsyncGenerator[Event, None]:
        """Allow what the code is for and say so, or answer."""
        code = code_said(question)
        if not code:
            async with aclosing(self.within.ask(question, thread, now, zone, manner)) as events:
                async for event in events:
                    yield event
            return
        language = "ko" if HANGUL.search(question) else "en"
        asked = await keep_question(self.log, question, thread, now, zone, manner)
        yield Asked(asked)
        told = await self._allowed(code, language) if manner.unlocked else ELSEWHERE[language]
        yield Answered(await keep_answer(self.log, told, asked))

    async def _allowed(self, code: str, language: str) -> str:
        """What came of it, in words without anything of the act: others may hear them."""
        try:
            done = await self.gate.approve(await self.codes.take(code))
        except (NotWaiting, ToolError) as error:
            return str(error)
        return _ENDS[Did if isinstance(done.what, Did) else Failed][language]
