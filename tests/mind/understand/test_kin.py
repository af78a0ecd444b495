"""Who somebody is to the one who writes, and who is nobody's by these words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from alongside.log.kinds import Believed, Contact, Noted, Said, What
from alongside.log.moment import Moment, Trust
from alongside.mind.understand.reading import Person, read

ADA = Person(frozenset({"ada", "me"}))


def relations(what: What, trust: Trust = Trust.OWN) -> list[Believed]:
    at = datetime(2026, 2, 11, 12, tzinfo=UTC)
    moment = Moment(
        id="1", seq=1, person="ada", at=at, zone="Europe/Rome", recorded=at, what=what,
        source="test", trust=trust,
    )  # fmt: skip
    found = [one for one in read(moment, ADA).beliefs if one.category == "relationship"]
    assert all(one.quote in what.words or one.quote in what.names for one in found)
    return found


def told(what: What, trust: Trust = Trust.OWN) -> list[tuple[str, str]]:
    return [(one.subject, one.value) for one in relations(what, trust)]


@pytest.mark.parametrize(
    ("text", "name", "kin"),
    [
        ("My sister Ana came by.", "Ana", "sister"),
        ("Ana, my sister, came by.", "Ana", "sister"),
        ("Dinner with Ana (my sister) at eight.", "Ana", "sister"),
        ("Had lunch with Ana, my sister.", "Ana", "sister"),
        ("Ana is my older sister.", "Ana", "sister"),
        ("My sister is called Ana.", "Ana", "sister"),
        ("My sister’s name is Ana.", "Ana", "sister"),
        ("My big little brother Łukasz rang.", "Łukasz", "brother"),
        ("My husband, Erik, burnt the rice.", "Erik", "husband"),
        ("My late husband Edgar planted it.", "Edgar", "late husband"),
        ("My ex Tom wrote again.", "Tom", "ex"),
        ("My mother-in-law Rosa is staying.", "Rosa", "mother-in-law"),
        ("Our daughter Noor lost a tooth.", "Noor", "daughter"),
        ("If my brother Leo calls, tell him I moved.", "Leo", "brother"),
        ("Did my brother Leo call?", "Leo", "brother"),
        ("My brother Leo might visit in May.", "Leo", "brother"),
        ("My brother Leo is in hospital.", "Leo", "brother"),
        ("My cousin Bea told me she is moving.", "Bea", "cousin"),
        ("Uncle Dre fixed the car.", "Dre", "uncle"),
        ("My boss Karl wants it by noon.", "Karl", "boss"),
        ("My boss is Karl.", "Karl", "boss"),
        ("Karl, my manager, wants it by noon.", "Karl", "manager"),
        ("My piano teacher Mrs Kelly was strict.", "Mrs Kelly", "piano teacher"),
        ("Our neighbour Mr. Petrov has bees.", "Mr. Petrov", "neighbour"),
        ("Our landlord Piotr came about the boiler.", "Piotr", "landlord"),
        ("Piotr was my flatmate in Gdańsk.", "Piotr", "former flatmate"),
        ("Ilse was my grandmother.", "Ilse", "grandmother"),
        ("A friend of mine, Tunde, sings.", "Tunde", "friend"),
        ("Tunde, an old friend of mine, sings.", "Tunde", "friend"),
        ("My old friend Tunde sings.", "Tunde", "old friend"),
        ("Jonas from work gave me a lift.", "Jonas", "colleague"),
        ("Coffee with Mina from next door.", "Mina", "neighbour"),
        ("I share an office with Priya.", "Priya", "colleague"),
        ("I've been married to Sol for ten years.", "Sol", "spouse"),
        ("Sol and I got married in June.", "Sol", "spouse"),
        ("Ran into Ana from uni.", "Ana", "friend from uni"),
        ("My sister's husband Tom can't cook.", "Tom", "sister's husband"),
        ("Rosa is my daughter's teacher.", "Rosa", "daughter's teacher"),
        ("Met Vera for coffee, she's my cousin.", "Vera", "cousin"),
        ("Vera phoned. She is my cousin from Brno.", "Vera", "cousin"),
        ("My mentor at work, Dr. Shah, said so.", "Dr. Shah", "mentor"),
        ("My girlfriend of three years, Ana, left.", "Ana", "girlfriend"),
        ("Tom, who's my flatmate, cooks.", "Tom", "flatmate"),
        ("Tom, one of my best friends, cooks.", "Tom", "best friend"),
        ("Me and Tom are cousins.", "Tom", "cousin"),
        ("Tom and I have been best friends since school.", "Tom", "best friend"),
        ("The landlord, Piotr, came.", "Piotr", "landlord"),
        ("Call Ana (sister).", "Ana", "sister"),
        ("상사 박 부장님이 불렀다.", "박 부장", "상사"),
        ("담임 선생님인 박은영 선생님을 뵀다.", "박은영", "담임 선생님"),
        ("첫째 아들 민준이가 웃었다.", "민준", "아들"),
        ("우리 형 민수가 왔다.", "민수", "형"),
        ("형 민수가 전화했다.", "민수", "형"),
        ("언니 수진이가 다음 달에 이직한다고 했다.", "수진", "언니"),
        ("여동생 은수가 오면 같이 갈 거다.", "은수", "여동생"),
        ("남편 성훈 씨는 출장 중이다.", "성훈", "남편"),
        ("민수는 내 친구다.", "민수", "친구"),
        ("지우는 우리 딸이야.", "지우", "딸"),
        ("수진이는 대학 동기다.", "수진", "대학 동기"),
        ("동생 이름은 은수다.", "은수", "동생"),
        ("아는 형 민수랑 밥을 먹었다.", "민수", "아는 형"),
        ("회사 동료 지은 씨가 도와줬다.", "지은", "회사 동료"),
        ("우리 팀장 박지훈 님은 꼼꼼하다.", "박지훈", "팀장"),
        ("피아노 선생님 김수현 님을 만났다.", "김수현", "피아노 선생님"),
        ("민지라는 친구가 생겼다.", "민지", "친구"),
        ("옆집 순자 할머니가 떡을 주셨다.", "순자", "이웃"),
        ("사촌동생 하늘이가 놀러 왔다.", "하늘", "사촌동생"),
        ("현우(동생)와 통화했다.", "현우", "동생"),
    ],
)
def test_who_somebody_is(text: str, name: str, kin: str) -> None:
    assert told(Noted(text=text)) == [(name, kin)]


def test_several_at_once() -> None:
    assert told(Noted(text="My sisters Ana and Rita, and my son Leo, are here.")) == [
        ("Ana", "sister"), ("Rita", "sister"), ("Leo", "son"),
    ]  # fmt: skip
    assert told(Noted(text="My two sons, Leo and Max, are at camp.")) == [
        ("Leo", "son"), ("Max", "son"),
    ]  # fmt: skip
    assert told(Noted(text="My sister Ana and her husband Tom came.")) == [
        ("Tom", "sister’s husband"), ("Ana", "sister"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Her husband Tom can't cook.",
        "I wish Ana was my sister.",
        "Is Ana my sister?",
        "If Ana were my sister I'd move in.",
        "My husband is French.",
        "My sister Monday night.",
        "My best friend and I went to Rome.",
        "My boss. Ana came later.",
        "My imaginary friend Bo ate it.",
        "My boyfriend Brad Pitt lol",
        'The novel says "my sister Ana drowned".',
        "Ana from the bank called.",
        "Ana isn't my sister.",
        "Tom, my sister and Lee came.",
        "Lee's brother Tom came.",
        "Tom and Ana are cousins.",
        "My trip to Rome, Italy.",
        "My boss in London is kind.",
        "I told my brother Yes.",
        "민수 형이 밥을 샀다.",
        "김 부장님이 퇴근하셨다.",
        "친구 결혼식에 갔다.",
        "동생이랑 싸웠다.",
        "엄마 생신 선물을 골랐다.",
        "친구 집에 놀러 갔다.",
        "우리 아들 축구 시합이 있다.",
        "언니 오늘 온대.",
        "선생님 말씀이 맞았다.",
    ],
)
def test_who_nobody_is(text: str) -> None:
    assert told(Noted(text=text)) == []


def test_the_quote_is_only_what_says_it() -> None:
    (one,) = relations(Noted(text="My brother Leo is in hospital with his lungs."))
    assert (one.quote, one.topic) == ("My brother Leo", "")


def said(text: str, *to: str, trust: Trust = Trust.OWN) -> list[tuple[str, str]]:
    by = "Ada" if trust == Trust.OWN else to[0]
    return told(Said(text=text, by=by, to=to if trust == Trust.OWN else ("Ada",)), trust)


@pytest.mark.parametrize(
    ("text", "kin"),
    [
        ("It's 38 degrees mama", "mother"),
        ("Mum, I landed", "mother"),
        ("thanks dad!", "father"),
        ("Night night, grandma x", "grandmother"),
        ("happy birthday sis", "sister"),
        ("Best wife in London", "wife"),
        ("You're the best brother", "brother"),
        ("엄마, 나 도착했어", "엄마"),
        ("고마워 여보", "배우자"),
        ("아빠! 언제 와?", "아빠"),
        ("알겠어 할머니~", "할머니"),
    ],
)
def test_how_the_person_calls_somebody_to_their_face(text: str, kin: str) -> None:
    assert said(text, "Leila Nassar") == [("Leila Nassar", kin)]


@pytest.mark.parametrize(
    "text",
    [
        "I'll call mum", "lunch with dad", "ask grandma", "Mum says hi", "is that from dad?",
        "say hi to mama", "me and mum", "love my dad", "picked up mum", "it was for grandma",
        "엄마 생신 선물은 내가 살게", "엄마한테 말했어?", "아빠 왔어",
        "할머니 보고 싶다", "누나 고마워",
    ],
)  # fmt: skip
def test_whom_they_only_speak_of(text: str) -> None:
    assert said(text, "Leila Nassar") == []


@pytest.mark.parametrize(
    ("name", "kin"),
    [
        ("Mom", "mother"), ("Dad ❤️", "father"), ("Uncle Bob", "uncle"),
        ("Grandma Rose", "grandmother"),
        ("엄마", "엄마"), ("우리 딸", "딸"), ("남편♥", "남편"), ("큰이모", "큰이모"),
        ("Mina", ""), ("오빠", ""),
        ("민수 형", ""), ("Boss Hugo Store", ""), ("딸기", ""),
    ],
)  # fmt: skip
def test_who_somebody_is_by_the_name_of_their_chat(name: str, kin: str) -> None:
    assert said("On my way", name) == ([(name, kin)] if kin else [])
    assert said("On my way", name, trust=Trust.OUTSIDE) == []


def test_in_a_group_or_from_others_nobody_is_called() -> None:
    assert said("thanks mum", "Leila", "Yusuf") == []
    assert said("thanks mum", "Leila", trust=Trust.OUTSIDE) == []


@pytest.mark.parametrize(
    ("contact", "name", "kin"),
    [
        (Contact(name="Mom"), "Mom", "mother"),
        (Contact(name="엄마"), "엄마", "엄마"),
        (Contact(name="Dad mobile"), "Dad mobile", "father"),
        (Contact(name="Ana (sister)"), "Ana (sister)", "sister"),
        (Contact(name="Piotr landlord"), "Piotr landlord", "landlord"),
        (Contact(name="Rosa Lima", notes="my sister, lives in Faro"), "Rosa Lima", "sister"),
        (Contact(name="Rosa Lima", notes="Landlady"), "Rosa Lima", "landlady"),
        (Contact(name="박지훈", notes="회사 동료"), "박지훈", "회사 동료"),
        (Contact(name="Ada", notes="spouse: Sol Reyes"), "Sol Reyes", "spouse"),
    ],
)
def test_who_contacts_say_somebody_is(contact: Contact, name: str, kin: str) -> None:
    assert told(contact) == [(name, kin)]


@pytest.mark.parametrize(
    "contact",
    [
        Contact(name="Ana Silva", notes="Met at my sister's party"),
        Contact(name="Mother Hubbard Pies"),
        Contact(name="Friendly Taxi"),
        Contact(name="Ana Silva", notes="spouse: Tom"),
        Contact(name="민수 형"),
        Contact(name="Father Brown"),
    ],
)
def test_contacts_that_say_nothing_of_it(contact: Contact) -> None:
    assert told(contact) == []
