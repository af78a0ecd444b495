"""A book: drafted, its pages and words, made for print, and forgotten with what it shows."""

from __future__ import annotations

from contextlib import aclosing
from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest

from alongside.log.kinds import Printed
from alongside.log.moment import Moment, Trust
from alongside.mind.keepsakes.books import BookWish
from alongside.mind.keepsakes.material import NothingToShow

from .conftest import DAY, OCTOBER, ZONE, Album

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TODAY = NOW.date()
WISH = BookWish(first=OCTOBER[0], last=OCTOBER[1])


def read(pdf: bytes) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [" ".join(page.split()) for page in pages]


@pytest.mark.slow
async def test_a_book_holds_the_month_its_words_places_people_goals_and_numbers(
    album: Album,
) -> None:
    await album.message("We leave at nine.", "Mateo Silva", DAY, Trust.OUTSIDE)
    await album.reached("Walk across the bridge", DAY + timedelta(days=9))
    shown = await album.made.books.preview(WISH, TODAY)
    pages = read(shown.pdf)
    assert len(pages) == shown.pages
    assert shown.pages % 2 == 0
    words = " ".join(pages)
    assert "The days of October 2026" in pages[0]
    for told in ("Porto", "Lisbon", "Mateo Silva", "Walk across the bridge", "8 photos",
                 "the whole bridge stood there in the sun", "9 October 2026"):  # fmt: skip
        assert told in words
    assert "We leave at nine" not in words


@pytest.mark.slow
async def test_a_korean_book_without_names_is_in_korean_and_names_nobody(album: Album) -> None:
    await album.message("We leave at nine.", "Mateo Silva", DAY, Trust.OUTSIDE)
    wish = BookWish(first=OCTOBER[0], last=OCTOBER[1], language="ko", names=False)
    words = " ".join(read((await album.made.books.preview(wish, TODAY)).pdf))
    assert "2026년 10월의 기록" in words
    assert "다녀온 곳" in words
    assert "Mateo" not in words
    assert "with M., and then the whole bridge" in words


async def test_what_is_left_out_is_out_and_an_empty_time_is_no_book(album: Album) -> None:
    first = await album.made.books.draft(WISH)
    (month,) = first.months
    without = (month.photos[0].id, month.quotes[0].moment)
    wish = BookWish(first=OCTOBER[0], last=OCTOBER[1], without=without)
    (less,) = (await album.made.books.draft(wish)).months
    assert len(less.photos) == len(month.photos) - 1
    assert less.quotes == ()
    skipped = BookWish(first=OCTOBER[0], last=OCTOBER[1], skip=(OCTOBER[0],))
    for nothing in (skipped, BookWish(first=date(1999, 1, 1), last=date(1999, 12, 31))):
        with pytest.raises(NothingToShow):
            await album.made.books.draft(nothing)


@pytest.mark.slow
async def test_a_page_is_shown_until_something_in_it_is_forgotten(album: Album) -> None:
    shown = await album.made.books.preview(WISH, TODAY)
    page = await album.made.books.page(shown.key, 1)
    assert page is not None
    assert page[8:12] == b"WEBP"
    assert await album.made.books.page(shown.key, shown.pages + 1) is None
    await album.log.forget(shown.contents.months[0].photos[0].id)
    assert await album.made.books.page(shown.key, 1) is None


@pytest.mark.slow
async def test_a_book_for_print_knows_its_trim_and_goes_with_a_note(album: Album) -> None:
    wish = BookWish(first=OCTOBER[0], last=OCTOBER[1], paper="a4", bleed=True)
    async with aclosing(album.made.books.make(wish, NOW, ZONE)) as steps:
        kept = [step async for step in steps][-1]
    assert isinstance(kept, Moment)
    assert isinstance(kept.what, Printed)
    document = pypdfium2.PdfDocument(await album.store.blobs.read(kept.what.media.hash))
    millimetre = 72 / 25.4
    assert document[0].get_size() == pytest.approx((216 * millimetre, 303 * millimetre), abs=0.5)
    left, bottom, right, top = document[0].get_trimbox()
    assert right - left == pytest.approx(210 * millimetre, abs=0.5)
    assert top - bottom == pytest.approx(297 * millimetre, abs=0.5)
    document.close()
    notes = [m async for m in album.log.read() if m.kind == "noted"]
    await album.log.forget(notes[0].id)
    assert await album.log.get(kept.id) == ()
