"""What a text is written from: passages of the person's own, and facts that the life holds.

Both are chosen by recall, and both are shown beside the text. A fact is told with its words as they
stand; words of others among them are told as theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alongside.log.kinds import Cite, Commissioned, Contact, Heard, Noted, Planned, Said
from alongside.log.moment import Moment, Trust
from alongside.mind.converse.evidence import passage, sentences
from alongside.mind.converse.keeping import SOURCE as TALK
from alongside.mind.converse.telling import Teller, say_birthday
from alongside.mind.recall.hit import Filters, Hit
from alongside.mind.write.own import SOURCE, Sample
from alongside.mind.write.recipient import Recipient
from alongside.views.words import fold, terms

RECALLED = 30
EXEMPLARS, FACTS = 3, 5
LONG = 140
"""Characters of a passage, about."""
FACT = 200
"""Characters of a fact, about."""
TELLING = 3
"""Terms from which on a message tells anything."""
_SURPRISE = re.compile(
    r"\b(?:presents?|gifts?|surprise|don['’]t tell|secret)\b|선물|서프라이즈|비밀|몰래",
    re.IGNORECASE,
)
"""What one doesn't tell whom it is about."""
_TELLING = re.compile(
    r"\b(?:I['’]?m|I am|my|I (?:love|like|hate|always|never|work|live|moved|got|miss|enjoy))\b"
    r"|나는|내가|저는|제가|우리|좋아|싫어|살아|다녀",
    re.IGNORECASE,
)
"""What tells of whoever says it: worth more in a letter than a greeting or a question."""


class Recalls(Protocol):
    """What writing needs of recall."""

    async def find(
        self, question: str, *, now: datetime, zone: str, limit: int = ..., filters: Filters = ...
    ) -> tuple[Hit, ...]: ...


@dataclass(frozen=True, slots=True)
class Fact:
    """What the life holds, as one line; `quote` are the words of the moment itself."""

    number: int
    line: str
    quote: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Learned:
    """What a text may be written after and from."""

    exemplars: tuple[tuple[Sample, str], ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def moments(self) -> tuple[Moment, ...]:
        return (*(one.moment for one, _ in self.exemplars), *(f.moment for f in self.facts))

    @property
    def passages(self) -> tuple[Cite, ...]:
        """The passages as they are kept with a version."""
        return tuple(
            Cite(number=n, moment=one.moment.id, quote=text)
            for n, (one, text) in enumerate(self.exemplars, 1)
        )

    @property
    def cites(self) -> tuple[Cite, ...]:
        """The facts as they are kept with a version."""
        return tuple(Cite(number=f.number, moment=f.moment.id, quote=f.line) for f in self.facts)


@dataclass(frozen=True, slots=True)
class Gathering:
    """Finds what a text is written from."""

    recall: Recalls
    teller: Teller

    async def gather(
        self,
        wanted: Commissioned,
        to: Recipient,
        texts: Sequence[Sample],
        cards: Sequence[Moment],
        now: datetime,
        zone: str,
    ) -> Learned:
        """`texts` are the person's own, `cards` the contacts of whom it is for."""
        asked = f"{to.called} {wanted.about}".strip()
        hits = await self._found(asked, now, zone)
        named = Filters(people=(to.called,)) if to.person else None
        near = await self._found(asked, now, zone, named) if named else ()
        order = list(dict.fromkeys(hit.moment.id for hit in (*near, *hits)))
        moments = {hit.moment.id: hit.moment for hit in (*near, *hits)}
        return Learned(
            tuple(self._exemplars(wanted, to, texts, order)),
            tuple(self._facts(wanted, to, cards, [moments[id_] for id_ in order])),
        )

    async def _found(
        self, asked: str, now: datetime, zone: str, filters: Filters | None = None
    ) -> tuple[Hit, ...]:
        if not asked:
            return ()
        return await self.recall.find(
            asked, now=now, zone=zone, limit=RECALLED, filters=filters or Filters()
        )

    def _exemplars(
        self, wanted: Commissioned, to: Recipient, texts: Sequence[Sample], order: Sequence[str]
    ) -> Iterator[tuple[Sample, str]]:
        """Passages in the language: to whom it is for, on the matter, long enough for a voice."""
        place = {id_: n for n, id_ in enumerate(order)}
        able = [t for t in texts if t.language == wanted.language]

        def worth(text: Sample) -> tuple[bool, float]:
            words = len(text.text.split())
            near = 1 - place.get(text.moment.id, RECALLED) / RECALLED
            return bool(text.to & to.names), near + min(words, 30) / 30

        topic = terms(wanted.about)
        for one in sorted(able, key=worth, reverse=True)[:EXEMPLARS]:
            yield one, passage(" ".join(one.text.split()), topic, LONG)

    def _facts(
        self,
        wanted: Commissioned,
        to: Recipient,
        cards: Sequence[Moment],
        found: Sequence[Moment],
    ) -> Iterator[Fact]:
        """Facts about whom it is for, else about the matter; none that would spoil a surprise."""
        topic = frozenset(terms(wanted.about))
        quotes: dict[str, tuple[str, Moment]] = {}
        for moment in (*cards, *found):
            if moment.source not in (TALK, SOURCE):
                quote = _quote(moment, to, topic, self.teller.language)
                quotes.setdefault(fold(quote), (quote, moment))
        quotes.pop("", None)
        order = sorted(quotes.values(), key=lambda each: -_weight(each[0], each[1], topic))
        for number, (quote, moment) in enumerate(order[:FACTS], 1):
            yield Fact(number, self._line(moment, quote), quote, moment)

    def _line(self, moment: Moment, quote: str) -> str:
        if isinstance(moment.what, Contact):
            return quote
        heading = self.teller.heading(moment)
        return f"{heading}: “{quote}”"


def _weight(quote: str, moment: Moment, topic: frozenset[str]) -> int:
    """How much a fact tells: a card most, then what others tell of themselves, the matter."""
    shared, theirs = len(topic & set(terms(quote))), moment.trust < Trust.OWN
    telling = bool(_TELLING.search(quote))
    return 9 * isinstance(moment.what, Contact) + min(shared, 2) + telling * (1 + 2 * theirs)


def _quote(moment: Moment, to: Recipient, topic: frozenset[str], language: str) -> str:
    """The words of a moment that tell of whom it is for, or of the matter; empty for none."""
    what = moment.what
    if isinstance(what, Contact):
        return _card(what, language) if fold(what.name) in to.names else ""
    if isinstance(what, Planned):
        return (
            "" if _SURPRISE.search(what.words) or not _about(what.words, to, topic) else what.title
        )
    if not isinstance(what, Said | Noted | Heard):
        return ""
    text = what.text
    theirs = isinstance(what, Said) and bool({*map(fold, what.names)} & to.names)
    told = [
        s
        for s in sentences(text)
        if (theirs or _about(s, to, topic)) and not _SURPRISE.search(s) and not s.endswith("?")
    ]
    quote = passage(" ".join(" ".join(told).split()), sorted(topic), FACT)
    return quote if len(terms(quote)) >= TELLING else ""


def _about(text: str, to: Recipient, topic: frozenset[str]) -> bool:
    """Whether words name whom it is for; where it is for nobody, whether they share the matter."""
    if to.called:
        return any(word in fold(text) for word in to.words)
    return len(topic & set(terms(text))) >= min(2, len(topic))


def _card(contact: Contact, language: str) -> str:
    """What a contact tells that belongs into a text: no numbers and addresses."""
    birthday = say_birthday(contact.birthday, language)
    said = f"생일 {birthday}" if language == "ko" else f"birthday {birthday}"
    parts = (contact.organisation, contact.notes, said if birthday else "")
    told = "; ".join(part.rstrip(". ") for part in parts if part)
    return f"{contact.name}: {told}" if told else ""
