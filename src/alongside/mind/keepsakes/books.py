"""Books: drafted from a year, shown page by page, made for print and kept."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock

from alongside.log.kinds import Printed
from alongside.log.log import Wanted
from alongside.log.moment import Moment
from alongside.mind.goals.book import Book as Goals
from alongside.mind.keepsakes import dated
from alongside.mind.keepsakes.album import Photo, photos
from alongside.mind.keepsakes.book.contents import (
    Contents,
    Counting,
    Reached,
    cover,
    discreet,
    months,
)
from alongside.mind.keepsakes.book.pages import made
from alongside.mind.keepsakes.book.said import titled
from alongside.mind.keepsakes.book.sheet import Paper, Style
from alongside.mind.keepsakes.films import thinned
from alongside.mind.keepsakes.material import Done, Material, NothingToShow, around, stepped
from alongside.mind.keepsakes.words import quotes
from alongside.views.local import zone_info
from alongside.views.timeline import LIVED

TYPE = "application/pdf"
MOST_CANDIDATES = 60
"""Photos of a month that are looked at."""
PREVIEW_DPI, PRINT_DPI = 80, 300
SHOWN = 900
"""Pixels of the longer side of a page that is shown."""
_pdfium = Lock()
"""PDFium takes one call at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookWish:
    """Which book: the local days from `first` to `last`, both within.

    `skip` are first days of months left out, `without` ids of photos and words left out, `include`
    ids of what others wrote that is to be quoted. Without `names` those of others are taken out.
    """

    first: date
    last: date
    title: str = ""
    skip: tuple[date, ...] = ()
    without: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    words: bool = True
    names: bool = True
    paper: Paper = "a5"
    bleed: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Preview:
    """A book as it would be, coarsely: what stands in it, and a PDF named by its `key`."""

    key: str
    contents: Contents
    pdf: bytes = field(repr=False)
    pages: int


class Books:
    """Drafts and makes books. Of previews only the last is held, in memory alone."""

    def __init__(self, material: Material, goals: Callable[[], Awaitable[Goals]]) -> None:
        self._material = material
        self._goals = goals
        self._preview: Preview | None = None

    async def years(self) -> dict[int, int]:
        """How many photos each year has, the latest first."""
        counts: dict[int, int] = defaultdict(int)
        for photo in await photos(self._material.log):
            counts[photo.local.year] += 1
        return dict(sorted(counts.items(), reverse=True))

    async def draft(self, wish: BookWish) -> Contents:
        """What stands in the book. Raises `NothingToShow`."""
        since, until = around(wish.first, wish.last)
        log, me = self._material.log, self._material.me()
        found = [
            each
            for each in await photos(log, since, until)
            if _within(each.local.date(), wish) and each.id not in wish.without
        ]
        said = await quotes(log, since, until, me, wish.include) if wish.words else []
        said = [each for each in said if _within(each.local.date(), wish)]
        candidates = _candidates(found)
        looks = await self._material.looks(candidates)
        chosen = await asyncio.to_thread(months, candidates, looks, said, wish.without)
        if not chosen:
            raise NothingToShow("Nothing is kept from these days that a book could show.")
        counting = await self._counted(wish)
        dates = dated.span(wish.first, wish.last, wish.language)
        contents = Contents(
            title=wish.title or titled(dates, wish.language),
            dates=dates,
            language=wish.language,
            cover=cover(chosen, looks),
            months=chosen,
            towns=counting.towns,
            people=counting.people,
            goals=await self._reached(wish),
            numbers=counting.numbers,
            moments=counting.moments,
        )
        return contents if wish.names else discreet(contents, await self._material.hidden())

    async def preview(self, wish: BookWish, today: date) -> Preview:
        """The book as it would be. Raises `NothingToShow`, `FontsMissing`."""
        contents = await self.draft(wish)
        style = Style(paper=wish.paper, bleed=False, dpi=PREVIEW_DPI)
        pdf, pages = b"", 0
        async with aclosing(self._drawn(contents, style, today)) as steps:
            async for step in steps:
                pages, pdf = (pages, step) if isinstance(step, bytes) else (step, pdf)
        key = hashlib.sha256(pdf).hexdigest()
        self._preview = Preview(key, contents, pdf, pages)
        return self._preview

    async def page(self, key: str, number: int) -> bytes | None:
        """A page (from 1) of the last preview as WebP; None where it isn't there any more."""
        shown = self._preview
        if shown is None or shown.key != key or not 1 <= number <= shown.pages:
            return None
        stands_on = shown.contents.stands_on
        if len(await self._material.log.get(*stands_on)) < len(stands_on):
            self._preview = None  # something in it was forgotten since
            return None
        return await asyncio.to_thread(pictured, shown.pdf, number)

    async def make(
        self, wish: BookWish, now: datetime, zone: str
    ) -> AsyncGenerator[Done | Moment, None]:
        """How far it is, in photos; at last the book's moment. Closing it stops it.

        Raises `NothingToShow`, `FontsMissing`, `ForgottenMeanwhile`.
        """
        contents = await self.draft(wish)
        style = Style(paper=wish.paper, bleed=wish.bleed, dpi=PRINT_DPI)
        today = now.astimezone(zone_info(zone)).date()
        pdf, pages = b"", 0
        async with aclosing(self._drawn(contents, style, today)) as steps:
            async for step in steps:
                if isinstance(step, bytes):
                    pdf = step
                else:
                    pages = step
                    yield Done(pages, max(pages, _expected(contents)))
        media = await self._material.blobs.put(pdf, type=TYPE, name=f"{contents.title}.pdf")
        what = Printed(media=media, title=contents.title, pages=pages, photos=contents.photos)
        yield await self._material.keep(what, media.hash, contents.stands_on, now, zone)

    def _drawn(
        self, contents: Contents, style: Style, today: date
    ) -> AsyncGenerator[int | bytes, None]:
        return stepped(made(contents, style, self._material.read, today))

    async def _counted(self, wish: BookWish) -> Counting:
        circle = await self._material.circle()

        def called(name: str) -> str | None:
            one = circle.find(name)
            return one.called if one and not one.hidden else None

        counting = Counting(called, self._material.me(), lambda day: _within(day, wish))
        since, until = around(wish.first, wish.last)
        kinds = tuple(kind.kind() for kind in LIVED)
        others = [kind for kind in kinds if kind != "planned"]
        log = self._material.log
        async for moment in log.read(Wanted(since=since, until=until, kinds=others)):
            counting.add(moment)
        async for moment in log.read(Wanted(kinds=("planned",))):
            counting.add(moment)
        return counting

    async def _reached(self, wish: BookWish) -> tuple[Reached, ...]:
        found = []
        for goal in (await self._goals()).goals:
            day = goal.changed.astimezone(zone_info(goal.zone)).date()
            if goal.status == "reached" and _within(day, wish) and goal.id not in wish.without:
                found.append(Reached(goal.what.outcome, day, goal.id))
        return tuple(sorted(found, key=lambda each: each.day))


def pictured(pdf: bytes, number: int) -> bytes:
    """A page of a PDF (from 1) as WebP. Blocks: for use in a thread."""
    from io import BytesIO

    import pypdfium2

    with _pdfium:
        document = pypdfium2.PdfDocument(pdf)
        page = document[number - 1]
        image = page.render(scale=SHOWN / max(page.get_size())).to_pil()
        document.close()
    held = BytesIO()
    image.save(held, "WEBP", quality=82)
    return held.getvalue()


def _within(day: date, wish: BookWish) -> bool:
    return wish.first <= day <= wish.last and day.replace(day=1) not in wish.skip


def _candidates(found: list[Photo]) -> list[Photo]:
    """The photos to look at: of each month, evenly."""
    by_month: dict[date, list[Photo]] = defaultdict(list)
    for photo in found:
        by_month[photo.local.date().replace(day=1)].append(photo)
    return [each for month in by_month.values() for each in thinned(month, MOST_CANDIDATES)]


def _expected(contents: Contents) -> int:
    """About how many pages there will be."""
    months = ((len(month.photos) + 1) // 2 + 1 for month in contents.months)
    return 5 + sum(months)
