"""Keepsakes: films of trips and books of years; shown before they are made, made, and kept."""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from alongside.interfaces.api import shapes
from alongside.interfaces.api.problems import FORESEEN, UNKNOWN, Trouble
from alongside.interfaces.api.running import OpenLife, Running, Server, shown
from alongside.interfaces.api.shapes import (
    Aware,
    Day,
    Digest,
    KeepsakeEvent,
    MomentId,
    Shape,
    Short,
    Truth,
)
from alongside.log.kinds import Recorded
from alongside.log.log import Wanted
from alongside.log.moment import Moment, Trust
from alongside.mind.keepsakes.album import Photo
from alongside.mind.keepsakes.books import BookWish, Preview
from alongside.mind.keepsakes.film.sound import UnreadableSound
from alongside.mind.keepsakes.film.storyboard import LONGEST, SHORTEST, Storyboard
from alongside.mind.keepsakes.films import FilmWish
from alongside.mind.keepsakes.fonts import FontsMissing
from alongside.mind.keepsakes.material import Done, ForgottenMeanwhile, NothingToShow
from alongside.mind.keepsakes.outings import Outing
from alongside.mind.keepsakes.words import Quote
from alongside.models.see.picture import UnreadablePictureError

router = APIRouter(tags=["keepsakes"])
pages = APIRouter(tags=["keepsakes"], dependencies=[Depends(shown)])

log = logging.getLogger(__name__)

TOLD = (NothingToShow, ForgottenMeanwhile, FontsMissing, UnreadableSound, UnreadablePictureError)
"""What can go wrong, said to the person as it is."""
MOST_RECORDINGS = 200
LONGEST_BOOK = timedelta(days=366 * 3)

Making = AsyncGenerator[Done | Moment, None]
Ids = Annotated[tuple[MomentId, ...], Field(max_length=5000)]
Language = Literal["en", "ko"]


class Cover(Shape):
    """A photo: its moment and its content hash."""

    id: str
    hash: str


class Trip(Shape):
    """A stretch of time worth a film. `first` and `last` are local days, `plan` is the calendar's.

    `sort` is a trip away from the usual place, a day full of photos, or a month.
    """

    sort: Literal["trip", "day", "month"]
    since: datetime
    until: datetime
    first: date
    last: date
    towns: list[str]
    country: str
    plan: str
    photos: int
    cover: list[Cover]


class YearOfPhotos(Shape):
    year: int
    photos: int


class Recording(Shape):
    """A recording that a film may play, `seconds` long."""

    id: str
    title: str
    at: datetime
    seconds: float


class Offers(Shape):
    """What keepsakes could be made of."""

    trips: list[Trip]
    years: list[YearOfPhotos]
    recordings: list[Recording]


class FilmWanted(Shape):
    """Which film: a stretch of time, narrowed by what is in the photos and who was there.

    `words` has the person's own words stand in it; without `names` those of others are taken out.
    `without` are photos and words left out, `music` and `voices` recordings to be heard.
    """

    since: Aware | None = None
    until: Aware | None = None
    query: Short = ""
    person: Short = ""
    title: Short = ""
    form: Literal["wide", "tall"] = "wide"
    seconds: Annotated[float, Field(ge=SHORTEST, le=LONGEST)] = 45
    words: Truth = True
    names: Truth = True
    without: Ids = ()
    music: MomentId | Literal[""] = ""
    voices: Annotated[tuple[MomentId, ...], Field(max_length=10)] = ()
    language: Language = "en"

    @property
    def wish(self) -> FilmWish:
        return FilmWish(**self.model_dump())


class QuoteShown(Shape):
    """Words of a moment that stand in a keepsake; `by` is empty for the person."""

    moment: str
    text: str
    day: date
    by: str

    @classmethod
    def told(cls, quote: Quote) -> QuoteShown:
        return cls(moment=quote.moment, text=quote.text, day=quote.local.date(), by=quote.by)


class SceneShown(Shape):
    """A photo of a film, from `start` to `end` (seconds), with the place and words on it."""

    photo: Cover
    start: float
    end: float
    place: str
    quote: QuoteShown | None


class FilmShown(Shape):
    """A film before it is made."""

    title: str
    dates: str
    seconds: float
    scenes: list[SceneShown]


class BookWanted(Shape):
    """Which book: the local days from `first` to `last`, both within.

    `skip` are first days of months left out, `without` photos and words left out, `include` what
    others wrote that is to be quoted. Without `names` those of others are taken out. `bleed` adds
    3 mm around for the printer.
    """

    first: Day
    last: Day
    title: Short = ""
    skip: Annotated[tuple[Day, ...], Field(max_length=40)] = ()
    without: Ids = ()
    include: Ids = ()
    words: Truth = True
    names: Truth = True
    paper: Literal["a5", "a4"] = "a5"
    bleed: Truth = False
    language: Language = "en"

    @property
    def wish(self) -> BookWish:
        if not timedelta() <= self.last - self.first <= LONGEST_BOOK:
            raise Trouble(400, "A book tells of one day at least and three years at most.")
        return BookWish(**self.model_dump())


class MonthShown(Shape):
    first: date
    photos: list[Cover]
    quotes: list[QuoteShown]


class BookShown(Shape):
    """A book before it is printed: what stands in it; `key` names its pages."""

    key: str
    title: str
    dates: str
    pages: int
    months: list[MonthShown]


class MakingBegun(Shape):
    """The name of what is being made, in the `keepsake` events and for stopping it."""

    name: str


@router.get("/keepsakes")
async def kept(life: OpenLife) -> list[shapes.Moment]:
    """The films and books that were made, the newest first."""
    return [shapes.Moment.of(moment) for moment in await life.keepsakes.kept()]


@router.get("/keepsakes/offers")
async def offers(life: OpenLife) -> Offers:
    """Trips, full days, months, years and recordings that there are."""
    wanted = Wanted(kinds=("recorded",), newest_first=True, limit=MOST_RECORDINGS)
    heard = [each async for each in life.corrected.read(wanted) if each.trust >= Trust.OWN]
    return Offers(
        trips=[_trip(each) for each in await life.keepsakes.films.outings()],
        years=[
            YearOfPhotos(year=year, photos=photos)
            for year, photos in (await life.keepsakes.books.years()).items()
        ],
        recordings=[
            Recording(
                id=each.id,
                title=each.what.title or each.what.media.name,
                at=each.at,
                seconds=each.what.duration,
            )
            for each in heard
            if isinstance(each.what, Recorded)
        ],
    )


@router.post("/keepsakes/storyboards")
async def storyboard(life: OpenLife, wanted: FilmWanted) -> FilmShown:
    """The film as it would be."""
    try:
        story = await life.keepsakes.films.plan(wanted.wish, datetime.now(UTC), life.zone)
    except TOLD as error:
        raise Trouble(409, str(error)) from error
    return _story(story)


@router.post("/keepsakes/films", status_code=202)
async def film(life: OpenLife, server: Server, wanted: FilmWanted) -> MakingBegun:
    """Make the film. How far it is comes as `keepsake` events."""
    made = life.keepsakes.films.make(wanted.wish, datetime.now(UTC), life.zone)
    return _begun(server, made)


@router.post("/keepsakes/drafts")
async def draft(life: OpenLife, wanted: BookWanted) -> BookShown:
    """The book as it would be; its pages can be looked at until another is drafted."""
    try:
        today = datetime.now(UTC).date()
        return _book(await life.keepsakes.books.preview(wanted.wish, today))
    except TOLD as error:
        raise Trouble(409, str(error)) from error


@router.post("/keepsakes/books", status_code=202)
async def book(life: OpenLife, server: Server, wanted: BookWanted) -> MakingBegun:
    """Make the book for print. How far it is comes as `keepsake` events."""
    made = life.keepsakes.books.make(wanted.wish, datetime.now(UTC), life.zone)
    return _begun(server, made)


@router.delete("/keepsakes/under-way/{name}", status_code=204)
async def stop(server: Server, name: Short) -> None:
    """Stop making it. Nothing of it is kept."""
    if name not in server.tasks or not name.startswith(PREFIX):
        raise Trouble(404, "This isn’t being made any more.")
    await server.cancel(name)


@pages.get(
    "/keepsakes/pages/{key}/{number}",
    response_class=Response,
    responses={200: {"content": {"image/webp": {}}}},
)
async def page(
    life: OpenLife, key: Digest, number: Annotated[int, Path(ge=1, le=2000)]
) -> Response:
    """A page of the book drafted last, as WebP."""
    made = await life.keepsakes.books.page(key, number)
    if made is None:
        raise Trouble(404, "This draft isn’t there any more; look at the book once more.")
    return Response(made, media_type="image/webp", headers={"Cache-Control": "no-store"})


PREFIX = "keepsake-"


def _begun(server: Running, made: Making) -> MakingBegun:
    name = f"{PREFIX}{secrets.token_hex(8)}"
    server.start(name, _make(server, name, made))
    return MakingBegun(name=name)


async def _make(server: Running, name: str, made: Making) -> None:
    """Make it to its end, and tell every page how far it is."""
    event = KeepsakeEvent(name=name)
    try:
        async with aclosing(made) as steps:
            async for step in steps:
                if isinstance(step, Done):
                    event = KeepsakeEvent(name=name, done=step.done, total=step.total)
                else:
                    event = KeepsakeEvent(name=name, moment=step.id, finished=True)
                server.hub.publish(event)
    except (*TOLD, *FORESEEN) as error:
        server.hub.publish(KeepsakeEvent(name=name, problem=str(error), finished=True))
    except Exception:
        log.exception("making a keepsake failed")
        server.hub.publish(KeepsakeEvent(name=name, problem=UNKNOWN, finished=True))


def _trip(outing: Outing) -> Trip:
    photos = outing.photos
    three = {photos[0].id: photos[0], photos[len(photos) // 2].id: photos[len(photos) // 2]}
    return Trip(
        sort=outing.sort,
        since=outing.since,
        until=outing.until + timedelta(seconds=1),
        first=outing.first,
        last=outing.last,
        towns=list(outing.towns),
        country=outing.country,
        plan=outing.plan,
        photos=len(photos),
        cover=[_cover(each) for each in (three | {photos[-1].id: photos[-1]}).values()],
    )


def _cover(photo: Photo) -> Cover:
    return Cover(id=photo.id, hash=photo.hash)


def _story(story: Storyboard) -> FilmShown:
    scenes = [
        SceneShown(
            photo=_cover(each.photo),
            start=each.start,
            end=each.end,
            place=each.place,
            quote=QuoteShown.told(each.quote) if each.quote else None,
        )
        for each in story.scenes
    ]
    return FilmShown(title=story.title, dates=story.dates, seconds=story.seconds, scenes=scenes)


def _book(preview: Preview) -> BookShown:
    contents = preview.contents
    months = [
        MonthShown(
            first=each.first,
            photos=[_cover(photo) for photo in each.photos],
            quotes=[QuoteShown.told(quote) for quote in each.quotes],
        )
        for each in contents.months
    ]
    return BookShown(
        key=preview.key,
        title=contents.title,
        dates=contents.dates,
        pages=preview.pages,
        months=months,
    )
