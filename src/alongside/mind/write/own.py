"""The person's own texts: what they wrote or said to others, and nothing that anybody else did.

Only moments of the person or of their own records count, and of those only words that they chose:
no answers of ours, no texts that a model wrote for them, no lines that they quote from others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from alongside.log.kinds import Noted, Profiled, Reflected, Said
from alongside.log.log import Log, Wanted
from alongside.log.moment import Moment, Trust
from alongside.mind.converse.keeping import SOURCE as TALK
from alongside.mind.converse.keeping import US
from alongside.views.words import fold

Language = Literal["en", "ko"]
SOURCE = "write"
"""Where texts written here come from: a voice isn't learned from its own echo."""
KINDS = ("said", "noted", "profiled", "reflected")
READ = 4000
"""So many of the latest moments of those kinds are looked through."""
TELLS = 12
"""Words from which on something said to us tells, in place of asking or ordering."""
_LEFT_OUT = re.compile(
    r"^---\n.*?\n---\n|```.*?(?:```|\Z)|^[ \t]*(?:>|\||#{1,6}\s)[^\n]*$|!?\[([^\]]*)\]\([^)]*\)|https?://\S+",
    re.DOTALL | re.MULTILINE,
)
_ITEM = re.compile(r"^\s*(?:[-*+•]\s+(?:\[[ xX]\]\s+)?|\d+[.)]\s+)", re.MULTILINE)
_HANGUL, _LATIN = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]"), re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Sample:
    """A text of the person's, without what they quote; `to` are folded names, none for a note."""

    moment: Moment
    text: str
    language: Language
    to: frozenset[str] = frozenset()


def written(moment: Moment) -> str:
    """The words in a moment that the person chose; empty where there are none."""
    what = moment.what
    if moment.trust < Trust.OWN or moment.source == SOURCE:
        return ""
    if isinstance(what, Said):
        ours = moment.source == TALK
        asks = "?" in what.text or len(what.text.split()) < TELLS
        return "" if what.by == US or what.model or (ours and asks) else what.text
    if isinstance(what, Noted | Profiled | Reflected):
        return what.text
    return ""


def language_of(text: str) -> Language:
    """The language that a text is in, by its letters."""
    return "ko" if 2 * len(_HANGUL.findall(text)) > len(_LATIN.findall(text)) else "en"


def cleaned(text: str) -> str:
    """A text without headings, quotations set apart, code, links and marks of lists."""
    bare = _LEFT_OUT.sub(lambda found: found[1] or "", text.strip() + "\n")
    return re.sub(r"\n\s*\n+", "\n\n", _ITEM.sub("", bare)).strip()


def sample(moment: Moment) -> Sample | None:
    """The moment as a text of the person's; None where it is none."""
    text = cleaned(written(moment))
    if not (_HANGUL.search(text) or _LATIN.search(text)):
        return None
    to = moment.what.to if isinstance(moment.what, Said) else ()
    return Sample(moment, text, language_of(text), frozenset(map(fold, to)))


async def samples(log: Log) -> tuple[Sample, ...]:
    """The person's latest texts, the latest first."""
    wanted = Wanted(kinds=KINDS, newest_first=True, by_time=True, limit=READ)
    found = [sample(moment) async for moment in log.read(wanted)]
    return tuple(each for each in found if each is not None)


def among(
    texts: Collection[Sample], language: Language, to: frozenset[str] = frozenset()
) -> Iterator[Sample]:
    """Those in a language, to somebody where names are given."""
    return (t for t in texts if t.language == language and (not to or t.to & to))
