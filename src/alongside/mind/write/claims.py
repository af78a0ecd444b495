"""What a text says of the life, looked up by code: what stands on a fact, and what on nothing.

A letter wishes, thanks and asks, and all that needs no record. What tells of the past, of habits or
of somebody does; so does every name, number and date. Names and numbers are found surely, claims by
patterns: what is said in a roundabout way is missed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from alongside.log.kinds import Said, Stretch
from alongside.log.moment import Trust
from alongside.mind.converse.support import ENOUGH
from alongside.mind.converse.wording import GENERIC
from alongside.mind.write.learned import Fact
from alongside.views.words import fold, terms

SHARED = 2
"""Terms that a sentence must share with a fact at least to stand on it."""
_SENTENCE = re.compile(r"[^.!?…。\n]+[.!?…。]*[\"”’)]*")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_MINE = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|mine)\b|나는|내가|저는|제가")
_YOURS = re.compile(r"\b(?:you|your|yours)\b|너|당신|그대", re.IGNORECASE)
_NAME = re.compile(r"\b[A-Z][\w’'-]*[a-z][\w’'-]*(?:\s+[A-Z][\w’'-]*[a-z][\w’'-]*)*")
_TOLD = tomllib.loads(files("alongside.mind.write").joinpath("claims.toml").read_text("utf-8"))
_DATE, _COUNT, _PAST, _WISH = (
    re.compile("|".join(_TOLD[name]), re.IGNORECASE) for name in ("date", "count", "past", "wish")
)
_KOREAN_NAME = re.compile(rf"(?<![가-힣])([가-힣]{{2,4}}?)(?:{_TOLD['korean_titles']})(?![가-힣])")
_NO_NAMES = frozenset(_TOLD["no_names"].split())


@dataclass(frozen=True, slots=True)
class Known:
    """All that a text may speak of: facts, what the request says, and other words of the person's
    own, whose names and numbers are no inventions."""

    facts: tuple[Fact, ...]
    said: str
    besides: str = ""
    names: frozenset[str] = frozenset()
    """Terms of the names of those who write and are written to: they make nothing stand."""

    @property
    def folded(self) -> str:
        return fold(" ".join((self.said, self.besides, *(fact.line for fact in self.facts))))


def stretches(text: str, known: Known) -> tuple[Stretch, ...]:
    """What in the text stands on facts, and what on nothing, in order; they don't overlap."""
    found: list[Stretch] = []
    folded = known.folded
    for sentence in _SENTENCE.finditer(text):
        start, end = _bounds(text, sentence.start(), sentence.end())
        if start == end:
            continue
        said = text[start:end]
        stands = standing(said, known)
        doubts = [*_doubted(said, folded)]
        if doubts:
            found += [Stretch(start=start + a, end=start + b, doubt=why) for a, b, why in doubts]
        elif stands and not _theirs(said, known, stands[0]):
            found.append(Stretch(start=start, end=end, facts=stands))
        elif (stands or claims(said)) and not _said(said, known.said):
            found.append(Stretch(start=start, end=end, doubt="claim"))
    return tuple(found)


def _theirs(sentence: str, known: Known, number: int) -> bool:
    """Whether it makes somebody else's words about themselves the person's own."""
    fact = next(fact for fact in known.facts if fact.number == number)
    others = isinstance(fact.moment.what, Said) and fact.moment.trust < Trust.OWN
    return others and bool(_MINE.search(sentence)) and not _YOURS.search(sentence)


def claims(sentence: str) -> bool:
    """Whether a sentence tells of what was or is, in place of wishing, asking or thanking."""
    if sentence.rstrip().endswith("?") or _WISH.search(sentence):
        return False
    return bool(_PAST.search(sentence))


def standing(sentence: str, known: Known) -> tuple[int, ...]:
    """The number of the fact that holds most of a sentence, where one holds enough of it."""
    own = _own(sentence) - known.names
    best: tuple[int, ...] = ()
    most = 0.0
    for fact in known.facts:
        held = own & _own(fact.line)
        share = len(held) / (len(own) or 1)
        if len(held) >= SHARED and share > most and (share >= ENOUGH / 2 or len(held) > SHARED):
            best, most = (fact.number,), share
    return best


def _own(text: str) -> set[str]:
    """The terms of a text that tell something."""
    return {term for term in terms(_ORDINAL.sub("", text)) if term not in GENERIC}


def _said(sentence: str, said: str) -> bool:
    """Whether the request itself says it."""
    own = _own(sentence)
    return len(own & set(terms(said))) >= max(1, ENOUGH * len(own))


def _doubted(sentence: str, folded: str) -> Iterator[tuple[int, int, str]]:
    """Names, numbers and dates in a sentence that no record and no word of the request holds."""
    for pattern, why in ((_NUMBER, "number"), (_DATE, "number"), (_COUNT, "number")):
        for found in pattern.finditer(sentence):
            if not _holds(folded, found[0]):
                yield found.start(), found.end(), why
    for found in _KOREAN_NAME.finditer(sentence):
        if found[1] not in _NO_NAMES and not _holds(folded, found[1]):
            yield found.start(1), found.end(1), "name"
    for found in _NAME.finditer(sentence):
        yield from _names(found, sentence, folded)


def _names(found: re.Match[str], sentence: str, folded: str) -> Iterator[tuple[int, int, str]]:
    """The words of a capitalised run that are names nobody knows. A sentence's first word is one
    only where more of its kind follow."""
    words = [*re.finditer(r"\S+", found[0])]
    if found.start() == _first_letter(sentence) and len(words) == 1:
        return
    for word in words if found.start() != _first_letter(sentence) else words[1:]:
        bare = re.sub(r"['’]s?$", "", word[0])
        known = bare.lower() in _NO_NAMES or _DATE.fullmatch(bare) or _holds(folded, bare)
        if not known:
            start = found.start() + word.start()
            yield start, start + len(bare), "name"


def _first_letter(sentence: str) -> int:
    found = re.search(r"\w", sentence)
    return found.start() if found else 0


def _holds(folded: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(words))}(?!\d)", folded) is not None


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the blanks around it."""
    inside = text[start:end]
    lead = len(inside) - len(inside.lstrip())
    return start + lead, max(start + lead, start + len(inside.rstrip()))
