"""Words by which the person asks for privacy, in English and Korean: off the record, and forget."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Wish = Literal["pause", "resume", "forget"]
LONGEST = timedelta(hours=24)
"""The longest stretch that words alone forget; more is asked for on the page."""
_NUMBERS = {
    word: number
    for number, words in {
        1: "a an one 한 일",
        2: "two couple 두 이",
        3: "three 세 삼",
        5: "five 다섯 오",
        10: "ten 열 십",
        15: "fifteen 열다섯 십오",
        20: "twenty 스무 이십",
        30: "thirty half 삼십",
        60: "sixty 육십",
    }.items()
    for word in words.split()
}
_UNITS = {"second": 1, "초": 1, "minute": 60, "분": 60, "hour": 3600, "시간": 3600}
_NUMBER = rf"(?P<number>\d{{1,4}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_RESUME = re.compile(
    r"\b(?:back )?on the record\b|\b(?:stop|end|leave) private mode\b"
    r"|비공개\s*(?:해제|끝|그만|풀어)|(?:다시|이제)\s*(?:기록해|공개로)",
    re.IGNORECASE,
)
_NOT_RESUME = re.compile(r"\boff the record\b", re.IGNORECASE)
_PAUSE = re.compile(
    r"\boff the record\b|\bprivate mode\b|\b(?:don't|do not|stop) record(?:ing)?\b"
    r"|비공개(?:로|\s*모드)?|기록하지\s*(?:마|말)|녹음하지\s*(?:마|말)",
    re.IGNORECASE,
)
_FORGET = re.compile(
    rf"\bforget (?:about )?(?:the |these )?(?:last|past) (?:{_NUMBER} )?(?:of )?(?:an? )?"
    r"(?P<unit>second|minute|hour)s?\b",
    re.IGNORECASE,
)
_FORGET_KO = re.compile(
    rf"(?:지난|최근|방금)\s*{_NUMBER}\s*(?P<unit>초|분|시간).{{0,12}}?(?:잊어|지워|삭제)"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for; `back` is how far to forget."""

    wish: Wish
    back: timedelta = timedelta(0)


def asked(text: str) -> Asked | None:
    """The wish for privacy in what was said, if there is one. Forgetting comes first."""
    for pattern in (_FORGET, _FORGET_KO):
        if found := pattern.search(text):
            return Asked("forget", _length(found["number"], found["unit"].lower()))
    if _RESUME.search(text) and not _NOT_RESUME.search(text):
        return Asked("resume")
    return Asked("pause") if _PAUSE.search(text) else None


def _length(number: str | None, unit: str) -> timedelta:
    said = (number or "one").lower()
    count = int(said) if said.isdecimal() else _NUMBERS[said]
    if said == "half":
        return timedelta(seconds=_UNITS[unit] // 2)
    return min(LONGEST, timedelta(seconds=count * _UNITS[unit]))
