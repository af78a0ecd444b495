"""The word index: how words are cut, what forgetting leaves, and that a replay gives the same."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.log.database import Database
from alongside.log.kinds import Contact, Heard, Media, Noted, Place, Recorded, Said, Saw, What
from alongside.log.log import View
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.views.passages import passages, position
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.search import Search, asks, speaks_of_self
from alongside.views.words import bare_korean, fold, terms

NOON = datetime(2008, 10, 22, 12, tzinfo=UTC)
VIEWS: Sequence[View] = (Search(), People(), Places())
TABLES = ("search", "search_words", "people", "people_contacts", "places")


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "me", VIEWS)
        await log.open()
        yield log


def draft(what: What, because: tuple[str, ...] = ()) -> Draft:
    return Draft(what=what, at=NOON, zone="UTC", source="test", trust=Trust.OWN, because=because)


async def tables(log: SqliteLog) -> dict[str, list[Any]]:
    def read(db: Any) -> dict[str, list[Any]]:
        return {name: sorted(db.execute(f"SELECT * FROM {name}").fetchall()) for name in TABLES}

    return await log.database.read(read)


async def rebuild(log: SqliteLog) -> None:
    def drop(db: Any) -> None:
        for view in VIEWS:
            db.execute("DELETE FROM views WHERE name = ?", (view.name,))

    await log.database.write(drop)
    await SqliteLog(log.database, "me", VIEWS).open()


async def fill(log: SqliteLog) -> tuple[str, ...]:
    sound = Media(hash="s", type="audio/flac", name="s.flac", size=1)
    picture = Media(hash="p", type="image/jpeg", name="p.jpg", size=1)
    (recording,) = await log.append(draft(Recorded(media=sound, duration=9, title="lecture")))
    kept = await log.append(
        draft(Heard(text="printing", start=0, end=1, speaker="A"), (recording.id,)),
        draft(Said(text="Café?", by="Dana Reyes", to=("Alex",), thread="t", channel="whatsapp")),
        draft(Saw(media=picture, place=Place(name="Arezzo", country="Italy"))),
        draft(Contact(name="박지훈", nicknames=("훈이",), birthday="1980-03-02")),
        draft(Noted(title="Long", text="One sentence of many. " * 100)),
    )
    return (recording.id, *(moment.id for moment in kept))


async def test_a_replay_gives_the_same_tables(log: SqliteLog) -> None:
    ids = await fill(log)
    await log.forget(ids[2])
    lived = await tables(log)
    await rebuild(log)
    assert await tables(log) == lived
    assert lived["people_contacts"]


async def test_nothing_of_what_was_forgotten_is_left(log: SqliteLog) -> None:
    await log.forget(*await fill(log))
    assert all(not held for held in (await tables(log)).values())


async def test_a_long_note_is_cut_where_sentences_end(log: SqliteLog) -> None:
    (moment,) = await log.append(draft(Noted(text="One sentence of many. " * 100)))
    cut = list(passages(moment))
    assert len(cut) > 2
    assert "".join(p.text for p in cut) == moment.what.words
    assert all(p.text.startswith("One sentence") for p in cut)
    assert {position(p.id) for p in cut} == {moment.seq}


@given(st.text(max_size=3000))
def test_passages_hold_every_word(text: str) -> None:
    moment = Moment(
        id="m", seq=1, person="me", at=NOON, zone="UTC", recorded=NOON, what=Noted(text=text),
        source="test", trust=Trust.OWN,
    )  # fmt: skip
    held = "".join(p.text for p in passages(moment))
    assert held.split() == text.split()


@given(st.text(max_size=200))
def test_any_text_can_be_indexed_and_matched(text: str) -> None:
    assert all(term and not term.isspace() and '"' not in term for term in terms(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("running shoes", "Run in a shoe"),
        ("Café Zoë", "cafe zoe"),
        ("지훈이한테", "지훈이는"),
        ("달리기를", "달리기"),
        ("고양이가", "고양이랑"),
        ("don't", "DON’T"),
        ("\uff26ull width", "full width"),
        ("Robin's", "robin"),
    ],
)
def test_forms_of_a_word_are_one_term(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_function_words_are_left_out() -> None:
    assert terms("What did I do with it?") == []
    assert terms("언제 무엇을 했지?") == []


def test_a_korean_word_keeps_two_syllables() -> None:
    assert bare_korean("나는") == "나는"
    assert bare_korean("학교에서는") == "학교"


def test_names_are_compared_without_case_and_accents() -> None:
    assert fold(" Zoë  Ångström ") == "zoe angstrom"


def test_questions_and_the_first_person_are_told() -> None:
    assert asks('How are you?" ')
    assert not asks("Fine.")
    assert speaks_of_self("So, I'm a chef")
    assert speaks_of_self("내가 했어")
    assert not speaks_of_self("It is in Milan")
