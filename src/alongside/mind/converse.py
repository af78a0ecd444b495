"""Conversation over the whole life: recall, reckon, write, check, keep.

A question is answered by code where code can (counts, dates, places), else by the chat model from
numbered evidence; whatever a model writes is checked against that evidence before it is kept.
Where no model serves, or the model finds nothing though the evidence speaks of what was asked, the
evidence itself is quoted. Where nothing supports an answer, the answer is that the life doesn't
hold it.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alongside.log.kinds import Said
from alongside.log.log import Log, Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind import quoting, support
from alongside.mind.address_book import AddressBook
from alongside.mind.events import Answered, Asked, Event, Found, Token
from alongside.mind.evidence import Evidence, Gatherer
from alongside.mind.follow_up import follow_up
from alongside.mind.hit import Filters, Hit
from alongside.mind.question import Question, understand
from alongside.mind.reckon import Reckoned, Reckoner
from alongside.mind.telling import Teller
from alongside.models.model import Chat, Message, ModelError, Prompt
from alongside.views.words import fold

SOURCE = "talk"
US = "alongside"
RECORDS = 5
RECALLED = 24
TURNS = 2
"""Earlier turns that a follow-up is understood with."""

INSTRUCTIONS = (
    "You answer questions about the user's own life from numbered records. "
    "Answer in one or two short sentences, and after each sentence put the number of the record "
    "it comes from, like [2]. Use only what the records say. "
    "If no record answers the question, say only: I don't know."
)


class Recalls(Protocol):
    """What conversation needs of recall."""

    async def find(
        self, question: str, *, now: datetime, zone: str, limit: int = ..., filters: Filters = ...
    ) -> tuple[Hit, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An answer before it is kept: `stands_on` are all the moments that it was drawn from."""

    checked: support.Checked
    model: str = ""
    refused: bool = False
    stands_on: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Converse:
    """Answers the person, who goes by the names that `me` gives, from their log.

    `chat` gives the model that serves conversation now, or None; `speaks` whether a model, by its
    name, writes a language decently.
    """

    log: Log
    recall: Recalls
    chat: Callable[[], Chat | None]
    me: Callable[[], tuple[str, ...]] = tuple
    speaks: Callable[[str, str], bool] = lambda model, language: bool(model and language)

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str
    ) -> AsyncGenerator[Event, None]:
        """Keep the question, stream the answer, keep it too. Closing it stops the model."""
        before = await self._turns(thread)
        (asked,) = await self.log.append(self._question(question, thread, now, zone))
        yield Asked(asked)
        book = await AddressBook.of(self.log)
        in_context = follow_up(question, _asked(before))
        understood = understand(in_context, now=now, zone=zone, known=book.known)
        hits = await self.recall.find(understood.text, now=now, zone=zone, limit=RECALLED)
        hits = tuple(hit for hit in hits if hit.moment.source != SOURCE)
        yield Found(hits)
        made = await self._reckoned(understood, book.answer(understood, now, zone))
        if made is None:
            evidence = await self._evidence(hits, understood)
            async with aclosing(self._written(understood, evidence, before)) as writing:
                async for step in writing:
                    if isinstance(step, Made):
                        made = step
                    else:
                        yield step
        if made is not None:
            yield Answered(await self._keep(made, asked, before, zone))

    async def _turns(self, thread: str) -> tuple[Moment, ...]:
        """The last turns of the thread, oldest first."""
        wanted = Wanted(kinds=["said"], sources=[SOURCE], newest_first=True, limit=200)
        turns = [m async for m in self.log.read(wanted) if _in_thread(m, thread)]
        return tuple(reversed(turns[: 2 * TURNS]))

    def _question(self, text: str, thread: str, now: datetime, zone: str) -> Draft:
        what = Said(text=text, by=self._name(), to=(US,), thread=thread)
        return Draft(what=what, at=now, zone=zone, source=SOURCE, trust=Trust.PERSON)

    def _name(self) -> str:
        return next(iter(self.me()), "me")

    def _names(self) -> frozenset[str]:
        return frozenset(fold(name) for name in (*self.me(), "me"))

    def _teller(self, question: Question) -> Teller:
        return Teller(self._names(), question.language)

    async def _reckoned(self, question: Question, told: Reckoned | None) -> Made | None:
        found = told or await Reckoner(self.log, self._names()).answer(question)
        if found is None:
            return None
        teller = self._teller(question)
        checked = quoting.computed(found.text, found.moments, teller)
        return Made(checked=checked, stands_on=found.moments)

    async def _evidence(self, hits: Sequence[Hit], question: Question) -> tuple[Evidence, ...]:
        return await Gatherer(self.log, self._teller(question), question.topic).gather(
            hits, RECORDS
        )

    async def _written(
        self, question: Question, evidence: tuple[Evidence, ...], before: Sequence[Moment]
    ) -> AsyncGenerator[Token | Made, None]:
        """The model's answer as it comes, then what is left of it after the check."""
        chat = self.chat()
        text = ""
        if chat is not None and evidence and self.speaks(chat.name, question.language):
            try:
                async with aclosing(chat.run(_prompt(question, evidence, before))) as writing:
                    async for piece in writing:
                        text += piece
                        yield Token(piece)
            except ModelError:
                text = ""
        yield self._settled(question, evidence, text, chat.name if chat else "")

    def _settled(
        self, question: Question, evidence: tuple[Evidence, ...], text: str, model: str
    ) -> Made:
        """The model's words where they stand, a quote where the evidence speaks, else refusal."""
        shown = tuple(moment for record in evidence for moment in record.moments)
        if text and not support.refuses(text):
            checked = support.check(text, evidence, question)
            if checked.cites:
                return Made(checked=checked, model=model, stands_on=shown)
        quoted = quoting.best(question, evidence, self._teller(question))
        if quoted is not None:
            return Made(checked=quoted, stands_on=shown)
        refusal = support.Checked(quoting.refusal(question.language))
        return Made(checked=refusal, refused=True)

    async def _keep(self, made: Made, asked: Moment, before: Sequence[Moment], zone: str) -> Moment:
        """The answer as a moment because of the question, the evidence and the turns it read."""
        causes = (asked, *(before if made.model else ()), *made.stands_on)
        what = Said(
            text=made.checked.text,
            by=US,
            to=(self._name(),),
            thread=asked.what.thread if isinstance(asked.what, Said) else "",
            model=made.model,
            cites=made.checked.cites,
            unsupported=made.checked.unsupported,
            refused=made.refused,
        )
        draft = Draft(
            what=what,
            at=asked.at,
            zone=zone,
            source=SOURCE,
            trust=min(Trust.OWN, *(cause.trust for cause in causes)),
            because=tuple(dict.fromkeys(cause.id for cause in causes)),
        )
        (answer,) = await self.log.append(draft)
        return answer


def _in_thread(moment: Moment, thread: str) -> bool:
    return isinstance(moment.what, Said) and moment.what.thread == thread


def _asked(before: Sequence[Moment]) -> str:
    """The question before this one; empty where this is the first."""
    asked = [m.what.text for m in before if isinstance(m.what, Said) and m.what.by != US]
    return asked[-1] if asked else ""


def _prompt(question: Question, evidence: Sequence[Evidence], before: Sequence[Moment]) -> Prompt:
    records = "\n".join(f"[{record.number}] {record.line}" for record in evidence)
    turns = tuple(
        Message("assistant" if m.what.by == US else "user", support.MARK.sub("", m.what.text))
        for m in before
        if isinstance(m.what, Said)
    )
    asked = Message("user", f"Records:\n{records}\n\nQuestion: {question.text}")
    return Prompt(messages=(Message("system", INSTRUCTIONS), *turns, asked), max_tokens=120)
