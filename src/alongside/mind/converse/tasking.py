"""“Put lunch with Mina on Friday at noon”: what the person wants done becomes a task.

Its steps and what it asks are shown where it was said.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from alongside.gate.intent import only_asks, only_reads, planned
from alongside.gate.tool import Tool
from alongside.log.log import Log
from alongside.log.moment import Trust
from alongside.mind.agent.agents import Agents
from alongside.mind.converse.discreet import Asks
from alongside.mind.converse.events import Answered, Asked, Event
from alongside.mind.converse.keeping import keep_answer, keep_question
from alongside.mind.converse.manner import TYPED, Manner
from alongside.mind.converse.question import HANGUL

_ORDER = re.compile(
    r"(?:(?:please|alongside|ok(?:ay)?|hey|now|and|then)[, ]+)*"
    r"(?:(?:can|could|would|will) you (?:please )?)?"
    r"(?:put|add|schedule|book|draft|send|e-?mail|mail|write|set|arrange|invite|create|cancel"
    r"|mark|find (?:a|an|some) (?:slot|time|hour|date))\b.+",
    re.IGNORECASE | re.DOTALL,
)
_POLITE = re.compile(r"(?:please,? )?(?:can|could|would|will) you ", re.IGNORECASE)
_KOREAN = re.compile(
    r".+(?:넣어|추가해|잡아|보내|써|적어|작성해|만들어|초대해|예약해|취소해|표시해)"
    r" ?(?:줘|줘요|주세요|줄래\??|줄래요\??)[.!]?",
    re.DOTALL,
)
_TOLD = {
    "en": "I'm on it. Each step is shown here, and what needs your word waits for it.",
    "ko": "하고 있어요. 단계마다 여기에 보여 드리고, 허락이 필요한 일은 기다릴게요.",
}


@dataclass(frozen=True, slots=True)
class Tasking:
    """Takes on what the person wants done, where a model serves that can do it; all else is for the
    conversation within."""

    log: Log
    agents: Agents
    tools: Callable[[], Mapping[str, Tool]]
    serves: Callable[[], bool]
    within: Asks

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = TYPED
    ) -> AsyncGenerator[Event, None]:
        """Begin the task and say so, or answer."""
        mine = manner.trust is Trust.PERSON and self.wants(question) and self.serves()
        if not mine:
            async with aclosing(self.within.ask(question, thread, now, zone, manner)) as events:
                async for event in events:
                    yield event
            return
        asked = await keep_question(self.log, question, thread, now, zone, manner)
        yield Asked(asked)
        task = await self.agents.take(question)
        self.agents.begin(task.id)
        language = "ko" if HANGUL.search(question) else "en"
        yield Answered(await keep_answer(self.log, _TOLD[language], asked, stands_on=[task]))

    def wants(self, text: str) -> bool:
        """Whether the words are an order for something that a tool of ours does."""
        said = text.strip()
        order = _ORDER.fullmatch(said) if _POLITE.match(said) or "?" not in said else None
        if only_asks(said) or not (order or _KOREAN.fullmatch(said)):
            return False
        specs = [tool.spec for tool in self.tools().values()]
        acts = {spec.name for spec in specs if not only_reads(spec)}
        return any(name in acts for name in planned(said, specs))
