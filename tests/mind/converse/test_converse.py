"""Conversation: what code answers, what a model may say, what is refused, and what is kept."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.log.corrections import AsCorrected
from alongside.log.database import Database
from alongside.log.kinds import (
    Contact,
    Corrected,
    Media,
    Noted,
    Occurrence,
    Place,
    Planned,
    Recognised,
    Said,
    Saw,
    Thing,
    What,
)
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.converse.converse import Converse
from alongside.mind.converse.events import Answered, Token
from alongside.mind.converse.manner import Manner
from alongside.mind.recall.recall import Recall
from alongside.models.chat.scripted import ScriptedChat
from alongside.models.model import Chat, ModelError, Prompt
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.search import Search

ZONE = "Europe/Lisbon"
NOW = datetime(2026, 10, 12, 9, tzinfo=UTC)
WALK = datetime(2026, 10, 9, 14, tzinfo=UTC)
SINTRA = Place(name="Sintra", country="Portugal", latitude=38.8, longitude=-9.39)
Answer = Callable[..., object]


def draft(what: What, at: datetime, trust: Trust = Trust.OWN) -> Draft:
    return Draft(what=what, at=at, zone=ZONE, source="test", trust=trust)


def photo(minutes: int, place: Place | None = SINTRA, camera: str = "Ricoh GR III") -> Draft:
    media = Media(hash=f"{minutes:064}", type="image/jpeg", name=f"{minutes}.jpg", size=1)
    what = Saw(media=media, place=place, camera=camera)
    return draft(what, WALK + timedelta(minutes=minutes))


def message(by: str, text: str, minute: int) -> Draft:
    trust = Trust.OWN if by == "Nora Han" else Trust.OUTSIDE
    other = "Ines" if by == "Nora Han" else "Nora Han"
    what = Said(text=text, by=by, to=(other,), thread="Ines", channel="whatsapp")
    return draft(what, WALK + timedelta(days=1, minutes=minute), trust)


def planned(title: str, *starts: datetime, place: Place | None = None) -> Draft:
    times = tuple(Occurrence(start=s, end=s + timedelta(hours=2)) for s in starts)
    return draft(Planned(title=title, occurrences=times, place=place), starts[0])


LIFE = (
    planned("Walk in the hills", WALK, place=SINTRA),
    planned("Swim", *(datetime(2026, 10, day, 7, tzinfo=UTC) for day in (13, 15, 20, 22))),
    *(photo(minutes) for minutes in (5, 20, 41)),
    photo(60 * 24 * 3, place=None, camera="Pixel 9"),
    draft(
        Contact(name="Ines Prado", nicknames=("Ines",), birthday="1988-12-03", phones=("+351 91",)),
        NOW,
    ),
    draft(Noted(title="Ideas", text="A blue teapot for Ines, 24 euro at the market."), WALK),
    draft(Noted(text="수진이에게 토요일까지 사진을 보내기로 약속했다."), WALK),
    message("Ines", "I run a bakery in Cascais now, can you believe it?", 0),
    message("Nora Han", "Wonderful! I will bring the boxes on Monday.", 3),
)


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "me", (Search(), People(), Places()))
        await log.open()
        await log.append(*LIFE)
        yield log


def converse(log: SqliteLog, chat: Chat | None = None) -> Converse:
    return Converse(log=log, recall=Recall(log), chat=lambda: chat, me=lambda: ("Nora Han",))


async def answer(with_: Converse, question: str, thread: str = "t") -> Moment:
    async with aclosing(with_.ask(question, thread, NOW, ZONE)) as events:
        async for event in events:
            if isinstance(event, Answered):
                return event.moment
    raise AssertionError("no answer came")


def said(moment: Moment) -> Said:
    assert isinstance(moment.what, Said)
    return moment.what


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("How many photos did I take on my walk?", "3"),
        ("How many photos did I take in Sintra?", "3"),
        ("사진을 몇 장 찍었어 Sintra?", "3"),
        ("At what time did I take the last photo of the walk?", "15:41"),
        ("When did I take the first photo on the walk?", "15:05"),
        ("Which camera did I use on the walk?", "Ricoh GR III"),
        ("Where was I on 9 October 2026?", "Sintra, Portugal"),
        ("Where was I on 9 October?", "Sintra, Portugal"),
        ("How many swims are in my calendar from 14 October 2026 on?", "3 times"),
        ("When is my next swim?", "13 October 2026"),
        ("How long was the walk in the hills?", "2 hours"),
        ("When is Ines's birthday?", "3 December 1988"),
        ("How old is Ines?", "37 years old"),
        ("What is the phone number of Ines Prado?", "+351 91"),
        ("How many messages did Ines send?", "1"),
    ],
)
async def test_code_answers_what_code_can(log: SqliteLog, question: str, answered: str) -> None:
    chat = ScriptedChat(["I would have made something up. [1]"])
    what = said(await answer(converse(log, chat), question))
    assert answered in what.text
    assert what.cites
    assert not what.model
    assert not chat.given


async def test_a_model_answers_from_numbered_records(log: SqliteLog) -> None:
    chat = ScriptedChat(["Ines runs a bakery in Cascais. [1]"])
    moment = await answer(converse(log, chat), "What does Ines do for a living?")
    what = said(moment)
    assert what.text == "Ines runs a bakery in Cascais. [1]"
    assert what.model == "scripted:chat"
    assert not what.unsupported
    (cited,) = await log.get(*{cite.moment for cite in what.cites})
    assert "bakery" in cited.what.words
    assert "[1]" in chat.given[0].messages[-1].text


async def test_a_citation_is_never_invented(log: SqliteLog) -> None:
    chat = ScriptedChat(["Ines runs a bakery in Cascais [9]. She sold it for 900,000 euro [1]."])
    moment = await answer(converse(log, chat), "What does Ines do for a living?")
    what = said(moment)
    held = await log.get(*(cite.moment for cite in what.cites))
    assert held
    assert {m.id for m in held} <= set(moment.because)
    assert "[9]" not in what.text
    ((start, end),) = what.unsupported
    assert what.text[start:end] == "She sold it for 900,000 euro."


@pytest.mark.parametrize(
    "question",
    [
        "What is the name of my dentist?",
        "How much did I pay for the swim?",
        "Which hotel did we stay in?",
        "What did Bartholomew promise me?",
        "치과 의사 이름이 뭐야?",
    ],
)
@pytest.mark.parametrize("script", ["Your dentist is Ines Prado, 24 euro. [1]", "I don't know."])
async def test_what_the_life_does_not_hold_is_refused(
    log: SqliteLog, question: str, script: str
) -> None:
    for chat in (None, ScriptedChat([script])):
        what = said(await answer(converse(log, chat), question))
        assert what.refused
        assert not what.cites


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("What could I give Ines, and what does the teapot cost?", "24 euro"),
        ("수진이에게 언제까지 무엇을 보내기로 했지?", "토요일까지"),
        ("When will I bring the boxes?", "Monday"),
    ],
)
async def test_without_a_model_the_life_is_quoted(
    log: SqliteLog, question: str, quoted: str
) -> None:
    what = said(await answer(converse(log), question))
    assert quoted in what.text
    assert what.cites
    assert not what.model


async def spoken(with_: Converse, question: str) -> Said:
    asked = with_.ask(question, "t", NOW, ZONE, Manner(aloud=True))
    async with aclosing(asked) as events:
        async for event in events:
            if isinstance(event, Answered):
                return said(event.moment)
    raise AssertionError("no answer came")


def text(prompt: Prompt) -> str:
    return "\n".join(f"{message.role}: {message.text}" for message in prompt.messages)


async def test_what_was_read_ahead_is_what_the_prompt_of_a_spoken_question_begins_with(
    log: SqliteLog,
) -> None:
    chat = ScriptedChat(["The teapot costs 24 euro. [1]"])
    with_ = converse(log, chat)
    await with_.prepare("", "t", NOW, ZONE)
    await with_.prepare("What does the teapot", "t", NOW, ZONE)
    await with_.prepare("What does the teapot", "t", NOW, ZONE)
    answered = await spoken(with_, "What does the teapot for Ines cost?")
    opening, ahead, whole = map(text, chat.given)
    assert ahead.startswith(opening)
    assert "blue teapot" in ahead
    assert whole.startswith(ahead.partition("\n\nQuestion:")[0])
    assert [prompt.max_tokens for prompt in chat.given[:2]] == [1, 1]
    assert answered.text == "The teapot costs 24 euro. [1]"
    (cited,) = await log.get(*(cite.moment for cite in answered.cites))
    assert "teapot" in cited.what.words


async def test_the_turns_are_read_ahead_once_a_question_was_answered(log: SqliteLog) -> None:
    chat = ScriptedChat(["Ines runs a bakery in Cascais [1]."])
    with_ = converse(log, chat)
    await spoken(with_, "What does Ines do for a living?")
    await with_.prepare("", "t", NOW, ZONE)
    await spoken(with_, "What does the teapot for Ines cost?")
    await with_.prepare("", "t", NOW, ZONE)
    _, opening, whole, latest = map(text, chat.given)
    assert "runs a bakery" in opening
    assert whole.startswith(opening)
    assert latest.count("user: ") == opening.count("user: "), "no more is read the longer we talk"


async def test_a_spoken_answer_is_written_from_less_and_checked_by_all(log: SqliteLog) -> None:
    pages = "".join(f"On day {day} it rained in Sintra and I stayed at home. " for day in range(9))
    await log.append(draft(Noted(text=f"{pages}The umbrella cost 12 euro. {pages}"), WALK))
    chat = ScriptedChat(["The umbrella cost 12 euro [1]."])
    question = "How much did the umbrella cost?"
    await answer(converse(log, chat), question, "typed")
    told = await spoken(converse(log, chat), question)
    typed, brief = map(text, chat.given)
    assert "The umbrella cost 12 euro." in brief
    assert len(brief) < len(typed) - 100
    assert told.cites
    assert not told.unsupported


async def test_what_the_life_does_not_hold_is_refused_aloud_too(log: SqliteLog) -> None:
    with_ = converse(log, ScriptedChat(["Your dentist is Ines Prado, 24 euro. [1]"]))
    assert (await spoken(with_, "What is the name of my dentist?")).refused


class BrokenChat:
    name = "broken:chat"
    remote = False

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        yield given.messages[0].text[:2]
        raise ModelError("The server went away.")


async def test_a_model_that_fails_leaves_a_quote(log: SqliteLog) -> None:
    what = said(await answer(converse(log, BrokenChat()), "When will I bring the boxes?"))
    assert "Monday" in what.text
    assert not what.model


async def test_a_follow_up_keeps_what_was_talked_about(log: SqliteLog) -> None:
    with_ = converse(log)
    first = await answer(with_, "What does Ines run in Cascais?")
    second = await answer(with_, "And when is her birthday?")
    assert "bakery" in said(first).text
    assert "3 December" in said(second).text


async def test_an_answer_goes_with_what_it_was_drawn_from(log: SqliteLog) -> None:
    moment = await answer(converse(log), "When will I bring the boxes?")
    (cite,) = said(moment).cites[:1]
    await log.forget(cite.moment)
    assert await log.get(moment.id) == ()


async def test_an_answer_is_trusted_no_more_than_its_evidence(log: SqliteLog) -> None:
    chat = ScriptedChat(["Ines runs a bakery in Cascais. [1]"])
    moment = await answer(converse(log, chat), "What does Ines do for a living?")
    assert moment.trust is Trust.OUTSIDE
    (question,) = [m async for m in log.read(Wanted(sources=["talk"], limit=1))]
    assert question.trust is Trust.PERSON


async def test_closing_the_answer_stops_the_model(log: SqliteLog) -> None:
    chat = ScriptedChat(["Ines runs a bakery in Cascais and much more than that. [1]"])
    async with aclosing(
        converse(log, chat).ask("What does Ines do for a living?", "t", NOW, ZONE)
    ) as events:
        async for event in events:
            if isinstance(event, Token):
                break
    assert chat.cancelled == 1


async def test_what_was_seen_in_a_photo_can_be_asked(log: SqliteLog) -> None:
    harbour = Place(name="Porto", country="Portugal")
    media = Media(hash="ab" * 32, type="image/jpeg", name="quay.jpg", size=1)
    at = WALK + timedelta(days=2)
    (saw,) = await log.append(draft(Saw(media=media, place=harbour), at))
    seen = Recognised(things=(Thing("boat", 0.9, (0, 0, 1, 1)),))
    await log.append(
        Draft(what=seen, at=at, zone=ZONE, source="look", trust=Trust.OWN, because=(saw.id,))
    )
    what = said(await answer(converse(log), "In which city did I see a boat?"))
    assert "Porto" in what.text


async def test_an_answer_stands_on_the_words_put_right_and_goes_with_them(log: SqliteLog) -> None:
    (told,) = [m async for m in log.read(Wanted(kinds=["said"])) if "bakery" in m.what.words]
    fix = Corrected(text="I run a pottery in Cascais")
    drafted = replace(draft(fix, NOW, told.trust), because=(told.id,))
    (correction,) = await log.append(drafted)
    chat = ScriptedChat(["Ines runs a pottery in Cascais. [1]"])
    shown = replace(converse(log, chat), log=AsCorrected(log))

    moment = await answer(shown, "What does Ines do for a living?")

    what = said(moment)
    assert (what.text, what.unsupported) == ("Ines runs a pottery in Cascais. [1]", ())
    assert [(cite.moment, cite.quote) for cite in what.cites] == [(told.id, fix.text)]
    assert "bakery" not in chat.given[0].messages[-1].text
    assert {told.id, correction.id} <= set(moment.because)
    await log.forget(correction.id)
    assert await log.get(moment.id) == ()
    assert await log.get(told.id) == (told,)
