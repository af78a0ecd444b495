"""Whether an answer stands on its evidence: checked by code, sentence by sentence.

A sentence is supported where a record holds every number in it and most of its other words, and
speaks of what was asked. A citation of a record that doesn't hold is taken out; none is made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from alongside.log.kinds import Cite, Contact
from alongside.log.moment import Moment
from alongside.mind.converse.evidence import Evidence, Part, sentences
from alongside.mind.converse.money import amounts
from alongside.mind.converse.question import Question, either
from alongside.mind.converse.wording import GENERIC, held
from alongside.views.words import fold, terms

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


_WORKS = either(
    r"\b(?:i[’']?m|am|is|was|as|being|become|becoming) an? (?!bit|lot|little|few|good|great)\w+",
    r"\bwork(?:s|ed|ing)? (?:as|at|for|in|from)\b",
    r"\b(?:run|own|manage|lead|sell|build|drive|design|repair)s? "
    r"(?:an?|the|my|her|his|our|their)\b",
    r"\b(?:job|shifts?|teach(?:es|ing)?|employed|career|promoted)\b",
    "일을? ?(?:해|하고|한다|했)|직장|회사|근무|직업",
)

_LASTING = either(
    r"\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|half)"
    r"(?: \w+)? ?(?:min|h|s|second|minute|hour|night|day|week|month|year|decade|centur)",
    r"\b\d+ ?(?:h|min)\b",
    r"\d+(?:st|nd|rd|th)?\b.{1,12}(?:to|until|–|-).{1,12}\d",
    r"\d ?(?:초|분|시간|일|주|달|개월|년)|하루|이틀|사흘|일주일",
)
_TIMED = either(
    r"\b\d{1,2}[:.]\d\d\b",
    r"\b\d{1,2} ?(?:am|pm|o[’']?clock|st|nd|rd|th)\b",
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|tomorrow|yesterday|today|tonight|noon|midnight|week|month|spring|summer|autumn"
    r"|winter)\b",
    r"\b(?:19|20)\d\d\b",
    r"\d ?(?:시|일|월|년)|[월화수목금토일]요일|내일|어제|오늘|다음 ?(?:주|달)|주말",
)
_VALUES = {"count": _COUNTED, "length": _LASTING, "time": _TIMED, "job": _WORKS}


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
    spoken = [part.words for part in record.parts]
    if question.want in ("money", "length") and not any(gives(w, question) for w in spoken):
        return False
    if question.want == "job" and not any(map(tells_of_work, record.moments)):
        return False
    if question.want == "count" and not _COUNTED.search(record.line):
        return False
    return coverage(record, question) > 0


def gives(words: str, question: Question) -> bool:
    """Whether words hold the kind of value that is wanted; False where none is."""
    if question.want == "money":
        return bool(amounts(words))
    pattern = _VALUES.get(question.want)
    return bool(pattern and pattern.search(words))


def plain_words(text: str) -> set[str]:
    """The words of a text as they stand, function words among them."""
    return set(re.findall(r"\w+", fold(text)))


def coverage(
    record: Evidence | Part, question: Question, asked: frozenset[str] | None = None
) -> float:
    """The share of what the question is about that a record speaks of: 0..1.

    A record that has none of the people asked about speaks of nothing that is asked. Their names
    count no further, unless nothing else is asked about: all records of a person name them.
    `asked` are the terms that count, by default `question.asked`.
    """
    who = set(question.who)
    if who and not who & record.terms:
        return 0.0
    asked = asked or question.asked or frozenset(who or question.topic)
    if not asked:
        return 1.0 if in_time(record, question) else 0.0
    share = len(held(asked, record.terms)) / len(asked)
    return max(share, 0.5) if names_the_time(record, question) else share


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
    parts = [part for record in records for part in _parts(record, sentence)]
    works = question.want == "job"
    return parts if not works or any(tells_of_work(m) for p in parts for m in p.moments) else []


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
    known = record.terms | _spoken(record)
    return sum(term in known for term in own) / len(own) >= ENOUGH


def tells_of_work(moment: Moment) -> bool:
    """Whether a moment may say what someone does: contacts name it in their notes."""
    what = moment.what
    if isinstance(what, Contact):
        return bool(what.organisation or what.notes)
    return bool(_WORKS.search(what.words))


def _spoken(record: Evidence | Part) -> frozenset[str]:
    """Terms of what a model reads of the record, its dates among them."""
    text = record.line if isinstance(record, Evidence) else record.words
    return frozenset(terms(text))


def names_the_time(record: Evidence | Part, question: Question) -> bool:
    """Whether what a model reads of it names the time asked about."""
    return bool(question.dates) and set(question.dates) <= _spoken(record)


def in_time(record: Evidence | Part, question: Question) -> bool:
    if question.since is None:
        return False
    return any(
        moment.at >= question.since and (question.until is None or moment.at < question.until)
        for moment in record.moments
    )
