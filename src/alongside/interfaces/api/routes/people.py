"""People: everyone who matters, one of them whole, and what the person chooses about them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from alongside.interfaces.api import shapes
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.quoting import Quotes, contacts, drawn
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import MomentId, Quoted, Shape, Short, Truth
from alongside.interfaces.parts import Life
from alongside.log.kinds import Joined, Parted, Related, SpecialDay, What
from alongside.log.moment import Draft, Trust
from alongside.mind.people import bond, vcards
from alongside.mind.people import circle as circles
from alongside.mind.people.circle import Circle
from alongside.views.believing import Belief

router = APIRouter(tags=["people"])

Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
Closeness = Literal["", "close", "friend", "known"]
YEARLY = r"^(\d{4}|-)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"


class Day(Shape):
    """A day that comes back every year: ISO 8601, `--MM-DD` without a year."""

    title: Short
    day: Annotated[str, Field(pattern=YEARLY)]


class Relation(Shape):
    """Who somebody is to the person by their own words, which are quoted; `belief` is what is
    believed, to be put right among beliefs."""

    relation: str
    belief: str
    quotes: list[Quoted]


class Person(Shape):
    """Somebody the person knows. `relation` is chosen, `told` understood. `direct` is when they
    were last in touch, the two of them, and `due` when they wanted to be again; `every` is the
    rhythm they set, in days, 0 for none."""

    called: str
    names: list[str]
    relation: str
    told: Relation | None
    closeness: Closeness
    every: int
    note: str
    hidden: bool
    days: list[Day]
    birthday: str
    organisation: str
    first: date | None
    last: date | None
    direct: date | None
    due: date | None
    touches: int
    channels: dict[str, int]


class Proposal(Shape):
    """Two names that may be one person's: only the person can tell."""

    first: str
    second: str


class Everyone(Shape):
    """The nearest and latest first."""

    people: list[Person]
    proposals: list[Proposal]


class Count(Shape):
    """How many messages came and went and how often they met, in the month that starts so."""

    month: date
    received: int
    sent: int
    met: int


class Mood(Shape):
    """Words of warmth and of weight in their messages of a month, counted, and out of how many."""

    month: date
    warm: int
    heavy: int
    messages: int


class Promise(Shape):
    """A promise between the two; `mine` says that the person is to keep it."""

    moment: str
    at: datetime
    text: str
    mine: bool
    due: datetime | None
    settled: str


class Whole(Shape):
    """One person whole: how they are in touch, what they told, what was promised, where they were
    together. `hours` counts touches by weekday (Monday first) and hour. `moods` is there where the
    person switched it on. What their `birthday` and `organisation` are known from is told."""

    person: Person
    birthday: list[Quoted]
    organisation: list[Quoted]
    months: list[Count]
    hours: list[list[int]]
    news: list[Quoted]
    wishes: list[Quoted]
    promises: list[Promise]
    places: list[shapes.Facet]
    latest: list[shapes.Moment]
    coming: list[shapes.Moment]
    moods: list[Mood] | None


class Chosen(Shape):
    """What the person chooses about somebody; it takes the place of what they chose before."""

    name: Name
    relation: Short = ""
    closeness: Closeness = ""
    every: Annotated[int, Field(strict=True, ge=0, le=3660)] = 0
    note: Annotated[str, Field(max_length=10_000)] = ""
    hidden: Truth = False
    days: Annotated[tuple[Day, ...], Field(max_length=20)] = ()


class Together(Shape):
    """These names are one person's, called by the first."""

    names: Annotated[tuple[Name, ...], Field(min_length=2, max_length=20)]


class Apart(Shape):
    """These two names are two people's."""

    first: Name
    second: Name


class DraftWanted(Shape):
    """What to write somebody: a birthday, a question after words of theirs, or a hello."""

    name: Name
    about: Literal["hello", "birthday", "news"] = "hello"
    because: Annotated[tuple[MomentId, ...], Field(max_length=5)] = ()


class Drafted(Shape):
    """A few lines for the person to change and send; nothing was sent. `model` is empty: code."""

    text: str
    model: str


class Cards(Shape):
    """The content of a `.vcf` file."""

    text: str


class Ids(Shape):
    ids: list[str]


class Named(Shape):
    name: Name


@router.get("/people")
async def people(life: OpenLife) -> Everyone:
    """Everyone who matters."""
    circle, cards = await _circle(life), await contacts(life)
    return Everyone(
        people=[_person(each, cards) for each in circle.people],
        proposals=[Proposal.model_validate(each) for each in circle.proposals],
    )


@router.get("/people/one")
async def person(life: OpenLife, named: Annotated[Named, Query()]) -> Whole:
    """One person whole, by any of their names."""
    one = _one(await _circle(life), named.name)
    now = datetime.now(UTC)
    mood = life.config.proactive.mood
    found = await life.log.database.read(
        lambda db: bond.read(db, life.log.person, one, now, mood=mood)
    )
    latest = await life.corrected.get(*found.latest)
    coming = await life.corrected.get(*found.coming)
    quotes = await Quotes.of(life, (one.birthday_from, one.organisation_from))
    return Whole(
        person=_person(one, await contacts(life)),
        months=[Count.model_validate(each) for each in found.months],
        hours=[list(day) for day in found.hours],
        birthday=quotes.these(one.birthday_from, quote=one.birthday),
        organisation=quotes.these(one.organisation_from, quote=one.organisation),
        news=[_words(each) for each in found.news],
        wishes=[_words(each) for each in found.wishes],
        promises=[Promise.model_validate(each) for each in found.promises],
        places=[shapes.Facet(value=name, count=count) for name, count in found.places],
        latest=[shapes.Moment.of(each) for each in latest],
        coming=[shapes.Moment.of(each) for each in coming],
        moods=None if found.moods is None else [Mood.model_validate(m) for m in found.moods],
    )


@router.post("/people/chosen", status_code=201)
async def choose(life: OpenLife, chosen: Chosen) -> shapes.Moment:
    """Who somebody is to the person: relation, closeness, rhythm, days, a note."""
    days = tuple(SpecialDay(title=each.title, day=each.day) for each in chosen.days)
    what = Related(**{**chosen.model_dump(exclude={"days"}), "days": days})
    return await _keep(life, what)


@router.post("/people/together", status_code=201)
async def join(life: OpenLife, together: Together) -> shapes.Moment:
    """Say that these names are one person's."""
    return await _keep(life, Joined(called=together.names))


@router.post("/people/apart", status_code=201)
async def part(life: OpenLife, apart: Apart) -> shapes.Moment:
    """Say that two names are two people's: they aren't joined, nor proposed again."""
    return await _keep(life, Parted(called=(apart.first, apart.second)))


@router.post("/people/draft")
async def draft(life: OpenLife, wanted: DraftWanted) -> Drafted:
    """A few lines to somebody in the person's own voice. Nothing is sent or kept."""
    one = _one(await _circle(life), wanted.name)
    language = life.config.language or "en"
    made = await life.nudging.drafts.to(one, wanted.about, language, *wanted.because)
    return Drafted(text=made.text, model=made.model)


@router.get("/people/everything")
async def everything(life: OpenLife, named: Annotated[Named, Query()]) -> Ids:
    """Every moment that tells of somebody, to be forgotten: words between the two, plans, contact,
    what was chosen about them. What was drawn from these goes with them."""
    one = _one(await _circle(life), named.name)
    found = await life.log.database.read(lambda db: bond.everything(db, life.log.person, one))
    return Ids(ids=list(found))


@router.get("/people/vcards")
async def export(life: OpenLife) -> Cards:
    """Everyone as vCard 4.0 (RFC 6350), with what the person chose about them."""
    circle = await _circle(life)
    return Cards(text=vcards.written(each for each in circle.people if not each.hidden))


def _person(person: circles.Person, cards: AbstractSet[str]) -> Person:
    return Person(
        called=person.called,
        names=sorted(person.names.values()),
        relation=person.relation,
        told=_told(person.told, cards) if person.told else None,
        closeness=person.closeness,
        every=person.every,
        note=person.note,
        hidden=person.hidden,
        days=[Day.model_construct(title=each.title, day=each.day) for each in person.days],
        birthday=person.birthday,
        organisation=person.organisation,
        first=person.first,
        last=person.last,
        direct=person.direct,
        due=person.due,
        touches=person.touches,
        channels=dict(person.channels),
    )


def _told(belief: Belief, cards: AbstractSet[str]) -> Relation:
    return Relation(
        relation=belief.value,
        belief=belief.id,
        quotes=[drawn(each, cards) for each in reversed(belief.evidence)],
    )


def _words(found: bond.Words) -> Quoted:
    return Quoted(moment=found.moment, quote=found.quote, at=found.at)


async def _circle(life: Life) -> Circle:
    return (await life.nudging.situation(datetime.now(UTC))).circle


def _one(circle: Circle, name: str) -> circles.Person:
    found = circle.find(name)
    if found is None:
        raise Trouble(404, f"Nobody called {name} is in this life.")
    return found


async def _keep(life: Life, what: What) -> shapes.Moment:
    draft = Draft(what=what, at=datetime.now(UTC), zone=life.zone, source="app", trust=Trust.PERSON)
    (kept,) = await life.log.append(draft)
    return shapes.Moment.of(kept)
