"""What a question asks for, read by code: the kind of answer, the kind of record, the time."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, TypeVar

from alongside.mind.converse.wording import GENERIC, LIGHT
from alongside.mind.when import MonthDay, resolve
from alongside.views.words import terms

Want = Literal["count", "money", "time", "place", "camera", "length", "job", "other"]
Order = Literal["first", "last"]
Known = Callable[[str], MonthDay | date | None]
Name = TypeVar("Name", bound=str)

HANGUL = re.compile(r"[가-힣]")
_COSTS = (
    r"\b(?:pay|paid|costs?|spend|spent|owed?|owes|charged?|worth|earn|price)\b",
    r"얼마(?:를|에)? ?(?:냈|줬|썼|주고|지불|들었)",
)


def either(*patterns: str) -> re.Pattern[str]:
    """A pattern that finds any of these, whatever the case."""
    return re.compile("|".join(patterns), re.IGNORECASE)


_WANTS: tuple[tuple[Want, re.Pattern[str]], ...] = (
    (
        "money",
        either(
            rf"\bhow much\b.*{_COSTS[0]}",
            r"\bhow much (?:money|was|is|were|are)\b",
            r"\bwhat\b.*\b(?:price|cost|fee|salary|rent)\b",
            _COSTS[1],
            "가격|요금|얼마(?:예요|였|야|지)",
        ),
    ),
    (
        "job",
        either(
            r"\bfor (?:a living|work)\b",
            r"\b(?:job|profession|occupation)\b",
            r"\bdoes .+ work as\b",
            "직업|무슨 일을",
        ),
    ),
    (
        "length",
        either(r"\bhow long (?:was|is|were|are|did|does|will)\b", "얼마나 (?:오래|걸)|몇 시간"),
    ),
    (
        "count",
        either(r"\bhow (?:many|often)\b", r"\bnumber of\b", "몇 ?(?:번|장|개|명|통|건|회|권|마리)"),
    ),
    (
        "camera",
        either(
            r"\b(?:which|what) (?:camera|device|phone(?! number))\b",
            "(?:무슨|어떤) ?(?:카메라|기종)",
        ),
    ),
    (
        "time",
        either(
            r"\bwhen\b",
            r"\bwhat (?:time|day|date)\b",
            r"\bwhich (?:day|month|year)\b",
            "언제|몇 시|며칠",
        ),
    ),
    (
        "place",
        either(
            r"\bwhere\b",
            r"\b(?:which|what) (?:city|town|place|country|village)\b",
            "어디|어느 (?:도시|나라|곳)",
        ),
    ),
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("saw", either(r"\b(?:photo|picture|image|snapshot|photograph)s?\b", "사진")),
    ("said", either(r"\b(?:message|text|chat)s?\b", "메시지|문자|카톡")),
    ("filmed", either(r"\b(?:video|clip)s?\b", "동영상|영상|비디오")),
    ("recorded", either(r"\b(?:recording|voice memo|audio)s?\b", "녹음")),
    ("noted", either(r"\bnotes?\b", "메모|노트")),
    (
        "planned",
        either(r"\b(?:calendar|appointment|event|meeting|schedule)s?\b", "일정|회의|캘린더|달력"),
    ),
    ("contact", either(r"\bcontacts?\b", r"\baddress book\b", "연락처")),
)
_ORDERS: tuple[tuple[Order, re.Pattern[str]], ...] = (
    ("last", either(r"\b(?:last|latest|most recent|final)\b", "마지막|최근|가장 늦")),
    ("first", either(r"\b(?:first|earliest|next)\b", "처음|첫|가장 먼저|가장 이른|다음")),
)
_PROPER = re.compile(r"(?<=[\s(])[^\W\d_a-z가-힣][\w-]*")
"""A word with a capital that doesn't begin the question."""
_OPEN_BEFORE = re.compile(r"(?:\bfrom|\bsince|\bafter|\bstarting)\s*$", re.IGNORECASE)
_OPEN_AFTER = re.compile(r"^\s*(?:on\b(?!\s+\w+day)|onwards?\b|부터|이후)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, and what code understood of it. `since` and `until` are aware UTC."""

    text: str
    language: str
    want: Want
    kind: str | None
    order: Order | None
    since: datetime | None
    until: datetime | None
    topic: tuple[str, ...]
    """Terms that say what it is about: no generic words, no dates."""
    dates: tuple[str, ...]
    """Terms of the words for the time asked about."""
    who: tuple[str, ...] = ()
    """Those terms of the topic that are proper names: of people, mostly."""

    @property
    def asked(self) -> frozenset[str]:
        """Terms of the topic that an answer must speak of: nobody's name, nothing light."""
        return frozenset(self.topic) - LIGHT - frozenset(self.who)

    @property
    def quotable(self) -> frozenset[str]:
        """What a quote must speak of: as `asked`, light terms where there are no others."""
        if self.asked or self.want == "job":
            return self.asked
        return frozenset(self.topic) - frozenset(self.who)

    def among(self, names: Collection[str]) -> Question:
        """The question, where these are the terms of people's names, too."""
        named = tuple(term for term in self.topic if term in names or term in self.who)
        return replace(self, who=named)


def understand(text: str, *, now: datetime, zone: str, known: Known | None = None) -> Question:
    """Read the question by rule, in English or Korean."""
    since, until, rest, dates = _scope(text, now, zone, known)
    kind = _first(_KINDS, rest)
    return Question(
        text=text,
        language="ko" if HANGUL.search(text) else "en",
        want=_first(_WANTS, rest) or "other",
        kind=kind,
        order=_first(_ORDERS, rest),
        since=since,
        until=until,
        topic=_specific(rest),
        dates=_specific(dates),
        who=_specific(" ".join(_PROPER.findall(rest))),
    )


def _specific(text: str) -> tuple[str, ...]:
    return tuple(term for term in dict.fromkeys(terms(text)) if term not in GENERIC)


def _first(table: tuple[tuple[Name, re.Pattern[str]], ...], text: str) -> Name | None:
    return next((name for name, pattern in table if pattern.search(text)), None)


def _scope(
    text: str, now: datetime, zone: str, known: Known | None
) -> tuple[datetime | None, datetime | None, str, str]:
    """The time asked about, the text without the words for it, and those words."""
    for found in resolve(text, now=now, zone=zone, known=known):
        span = found.span(prefer="past")
        if span is None or found.kind in {"duration", "set", "time", "timerange"}:
            continue
        since, until = span
        before, after = text[: found.start], text[found.end :]
        open_ended = _OPEN_BEFORE.search(before) or _OPEN_AFTER.search(after)
        return since, None if open_ended else until, f"{before} {after}", found.text
    return None, None, text, ""
