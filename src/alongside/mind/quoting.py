"""Answers in the life's own words: quoted, computed, or the plain statement that it holds none."""

from __future__ import annotations

from collections.abc import Sequence

from alongside.log.kinds import Cite
from alongside.log.moment import Moment
from alongside.mind.evidence import Evidence, sentences
from alongside.mind.question import Question
from alongside.mind.support import Checked, answers, coverage
from alongside.mind.telling import Teller
from alongside.views.words import terms

SURE = 0.5
"""The share of what was asked about that a line must speak of to be quoted as the answer."""
QUOTED = 260
"""Characters of a quote, about; whole sentences are kept."""
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
    if not able:
        return None
    record = max(able, key=lambda record: (coverage(record, question), -record.number))
    if coverage(record, question) < SURE:
        return None
    part = max(record.parts, key=lambda part: coverage(part, question))
    quote = _excerpt(part.words, question)
    heading = "" if record.line == part.words else f"{teller.heading(part.moments[0])}: "
    text = f"{heading}“{quote}” [1]" if heading else f"{quote} [1]"
    return Checked(text, tuple(Cite(number=1, moment=m.id, quote=quote) for m in part.moments))


def _excerpt(words: str, question: Question) -> str:
    """The sentences around the one that speaks most of what was asked, in their order."""
    parts = sentences(words)
    asked = {*question.topic, *question.dates}
    best_at = max(range(len(parts)), key=lambda i: len(asked & set(terms(parts[i]))))
    chosen = [best_at]
    for i in (best_at + 1, best_at - 1):
        length = sum(len(parts[j]) for j in chosen)
        if 0 <= i < len(parts) and length + len(parts[i]) <= QUOTED:
            chosen.append(i)
    return " ".join(parts[i] for i in sorted(chosen))
