"""What came of a meeting, by code: its weightiest sentences, what was decided and promised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from alongside.mind.meet.lines import Line
from alongside.mind.understand.promising import pledges
from alongside.views.words import terms

MOST, FEWEST = 7, 2
"""Sentences of a summary."""
EACH = 6
"""Of so many sentences one is in the summary."""
SHORTEST = 4
"""Terms that a sentence of a summary has at least."""
ALIKE = 0.5
"""The share of terms in common from which two sentences say the same."""
_WE_DID = r"(?:just |finally )?(?:decided|agreed|settled|resolved|concluded|chose)\b"
_DECIDED = re.compile(
    rf"\b(?:we(?:['’]ve| have)? {_WE_DID}"
    r"|(?:it(?:['’]s| is)|that(?:['’]s| is)) (?:decided|settled|agreed|a deal|final)\b"
    r"|(?:the|our) decision is\b"
    r"|(?:let['’]s|we['’]ll|we will|we['’]re going to|we are going to) go with\b"
    r"|we(?:['’]re| are) (?:going with|sticking with|dropping|not going to)\b"
    r"|(?:motion|budget|plan|proposal) is (?:approved|accepted)"
    r"|(?:everyone|all) agrees?\b|so,? agreed\b|(?:decision|decided):)"
    r"|기로\s*(?:했|하|결정|합의|정했|정하)"
    r"|(?:결정|합의|확정)(?:했|됐|되었|하였|합니다|입니다|할게)"
    r"|(?:으?로|걸로)\s*(?:정했|가겠|가죠|가시죠|합시다|하죠)",
    re.IGNORECASE,
)
_WEIGHTY = re.compile(
    r"\b(?:important|deadline|problem|risk|budget|because|need to|must|have to|plan|next step"
    r"|goal|result|by (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|the end))\b|\d"
    r"|중요|문제|마감|예산|계획|목표|결과|까지|해야",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The sentences that tell what came of a meeting; `pledged` has what is to be done beside."""

    summary: tuple[Line, ...]
    decisions: tuple[Line, ...]
    pledged: tuple[tuple[Line, str], ...]


def drawn(said: Sequence[Line]) -> Drawn:
    """What came of it, from all that was said."""
    return Drawn(
        summary=weightiest(said),
        decisions=tuple(line for line in said if decides(line)),
        pledged=tuple((line, pledge.text) for line in said for pledge in pledges(line.sentence)),
    )


def decides(line: Line) -> bool:
    """Whether the sentence tells of a decision, and neither asks for one nor supposes it."""
    sentence = line.sentence
    return not (sentence.asked or sentence.supposed) and bool(_DECIDED.search(line.text))


def weightiest(said: Sequence[Line], most: int = MOST) -> tuple[Line, ...]:
    """The sentences whose words the meeting turns on, in the order in which they were said.

    A sentence weighs what its terms are said in others, each once, for its length; one that says
    what a heavier one said is left out.
    """
    words = [frozenset(terms(line.text)) for line in said]
    often = Counter(term for each in words for term in each)
    wanted = min(most, max(FEWEST, len(said) // EACH))

    def weight(number: int) -> float:
        shared = sum(often[term] - 1 + 0.2 for term in words[number])
        cue = 1.3 if _WEIGHTY.search(said[number].text) else 1.0
        asked = 0.5 if said[number].sentence.asked else 1.0
        return float(cue * asked * shared / len(words[number]) ** 0.5)

    chosen: list[int] = []
    able = [number for number, each in enumerate(words) if len(each) >= SHORTEST]
    for number in sorted(able, key=weight, reverse=True):
        if len(chosen) < wanted and not any(_alike(words[number], words[c]) for c in chosen):
            chosen.append(number)
    return tuple(said[number] for number in sorted(chosen))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) / max(1, min(len(one), len(other))) > ALIKE
