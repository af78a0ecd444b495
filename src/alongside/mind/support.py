"""Whether an answer stands on its evidence: checked by code, sentence by sentence.

A sentence is supported where a record holds every number in it and most of its other words, and
speaks of what was asked. A citation of a record that doesn't hold is taken out; none is made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from alongside.log.kinds import Cite
from alongside.mind.evidence import Evidence, Part, sentences
from alongside.mind.money import amounts
from alongside.mind.question import GENERIC, Question, either
from alongside.views.words import terms

ENOUGH = 0.6
"""The share of a sentence's own words that its evidence must hold."""
PARTS = 2
"""At most so many parts of one record are cited for one sentence."""
MARK = re.compile(r"\s*\[(\d{1,2})\](?:\s*,?\s*(?=\[))?")
_LEADING = re.compile(r"(?:\[\d{1,2}\][.,;]?\s*)+")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_DON_T_KNOW = either(
    r"\b(?:do(?:n[’']t| not) know|cannot (?:be )?(?:answer|determine|find))",
    r"\bnot (?:mentioned|specified|stated|provided|given|recorded)\b",
    r"\bno (?:record|information|mention)s?\b",
    r"\brecords? do(?:es)?(?:n[’']t| not)\b",
    "모르겠|알 수 없|나와 있지 않|기록이? ?없",
)
_COUNTED = either(
    r"\d",
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twice|once)\b",
    r"(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열) ?(?:번|장|개|명|마리|권)",
)


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer after the check: its text with markers that hold, cites, spans without support."""

    text: str
    cites: tuple[Cite, ...] = ()
    unsupported: tuple[tuple[int, int], ...] = ()


def refuses(text: str) -> bool:
    """Whether a model's answer says that it doesn't know, or says nothing."""
    return not MARK.sub("", text).strip(" .") or bool(_DON_T_KNOW.search(text))


def answers(record: Evidence, question: Question) -> bool:
    """Whether a record can answer at all: it gives what is wanted and speaks of what is asked."""
    words = " ".join(part.words for part in record.parts)
    if question.want == "money" and not amounts(words):
        return False
    if question.want == "count" and not _COUNTED.search(record.line):
        return False
    return coverage(record, question) > 0


def coverage(record: Evidence | Part, question: Question) -> float:
    """The share of what the question is about that a record speaks of: 0..1.

    Names count where nothing but names is asked about: all records of a person name them.
    """
    asked = set(question.topic)
    asked = asked - _names(record) or asked
    if not asked:
        return 1.0 if _in_time(record, question) else 0.0
    held = len(asked & record.terms) / len(asked)
    return max(held, 0.5) if set(question.dates) & _spoken(record) else held


def check(text: str, evidence: Sequence[Evidence], question: Question) -> Checked:
    """Keep the citations that hold, find those left out, mark sentences that stand on nothing."""
    by_number = {record.number: record for record in evidence}
    numbers: dict[Part, int] = {}
    said, spans = "", []
    for sentence in _with_marks(text):
        bare = MARK.sub("", sentence).strip()
        named = [by_number[n] for n in map(int, MARK.findall(sentence)) if n in by_number]
        parts = _standing(bare, named, evidence, question)
        said += " " if said else ""
        if not parts:
            spans.append((len(said), len(said) + len(bare)))
        marks = [numbers.setdefault(part, len(numbers) + 1) for part in parts]
        said += bare + "".join(f" [{mark}]" for mark in sorted(set(marks)))
    return Checked(said, cites(numbers), tuple(spans))


def cites(numbers: dict[Part, int]) -> tuple[Cite, ...]:
    """Every moment of the parts, under the number of its part."""
    return tuple(
        Cite(number=number, moment=moment.id, quote=part.words)
        for part, number in numbers.items()
        for moment in part.moments
    )


def _with_marks(text: str) -> list[str]:
    """Sentences, each with the markers that follow it, which may stand after its full stop."""
    found: list[str] = []
    for sentence in sentences(text):
        leading = _LEADING.match(sentence)
        if found and leading:
            found[-1] += f" {leading.group()}"
        rest = sentence[leading.end() :] if found and leading else sentence
        if MARK.sub("", rest).strip(" .,;"):
            found.append(rest)
    return found


def _standing(
    sentence: str, named: Sequence[Evidence], evidence: Sequence[Evidence], question: Question
) -> list[Part]:
    """The parts a sentence stands on: of records it names, else of the first that supports it."""
    holding = [r for r in named if supports(r, sentence, question)]
    others = [r for r in evidence if not holding and supports(r, sentence, question)]
    records = dict.fromkeys(holding or others[:1])
    return [part for record in records for part in _parts(record, sentence)]


def _parts(record: Evidence, sentence: str) -> list[Part]:
    """The parts of a record that hold the sentence's words, as few as do."""
    left = set(terms(sentence)) & record.terms
    chosen: list[Part] = []
    while len(chosen) < PARTS:
        best = max(record.parts, key=lambda part: len(left & part.terms))
        if chosen and len(left & best.terms) <= len(left) / 4:
            break
        chosen.append(best)
        left -= best.terms
        if not left:
            break
    return list(dict.fromkeys(chosen))


def supports(record: Evidence, sentence: str, question: Question) -> bool:
    """Whether a record holds a sentence's numbers and most of its words, on what is asked."""
    if not answers(record, question):
        return False
    numbers = _NUMBER.findall(sentence)
    if any(not re.search(rf"(?<!\d){re.escape(n)}(?!\d)", record.line) for n in numbers):
        return False
    own = [t for t in terms(sentence) if t not in GENERIC and t not in question.topic]
    if not own:
        return bool(numbers) or coverage(record, question) >= ENOUGH
    held = record.terms | _spoken(record)
    return sum(term in held for term in own) / len(own) >= ENOUGH


def _names(record: Evidence | Part) -> set[str]:
    moments = record.moments
    return {term for m in moments for name in m.what.names for term in terms(name)}


def _spoken(record: Evidence | Part) -> frozenset[str]:
    """Terms of what a model reads of the record, its dates among them."""
    text = record.line if isinstance(record, Evidence) else record.words
    return frozenset(terms(text))


def _in_time(record: Evidence | Part, question: Question) -> bool:
    if question.since is None:
        return False
    return any(
        moment.at >= question.since and (question.until is None or moment.at < question.until)
        for moment in record.moments
    )
