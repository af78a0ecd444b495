"""What one moment tells of the person, and what it doesn't."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.log.kinds import Noted, Said, What
from alongside.log.moment import Moment, Trust
from alongside.mind.understand.reading import Person, Reading, read

WEDNESDAY = datetime(2026, 2, 11, 12, tzinfo=UTC)
ADA = Person(frozenset({"ada", "me"}))


def moment(what: What, trust: Trust = Trust.OWN, source: str = "test") -> Moment:
    return Moment(
        id="1",
        seq=1,
        person="ada",
        at=WEDNESDAY,
        zone="Europe/Rome",
        recorded=WEDNESDAY,
        what=what,
        source=source,
        trust=trust,
    )


def quotes(found: Reading) -> list[str]:
    return [*(b.quote for b in found.beliefs), *(p.quote for p in found.promises)]


def noted(text: str) -> Reading:
    return read(moment(Noted(text=text)), ADA)


def said(text: str, by: str = "Ada", to: tuple[str, ...] = ("Mina",)) -> Reading:
    trust = Trust.OWN if by == "Ada" else Trust.OUTSIDE
    return read(moment(Said(text=text, by=by, to=to), trust), ADA)


@pytest.mark.parametrize(
    ("text", "about", "value", "since"),
    [
        ("We moved to Porto last week.", "home", "Porto", "2026-02"),
        ("I've lived in Neukölln since 2014 and I like it.", "home", "Neukölln", "2014"),
        ("Living in Dahab since January.", "home", "Dahab", "2026-01"),
        ("I work at Atelier Nove now", "work", "Atelier Nove", ""),
        ("I love concrete when it rains.", "likes", "concrete", ""),
        ("I really can't stand the new rota software.", "dislikes", "the new rota software", ""),
        ("Green tea is my favourite.", "likes", "Green tea", ""),
        ("I don't eat pork.", "avoids", "eat pork", ""),
        ("I run along the canal every Sunday.", "does", "run along the canal every Sunday", ""),
        ("I believe in paying people on time.", "values", "paying people on time", ""),
        ("I'm going to Norway in July.", "plans", "Norway in July", "2026-07"),
        ("I'm so happy about it.", "feels", "happy about it", "2026-02-11"),
        ("성수동으로 이사했어.", "home", "성수동", ""),
        ("서촌에 산 지 3년 됐다.", "home", "서촌", "2023"),
        ("나는 작은 출판사에 다닌다.", "work", "작은 출판사", ""),
        ("나는 수국을 제일 좋아한다.", "likes", "수국", ""),
        ("회의가 많은 날이 정말 싫다.", "dislikes", "회의가 많은 날", ""),
        ("매일 새벽 네 시에 꽃시장에 간다.", "does", "매일 새벽 네 시에 꽃시장에 간다", ""),
        ("내년 3월에 이사할 거야.", "plans", "내년 3월에 이사할 거야", "2027-03"),
    ],
)  # fmt: skip
def test_what_people_say_of_themselves_is_understood(
    text: str, about: str, value: str, since: str
) -> None:
    (one,) = (b for b in noted(text).beliefs if b.about == about)
    assert (one.value, one.since) == (value, since)
    assert one.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "If I lived in Malta I'd never wear a coat again.",
        "Tunde says he hates the bank.",
        'The song goes "I live in a yellow submarine".',
        "Do I love coffee?",
        "One day I'm going to Mars lol",
        "> I work at Acme",
        "# I love headings",
        "I love you",
        "Left my green scarf on the train.",
        "Toast for dinner.",
        "지수가 강아지를 키우고 싶다고 했다.",
        "만약 내가 키운다면 고양이가 좋다.",
        "팀장님은 골프를 좋아하신다.",
    ],
)
def test_nothing_is_made_of_what_isnt_told(text: str) -> None:
    assert noted(text).beliefs == ()


def test_what_is_over_is_said_to_be_over() -> None:
    (one,) = noted("I left the choir in January, couldn't make rehearsals").beliefs
    assert (one.about, one.value, one.until) == ("formerly", "the choir", "2026-01")


@pytest.mark.parametrize(
    ("text", "name", "kin"),
    [
        ("My sister Inês came by with soup.", "Inês", "sister"),
        ("Megan is my eldest and lives in Cardiff now.", "Megan", "eldest"),
        ("우리 딸 하윤이가 처음으로 웃었다.", "하윤", "딸"),
        ("동생 은수가 다음 달에 결혼한다.", "은수", "동생"),
    ],
)
def test_who_somebody_is_to_them(text: str, name: str, kin: str) -> None:
    (one,) = noted(text).beliefs
    assert (one.category, one.subject, one.value) == ("relationship", name, kin)


def test_others_are_never_believed_about_the_person() -> None:
    assert said("I live in Porto and I love coffee", by="Mina", to=("Ada",)).beliefs == ()
    assert said("I live in Porto").beliefs != ()


def test_topics_are_told() -> None:
    (one,) = noted("I don't drink alcohol.").beliefs
    assert one.topic == "health"


@pytest.mark.parametrize(
    ("text", "what", "due", "day"),
    [
        ("I'll send you the drawings by Friday", "send you the drawings by Friday", (13, 23), True),
        ("I'll be there at ten with it", "be there at ten with it", (11, 21), False),
        ("I'll call you tomorrow!", "call you tomorrow", (12, 23), True),
        ("내일까지 보내줄게", "내일까지 보내줄게", (12, 23), True),
        ("연락 줄게", "연락 줄게", None, False),
    ],
)  # fmt: skip
def test_promises_have_their_due_times(
    text: str, what: str, due: tuple[int, int] | None, day: bool
) -> None:
    (mine,) = said(text).promises
    assert (mine.text, mine.by, mine.to, mine.day) == (what, "", "Mina", day)
    ends = mine.due and (mine.due.day, mine.due.hour)
    assert ends == due
    (theirs,) = said(text, by="Mina", to=("Ada",)).promises
    assert (theirs.by, theirs.to, theirs.due) == ("Mina", "", mine.due)


@pytest.mark.parametrize(
    "text", ["I'll be fine", "I'll leave it feet first", "If you pay I'll send it"]
)
def test_not_every_will_is_a_promise(text: str) -> None:
    assert said(text).promises == ()


def test_promises_told_in_a_note() -> None:
    (theirs,) = noted("Mina said she'll call me on Saturday.").promises
    assert (theirs.by, theirs.to) == ("Mina", "")
    (mine,) = noted("I promised Mina to water the plants.").promises
    assert (mine.by, mine.to, mine.text) == ("", "Mina", "water the plants")


@given(st.text(max_size=300))
def test_whatever_is_written_is_read_and_quoted(text: str) -> None:
    found = noted(text)
    assert all(quote in text for quote in quotes(found))


SAYABLE = """
    I we my sister Mina love hate live in Porto every Sunday will I'll send it by Friday if . , ? "
    나는 커피를 좋아한다 내일 이사했어 보낼게 매일 다음 달에 갈 거야 우리 딸 하윤이가
"""
VOCABULARY = SAYABLE.split()
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=25)


@given(WORDS)
def test_words_in_any_order_are_read_and_quoted(words: list[str]) -> None:
    text = " ".join(words)
    found = said(text)
    assert all(quote.strip() and quote in text for quote in quotes(found))
