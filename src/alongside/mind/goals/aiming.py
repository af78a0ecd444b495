"""Conversation that also takes goals: "my goal is …" is kept and said back by code.

Wraps the conversation it is given; everything else said passes through.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date, datetime

from alongside.log.kinds import Aimed, Cite, Said
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.converse.events import Answered, Asked, Event
from alongside.mind.converse.manner import TYPED, Manner
from alongside.mind.goals.goals import Goals
from alongside.mind.goals.heard import Heard, heard
from alongside.mind.remind.reminding import Converses
from alongside.mind.when import say

SOURCE, US = "talk", "alongside"
LONGEST = 300
"""Characters of what is said; in longer talk a goal is one thing among many."""


@dataclass(frozen=True, slots=True)
class Aiming:
    """Takes goals in conversation; `others` answers all else."""

    others: Converses
    goals: Goals

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = TYPED
    ) -> AsyncGenerator[Event, None]:
        """Keep the goal and say it back, or pass the question on."""
        found = [*heard(question, now, zone)] if len(question) <= LONGEST else []
        if len(found) != 1 or manner.trust < Trust.PERSON:
            async with aclosing(self.others.ask(question, thread, now, zone, manner)) as events:
                async for event in events:
                    yield event
            return
        said = Said(text=question, by="me", to=(US,), thread=thread)
        draft = Draft(
            what=said, at=now, zone=zone, source=SOURCE, trust=manner.trust, origin=manner.origin
        )
        (asked,) = await self.goals.log.append(draft)
        yield Asked(asked)
        kept = await self._kept(found[0], asked)
        yield Answered(await self._answer(kept, asked))

    async def _kept(self, found: Heard, asked: Moment) -> Moment:
        draft = Draft(
            what=found.what, at=asked.at, zone=asked.zone, source=SOURCE, trust=asked.trust,
            because=(asked.id,),
        )  # fmt: skip
        (kept,) = await self.goals.log.append(draft)
        return kept

    async def _answer(self, kept: Moment, asked: Moment) -> Moment:
        what = Said(
            text=confirmed(
                kept.what, korean=any("가" <= each <= "힣" for each in asked.what.words)
            ),
            by=US,
            to=("me",),
            thread=asked.what.thread if isinstance(asked.what, Said) else "",
            cites=(Cite(number=1, moment=kept.id, quote=kept.what.words),),
        )
        draft = Draft(
            what=what, at=asked.at, zone=asked.zone, source=SOURCE, trust=Trust.OWN,
            because=(asked.id, kept.id),
        )  # fmt: skip
        (answer,) = await self.goals.log.append(draft)
        return answer


def confirmed(goal: object, *, korean: bool) -> str:
    """What was understood, said back so that a mistake is seen at once, and what comes next."""
    if not isinstance(goal, Aimed):
        raise TypeError("only a goal is said back")
    language = "ko" if korean else "en"
    day = say(date.fromisoformat(goal.due), language=language) if goal.due else ""
    if korean:
        when = f", {day}까지" if day else ""
        return (
            f"목표로 적어 둘게요: {goal.outcome}{when} [1]. "
            "목표 페이지에서 첫 번째 작은 걸음을 정해 보세요."
        )
    when = f", by {day}" if day else ""
    return (
        f"I'll keep this as a goal: {goal.outcome}{when} [1]. "
        "On the Goals page you can give it a first small step."
    )
