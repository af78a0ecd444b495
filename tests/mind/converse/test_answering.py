"""How one question is answered: from agreements, sums, pictures, contacts, or in quotes."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.log.database import Database
from alongside.log.kinds import (
    Contact,
    Heard,
    Media,
    Noted,
    Place,
    Recognised,
    Recorded,
    Said,
    Saw,
    Thing,
    What,
)
from alongside.log.moment import Draft, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.converse.converse import Converse
from alongside.mind.converse.events import Answered
from alongside.mind.converse.follow_up import follow_up
from alongside.mind.recall.recall import Recall
from alongside.models.chat.scripted import ScriptedChat
from alongside.models.model import Chat
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.search import Search

ZONE = "Europe/Dublin"
NOW = datetime(2025, 6, 20, 9, tzinfo=UTC)
BEGAN = datetime(2025, 6, 17, 18, tzinfo=UTC)
GALWAY = Place(name="Galway", country="Ireland", latitude=53.27, longitude=-9.05)
ME = "Nora Han"
TURNS = (
    ("Omar Diaz", "Shall we split the pears and the quinces from the garden?"),
    (ME, "How about I take 9 pears and you take all the quinces?"),
    ("Omar Diaz", "No, that is too much. I need some pears myself."),
    (ME, "Then 6 pears for me, 3 pears and the quinces for you?"),
    ("Omar Diaz", "Sounds good!"),
    ("Omar Diaz", "I must insist on getting the wheelbarrow back though."),
    (ME, "Who is Biscuit? You said you can't leave because of Biscuit."),
    ("Omar Diaz", "My parrot. And I can't get away before my shift at the observatory ends."),
    (ME, "For how long would you lend me the tent?"),
    ("Omar Diaz", "Three weeks if you like."),
)


def draft(what: What, at: datetime, trust: Trust = Trust.OWN) -> Draft:
    return Draft(what=what, at=at, zone=ZONE, source="test", trust=trust)


def message(number: int, by: str, text: str) -> Draft:
    to = "Omar Diaz" if by == ME else ME
    what = Said(text=text, by=by, to=(to,), thread="Omar Diaz", channel="whatsapp")
    trust = Trust.OWN if by == ME else Trust.OUTSIDE
    return draft(what, BEGAN + timedelta(minutes=number), trust)


LIFE = (
    *(message(number, by, text) for number, (by, text) in enumerate(TURNS)),
    draft(Contact(name="Omar Diaz", birthday="1990-07-02", notes="Astronomer."), NOW),
    draft(Contact(name="Tess Lee", notes="Allergic to wasps"), NOW),
    draft(Contact(name="한서연", birthday="1992-01-15"), NOW),
    draft(
        Noted(title="Galway", text="Paid 12.50 euro for lunch. The ferry was 20 euro."),
        BEGAN - timedelta(days=1),
    ),
    draft(
        Noted(text="Gift idea for Omar: the brass sextant, 80 euro. My right ear aches."),
        BEGAN - timedelta(days=2),
    ),
)


async def perceived(log: SqliteLog) -> None:
    """A photo of a ferry, and a talk of two turns."""
    at = BEGAN - timedelta(days=3)
    media = Media(hash="cd" * 32, type="image/jpeg", name="quay.jpg", size=1)
    sound = Media(hash="ef" * 32, type="audio/flac", name="talk.flac", size=1)
    saw, talk = await log.append(
        draft(Saw(media=media, place=GALWAY), at),
        draft(Recorded(media=sound, duration=60, title="talk on kelp"), at),
    )
    boat = Recognised(things=(Thing("boat", 0.9, (0, 0, 1, 1)),))
    said = ("Kelp grows half a metre a day.", "Please never step on the young plants.")
    await log.append(
        Draft(what=boat, at=at, zone=ZONE, source="look", trust=Trust.OWN, because=(saw.id,)),
        *(
            Draft(
                what=Heard(text=text, start=9.0 * i, end=9.0 * i + 8, speaker="Speaker 1"),
                at=at,
                zone=ZONE,
                source="listen",
                trust=Trust.OUTSIDE,
                because=(talk.id,),
            )
            for i, text in enumerate(said)
        ),
    )


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "me", (Search(), People(), Places()))
        await log.open()
        await log.append(*LIFE)
        await perceived(log)
        yield log


async def ask(log: SqliteLog, question: str, chat: Chat | None = None) -> Said:
    """The answer; who the person is must be seen from the chats."""
    converse = Converse(log=log, recall=Recall(log), chat=lambda: chat)
    async with aclosing(converse.ask(question, "t", NOW, ZONE)) as events:
        async for event in events:
            if isinstance(event, Answered) and isinstance(event.moment.what, Said):
                return event.moment.what
    raise AssertionError("no answer came")


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("How many pears did Omar and I each end up with?", "6 pears for me"),
        ("What did Omar insist on?", "wheelbarrow"),
        ("What does Omar do for a living?", "Astronomer"),
        ("How long did Omar say he would lend me the tent?", "Three weeks"),
        ("How much did I spend in Galway altogether?", "32.50 EUR"),
        ("What could I give Omar, and what does it cost?", "sextant, 80 euro"),
        ("Which ear hurts?", "right ear"),
        ("Who is Biscuit?", "My parrot"),
        ("Who did I chat with on 17 June 2025?", "Omar Diaz"),
        ("How did Omar and I divide things?", "6 pears for me"),
        ("In which city did I take the photo of the ship?", "Galway"),
        ("What was the talk on kelp about?", "half a metre"),
        ("What did the talk say I should never step on?", "young plants"),
        ("How old will Omar be on his next birthday?", "35 years old"),
        ("서연이 생일은 언제야?", "1월 15일"),
    ],
)
async def test_without_a_model_records_answer(log: SqliteLog, question: str, answered: str) -> None:
    said = await ask(log, question)
    assert answered in said.text
    assert said.cites


@pytest.mark.parametrize(
    ("question", "misled"),
    [
        ("What is Omar allergic to?", "Omar is allergic to wasps. [1]"),
        ("What is the name of Omar's sister?", "Omar's sister is Tess Lee. [1]"),
        ("How much did the talk on kelp cost?", "The talk on kelp cost 20 euro. [1]"),
        ("Where was I on 3 February 2025?", "You were in Galway. [1]"),
        ("What does Biscuit do for a living?", "Biscuit insists on the wheelbarrow. [1]"),
        ("In which city was the photo of the horse taken?", "In Galway. [1]"),
    ],
)
async def test_what_only_seems_to_be_there_is_refused(
    log: SqliteLog, question: str, misled: str
) -> None:
    for chat in (None, ScriptedChat([misled])):
        said = await ask(log, question, chat)
        assert said.refused
        assert not said.cites


async def test_an_offer_that_was_turned_down_is_not_told(log: SqliteLog) -> None:
    said = await ask(log, "How many pears did Omar and I each end up with?")
    assert "9 pears" not in said.text


async def test_the_person_is_told_of_as_you(log: SqliteLog) -> None:
    said = await ask(log, "How many pears did Omar and I each end up with?")
    assert "you" in said.text
    assert ME not in said.text


async def test_a_model_reads_only_records_that_can_answer(log: SqliteLog) -> None:
    chat = ScriptedChat(["Your right ear aches. [1]"])
    said = await ask(log, "Which ear aches?", chat)
    assert said.model
    assert "Which ear aches?" in chat.given[0].messages[-1].text
    assert "pears" not in chat.given[0].messages[-1].text


async def test_a_model_is_not_asked_where_no_record_can_answer(log: SqliteLog) -> None:
    chat = ScriptedChat(["You paid 20 euro to the dentist. [1]"])
    said = await ask(log, "What is the name of my dentist?", chat)
    assert said.refused
    assert not chat.given


@pytest.mark.parametrize(
    ("question", "before", "meant"),
    [
        ("And when is her birthday?", "What does Tess run?", "Tess And when is her birthday?"),
        ("And Omar's?", "When is Tess Lee's birthday?", "When is Omar's birthday?"),
        ("What about Omar?", "What is Tess allergic to?", "What is Omar allergic to?"),
        ("민수는?", "서연이는 언제 오기로 했지?", "민수는 언제 오기로 했지?"),
        ("What is the name of my dentist?", "When is Omar's birthday?", ""),
    ],
)
def test_a_follow_up_is_asked_in_full(question: str, before: str, meant: str) -> None:
    assert follow_up(question, before) == (meant or question)
