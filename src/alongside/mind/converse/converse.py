"""Conversation over the whole life: recall, reckon, write, check, keep.

What was found, what the model writes and what is left of it after the check are streamed.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from alongside.log.kinds import Said
from alongside.log.log import Log, Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.converse.address_book import AddressBook
from alongside.mind.converse.aloud import Clauses, numbered, to_read
from alongside.mind.converse.answering import Answering, Made, opening
from alongside.mind.converse.events import Aloud, Answered, Asked, Event, Found, Token
from alongside.mind.converse.evidence import Evidence
from alongside.mind.converse.follow_up import follow_up
from alongside.mind.converse.keeping import SOURCE, US, keep_question
from alongside.mind.converse.knowing import Known, Knows, led, nothing
from alongside.mind.converse.manner import TYPED, Manner
from alongside.mind.converse.person import own_names
from alongside.mind.converse.question import understand
from alongside.mind.recall.hit import Filters, Hit
from alongside.models.model import Chat, ModelError, Prompt
from alongside.views.words import fold, terms

RECALLED = 24
TURNS, TURNS_ALOUD = 2, 1
"""Earlier turns that a follow-up is understood with; aloud, a small machine must read them soon."""


class Recalls(Protocol):
    """What conversation needs of recall."""

    async def find(
        self, question: str, *, now: datetime, zone: str, limit: int = ..., filters: Filters = ...
    ) -> tuple[Hit, ...]: ...


@dataclass(frozen=True, slots=True)
class _Given:
    """What holds before a question: the turns, and the names that mean the person (folded)."""

    before: tuple[Moment, ...]
    name: str
    names: frozenset[str]

    @property
    def spoken(self) -> tuple[Moment, ...]:
        """The turns that an answer in speech is written from."""
        return self.before[-2 * TURNS_ALOUD :]


@dataclass(frozen=True, slots=True)
class _Read:
    """A question read, with what was found for it."""

    answering: Answering
    hits: tuple[Hit, ...]
    book: AddressBook
    known: Known
    first: tuple[Moment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Converse:
    """Answers the person, who goes by the names that `me` gives, from their log.

    `chat` gives the model that serves conversation now, or None; `speaks` whether a model, by its
    name, writes a language decently; `knows` what is believed of the person. `ahead` holds, by
    thread, what the model has read ahead.
    """

    log: Log
    recall: Recalls
    chat: Callable[[], Chat | None]
    me: Callable[[], tuple[str, ...]] = tuple
    speaks: Callable[[str, str], bool] = lambda model, language: bool(model and language)
    knows: Knows = nothing
    ahead: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = TYPED
    ) -> AsyncGenerator[Event, None]:
        """Keep the question, stream the answer, keep it too. Closing it stops the model."""
        given = await self._given(thread)
        asked = await keep_question(self.log, question, thread, now, zone, manner, given.name)
        yield Asked(asked)
        read = await self._understood(question, given, now, zone)
        yield Found(read.hits)
        made = await self._by_code(read, now, zone)
        if made is None:
            evidence = await read.answering.evidence(read.hits, read.book, read.first)
            made = await read.answering.agreed(read.hits) or read.answering.asked_there(evidence)
        if made is None:
            reading = self._reading(read, evidence, thread) if manner.aloud else evidence
            before = given.spoken if manner.aloud else given.before
            prompt = read.answering.prompt(reading, before, brief=manner.aloud)
            evidence = numbered((*reading, *evidence))
            written = self._written(read.answering, evidence, prompt, aloud=manner.aloud)
            async with aclosing(written) as writing:
                async for step in writing:
                    if isinstance(step, Made):
                        made = step
                    else:
                        yield step
        if made is not None:
            self.ahead.pop(thread, None)
            yield Answered(await self._keep(made, asked, given.before, zone))

    async def prepare(self, partial: str, thread: str, now: datetime, zone: str) -> None:
        """Have the model read what a question that is still being asked may be answered from.

        While nothing of it is known, what comes before: the instructions and the turns. Nothing
        is kept in the log. Closing or cancelling it stops the model.
        """
        given, chat = await self._given(thread), self.chat()
        if chat is None:
            return
        if not partial:
            await _read(chat, opening(given.spoken))
            return
        read = await self._understood(partial, given, now, zone)
        if not self.speaks(chat.name, read.answering.question.language):
            return
        evidence = await read.answering.evidence(read.hits, read.book, read.first)
        reading = self._reading(read, evidence, thread)
        if reading and reading != self.ahead.get(thread):
            self.ahead.clear()
            self.ahead[thread] = reading
            await _read(chat, read.answering.prompt(reading, given.spoken, brief=True))

    async def _given(self, thread: str) -> _Given:
        me = self.me() or await own_names(self.log)
        names = frozenset(fold(name) for name in (*me, "me"))
        return _Given(await self._turns(thread), me[0] if me else "me", names)

    async def _understood(self, question: str, given: _Given, now: datetime, zone: str) -> _Read:
        """The question understood in its context, and what was found for it."""
        book = await AddressBook.of(self.log)
        in_context = follow_up(question, _asked(given.before))
        understood = understand(in_context, now=now, zone=zone, known=book.known)
        hits = await self.recall.find(understood.text, now=now, zone=zone, limit=RECALLED)
        hits = tuple(hit for hit in hits if hit.moment.source != SOURCE)
        understood = understood.among(_called(book, hits))
        known = await self.knows()
        first = tuple(await led(in_context, known, self.log))
        return _Read(Answering(self.log, understood, given.names), hits, book, known, first)

    async def _by_code(self, read: _Read, now: datetime, zone: str) -> Made | None:
        """What is believed of the person, where they ask for that, else what code works out."""
        told = await read.answering.about_them(read.known)
        if told is not None:
            return told
        return await read.answering.by_code(read.book.answer(read.answering.question, now, zone))

    def _reading(
        self, read: _Read, evidence: tuple[Evidence, ...], thread: str
    ) -> tuple[Evidence, ...]:
        """What of the evidence the model reads for an answer in speech."""
        return to_read(evidence, self.ahead.get(thread, ()), read.answering.question.topic)

    async def _turns(self, thread: str) -> tuple[Moment, ...]:
        """The last turns of the thread, oldest first."""
        wanted = Wanted(kinds=["said"], sources=[SOURCE], newest_first=True, limit=200)
        turns = [m async for m in self.log.read(wanted) if _in_thread(m, thread)]
        return tuple(reversed(turns[: 2 * TURNS]))

    async def _written(
        self,
        answering: Answering,
        evidence: tuple[Evidence, ...],
        prompt: Prompt,
        *,
        aloud: bool,
    ) -> AsyncGenerator[Token | Aloud | Made, None]:
        """The model's answer as it comes, then what is left of it after the check.

        Aloud, each clause that stands, up to the first that doesn't.
        """
        chat = self.chat()
        text, clauses, stands = "", Clauses(), aloud
        if chat is not None and evidence and self.speaks(chat.name, answering.question.language):
            try:
                async with aclosing(chat.run(prompt)) as writing:
                    async for piece in writing:
                        text += piece
                        yield Token(piece)
                        for clause in clauses.feed(piece):
                            stands = stands and answering.stands(clause, evidence)
                            if stands:
                                yield Aloud(clause)
            except ModelError:
                text = ""
        yield answering.settled(evidence, text, chat.name if chat else "")

    async def _keep(self, made: Made, asked: Moment, before: Sequence[Moment], zone: str) -> Moment:
        """The answer as a moment because of the question, the evidence and the turns it read."""
        causes = (asked, *(before if made.model else ()), *made.stands_on)
        what = Said(
            text=made.checked.text,
            by=US,
            to=(asked.what.by,) if isinstance(asked.what, Said) else (),
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


async def _read(chat: Chat, prompt: Prompt) -> None:
    """Have a model read a prompt, so that it has read what another prompt begins with too."""
    with suppress(ModelError):
        async with aclosing(chat.run(replace(prompt, max_tokens=1))) as writing:
            async for _ in writing:
                pass


def _in_thread(moment: Moment, thread: str) -> bool:
    return isinstance(moment.what, Said) and moment.what.thread == thread


def _asked(before: Sequence[Moment]) -> str:
    """The question before this one; empty where this is the first."""
    asked = [m.what.text for m in before if isinstance(m.what, Said) and m.what.by != US]
    return asked[-1] if asked else ""


def _called(book: AddressBook, hits: Sequence[Hit]) -> frozenset[str]:
    """The terms of the names of people: of contacts, and of those in what was found."""
    found = (term for hit in hits for name in hit.moment.what.names for term in terms(name))
    return book.names() | frozenset(found)
