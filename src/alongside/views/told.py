"""What people tell of themselves that a friend remembers: wishes, and news to ask about.

Found by patterns alone, sentence by sentence, in English and Korean. A wish may become a present;
news is what one asks about the next time ("how was the interview?").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Sort = Literal["wish", "news"]
SHORTEST, LONGEST = 6, 280
"""Characters of a sentence worth keeping."""

_SENTENCE = re.compile(r"[^.!?\u2026\n]+[.!?\u2026]*")
_WISH = re.compile(
    r"\b(?:i(?:'d|’d| would) (?:really |so )?(?:love|like) (?:an?|one|some|to (?:have|own|try|see"
    r"|learn|visit|go|read|get))\b"
    r"|i(?:'ve|’ve| have)? (?:always |really )?(?:wanted|been wanting|dreamt of|dreamed of)\b"
    r"|i (?:really |so )?want (?:an?|one|to (?:try|learn|see|visit|read))\b"
    r"|i wish i (?:had|could)\b|i need a new\b|i(?:'m|’m| am) saving (?:up )?for\b"
    r"|on my wish ?list\b|my (?:all-time )?favou?rite\b|i(?:'m|’m| am) (?:crazy|mad) about\b)"
    r"|(?:갖고|가지고|사고|먹고|가보고|가\s보고|가고|배우고|해보고|해\s보고|읽고|키우고)\s?싶"
    r"|있었으면\s?좋겠|(?:하나\s)?필요(?:해|하|한데)|제일\s?좋아하는|위시\s?리스트|탐나",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\b(?:interview|exam|results?|surgery|operation|doctor|hospital|appointment|scan|moving"
    r"|move to|new job|job offer|offer from|promotion|promoted|deadline|presentation|wedding"
    r"|getting married|engaged|baby|pregnant|trip to|flying to|flight to|holiday in|marathon|race"
    r"|concert|recital|exhibition|opening night|viva|defen[cs]e|funeral|passed away"
    r"|broke my|broken|flu|fever|sick|nervous|worried|scared|divorce|laid off|quit my)\b"
    r"|면접|시험|수술|병원|검사|검진|이사\s?(?:가|해|하|갈)|이직|취직|합격|승진|발표|결혼|임신|출산"
    r"|여행\s?(?:가|간|갈)|비행기|대회|마라톤|공연|전시|아파|아프|감기|몸살|걱정|떨려|긴장|장례|돌아가",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:i|i'm|i’m|i've|i’ve|i'll|i’ll|i'd|i’d|my|me|we|we're|we’re|our|mine)\b|[가-힣]|^(?:got|had|have)\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"\b(?:you|your)\b|너\s|네가|니가", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence worth remembering: its sort and its characters [start, end) in the words."""

    sort: Sort
    start: int
    end: int
    quote: str


def told(words: str) -> Iterator[Told]:
    """The wishes and the news that somebody tells of themselves; questions are neither."""
    for found in _SENTENCE.finditer(words):
        sentence = found.group().strip()
        if not SHORTEST <= len(sentence) <= LONGEST or sentence.endswith("?"):
            continue
        sort = _sort(sentence)
        if sort:
            start = found.start() + found.group().index(sentence)
            yield Told(sort, start, start + len(sentence), sentence)


def _sort(sentence: str) -> Sort | None:
    if _WISH.search(sentence):
        return "wish"
    if _NEWS.search(sentence) and _OWN.search(sentence) and not _THEIRS.search(sentence):
        return "news"
    return None
