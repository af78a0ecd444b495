"""How a moment is cut into passages, and which passages follow one another.

A passage is what is found: a chat message, a speaker's turn, a paragraph or two of a long note.
Passages of one thread (a chat, a recording, one long note) are neighbours in time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from alongside.log.kinds import (
    Contact,
    Described,
    Exercised,
    Filmed,
    Heard,
    Measured,
    Noted,
    Noticed,
    Planned,
    Read,
    Recognised,
    Recorded,
    Said,
    Saw,
)  # fmt: skip
from alongside.log.moment import Moment
from alongside.log.rows import microseconds
from alongside.views.workouts import SPORTS

PASSAGE_BITS = 12
"""A passage's id is its moment's position shifted left by this, plus its number in the moment."""
_MOST_PASSAGES = 1 << PASSAGE_BITS
_PASSAGE_CHARS = 800
_BREAKS = tuple(map(re.compile, (r"\n\s*\n", r"[.!?\u3002]\s+|\n", r"\s+")))
_EVERYDAY: dict[type, str] = {
    Saw: "photo picture 사진",
    Recognised: "photo picture 사진",
    Read: "photo picture 사진",
    Described: "photo picture 사진",
    Planned: "calendar event 일정",
    Contact: "contact 연락처",
    Filmed: "video 동영상 영상",
    Heard: "recording 녹음",
    Recorded: "recording 녹음",
    Noticed: "recording sound 녹음 소리",
    Noted: "note 메모",
    Measured: "health day 건강 걸음 수면 몸무게",
    Exercised: "workout exercise 운동",
}
UNSEARCHED = frozenset(
    {"imported", "failed", "corrected", "forgotten", "joined", "parted"}
    | {"believed", "promised", "judged", "ruled", "profiled", "reread"}
    | {"snoozed", "settled", "nudged", "weighed", "briefed"}
    | {"appointed", "granted", "retired", "consulted", "advised", "handed", "reported"}
)
"""Kinds that are about the log itself, and what is drawn from words that are found themselves; a
correction is found as the moment that it corrects. No agent finds what another said."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` of a moment's words."""

    id: int
    text: str
    start: int
    end: int


def position(passage: int) -> int:
    """The position in the log of the moment that a passage belongs to."""
    return passage >> PASSAGE_BITS


def passages(moment: Moment) -> Iterator[Passage]:
    """The moment's words in passages of a few sentences."""
    if moment.kind in UNSEARCHED:
        return
    words = moment.what.words
    base = moment.seq << PASSAGE_BITS
    for number, (start, end) in enumerate(_spans(words)):
        if number == _MOST_PASSAGES:
            return
        yield Passage(base + number, words[start:end], start, end)


def about(moment: Moment) -> str:
    """Words around a moment that people ask by: who, where, what kind of thing, its title."""
    what = moment.what
    title = what.title if isinstance(what, Noted | Planned | Recorded | Filmed) else ""
    where = str(what.where or "")
    also = SPORTS.get(what.sport, "") if isinstance(what, Exercised) else ""
    if isinstance(what, Said) and what.channel == "mail":
        title = f"{what.thread} {what.by} {what.address} mail 메일"
    parts = (*what.names, title, where, _EVERYDAY.get(type(what), ""), also)
    return " ".join(part for part in parts if part)


def speaker(moment: Moment) -> str:
    """Who speaks in the moment, as written; empty where nobody does."""
    what = moment.what
    if isinstance(what, Said):
        return what.by
    return what.speaker if isinstance(what, Heard) else ""


def thread(moment: Moment) -> int | None:
    """A 63-bit name of the thread that the moment is a turn of."""
    what = moment.what
    key = ""
    if isinstance(what, Said) and (what.thread or what.channel):
        key = f"said\0{what.channel}\0{what.thread}"
    elif isinstance(what, Heard) and moment.because:
        key = f"heard\0{moment.because[0]}"
    elif isinstance(what, Noted):
        key = f"noted\0{moment.id}"
    return (
        int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1 if key else None
    )


def turn_time(moment: Moment) -> int:
    """Microseconds that order the turns of one thread: a recording's by their offset in it."""
    offset = moment.what.start if isinstance(moment.what, Heard) else 0.0
    return microseconds(moment.at) + round(offset * 1_000_000)


def _spans(words: str) -> Iterator[tuple[int, int]]:
    """Runs of at most `_PASSAGE_CHARS`, each ending where a paragraph, sentence or word does."""
    start = 0
    while len(words) - start > _PASSAGE_CHARS:
        end = _cut(words, start)
        yield start, end
        start = end
    if words[start:].strip():
        yield start, len(words)


def _cut(words: str, start: int) -> int:
    window = words[start : start + _PASSAGE_CHARS]
    for ends_at in _BREAKS:
        ends = [found.end() for found in ends_at.finditer(window)]
        if ends and ends[-1] > _PASSAGE_CHARS // 3:
            return start + ends[-1]
    return start + _PASSAGE_CHARS
