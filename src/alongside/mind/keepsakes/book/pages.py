"""The pages of a book, one after another. Blocks: for use in a thread."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from datetime import date

from alongside.mind.keepsakes import dated
from alongside.mind.keepsakes.album import Photo
from alongside.mind.keepsakes.book import atlas
from alongside.mind.keepsakes.book.contents import Contents, Month
from alongside.mind.keepsakes.book.layout import Box, grid, shared
from alongside.mind.keepsakes.book.said import colophon, on_days, word
from alongside.mind.keepsakes.book.sheet import ACCENT, INK, QUIET, Reading, Sheet, Style
from alongside.mind.keepsakes.words import Quote, fitting

SQUARE = 4 / 3
"""The shape of a photo whose size isn't known."""
QUOTE, CAPTION = 11.5, 7.5
"""Points, on A5."""
HERO = 0.56
"""How much of a month's first page its photo takes at most."""
NEAR = 24 * 5
"""Hours within which words may stand beside a photo."""
SIDES = 2
"""A book has an even number of pages."""


def made(
    contents: Contents, style: Style, read: Reading, today: date
) -> Generator[int | bytes, None, None]:
    """How many pages are done, page by page; at last the PDF.

    Raises `FontsMissing`, `UnreadablePictureError`, and what `read` raises.
    """
    book = _Book(contents, Sheet(style, contents.title, contents.language, read), today)
    for _ in book.draw():
        yield book.sheet.pages
    yield book.sheet.finished()


class _Book:
    def __init__(self, contents: Contents, sheet: Sheet, today: date) -> None:
        self.contents, self.sheet, self._today = contents, sheet, today
        self._language = contents.language

    def draw(self) -> Iterator[None]:
        self._cover()
        yield
        self._half_title()
        yield
        if self.contents.towns or self.contents.numbers:
            self._overview()
            yield
        for month in self.contents.months:
            yield from self._month(month)
        if self.contents.people or self.contents.goals:
            self._people()
            yield
        if (self.sheet.pages + 1) % SIDES:
            self.sheet.page(numbered=False)
        self._colophon()
        yield

    def _cover(self) -> None:
        sheet, unit = self.sheet, self.sheet.unit
        sheet.page(numbered=False)
        split = sheet.high * 0.66
        if self.contents.cover:
            over = sheet.bleed
            top = Box(-over, -over, sheet.wide + 2 * over, split + over)
            said = _told(self.contents.cover, self._language)
            sheet.photo(self.contents.cover.hash, top, said=said, cut=True)
        left, wide = 16 * unit, sheet.wide - 32 * unit
        y = split + 13 * unit
        points = next(
            (each for each in (27, 23, 19) if sheet.height(self.contents.title, wide, each,
             bold=True) <= 26 * unit), 16.0,
        )  # fmt: skip
        y = sheet.text(self.contents.title, left, y, wide, points, INK, bold=True)
        sheet.rule(left, y + 4 * unit, 14 * unit)
        sheet.text(self.contents.dates, left, y + 7 * unit, wide, 11, QUIET)

    def _half_title(self) -> None:
        room, unit = self.sheet.page(numbered=False), self.sheet.unit
        y = room.y + room.high * 0.36
        y = self.sheet.text(self.contents.title, room.x, y, room.wide, 14, INK, align="C")
        self.sheet.text(self.contents.dates, room.x, y + unit, room.wide, 9, QUIET, align="C")

    def _overview(self) -> None:
        sheet, unit = self.sheet, self.sheet.unit
        room = sheet.page()
        y = room.y
        if self.contents.towns:
            y = self._heading("where", room, y)
            box = Box(room.x, y, room.wide, 74 * unit)
            atlas.draw(sheet, box, self.contents.towns)
            named = " · ".join(town.name for town in self.contents.towns)
            y = sheet.text(named, room.x, y + 77 * unit, room.wide, 8, QUIET) + 9 * unit
        if self.contents.numbers:
            self._numbers(room, self._heading("in numbers", room, y))

    def _heading(self, name: str, room: Box, y: float) -> float:
        unit = self.sheet.unit
        self.sheet.rule(room.x, y, 9 * unit)
        text = word(name, self._language)
        return self.sheet.text(text, room.x, y + 2 * unit, room.wide, 14, INK, bold=True) + 4 * unit

    def _numbers(self, room: Box, y: float) -> None:
        """Two columns of figures, each with what it counts."""
        sheet, unit = self.sheet, self.sheet.unit
        half = room.wide / 2
        for place, (name, count) in enumerate(self.contents.numbers.items()):
            x, top = room.x + half * (place % 2), y + 15 * unit * (place // 2)
            below = sheet.text(f"{count:,}", x, top, half - 4 * unit, 15, ACCENT, bold=True)
            told = word(name, self._language)
            sheet.text(told, x, below - 0.5 * unit, half - 4 * unit, 8, QUIET)

    def _month(self, month: Month) -> Iterator[None]:
        quotes = [*month.quotes]
        self._opener(month, quotes)
        yield
        rest = month.photos[1:]
        room = self._photo_room(self.sheet.room)
        start = 0
        for count in shared([_shape(each) for each in rest], room) if rest else ():
            self._photos(rest[start : start + count], quotes)
            yield
            start += count
        while len(quotes) > (1 if month.photos else 0):
            self._words(quotes)
            yield

    def _opener(self, month: Month, quotes: list[Quote]) -> None:
        sheet, unit = self.sheet, self.sheet.unit
        room = sheet.page()
        said = dated.month(month.first, self._language)
        y = sheet.text(said, room.x, room.y, room.wide, 25, INK, bold=True)
        year = f"{month.first.year}년" if self._language == "ko" else str(month.first.year)
        y = sheet.text(year, room.x, y, room.wide, 9.5, QUIET) + 5 * unit
        if month.photos:
            hero = month.photos[0]
            near = Box(room.x, y, room.wide, room.high * HERO)
            (box,) = grid([_shape(hero)], near).boxes
            box = Box(box.x, y, box.wide, box.high)
            self._photo(hero, box)
            y += box.high + 2 * unit
            y = sheet.text(_told(hero, self._language), box.x, y, room.wide, CAPTION, QUIET)
        quote = _beside(quotes, month.photos[:1])
        end = room.y + room.high
        while quote:
            y = self._quote(quote, room, y + 9 * unit, end)
            fits = (
                not month.photos
                and quotes
                and y + 9 * unit + self._quote_height(quotes[0], room) < end
            )
            quote = quotes.pop(0) if fits else None

    def _photos(self, photos: Sequence[Photo], quotes: list[Quote]) -> None:
        sheet, unit = self.sheet, self.sheet.unit
        room = self._photo_room(sheet.page())
        boxes = grid([_shape(each) for each in photos], room).boxes
        used = max(box.y + box.high for box in boxes) - min(box.y for box in boxes)
        quote = _beside(quotes, photos, hold=True)
        tall = self._quote_height(quote, room) + 9 * unit if quote else 0.0
        if quote and used + tall > room.high:
            less = Box(room.x, room.y, room.wide, room.high - tall)
            smaller = grid([_shape(each) for each in photos], less).boxes
            if sum(box.high for box in smaller) < 0.72 * sum(box.high for box in boxes):
                quote, tall = None, 0.0
            else:
                boxes = smaller
                used = max(b.y + b.high for b in boxes) - min(b.y for b in boxes)
        top = room.y + (room.high - used - tall) / 2 - min(box.y for box in boxes)
        boxes = tuple(Box(box.x, box.y + top, box.wide, box.high) for box in boxes)
        for photo, box in zip(photos, boxes, strict=True):
            self._photo(photo, box)
        foot = max(box.y + box.high for box in boxes) + 2 * unit
        said = _all_told(photos, self._language)
        left = min(box.x for box in boxes)
        y = sheet.text(said, left, foot, room.x + room.wide - left, CAPTION, QUIET)
        if quote:
            quotes.remove(quote)
            self._quote(quote, room, y + 4 * unit, self.sheet.high)

    def _words(self, quotes: list[Quote]) -> None:
        """A page of words alone, as many as it holds."""
        unit = self.sheet.unit
        room = self.sheet.page()
        held: list[Quote] = []
        high = 0.0
        while quotes and (not held or high + self._quote_height(quotes[0], room) < room.high * 0.8):
            high += self._quote_height(quotes[0], room) + 12 * unit
            held.append(quotes.pop(0))
        y = room.y + (room.high - high) / 2
        for quote in held:
            y = self._quote(quote, room, y, room.y + room.high) + 12 * unit

    def _quote(self, quote: Quote, room: Box, y: float, end: float) -> float:
        """Words, with their day; smaller where there is less room. Gives the `y` below."""
        sheet, unit = self.sheet, self.sheet.unit
        left, wide = room.x + 6 * unit, room.wide - 12 * unit
        text = f"“{quote.text}”"
        fits = (p for p in (QUOTE, 10, 8.5) if y + sheet.height(text, wide, p) + 6 * unit <= end)
        y = sheet.text(text, left, y, wide, next(fits, 7.5), INK)
        by = f"{quote.by}, " if quote.by else ""
        day = dated.span(quote.local.date(), quote.local.date(), self._language)
        return sheet.text(f"{by}{day}", left, y + 0.8 * unit, wide, CAPTION, ACCENT)

    def _quote_height(self, quote: Quote, room: Box) -> float:
        unit = self.sheet.unit
        return self.sheet.height(f"“{quote.text}”", room.wide - 12 * unit, QUOTE) + 5 * unit

    def _people(self) -> None:
        sheet, unit = self.sheet, self.sheet.unit
        room = sheet.page()
        y = room.y
        if self.contents.people:
            y = self._heading("people", room, y)
            for each in self.contents.people:
                days = on_days(each.days, self._language)
                sheet.text(days, room.x, y + 0.6 * unit, room.wide, 8, QUIET, align="R")
                y = sheet.text(each.name, room.x, y, room.wide * 0.7, 11) + 1.6 * unit
            y += 10 * unit
        if self.contents.goals:
            y = self._heading("goals", room, y)
            for goal in self.contents.goals:
                y = sheet.text(goal.outcome, room.x, y, room.wide, 11)
                day = dated.span(goal.day, goal.day, self._language)
                y = sheet.text(day, room.x, y, room.wide, CAPTION, ACCENT) + 3 * unit

    def _colophon(self) -> None:
        room, unit = self.sheet.page(numbered=False), self.sheet.unit
        day = dated.span(self._today, self._today, self._language)
        said = colophon(self.contents.moments, self.contents.photos, day, self._language)
        left, wide = room.x + 10 * unit, room.wide - 20 * unit
        y = room.y + room.high - self.sheet.height(said, wide, 8)
        self.sheet.text(said, left, y, wide, 8, QUIET, align="C")

    def _photo(self, photo: Photo, box: Box) -> None:
        self.sheet.photo(photo.hash, box, said=_told(photo, self._language))

    def _photo_room(self, room: Box) -> Box:
        """The room without the line of captions below."""
        return Box(room.x, room.y, room.wide, room.high - 8 * self.sheet.unit)


def _shape(photo: Photo) -> float:
    wide, high = photo.size
    return min(max(wide / high, 0.45), 2.6) if wide and high else SQUARE


def _told(photo: Photo, language: str) -> str:
    day = dated.span(photo.local.date(), photo.local.date(), language)
    return f"{photo.town}, {day}" if photo.town else day


def _all_told(photos: Sequence[Photo], language: str) -> str:
    """Places and days of a page's photos, each once."""
    return " · ".join(dict.fromkeys(_told(photo, language) for photo in photos))


def _beside(quotes: list[Quote], photos: Sequence[Photo], *, hold: bool = False) -> Quote | None:
    """The words nearest to these photos, taken out of `quotes` unless on `hold`."""
    if not photos:
        return quotes.pop(0) if quotes and not hold else None
    near = [each for photo in photos for each in fitting(quotes, photo.at, NEAR)[:1]]
    if not near:
        return None
    if not hold:
        quotes.remove(near[0])
    return near[0]
