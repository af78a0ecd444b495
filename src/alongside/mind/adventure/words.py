"""Words of another language that a world teaches: told once, asked for again when they are due.

When is reckoned by FSRS, as for the cards of goals. What was told and known is kept in the turns,
so a word comes back in any world of its language, and forgetting an adventure forgets its lessons.
Whoever does something else instead of answering is asked again another time, and no worse for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from alongside.log.kinds import Lesson, Ventured
from alongside.log.log import Log, Wanted
from alongside.log.moment import Moment
from alongside.mind.adventure.atlas import Language, genres
from alongside.mind.adventure.world import Action
from alongside.mind.goals.learning import NEW_A_DAY, reviewed

GAP = 2
"""Turns between two lessons."""
OTHERS = 2
"""Words of the world that are offered beside the right one."""
_TOLD = re.compile(r"^(?P<word>.+?) \((?P<meaning>.+)\)$")
_GRADES = {"taught": "again", "again": "again", "good": "good"}
ANSWERS = frozenset({"good", "again"})
"""Lessons of turns that answered, and did nothing in the world."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the language that is learned, and what it means in the person's."""

    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Met:
    """What happened to a word at a time."""

    text: str
    lesson: Lesson
    at: datetime


def vocabulary(genre: str, language: Language) -> tuple[Word, ...]:
    """The words of a world, in the order in which they are taught; none where it teaches none."""
    told = genres()[genre][language]
    names = (*told["things"], told["key"], told["treasure"], *told.get("words", ()))
    found = (_TOLD.match(name) for name in names)
    return tuple(Word(each["word"], each["meaning"]) for each in found if each)


def pending(turns: Sequence[Moment]) -> str:
    """The word that the last turn asked for; empty where it asked for none."""
    last = turns[-1].what if turns else None
    return last.word if isinstance(last, Ventured) and last.lesson == "asked" else ""


def answered(word: str, action: str, meant: Action) -> Lesson:
    """How a word was known by a line; empty where the line is something that is done instead."""
    if not word or meant.whom or meant.verb not in ("", "talk"):
        return ""
    return "good" if _plain(word) in _plain(action) else "again"


def options(word: str, words: Sequence[Word], seed: int) -> tuple[str, ...]:
    """The word among others of the world, in an order that follows from the seed."""
    draw = np.random.default_rng([seed, *_plain(word).encode()])
    others = [each.text for each in words if each.text != word]
    among = [word, *(others[int(i)] for i in draw.permutation(len(others))[:OTHERS])]
    return tuple(among[int(i)] for i in draw.permutation(len(among)))


async def met(log: Log, words: Iterable[Word]) -> tuple[Met, ...]:
    """What happened to these words in all adventures, in the order of the log."""
    texts = {word.text for word in words}
    kept = [moment async for moment in log.read(Wanted(kinds=["ventured"]))]
    return tuple(
        Met(each.what.word, each.what.lesson, each.at)
        for each in kept
        if isinstance(each.what, Ventured) and each.what.word in texts
    )


def lesson(
    words: Sequence[Word], known: Sequence[Met], turns: Sequence[Moment], now: datetime
) -> tuple[Word, Lesson] | None:
    """The word to ask for now, or to tell; None where it is time for neither."""
    last = [each.what for each in turns[-GAP:]]
    if any(isinstance(each, Ventured) and each.lesson for each in last):
        return None
    seen: dict[str, list[tuple[str, datetime]]] = {}
    for each in known:
        if each.lesson in _GRADES:
            seen.setdefault(each.text, []).append((_GRADES[each.lesson], each.at))
    dated = {text: reviewed(1, graded[0][1], graded).due for text, graded in seen.items()}
    due = [word for word in words if word.text in dated and dated[word.text] <= now]
    if due:
        return min(due, key=lambda word: dated[word.text]), "asked"
    today = sum(each.lesson == "taught" and now - each.at < timedelta(days=1) for each in known)
    new = next((word for word in words if word.text not in seen), None)
    return (new, "taught") if new is not None and today < NEW_A_DAY else None


def _plain(text: str) -> str:
    """A text without case, accents and marks."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in parts if not unicodedata.combining(c))))
