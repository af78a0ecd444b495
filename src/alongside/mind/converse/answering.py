"""One question answered: by code, from an agreement, by a model from records, by a quote, or not.

Whatever a model writes is checked against the records before it is kept. Where no model serves, or
the model finds nothing though the records speak of what was asked, they are quoted. Where nothing
supports an answer, the answer is that the life doesn't hold it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alongside.log.kinds import Said
from alongside.log.log import Log
from alongside.log.moment import Moment
from alongside.mind.converse import quoting, support
from alongside.mind.converse.address_book import AddressBook
from alongside.mind.converse.agreed import accepted, asks_what_was_agreed
from alongside.mind.converse.evidence import Evidence, Gatherer
from alongside.mind.converse.keeping import US
from alongside.mind.converse.knowing import Known, told
from alongside.mind.converse.question import Question
from alongside.mind.converse.reckon import Reckoner
from alongside.mind.converse.reckoned import Reckoned
from alongside.mind.converse.telling import Teller
from alongside.mind.recall.hit import Hit
from alongside.models.model import Message, Prompt
from alongside.views.words import terms

RECORDS = 5
CONTACTS = 1
"""At most so many contacts that the question names are told among the records."""
ENOUGH = 0.5
"""How much a record must speak of what is asked, beside the one that speaks most of it."""
ANSWER = 100
"""Tokens that an answer may have."""
INSTRUCTIONS = (
    "You answer questions about the user's own life from numbered records. "
    "Answer in one or two short sentences, and after each sentence put the number of the record "
    "it comes from, like [2]. Use only what the records say. "
    "If no record answers the question, say only: I don't know."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An answer before it is kept: `stands_on` are all the moments that it was drawn from."""

    checked: support.Checked
    model: str = ""
    refused: bool = False
    stands_on: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class Answering:
    """The ways to answer one question of the person called by any of `me` (folded)."""

    log: Log
    question: Question
    me: frozenset[str]

    @property
    def teller(self) -> Teller:
        return Teller(self.me, self.question.language)

    @property
    def _gatherer(self) -> Gatherer:
        return Gatherer(self.log, self.teller, self.question.topic)

    async def by_code(self, told: Reckoned | None) -> Made | None:
        """What the address book told, else what can be reckoned from the log."""
        found = told or await Reckoner(self.log, self.me).answer(self.question)
        if found is None:
            return None
        checked = quoting.computed(found.text, found.moments, self.teller)
        return Made(checked=checked, stands_on=found.moments)

    async def agreed(self, hits: Sequence[Hit]) -> Made | None:
        """The offers that were accepted in the chat most of what was found comes from."""
        if not asks_what_was_agreed(self.question):
            return None
        for turns in await self._gatherer.chats([hit.moment for hit in hits]):
            offers = accepted(turns, self.question) if self._among_those_asked(turns) else ()
            if offers:
                record = await self._gatherer.told(offers)
                checked = quoting.quoted(record, record.parts, self.question, self.teller)
                return Made(checked=checked, stands_on=offers)
        return None

    def _among_those_asked(self, turns: Sequence[Moment]) -> bool:
        names = {term for m in turns for name in m.what.names for term in terms(name)}
        return names >= set(self.question.who)

    def asked_there(self, evidence: tuple[Evidence, ...]) -> Made | None:
        """The reply that someone gave to the same question in a chat."""
        checked = quoting.answered_there(self.question, evidence, self.teller)
        shown = tuple(moment for record in evidence for moment in record.moments)
        return Made(checked=checked, stands_on=shown) if checked else None

    async def about_them(self, known: Known) -> Made | None:
        """What is believed of the person, where they ask for that."""
        found = await told(self.question.text, known, self.log, self.question.language)
        return Made(checked=found.checked, stands_on=found.moments) if found else None

    async def evidence(
        self, hits: Sequence[Hit], book: AddressBook, first: Sequence[Moment] = ()
    ) -> tuple[Evidence, ...]:
        """The best records that can answer, and the contacts of those whom the question names.

        `first` are moments that what is believed of the person leads to.

        Where some speak much of what is asked, those that speak little of it are left out: they
        lead a small model astray, and take time to read.
        """
        found = [*first, *(hit.moment for hit in hits if hit.moment not in first)]
        named = [m for m in book.named(self.question.who) if m not in found[:RECORDS]][:CONTACTS]
        records = await self._gatherer.gather(found, RECORDS, named)
        able = {r: support.coverage(r, self.question) for r in records if self._can_answer(r)}
        least = ENOUGH * max(able.values(), default=0.0)
        kept = [record for record, spoken in able.items() if spoken >= least]
        return tuple(replace(record, number=i) for i, record in enumerate(kept, 1))

    def _can_answer(self, record: Evidence) -> bool:
        return support.answers(record, self.question)

    def stands(self, clause: str, evidence: Sequence[Evidence]) -> bool:
        """Whether a record holds the words of a clause, so that it can be said before the check."""
        if support.refuses(clause):
            return False
        return any(support.supports(record, clause, self.question) for record in evidence)

    def settled(self, evidence: tuple[Evidence, ...], text: str, model: str) -> Made:
        """The model's words where they stand, a quote where the evidence speaks, else refusal."""
        shown = tuple(moment for record in evidence for moment in record.moments)
        if text and not support.refuses(text):
            checked = support.check(text, evidence, self.question)
            if checked.cites:
                return Made(checked=checked, model=model, stands_on=shown)
        quoted = quoting.best(self.question, evidence, self.teller)
        if quoted is not None:
            return Made(checked=quoted, stands_on=shown)
        refusal = support.Checked(quoting.refusal(self.question.language))
        return Made(checked=refusal, refused=True)

    def prompt(
        self, evidence: Sequence[Evidence], before: Sequence[Moment], *, brief: bool = False
    ) -> Prompt:
        """The instructions, the turns before, the records, whole or in `brief`, and the question.

        What is known last comes last: a model has read what comes before it already.
        """
        records = ((record.number, record.brief if brief else record.line) for record in evidence)
        lines = "\n".join(f"[{number}] {line}" for number, line in records)
        return _prompt(before, f"{lines}\n\nQuestion: {self.question.text}")


def opening(before: Sequence[Moment]) -> Prompt:
    """How the prompt of the next question begins, whatever is asked."""
    return _prompt(before, "")


def _prompt(before: Sequence[Moment], rest: str) -> Prompt:
    turns = tuple(
        Message("assistant" if m.what.by == US else "user", support.MARK.sub("", m.what.text))
        for m in before
        if isinstance(m.what, Said)
    )
    asked = Message("user", f"Records:\n{rest}")
    messages = (Message("system", INSTRUCTIONS), *turns, asked)
    return Prompt(messages=messages, max_tokens=ANSWER)
