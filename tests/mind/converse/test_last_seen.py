"""Where a thing was left: by the last picture of it, or by words that say so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.log.kinds import Noted, Place, Read, Recognised, Said, Saw, Thing, What
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.store import Store, open_store
from alongside.mind.converse.last_seen import position, sought
from alongside.mind.converse.question import understand
from alongside.mind.converse.reckon import Reckoner
from alongside.mind.converse.reckoned import Reckoned
from alongside.mind.converse.seen import KOREAN, things
from alongside.models.see.nanodet import LABELS
from alongside.views.words import terms

NOW = datetime(2026, 11, 26, 18, tzinfo=UTC)
AREZZO = Place(name="Arezzo", country="Italy")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await open_store(tmp_path / "life", bytes(32), "me") as opened:
        yield opened


async def keep(store: Store, what: What, hours: float, *because: str, source: str = "t") -> Moment:
    (kept,) = await store.log.append(
        Draft(
            what=what, at=NOW - timedelta(hours=hours), zone="Europe/Rome", source=source,
            trust=Trust.OWN, because=because,
        )
    )  # fmt: skip
    return kept


async def saw(store: Store, hours: float, *things: Thing, place: Place | None = None) -> Moment:
    media = await store.blobs.put(f"{hours}".encode(), type="image/webp", name="x.webp")
    seen = await keep(store, Saw(media=media, place=place), hours, source="camera")
    await keep(store, Recognised(things=things, model="m"), hours, seen.id, source="look")
    return seen


async def ask(store: Store, question: str) -> Reckoned | None:
    understood = understand(question, now=NOW, zone="Europe/Rome")
    return await Reckoner(store.log).answer(understood)


BAG = Thing("backpack", 0.8, (0.4, 0.5, 0.1, 0.1))
BENCH = Thing("bench", 0.9, (0.2, 0.4, 0.6, 0.4))
LAPTOP = Thing("laptop", 0.9, (0.55, 0.5, 0.1, 0.1))


@pytest.mark.parametrize(
    "question", ["Where did I leave my backpack?", "where's my rucksack?", "배낭 어디 뒀지?"]
)
async def test_the_last_picture_answers_with_time_place_and_what_it_lay_on(
    store: Store, question: str
) -> None:
    await saw(store, 30, BAG, place=Place(name="Siena"))
    last = await saw(store, 3, BENCH, BAG, place=AREZZO)
    await saw(store, 1, LAPTOP)
    found = await ask(store, question)
    assert found is not None
    assert found.moments == (last,)
    bench = "벤치 위" if "배낭" in question else "on the bench"
    for told in ("Arezzo", "16:00", bench):
        assert told in found.text


async def test_words_answer_where_no_picture_can(store: Store) -> None:
    await keep(store, Noted(text="Bought keys for the piano. I like my keys."), 1)
    note = await keep(store, Noted(text="Tired. I put the keys in the blue bowl."), 5)
    await keep(store, Said(text="Where are the keys?", by="Robin"), 2)
    found = await ask(store, "Where did I leave my keys?")
    assert found is not None
    assert found.moments == (note,)
    assert "blue bowl" in found.text
    korean = await keep(store, Noted(text="열쇠는 신발장 위에 뒀다."), 4)
    found = await ask(store, "내 열쇠 어디 뒀지?")
    assert found is not None
    assert found.moments == (korean,)


async def test_the_later_of_picture_and_words_holds(store: Store) -> None:
    seen = await saw(store, 5, BAG)
    note = await keep(store, Noted(text="The backpack is at Dana's now."), 2)
    found = await ask(store, "Where is my backpack?")
    assert found is not None
    assert found.moments == (note,)
    later = await saw(store, 1, BAG, LAPTOP)
    found = await ask(store, "Where is my backpack?")
    assert found is not None
    assert found.moments == (later,)
    assert "next to the laptop" in found.text
    assert seen != later


async def test_a_time_narrows_it(store: Store) -> None:
    then = await saw(store, 24 * 6, BAG)
    await saw(store, 1, BAG)
    found = await ask(store, "Where did I leave my backpack last week?")
    assert found is not None
    assert found.moments == (then,)


async def test_nothing_is_made_up(store: Store) -> None:
    await saw(store, 2, LAPTOP)
    await keep(store, Read(text="KEYS CUT HERE", model="ocr"), 2)
    assert await ask(store, "Where did I leave my keys?") is None
    assert await ask(store, "Where is my umbrella?") is None


@pytest.mark.parametrize(
    "question",
    ["Where was I yesterday?", "Where does Dana live?", "어제 어디 갔지?", "Where did we meet?"],
)
def test_other_questions_look_for_no_thing(question: str) -> None:
    assert set(sought(question)) <= {"어제"}


def test_a_thing_alone_lies_nowhere() -> None:
    assert position([BAG], frozenset({"backpack"})) is None
    assert position([BAG, Thing("person", 1, BAG.box)], frozenset({"backpack"})) is None


async def test_each_kind_of_thing_is_found_in_both_languages(store: Store) -> None:
    seen = {
        label: await saw(store, 3 + hours / 60, Thing(label, 0.8, (0.4, 0.5, 0.1, 0.1)))
        for hours, label in enumerate(LABELS)
    }
    for label, last in seen.items():
        for question in (f"Where did I leave the {label}?", f"{KOREAN[label]} 어디 뒀지?"):
            found = await ask(store, question)
            assert found is not None, question
            assert found.moments == (last,), question


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("car keys", {"keys"}),
        ("phone charger", {"charger"}),
        ("hot dog", {"hot dog"}),
        ("my black bag", {"backpack", "handbag"}),
        ("reading glasses", {"glasses"}),
        ("glasses", {"glasses"}),
        ("blue notebook", {"notebook"}),
        ("차 키", {"keys"}),
        ("자동차 열쇠", {"keys"}),
        ("곰 인형", {"teddy bear"}),
        ("여행 가방", {"suitcase"}),
        ("헤어드라이어", {"hair drier"}),
        ("zibaldone", set()),
    ],
)
def test_a_thing_is_what_the_end_of_its_name_says(asked: str, found: set[str]) -> None:
    assert things(terms(asked)) == found


async def test_words_find_a_thing_by_any_of_its_names(store: Store) -> None:
    note = await keep(store, Noted(text="에어팟은 침대 옆 서랍에 넣었다."), 4)
    found = await ask(store, "Where did I put my earphones?")
    assert found is not None
    assert found.moments == (note,)
