"""Recall finds what a question asks for in a mixed life, in English and Korean, and says why."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alongside.log.database import Database
from alongside.log.kinds import (
    Contact,
    Heard,
    Media,
    Noted,
    Place,
    Planned,
    Recorded,
    Said,
    Saw,
    What,
)
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.recall.hit import Filters, Hit
from alongside.mind.recall.recall import EVERYTHING, Recall
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.search import Search

NOW = datetime(2008, 11, 3, 9, tzinfo=UTC)
ROME = "Europe/Rome"


def day(number: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(2008, 10, number, hour, minute, tzinfo=UTC)


def photo(name: str, town: str, country: str, caption: str = "") -> Saw:
    media = Media(hash=name, type="image/jpeg", name=f"{name}.jpg", size=1)
    return Saw(
        media=media, caption=caption, camera="Nikon", place=Place(name=town, country=country)
    )


def chat(text: str, by: str, thread: str) -> Said:
    return Said(text=text, by=by, thread=thread, channel="whatsapp")


LIFE: dict[str, tuple[datetime, What]] = {
    "coffee": (day(20), Noted(title="Monday", text="Slept badly, too much coffee after lunch.")),
    "camino": (day(20), Noted(text="Decided: walk the Camino to Santiago next May.")),
    "pot": (day(22), Noted(text="Birthday present for Robin: the small copper pot, 38 euro.")),
    "heel": (day(22), Noted(text="My left heel hurts in the new boots.")),
    "speech": (
        day(23),
        Noted(text="지훈이랑 통화했다. 축사를 부탁받았고, 금요일까지 초안을 보내기로 약속했다."),
    ),
    "back": (day(23), Noted(text="지훈이는 요즘 허리가 아파서 달리기를 쉬고 있다.")),
    "noodles": (day(24), chat("어제 먹은 칼국수 진짜 맛있었어", "박지훈", "지훈")),
    "cat": (day(24, 13), chat("우리 고양이가 또 커튼을 찢었어 ㅋㅋ", "김민아", "민아")),
    "tokyo": (day(25), chat("来月、東京タワーに行きます", "さくら", "さくら")),
    "chef": (day(22, 18, 1), chat("So, I'm a chef. I need firewood most.", "Robin Vale", "Robin")),
    "hello": (day(22, 18), chat("Hi! What do you do for a living?", "Alex Moreau", "Robin")),
    "boys": (day(23, 8), chat("hiking with 3 teenage boys, lol", "Dana Reyes", "Dana")),
    "water": (day(23, 8, 5), chat("Do you want two waters?", "Alex Moreau", "Dana")),
    "café": (day(26), chat("Let's meet at the Café Zoë on Sunday", "Dana Reyes", "Dana")),
    "robin": (day(1), Contact(name="Robin Vale", nicknames=("Bobby",), birthday="1976-11-14")),
    "dana": (day(1), Contact(name="Dana Reyes", notes="allergic to hazelnuts")),
    "dentist": (day(21), Planned(title="Dentist", occurrences=(), place=Place(name="Siena"))),
    "tower": (day(22, 15), photo("DSCN1", "Arezzo", "Italy", "the bell tower")),
    "harbour": (day(27), photo("harbour", "Helsinki", "Finland", "a cruise ship at sea")),
    "lecture": (
        day(21, 19),
        Recorded(
            media=Media(hash="l", type="audio/flac", name="lecture.flac", size=1),
            duration=60,
            title="evening lecture",
        ),
    ),
    "printing": (
        day(21, 19),
        Heard(text="Printing, in the only sense with which we are concerned", start=0, end=4),
    ),
    "wood": (
        day(21, 19),
        Heard(text="The Chinese took impressions from wood blocks", start=5, end=9),
    ),
}

QUESTIONS = (
    ("What do I want to do in Santiago?", "camino"),
    ("What did I drink after lunch?", "coffee"),
    ("which foot hurts", "heel"),
    ("What could I give Robin for the birthday?", "pot"),
    ("present ideas for Robin", "pot"),
    ("What does Robin do for a living?", "chef"),
    ("What did Robin need most?", "chef"),
    ("Who is hiking with teenage boys?", "boys"),
    ("How many waters?", "water"),
    ("Where do I meet Dana on Sunday?", "café"),
    ("cafe zoe", "café"),
    ("What is Dana allergic to?", "dana"),
    ("When is Robin's birthday?", "robin"),
    ("Bobby", "robin"),
    ("When do I see the dentist in Siena?", "dentist"),
    ("photo of the bell tower", "tower"),
    ("photos taken in Helsinki", "harbour"),
    ("the cruise ship", "harbour"),
    ("Who took impressions from wood blocks?", "wood"),
    ("What was said about printing?", "printing"),
    ("지훈이한테 언제까지 무엇을 보내기로 했지?", "speech"),
    ("지훈이는 왜 달리기를 쉬고 있어?", "back"),
    ("허리 아픈 사람", "back"),
    ("축사 초안은 언제까지야?", "speech"),
    ("칼국수를 누가 먹었어?", "noodles"),
    ("맛있었던 칼국수", "noodles"),
    ("고양이는 무엇을 찢었어?", "cat"),
    ("커튼", "cat"),
    ("민아네 고양이", "cat"),
    ("東京タワー", "tokyo"),
    ("사진 Helsinki", "harbour"),
    ("약속", "speech"),
)


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "me", [Search(), People(), Places()])
        await log.open()
        yield log


@pytest.fixture
async def life(log: SqliteLog) -> dict[str, Moment]:
    kept = await log.append(
        *(
            Draft(what=what, at=at, zone=ROME, source=what.kind(), trust=Trust.OWN)
            for at, what in LIFE.values()
        )
    )
    return dict(zip(LIFE, kept, strict=True))


async def ask(log: SqliteLog, question: str, filters: Filters = EVERYTHING) -> tuple[Hit, ...]:
    return await Recall(log).find(question, now=NOW, zone=ROME, filters=filters)


@pytest.mark.parametrize(("question", "wanted"), QUESTIONS)
async def test_what_is_asked_for_is_among_the_first(
    log: SqliteLog, life: dict[str, Moment], question: str, wanted: str
) -> None:
    hits = await ask(log, question)
    assert life[wanted] in [hit.moment for hit in hits[:3]]
    assert all(hit.why for hit in hits)


async def test_what_has_no_word_in_common_is_not_found(
    log: SqliteLog, life: dict[str, Moment]
) -> None:
    assert await ask(log, "quantum chromodynamics") == ()
    assert await ask(log, "") == ()


async def test_an_answer_is_found_through_the_question_before_it(
    log: SqliteLog, life: dict[str, Moment]
) -> None:
    hits = await ask(log, "What does he do for a living?")
    assert life["chef"] in [hit.moment for hit in hits]


async def test_a_time_asked_for_draws_in_what_happened_then(
    log: SqliteLog, life: dict[str, Moment]
) -> None:
    hits = await ask(log, "What happened on 25 October 2008?")
    assert hits[0].moment == life["tokyo"]
    assert "25 October 2008" in " ".join(hits[0].why)


async def test_a_birthday_is_a_time_too(log: SqliteLog, life: dict[str, Moment]) -> None:
    draft = Draft(
        what=Noted(text="bought a card"),
        at=datetime(2007, 11, 13, 12, tzinfo=UTC),
        zone=ROME,
        source="note",
        trust=Trust.OWN,
    )
    (bought,) = await log.append(draft)
    hits = await ask(log, "What did I do the day before Robin's birthday?")
    assert bought in [hit.moment for hit in hits[:3]]


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(kinds=("saw",)), {"tower", "harbour"}),
        (Filters(people=("dana reyes",)), {"boys", "café", "dana"}),
        (Filters(places=("Italy",)), {"tower"}),
        (Filters(sources=("planned",)), {"dentist"}),
    ],
)
async def test_filters_narrow(
    log: SqliteLog, life: dict[str, Moment], filters: Filters, kept: set[str]
) -> None:
    asked = "photo hiking Dana cafe tower ship hazelnuts dentist Siena boys firewood"
    assert {hit.moment.id for hit in await ask(log, asked, filters)} == {
        life[name].id for name in kept
    }


async def test_facets_count_what_passes(log: SqliteLog, life: dict[str, Moment]) -> None:
    counts = await Recall(log).facets(Filters(kinds=("saw",)))
    shown = {facet: {one.value: one.count for one in found} for facet, found in counts.items()}
    assert shown["kind"] == {"saw": 2}
    assert shown["place"] == {"Arezzo": 1, "Italy": 1, "Helsinki": 1, "Finland": 1}
    assert shown["year"] == {"2008": 2}
    assert shown["person"] == {}


async def test_what_we_talked_about_is_left_out_unless_asked_for(log: SqliteLog) -> None:
    what = Said(text="What is the name of my dentist?", by="me", thread="1")
    await log.append(
        Draft(what=what, at=NOW, zone=ROME, source="talk", trust=Trust.PERSON),
    )
    assert await ask(log, "the name of my dentist") == ()
    assert len(await ask(log, "the name of my dentist", Filters(sources=("talk",)))) == 1


async def test_a_long_note_is_one_hit_found_by_any_part(log: SqliteLog) -> None:
    filler = "\n\n".join(f"Paragraph {n} about nothing in particular." for n in range(200))
    text = f"{filler}\n\nThe spare key is under the blue flowerpot.\n\n{filler}"
    (note,) = await log.append(
        Draft(what=Noted(text=text), at=NOW, zone=ROME, source="note", trust=Trust.OWN)
    )
    hits = await ask(log, "Where is the spare key?")
    assert [hit.moment for hit in hits] == [note]
