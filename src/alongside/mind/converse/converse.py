"""Conversation over the whole life: recall, reckon, write, check, keep.

What was found, what the model writes and what is left of it after the check are streamed.
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
from alongside.mind.converse.address_book import AddressBook
from alongside.mind.converse.answering import US, Answering, Made
from alongside.mind.converse.events import Answered, Asked, Event, Found, Token
from alongside.mind.converse.evidence import Evidence
from alongside.mind.converse.follow_up import follow_up
from alongside.mind.converse.person import own_names
from alongside.mind.converse.question import understand
from alongside.mind.recall.hit import Filters, Hit
from alongside.models.model import Chat, ModelError
from alongside.views.words import fold, terms

SOURCE = "talk"
RECALLED = 24
TURNS = 2
"""Earlier turns that a follow-up is understood with."""


class Recalls(Protocol):
    """What conversation needs of recall."""

    async def find(
        self, question: str, *, now: datetime, zone: str, limit: int = ..., filters: Filters = ...
    ) -> tuple[Hit, ...]: ...


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
        me = self.me() or await own_names(self.log)
        said = Said(text=question, by=me[0] if me else "me", to=(US,), thread=thread)
        (asked,) = await self.log.append(
            Draft(what=said, at=now, zone=zone, source=SOURCE, trust=Trust.PERSON)
        )
        yield Asked(asked)
        book = await AddressBook.of(self.log)
        in_context = follow_up(question, _asked(before))
        understood = understand(in_context, now=now, zone=zone, known=book.known)
        hits = await self.recall.find(understood.text, now=now, zone=zone, limit=RECALLED)
        hits = tuple(hit for hit in hits if hit.moment.source != SOURCE)
        yield Found(hits)
        understood = understood.among(_called(book, hits))
        answering = Answering(self.log, understood, frozenset(fold(name) for name in (*me, "me")))
        made = await answering.by_code(book.answer(understood, now, zone))
        if made is None:
            evidence = await answering.evidence(hits, book)
            made = await answering.agreed(hits) or answering.asked_there(evidence)
        if made is None:
            async with aclosing(self._written(answering, evidence, before)) as writing:
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

    async def _written(
        self, answering: Answering, evidence: tuple[Evidence, ...], before: Sequence[Moment]
    ) -> AsyncGenerator[Token | Made, None]:
        """The model's answer as it comes, then what is left of it after the check."""
        chat = self.chat()
        text = ""
        if chat is not None and evidence and self.speaks(chat.name, answering.question.language):
            try:
                async with aclosing(chat.run(answering.prompt(evidence, before))) as writing:
                    async for piece in writing:
                        text += piece
                        yield Token(piece)
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
