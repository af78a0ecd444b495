"""Today: the brief, what is due, whom to reach; reminders and nudges, and answers to them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from alongside.interfaces.api import shapes
from alongside.interfaces.api.goals import NextStep
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.quoting import Quotes
from alongside.interfaces.api.routes.moments import one
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import Aware, MomentId, Quoted, Shape
from alongside.interfaces.parts import Life
from alongside.log.kinds import Nudged, Promised, Reminder, Settled, Snoozed, Weighed, What
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.goals import tell
from alongside.mind.nudge.situation import Situation
from alongside.mind.people.circle import Person
from alongside.mind.remind.due import occasions
from alongside.mind.remind.reminding import NotUnderstood, told_when
from alongside.views import acts, agenda
from alongside.views.agenda import Kept, Told

router = APIRouter(tags=["today"])

RECENT = timedelta(days=2)
"""How long a nudge stands on Today."""
BIRTHDAYS = 7
"""Days ahead that a birthday is told of."""
MOST = 100
MOST_GOALS = 6
LATER = datetime(9999, 1, 1, tzinfo=UTC)


class Due(Shape):
    """A reminder that is open: what it says, when in words, when next (if a time), if told of."""

    moment: str
    text: str
    when: str
    due: datetime | None
    told: bool
    every: str
    person: str
    place: str


class Owed(Shape):
    """A promise that is open: `mine` says that the person is to keep it."""

    moment: str
    text: str
    mine: bool
    other: str
    due: datetime | None
    late: bool


class SaidNudge(Shape):
    """A nudge as it was told: what about, why, and what it stands on."""

    moment: str
    at: datetime
    about: str
    text: str
    why: str
    person: str
    because: list[Quoted]
    weighed: str


class Reached(Shape):
    """Somebody to be in touch with every so many days, since when, and where that was chosen."""

    name: str
    last: date | None
    every: int
    because: list[Quoted]


class Birthday(Shape):
    """Whose birthday comes on which day, and what tells so; quoted is the date as it is kept."""

    name: str
    day: date
    because: list[Quoted]


class GoalAhead(Shape):
    """An open goal and its next small step."""

    goal: str
    outcome: str
    next: NextStep | None


class Today(Shape):
    """What the day holds for the person: `waiting` are acts that wait for their word; `spent` of
    the `budget` of interruptions are used."""

    brief: shapes.Moment | None
    nudges: list[SaidNudge]
    reminders: list[Due]
    promises: list[Owed]
    reach: list[Reached]
    birthdays: list[Birthday]
    waiting: list[shapes.Moment]
    goals: list[GoalAhead]
    spent: int
    budget: int


class Asked(Shape):
    """A reminder in the person's own words, with when, with whom or where."""

    text: Annotated[str, Field(min_length=1, max_length=1000, pattern=r"\S")]


class Later(Shape):
    until: Aware


class Settle(Shape):
    how: Literal["done", "dropped", "not_mine"]


class Answer(Shape):
    how: Literal["useful", "not_now", "never"]


class Which(Shape):
    part: Literal["morning", "evening"]


@router.get("/today")
async def today(life: OpenLife) -> Today:
    """What the day holds."""
    now = datetime.now(UTC)
    situation = await life.nudging.situation(now)
    brief = await life.log.database.read(
        lambda db: agenda.brief(db, life.log.person, situation.today.isoformat())
    )
    (written,) = await life.log.get(brief) if brief else (None,)
    asked = await life.log.database.read(lambda db: acts.waiting(db, life.log.person, now))
    told = [each for each in situation.told if each.at > now - RECENT]
    reach, birthdays = _reach(situation), situation.birthdays(BIRTHDAYS)
    quotes = await Quotes.of(
        life,
        (
            *(cause for each in told for cause in each.because),
            *(each.chosen for each in reach),
            *(each.birthday_from for each, _ in birthdays),
        ),
    )
    spent = [each for each in told if situation.local(each.at).date() == situation.today]
    return Today(
        brief=shapes.Moment.of(written) if written else None,
        nudges=[_said(each, quotes) for each in told],
        reminders=[_due(situation, each) for each in situation.reminders],
        promises=_owed(situation),
        reach=[
            Reached(
                name=each.called,
                last=each.direct,
                every=each.every,
                because=quotes.these(each.chosen),
            )
            for each in reach
        ],
        birthdays=[
            Birthday(
                name=each.called,
                day=day,
                because=quotes.these(each.birthday_from, quote=each.birthday),
            )
            for each, day in birthdays
        ],
        waiting=[
            shapes.Moment.of(each)
            for each in await life.log.get(*(deed.proposed for deed in asked))
        ],
        goals=await _goals(life, now),
        spent=sum(each.what.about != "reminder" for each in spent),
        budget=situation.settings.budget,
    )


@router.post("/reminders", status_code=201)
async def remind(life: OpenLife, asked: Asked) -> Due:
    """Set a reminder from words: “call Ana tomorrow at 9”, “시장에 가면 고수 사기”."""
    now = datetime.now(UTC)
    try:
        kept = await life.nudging.reminders.set(asked.text, now, life.zone)
    except NotUnderstood as error:
        raise Trouble(422, str(error)) from error
    situation = await life.nudging.situation(now)
    return next(_due(situation, each) for each in situation.reminders if each.id == kept.id)


@router.post("/moments/{moment_id}/later", status_code=201)
async def later(life: OpenLife, moment_id: MomentId, later: Later) -> shapes.Moment:
    """Be reminded again at another time: of a reminder, or of the one that a nudge was about."""
    found = await _subject(life, moment_id, Reminder)
    return await _mark(life, found, Snoozed(until=later.until))


@router.post("/moments/{moment_id}/settled", status_code=201)
async def settle(life: OpenLife, moment_id: MomentId, settle: Settle) -> shapes.Moment:
    """Be done with a reminder or a promise, drop it, or say that it isn't the person's."""
    found = await _subject(life, moment_id, Reminder, Promised)
    return await _mark(life, found, Settled(how=settle.how))


@router.post("/moments/{moment_id}/weighed", status_code=201)
async def weigh(life: OpenLife, moment_id: MomentId, answer: Answer) -> shapes.Moment:
    """Say what a nudge was worth; those to come are weighed by it."""
    found = await one(life, moment_id)
    if not isinstance(found.what, Nudged):
        raise Trouble(422, "This isn't something that was said to you unasked.")
    return await _mark(life, found, Weighed(how=answer.how))


@router.post("/briefs", status_code=201)
async def brief(life: OpenLife, which: Which) -> shapes.Moment:
    """Write the brief of today now, in place of one written before."""
    situation = await life.nudging.situation(datetime.now(UTC))
    written = await life.nudging.briefs.write(situation, which.part, again=True)
    if written is None:
        raise Trouble(404, "There is nothing to tell of today yet.")
    return shapes.Moment.of(written)


async def _subject(life: Life, moment: str, *kinds: type[What]) -> Moment:
    """The moment of one of these kinds, or the one of them that a nudge was about."""
    found = await one(life, moment)
    if isinstance(found.what, Nudged):
        causes = await life.log.get(*found.because)
        found = next((each for each in causes if isinstance(each.what, kinds)), found)
    if not isinstance(found.what, kinds):
        raise Trouble(422, "This is neither a reminder nor a promise.")
    return found


async def _mark(life: Life, found: Moment, what: What) -> shapes.Moment:
    draft = Draft(
        what=what,
        at=datetime.now(UTC),
        zone=life.zone,
        source="app",
        trust=min(found.trust, Trust.PERSON),
        because=(found.id,),
    )
    (kept,) = await life.log.append(draft)
    return shapes.Moment.of(kept)


async def _goals(life: Life, now: datetime) -> list[GoalAhead]:
    """The next small step of each goal, those first that have their time soonest."""
    picture = await life.goals.at(now)
    steps = [(goal, picture.next(goal)) for goal in picture.book.open]
    steps.sort(key=lambda one: one[1].slot.start if one[1] and one[1].slot else LATER)
    return [
        GoalAhead(
            goal=goal.id,
            outcome=goal.what.outcome,
            next=NextStep.model_validate(told) if (told := tell.next_step(step)) else None,
        )
        for goal, step in steps[:MOST_GOALS]
    ]


def _due(now: Situation, kept: Kept) -> Due:
    key = f"reminder:{kept.id}"
    found = occasions(kept, now.now, now.zone, now.keys)
    next_ = min((each.due for each in found if each.key not in now.keys), default=None)
    told = any(each == key or each.startswith(f"{key}:") for each in now.keys)
    return Due(
        moment=kept.id,
        text=kept.what.text,
        when=told_when(kept.what, now.zone, now.language),
        due=next_,
        told=told,
        every=kept.what.every,
        person=kept.what.person,
        place=kept.what.location,
    )


def _owed(now: Situation) -> list[Owed]:
    """Open promises, the most pressing first; those without a date last."""
    open_ = [each for each in now.pledges if not each.how]
    open_.sort(key=lambda each: (each.due is None, each.due or each.at, each.id))
    return [
        Owed(
            moment=each.id,
            text=each.text,
            mine=each.mine,
            other=each.other,
            due=each.due,
            late=each.due is not None and each.due <= now.now,
        )
        for each in open_[:MOST]
    ]


def _said(told: Told, quotes: Quotes) -> SaidNudge:
    return SaidNudge(
        moment=told.id,
        at=told.at,
        about=told.what.about,
        text=told.what.text,
        why=told.what.why,
        person=told.what.person,
        because=quotes.these(*told.because),
        weighed=told.weighed,
    )


def _reach(now: Situation) -> list[Person]:
    people = now.circle.people
    return [each for each in people if each.due and each.due <= now.today and not each.hidden]
