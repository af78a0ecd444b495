"""Which photos are shown, which trips are found, and which words stand beside them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.log.kinds import Planned
from alongside.log.kinds.parts import Occurrence
from alongside.log.moment import Draft, Trust
from alongside.mind.keepsakes.album import photos
from alongside.mind.keepsakes.book.layout import Box, grid, shared
from alongside.mind.keepsakes.dated import span
from alongside.mind.keepsakes.looks import alike, choose, look
from alongside.mind.keepsakes.naming import Hidden
from alongside.mind.keepsakes.words import quotes
from alongside.views.words import fold

from .conftest import DAY, ZONE, Album, drawn


async def test_a_trip_is_what_lies_away_from_home_by_its_name_in_the_calendar(album: Album) -> None:
    begin = DAY + timedelta(days=8)
    trip = Planned(title="Moving Mateo", occurrences=(Occurrence(begin, begin + timedelta(2)),))
    await album.log.append(Draft(what=trip, at=begin, zone=ZONE, source="test", trust=Trust.OWN))
    (found,) = [each for each in await album.made.films.outings() if each.sort == "trip"]
    assert (found.towns, found.plan, len(found.photos)) == (("Porto",), "Moving Mateo", 4)
    assert (found.first, found.last) == (date(2026, 10, 9), date(2026, 10, 10))


async def test_of_near_duplicates_one_is_shown_and_none_that_is_blurred(album: Album) -> None:
    again = await album.photo(DAY + timedelta(minutes=1), seed=int(DAY.timestamp()))
    found = await photos(album.log)
    looks = {each.id: look(await album.store.blobs.read(each.hash)) for each in found}
    chosen = choose(found, looks, 20)
    assert len(chosen) == len(found) - 1
    first = [each for each in found if each.id == again.id or each.at == DAY]
    assert len({each.id for each in first} & {each.id for each in chosen}) == 1
    sharp, soft = look(drawn(1)), look(drawn(1, blurred=True))
    assert sharp.sharpness > 5 * soft.sharpness
    assert alike(sharp, soft) < alike(sharp, look(drawn(2)))


async def test_few_photos_are_spread_over_the_days(album: Album) -> None:
    found = await photos(album.log)
    looks = {each.id: look(await album.store.blobs.read(each.hash)) for each in found}
    (home, away) = choose(found, looks, 2)
    assert (home.town, away.town) == ("Lisbon", "Porto")


async def test_only_the_persons_own_words_are_quoted_unless_others_are_chosen(album: Album) -> None:
    at = DAY + timedelta(days=8, hours=1)
    theirs = await album.message(
        "I have never seen you laugh as much as on that bridge.", "Mateo Silva", at, Trust.OUTSIDE
    )
    me = frozenset({"me", fold("Ada")})
    since, until = DAY, DAY + timedelta(days=20)
    own = await quotes(album.log, since, until, me)
    assert [each.text[:4] for each in own] == ["Fog "]
    both = await quotes(album.log, since, until, me, include=(theirs.id,))
    assert [each.by for each in both] == ["", "Mateo Silva"]


def test_names_of_others_become_letters() -> None:
    hide = Hidden(["Mateo Silva", "한수진"])
    assert hide("With Mateo and Silvana. 수진이가 왔다.") == "With M. and Silvana. ○○이가 왔다."


@pytest.mark.parametrize(
    ("first", "last", "english", "korean"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "2026", "2026년"),
        (date(2026, 2, 1), date(2026, 2, 28), "February 2026", "2026년 2월"),
        (date(2026, 10, 18), date(2026, 10, 21), "18–21 October 2026", "2026년 10월 18–21일"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 – 2 January 2026",
         "2025년 12월 30일 – 2026년 1월 2일"),
    ],
)  # fmt: skip
def test_spans_are_said_as_titles(first: date, last: date, english: str, korean: str) -> None:
    assert (span(first, last, "en"), span(first, last, "ko")) == (english, korean)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.floats(0.45, 2.6), min_size=1, max_size=9))
def test_photos_lie_whole_within_the_page_and_apart(shapes: list[float]) -> None:
    room = Box(10, 10, 118, 170)
    counts = shared(shapes, room)
    assert sum(counts) == len(shapes)
    here = shapes[: counts[0]]
    boxes = grid(here, room).boxes
    for shape, box in zip(here, boxes, strict=True):
        assert box.wide / box.high == pytest.approx(shape)
        assert box.x >= room.x - 1e-6
        assert box.x + box.wide <= room.x + room.wide + 1e-6
        assert room.y - 1e-6 <= box.y
        assert box.y + box.high <= room.y + room.high + 1e-6
    for a, b in pairwise(boxes):
        assert b.x >= a.x + a.wide or b.y >= a.y + a.high
