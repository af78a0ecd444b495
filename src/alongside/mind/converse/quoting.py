"""Answers in the life's own words: quoted, computed, or the plain statement that it holds none."""

from __future__ import annotations

from collections.abc import Sequence

from alongside.log.kinds import Cite, Contact, Heard, Said
from alongside.log.moment import Moment, Trust
from alongside.mind.converse.evidence import Evidence, Part, sentences
from alongside.mind.converse.question import Question, either
from alongside.mind.converse.support import (
    Checked,
    answers,
    coverage,
    gives,
    in_time,
    names_the_time,
    plain_words,
    tells_of_work,
)
from alongside.mind.converse.telling import Teller
from alongside.mind.converse.wording import held
from alongside.views.words import terms

SURE = {"en": 0.6, "ko": 0.3}
"""The share of what was asked about that a record must speak of to be quoted as the answer.

Korean terms are pairs of syllables, of which inflection leaves only some.
"""
VALUES = frozenset({"money", "length", "count", "job"})
"""Kinds of value that a quote must hold where they are asked for."""
QUOTED = 260
"""Characters of a quote, about; whole sentences are kept."""
_ASKING = 8
"""Characters from the end of a turn within which it asks."""
TURNS = 3
"""At most so many turns are quoted together."""
_GIVING = 0.3
"""How much a part that gives what is wanted (a price, a day) counts beside what it speaks of."""
_THEN = 0.3
"""How much it counts to be from the time asked about."""
_MINE = 0.2
"""How much it counts to be the person's own record where they ask about themselves."""
_OF_ME = either(r"\b(?:i|my|me|mine)\b", "(?:^|\\s)(?:나|내|저|제)(?:가|는|의|한테)?(?:\\s|$)")
_OWN_WORDS = 0.4
"""How much it counts to be said by the one asked about."""
REPLIES = 2
"""At most so many turns that answer one another follow."""
_REFUSALS = {
    "en": "I couldn't find that in your life's records.",
    "ko": "기록에서 찾을 수 없었어요.",
}


def refusal(language: str) -> str:
    """What is said where the life doesn't hold the answer."""
    return _REFUSALS.get(language, _REFUSALS["en"])


def computed(text: str, moments: Sequence[Moment], teller: Teller) -> Checked:
    """A computed answer, citing every moment that it stands on under one marker."""
    cites = tuple(Cite(number=1, moment=m.id, quote=teller.words(m)) for m in moments)
    return Checked(f"{text} [1]", cites)


def best(question: Question, evidence: Sequence[Evidence], teller: Teller) -> Checked | None:
    """The record that speaks most of what was asked, quoted; None where none speaks enough."""
    able = [record for record in evidence if answers(record, question)]
    if not able or not (question.quotable or question.dates or question.want == "job"):
        return None
    record = max(able, key=lambda record: (*_weight(record, question), -record.number))
    parts = _chosen(record, question)
    sure = coverage(record, question, question.quotable) >= SURE.get(question.language, 1.0)
    if not sure and not any(_in_own_words(part, question) for part in parts):
        return None
    if question.want in VALUES and not any(_gives(part, question) for part in parts):
        return None
    return quoted(record, parts, question, teller)


def answered_there(
    question: Question, evidence: Sequence[Evidence], teller: Teller
) -> Checked | None:
    """A chat's own turns, where the very same was asked in it and another one replied."""
    words = plain_words(question.text)
    for record in evidence:
        for part in record.parts:
            replies = _next(record, part) if words <= plain_words(part.words) else []
            if replies:
                return quoted(record, [part, *replies], question, teller)
    return None


def quoted(record: Evidence, parts: Sequence[Part], question: Question, teller: Teller) -> Checked:
    """Parts of one record as an answer: one with its heading, several as turns of their thread."""
    quotes = [_excerpt(part.words, question) for part in parts]
    cites = tuple(
        Cite(number=number, moment=moment.id, quote=quote)
        for number, (part, quote) in enumerate(zip(parts, quotes, strict=True), 1)
        for moment in part.moments
    )
    if len(parts) == 1:
        return Checked(_alone(record, parts[0], quotes[0], teller), cites)
    turns = (
        f"{teller.turn(part.moments[0])} “{quote}” [{number}]".strip()
        for number, (part, quote) in enumerate(zip(parts, quotes, strict=True), 1)
    )
    return Checked(f"{teller.thread(record.moments, record.title)}: {' '.join(turns)}", cites)


def _alone(record: Evidence, part: Part, quote: str, teller: Teller) -> str:
    if record.line == part.words:
        return f"{quote} [1]"
    first = part.moments[0]
    heard = isinstance(first.what, Heard)
    heading = teller.thread([first], record.title) if heard else teller.heading(first)
    return f"{heading}: “{quote}” [1]"


def _chosen(record: Evidence, question: Question) -> list[Part]:
    """The part that says most of what is asked, and those that say what it leaves out, in order.

    A turn that asks is followed by the turn that answers it.
    """
    left = set(question.quotable)
    chosen: list[Part] = []
    while len(chosen) < TURNS:
        rest = [part for part in record.parts if part not in chosen]
        if not rest or (chosen and not any(held(left, part.terms) for part in rest)):
            break
        part = max(rest, key=lambda p: (len(held(left, p.terms)), *_weight(p, question)))
        chosen.append(part)
        left -= held(left, part.terms)
    chosen.sort(key=record.parts.index)
    for _ in range(REPLIES):
        if "?" in chosen[-1].words[-_ASKING:]:
            chosen += [reply for reply in _next(record, chosen[-1]) if reply not in chosen]
    return chosen


def _next(record: Evidence, part: Part) -> list[Part]:
    """The turn after this one in a chat, where another one speaks."""
    after = record.parts[record.parts.index(part) + 1 :][:1]
    one = part.moments[0].what
    if not isinstance(one, Said):
        return []
    return [reply for reply in after if one.by not in reply.moments[0].what.names[:1]]


def _weight(record: Evidence | Part, question: Question) -> tuple[float, float]:
    """How well a record or a part of one answers; ties go to chats worded like the question."""
    turns = (m.what.text for m in record.moments if isinstance(m.what, Said))
    shared = plain_words(question.text) & plain_words(" ".join(turns))
    spoken = coverage(record, question, question.quotable)
    spoken += _GIVING * _gives(record, question)
    spoken += _THEN * (in_time(record, question) or names_the_time(record, question))
    spoken += _MINE * bool(_OF_ME.search(question.text)) * all(map(_mine, record.moments))
    spoken += _OWN_WORDS * any(_by_them(moment, question) for moment in record.moments)
    return spoken, len(shared)


def _mine(moment: Moment) -> bool:
    return moment.trust >= Trust.OWN


def _gives(record: Evidence | Part, question: Question) -> int:
    """Whether it gives what is wanted; contacts tell of someone's work better than talk does."""
    if question.want == "job":
        told = [m for m in record.moments if tells_of_work(m)]
        return 2 if any(isinstance(m.what, Contact) for m in told) else len(told[:1])
    return any(gives(words, question) for words in _words(record))


def _in_own_words(part: Part, question: Question) -> bool:
    """Whether the one asked about says themselves what they are asked to have done."""
    after = [term for term in question.topic if term not in question.who][:1]
    return _by_them(part.moments[0], question) and bool(held(after, part.terms))


def _by_them(moment: Moment, question: Question) -> bool:
    """Whether someone asked about speaks, or it is their own entry in the contacts."""
    what = moment.what
    by = what.by if isinstance(what, Said) else what.name if isinstance(what, Contact) else ""
    return bool(set(terms(by)) & set(question.who))


def _words(record: Evidence | Part) -> list[str]:
    parts = record.parts if isinstance(record, Evidence) else (record,)
    return [part.words for part in parts]


def _excerpt(words: str, question: Question) -> str:
    """The sentences around the one that speaks most of what was asked, in their order."""
    parts = sentences(words)
    asked = {*question.topic, *question.dates}

    def weight(i: int) -> tuple[float, int]:
        held = len(asked & set(terms(parts[i])))
        return held + gives(parts[i], question), len(
            plain_words(parts[i]) & plain_words(question.text)
        )

    best_at = max(range(len(parts)), key=weight)
    chosen = [best_at]
    for i in (best_at + 1, best_at - 1):
        length = sum(len(parts[j]) for j in chosen)
        if 0 <= i < len(parts) and length + len(parts[i]) <= QUOTED:
            chosen.append(i)
    return " ".join(parts[i] for i in sorted(chosen))
