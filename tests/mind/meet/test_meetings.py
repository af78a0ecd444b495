"""Meetings: where they begin and end, and what came of them, each thing at its second."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.interfaces.api.conftest import Scripted

from alongside.log.kinds import (
    Bounded,
    Heard,
    Minuted,
    Occurrence,
    Planned,
    Recorded,
    Said,
    What,
)
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.store import Store, open_store
from alongside.mind.converse.manner import Manner
from alongside.mind.meet.lines import lines
from alongside.mind.meet.marking import Marking
from alongside.mind.meet.meetings import Meetings
from alongside.mind.meet.minutes import decides
from alongside.mind.meet.wording import standing
from alongside.mind.meet.words import begins
from alongside.models.chat.scripted import ScriptedChat
from alongside.models.model import Chat

BEGUN = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
SAID = (
    ("Ana", "Good morning everyone."),
    ("Ana", "The main topic today is the budget for the new library building in Porto."),
    ("Ben", "The budget is forty thousand, and the library roof alone costs thirty thousand."),
    ("", "Hmm, I see."),
    ("Ana", "Could we drop the roof? So we decided to repair the roof first."),
    ("Ben", "I'll send you the offers of the roofers by Friday."),
    ("Ana", "Maybe we decided too fast, what do you think?"),
    ("Ana", "The garden of the library has to wait until the spring, because the money is gone."),
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await open_store(tmp_path, b"k" * 32, "ada", ()) as store:
        yield store


class Life:
    """What happens, kept; and the job."""

    def __init__(self, store: Store, chat: Chat | None = None) -> None:
        self.store = store
        self.job = Meetings(store.log, lambda: chat, lambda *_: True, timedelta())

    async def keep(
        self, what: What, at: float = 0, trust: Trust = Trust.PERSON, because: str = "",
        source: str = "live",
    ) -> Moment:  # fmt: skip
        draft = Draft(
            what=what, at=BEGUN + timedelta(seconds=at), zone="Europe/Lisbon", source=source,
            trust=trust, because=(because,) if because else (),
        )  # fmt: skip
        (kept,) = await self.store.log.append(draft)
        return kept

    async def hear(self, because: str = "", source: str = "live") -> list[Moment]:
        return [
            await self.keep(
                Heard(text=text, start=0, end=6, speaker=speaker, language="en"),
                at=10 * number, trust=Trust.OUTSIDE, because=because, source=source,
            )
            for number, (speaker, text) in enumerate(SAID, 1)
        ]  # fmt: skip

    async def minutes(self) -> list[Moment]:
        async with aclosing(self.job.catch_up()) as steps:
            async for _ in steps:
                pass
        return [m async for m in self.store.log.read() if isinstance(m.what, Minuted)]


async def test_a_marked_meeting_is_summed_up_with_each_thing_at_its_second(store: Store) -> None:
    life = Life(store)
    begin = await life.keep(Bounded(begins=True, title="Library"))
    heard = await life.hear()
    assert await life.minutes() == []
    await life.keep(Bounded(begins=False), at=100)
    await life.keep(Heard(text="We decided on cake.", start=0, end=2), at=120, trust=Trust.OUTSIDE)
    (made,) = await life.minutes()
    what = made.what
    assert isinstance(what, Minuted)
    assert (what.title, what.speakers, made.trust) == ("Library", ("Ana", "Ben"), Trust.OUTSIDE)
    assert [(p.text, p.moment, p.speaker) for p in what.decisions] == [
        ("So we decided to repair the roof first.", heard[4].id, "Ana")
    ]
    assert 52 < what.decisions[0].second < 55
    assert abs((what.decisions[0].at - begin.at).total_seconds() - what.decisions[0].second) < 0.1
    (promise,) = what.promises
    assert (promise.second, promise.speaker) == (60, "Ben")
    assert "send you the offers" in promise.text
    assert any("budget" in point.text for point in what.summary)
    assert made.because[0] == begin.id
    assert set(made.because) == {begin.id, *(moment.id for moment in heard)}


async def test_what_is_summed_up_once_stays_and_what_is_forgotten_goes(store: Store) -> None:
    life = Life(store)
    await life.keep(Bounded(begins=True))
    heard = await life.hear()
    await life.keep(Bounded(begins=False), at=100)
    (first,) = await life.minutes()
    assert await life.minutes() == [first]
    assert await Life(store).minutes() == [first]
    await store.log.forget(heard[4].id)
    (second,) = await Life(store).minutes()
    assert isinstance(second.what, Minuted)
    assert second.what.decisions == ()
    await store.log.forget(second.id)
    assert await Life(store).minutes() == []


async def test_a_recording_of_several_voices_is_a_meeting_called_as_in_the_calendar(
    store: Store,
) -> None:
    life = Life(store)
    media = await store.blobs.put(b"RIFF", type="audio/wav", name="a.wav")
    lecture = await life.keep(Recorded(media=media, duration=100, title="lecture"))
    recorded = await life.keep(Recorded(media=media, duration=100, title="weekly meeting"))
    times = (Occurrence(BEGUN - timedelta(minutes=5), BEGUN + timedelta(minutes=30)),)
    await life.keep(Planned(title="Library board", occurrences=times), trust=Trust.OWN)
    await life.hear(recorded.id, "listen")
    await life.keep(
        Heard(text="We decided it.", start=0, end=5, speaker="A"), because=lecture.id,
        trust=Trust.OUTSIDE, source="listen",
    )  # fmt: skip
    (made,) = await life.minutes()
    assert isinstance(made.what, Minuted)
    assert (made.what.title, made.because[0]) == ("weekly meeting", recorded.id)
    assert len(made.what.decisions) == 1


async def test_a_model_words_the_summary_and_only_what_stands_is_kept(store: Store) -> None:
    written = (
        "The budget for the library in Porto was the topic [2].\n"
        "Everybody flew to the moon [3].\nThe garden has to wait until spring [9]."
    )
    chat = ScriptedChat([written])
    life = Life(store, chat)
    await life.keep(Bounded(begins=True))
    await life.hear()
    await life.keep(Bounded(begins=False), at=100)
    (made,) = await life.minutes()
    assert isinstance(made.what, Minuted)
    assert [(point.text, point.second) for point in made.what.summary] == [
        ("The budget for the library in Porto was the topic.", 20),
        ("The garden has to wait until spring.", 80),
    ]
    assert made.what.model == chat.name


async def test_a_text_that_cites_nothing_there_is_dropped(store: Store) -> None:
    life = Life(store)
    said = [*lines(await life.hear(), BEGUN)]
    assert standing("The budget [99]. No cite at all. [0] The roof [x]", said) == ()


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("We decided to go to Rome.", True),
        ("So let's go with the blue one.", True),
        ("금요일에 가기로 했어요.", True),
        ("그럼 이 안으로 결정했습니다.", True),
        ("Did we decide anything?", False),
        ("If we decided that, it would be bad.", False),
        ("She is a decided woman.", False),
        ("어디로 갈까요?", False),
    ],
)
async def test_decisions_in_both_languages(store: Store, text: str, decided: bool) -> None:
    heard = await Life(store).keep(Heard(text=text, start=0, end=2))
    assert any(decides(line) for line in lines([heard], BEGUN)) is decided


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Start the meeting.", True), ("Okay, the meeting starts now", True),
        ("take minutes, please", True), ("회의 시작해 줘", True), ("회의를 시작합니다.", True),
        ("Meeting over.", False), ("The meeting's over", False), ("end the meeting", False),
        ("회의 끝.", False), ("회의가 끝났어요", False),
        ("When does the meeting start?", None), ("The meeting was over when I came", None),
        ("회의가 언제 시작해?", None), ("", None),
    ],
)  # fmt: skip
def test_words_that_begin_and_end_one(said: str, meant: bool | None) -> None:
    assert begins(said) is meant


async def test_a_spoken_order_is_a_mark_no_more_trusted_than_who_gave_it(store: Store) -> None:
    marking = Marking(store.log, Scripted(store.log))
    for words in ("Start the meeting", "Meeting over"):
        manner = Manner(trust=Trust.OUTSIDE, aloud=True)
        async with aclosing(marking.ask(words, "t", BEGUN, "UTC", manner)) as events:
            assert [event.__class__.__name__ async for event in events] == ["Asked", "Answered"]
    marks = [m async for m in store.log.read() if isinstance(m.what, Bounded)]
    assert [(m.what.begins, m.trust) for m in marks if isinstance(m.what, Bounded)] == [
        (True, Trust.OUTSIDE), (False, Trust.OUTSIDE),
    ]  # fmt: skip
    answers = [m async for m in store.log.read() if isinstance(m.what, Said)]
    assert len(answers) == 4
