"""Cards to learn, each shown again when it is about to be forgotten, by FSRS.

The package `fsrs` (Open Spaced Repetition) reckons when: free of chance here, so that the same
grades always give the same days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from alongside.log.kinds import Flashcard, Graded
from alongside.mind.goals.book import Book
from alongside.views.goals import Entry

if TYPE_CHECKING:
    import fsrs

NEW_A_DAY = 10
"""Cards not seen yet that a day begins, at most."""
GRADES = ("again", "hard", "good", "easy")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardNow:
    """A card as it stands. `kept` is the chance, in 0..1, that it is remembered now."""

    id: str
    front: str
    back: str
    goal: str
    due: datetime
    times: int
    kept: float
    after: tuple[datetime, ...]
    """When it comes back, for each grade."""


def cards(book: Book, now: datetime) -> list[CardNow]:
    """Every card, the one due first first."""
    graded: dict[str, list[Entry]] = {}
    for each in book.all:
        if isinstance(each.what, Graded):
            graded.setdefault(each.target, []).append(each)
    made = [
        _card(each, each.what, graded.get(each.id, ()), now)
        for each in book.cards
        if isinstance(each.what, Flashcard)
    ]
    return sorted(made, key=lambda each: (each.due, each.id))


def due(found: Sequence[CardNow], now: datetime) -> list[CardNow]:
    """Those to be shown now: seen ones that are due, and a few new ones."""
    seen = [each for each in found if each.times and each.due <= now]
    new = [each for each in found if not each.times][:NEW_A_DAY]
    return [*seen, *new]


def reviewed(number: int, begun: datetime, graded: Sequence[tuple[str, datetime]]) -> fsrs.Card:
    """The card after these grades."""
    import fsrs

    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    card = fsrs.Card(card_id=number, due=begun)
    for grade, at in graded:
        card, _ = scheduler.review_card(card, fsrs.Rating(1 + GRADES.index(grade)), at)
    return card


def _card(entry: Entry, what: Flashcard, graded: Sequence[Entry], now: datetime) -> CardNow:
    import fsrs

    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    grades = [(each.what.grade, each.at) for each in graded if isinstance(each.what, Graded)]
    card = reviewed(entry.seq, entry.at, grades)
    at = max(now, card.last_review or now)
    after = tuple(
        scheduler.review_card(card, fsrs.Rating(1 + place), at)[0].due
        for place in range(len(GRADES))
    )
    kept = scheduler.get_card_retrievability(card, at) if graded else 0.0
    return CardNow(
        id=entry.id, front=what.front, back=what.back, goal=entry.target, due=card.due,
        times=len(graded), kept=round(kept, 4), after=after,
    )  # fmt: skip
