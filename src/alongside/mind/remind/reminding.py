"""Conversation that also takes reminders: "remind me to …" is kept and confirmed by code.

Wraps the conversation it is given; everything else said passes through.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alongside.log.kinds import Cite, Reminder
from alongside.log.log import Log
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.converse.events import Answered, Asked, Event
from alongside.mind.converse.keeping import SOURCE, keep_answer, keep_question
from alongside.mind.converse.manner import TYPED, Manner
from alongside.mind.nudge.naming import meant, named
from alongside.mind.nudge.reading import Reading
from alongside.mind.people.circle import Circle
from alongside.mind.recall.birthdays import Birthdays
from alongside.mind.remind.understand import asks, understand
from alongside.mind.when import say

UNTOLD = "언제인지 모르겠어요. 시간이나 사람, 장소를 말해 주세요. 아무것도 저장하지 않았어요."
PRONOUNS = frozenset({"her", "him", "them", "그", "그녀", "걔"})


class Converses(Protocol):
    """What answers everything else."""

    def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = ...
    ) -> AsyncGenerator[Event, None]: ...


class NotUnderstood(ValueError):
    """The words name nothing to be reminded of, or no time, person or place."""


@dataclass(frozen=True, slots=True)
class Reminders:
    """Sets reminders from words."""

    log: Log
    reading: Reading

    async def set(self, text: str, now: datetime, zone: str, *because: str) -> Moment:
        """Keep the reminder that these words ask for. Raises `NotUnderstood`."""
        situation = await self.reading.at(now)
        reminder = self.understood(text, now, zone, situation.circle)
        if reminder is None:
            raise NotUnderstood(
                "I can't tell when. Say a time, a person or a place: “tomorrow at 9”, “when I next "
                "talk to Ana”, “when I'm at the market”. Nothing was kept."
            )
        draft = Draft(
            what=reminder, at=now, zone=zone, source=SOURCE if because else "app",
            trust=Trust.PERSON, because=because,
        )  # fmt: skip
        (kept,) = await self.log.append(draft)
        return kept

    def understood(self, text: str, now: datetime, zone: str, circle: Circle) -> Reminder | None:
        """The reminder, with the person in it named as the circle knows them."""
        pairs = [(n, p.birthday) for p in circle.people for n in p.names if p.birthday]
        birthdays = Birthdays.of(pairs)

        def person(name: str) -> str:
            one = meant(circle, name)
            return one.called if one else ""

        found = understand(text, now=now, zone=zone, known=birthdays.get, person=person)
        if found is None or found.person.casefold() not in PRONOUNS:
            return found
        others = named(circle, found.text)
        if len(others) != 1:
            return None
        return Reminder(
            text=found.text, wall=found.wall, due=found.due, every=found.every,
            person=others[0].called, location=found.location,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reminding:
    """Takes reminders in conversation; `others` answers all else."""

    others: Converses
    log: Log
    reminders: Reminders

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = TYPED
    ) -> AsyncGenerator[Event, None]:
        """Keep the reminder and confirm it, or pass the question on."""
        if not asks(question) or manner.trust < Trust.PERSON:
            async with aclosing(self.others.ask(question, thread, now, zone, manner)) as events:
                async for event in events:
                    yield event
            return
        asked = await keep_question(self.log, question, thread, now, zone, manner)
        yield Asked(asked)
        korean = any("가" <= letter <= "힣" for letter in question)
        try:
            kept = await self.reminders.set(question, now, zone, asked.id)
        except NotUnderstood as error:
            yield Answered(await self._answer(UNTOLD if korean else str(error), asked, None))
            return
        yield Answered(await self._answer(confirmed(kept, "ko" if korean else "en"), asked, kept))

    async def _answer(self, words: str, asked: Moment, kept: Moment | None) -> Moment:
        made = (await self.log.get(kept.id)) if kept else ()
        cites = (Cite(number=1, moment=kept.id, quote=kept.what.words),) if kept else ()
        return await keep_answer(
            self.log, words, asked, stands_on=made, cites=cites, refused=kept is None
        )


def confirmed(kept: Moment, language: str) -> str:
    """What was understood, said back so that a mistake is seen at once."""
    reminder = kept.what
    if not isinstance(reminder, Reminder):
        raise TypeError(f"{kept.kind} is no reminder")
    korean = language == "ko"
    when = told_when(reminder, kept.zone, language)
    if korean:
        return f"{when} 알려 드릴게요: {reminder.text} [1]"
    return f"I'll remind you {when}: {reminder.text} [1]"


def told_when(reminder: Reminder, zone: str, language: str) -> str:
    """When, with whom or where a reminder is due, in words."""
    korean = language == "ko"
    if reminder.due is not None:
        at = say(reminder.due, language=language, zone=zone)
        return at if korean else f"on {at}"
    if reminder.wall:
        at = say(datetime.fromisoformat(reminder.wall), language=language)
        often = _OFTEN[reminder.every][korean]
        return f"{at}{often}" if korean else f"on {at}{often}"
    if reminder.person:
        return (
            f"다음에 {reminder.person} 님과 이야기할 때"
            if korean
            else f"when you are next in touch with {reminder.person}"
        )
    return f"{reminder.location}에 있을 때" if korean else f"at {reminder.location}"


_OFTEN = {
    "": ("", ""),
    "day": (", then every day", "부터 매일"),
    "weekday": (", then every weekday", "부터 평일마다"),
    "week": (", then every week", "부터 매주"),
    "month": (", then every month", "부터 매달"),
    "year": (", then every year", "부터 매년"),
}
