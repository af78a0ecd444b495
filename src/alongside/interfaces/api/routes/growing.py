"""Beside goals: a week's review, a journal, a month's letter, cards to learn."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from alongside.interfaces.api import shapes
from alongside.interfaces.api.goals import Line, Long, NextStep
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import MomentId, Shape
from alongside.log.kinds import Flashcard, Graded, Lettered, Reflected
from alongside.mind.goals import learning, tell
from alongside.mind.goals.questions import journal_question
from alongside.mind.goals.review import review as reviewed

router = APIRouter(tags=["goals"])

WrittenText = Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"\S")]
MOST = 60


class MovingShown(Shape):
    """What a week did for one goal. `moved` are steps that were given another time."""

    goal: str
    outcome: str
    times: int
    amount: float
    unit: str
    done: list[str]
    moved: list[str]
    next: NextStep | None


class ReviewShown(Shape):
    """The last seven days, with one question; `answer` is what the person wrote of the week."""

    week: str
    since: date
    until: date
    goals: list[MovingShown]
    question: str
    answer: str


class ReflectionSet(Shape):
    """An answer to a question; of a week's review where `week` (ISO 8601) is given."""

    question: Annotated[str, Field(max_length=500)] = ""
    text: WrittenText
    week: Annotated[str, Field(pattern=r"^([0-9]{4}-W[0-9]{2})?$")] = ""


class JournalShown(Shape):
    """The question of the day, and what was written before, the latest first."""

    question: str
    entries: list[shapes.Moment]


class CardShown(Shape):
    """A card; `kept` is the chance, in 0..1, that it is remembered now. `after` tells when it
    comes back for each grade: again, hard, good, easy."""

    id: str
    front: str
    back: str
    goal: str
    due: datetime
    times: int
    kept: float
    after: list[datetime]


class Deck(Shape):
    """Cards to be looked at now, and all there are."""

    due: list[CardShown]
    cards: list[CardShown]


class CardSet(Shape):
    front: Line
    back: Long
    goal: MomentId | None = None


class GradeSet(Shape):
    grade: Literal["again", "hard", "good", "easy"]


class MonthSet(Shape):
    month: Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]


class LettersShown(Shape):
    letters: list[shapes.Moment]


@router.get("/goals/review")
async def review(life: OpenLife) -> ReviewShown:
    """What moved in the last seven days, what comes next, and one question."""
    return ReviewShown.model_validate(tell.review(reviewed(await life.goals.at())))


@router.post("/goals/reflections", status_code=201)
async def reflect(life: OpenLife, wanted: ReflectionSet) -> shapes.Moment:
    """Keep what the person writes, in their journal or of a week."""
    what = Reflected(question=wanted.question, text=wanted.text.strip(), week=wanted.week)
    return shapes.Moment.of(await life.goals.keep(what))


@router.get("/goals/journal")
async def journal(life: OpenLife) -> JournalShown:
    """The question of the day, and the journal so far."""
    now = await life.goals.at()
    ids = [each.id for each in now.book.reflected][-MOST:]
    found = await life.log.get(*reversed(ids))
    return JournalShown(
        question=journal_question(now), entries=[shapes.Moment.of(each) for each in found]
    )


@router.get("/goals/cards")
async def cards(life: OpenLife) -> Deck:
    """The cards that are due, and all of them."""
    now = datetime.now(UTC)
    found = learning.cards(await life.goals.book(), now)
    due = learning.due(found, now)
    return Deck(
        due=[CardShown.model_validate(each) for each in due],
        cards=[CardShown.model_validate(each) for each in found],
    )


@router.post("/goals/cards", status_code=201)
async def add_card(life: OpenLife, wanted: CardSet) -> shapes.Moment:
    """Make a card: a question and its answer."""
    if wanted.goal is not None and (await life.goals.book()).goal(wanted.goal) is None:
        raise Trouble(404, "There is no such goal. It may have been forgotten.")
    because = (wanted.goal,) if wanted.goal else ()
    what = Flashcard(front=wanted.front.strip(), back=wanted.back.strip())
    return shapes.Moment.of(await life.goals.keep(what, *because))


@router.post("/goals/cards/{card_id}/graded", status_code=201)
async def grade(life: OpenLife, card_id: MomentId, wanted: GradeSet) -> shapes.Moment:
    """Say how well a card was remembered; it comes back when it is about to be forgotten."""
    if not any(isinstance(each.what, Flashcard) for each in await life.log.get(card_id)):
        raise Trouble(404, "There is no such card. It may have been forgotten.")
    return shapes.Moment.of(await life.goals.keep(Graded(grade=wanted.grade), card_id))


@router.get("/goals/letters")
async def letters(life: OpenLife) -> LettersShown:
    """The letters so far, the latest of each month, the latest month first."""
    book = await life.goals.book()
    latest = {e.what.month: e.id for e in book.letters if isinstance(e.what, Lettered)}
    found = await life.log.get(*(latest[month] for month in sorted(latest, reverse=True)[:MOST]))
    return LettersShown(letters=[shapes.Moment.of(each) for each in found])


@router.post("/goals/letters", status_code=201)
async def write(life: OpenLife, wanted: MonthSet) -> shapes.Moment:
    """Write the letter of a month, in place of one written before."""
    kept = await life.letters.write(date.fromisoformat(f"{wanted.month}-01"))
    if kept is None:
        raise Trouble(404, "There is nothing to tell of this month: no goal was alive in it.")
    return shapes.Moment.of(kept)
