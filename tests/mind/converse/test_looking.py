"""What is asked of the picture before the person, and what is asked of privacy."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from alongside.config import Privacy
from alongside.log.kinds import Noted, Place, Read, Recognised, Said, Saw, Thing
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.store import Store, open_store
from alongside.mind.converse.discreet import Discreet
from alongside.mind.converse.events import Answered, Asked, Event
from alongside.mind.converse.looking import Looking, Shot, asked_to
from alongside.mind.converse.manner import TYPED, Manner
from alongside.models.chat.scripted import ScriptedChat
from alongside.models.model import Chat, ModelError, Prompt
from alongside.senses.privacy.discretion import Discretion

_FILE = BytesIO()
Image.new("RGB", (32, 24), "teal").save(_FILE, "WEBP")
PICTURE = _FILE.getvalue()
NOW = datetime(2026, 11, 26, 18, tzinfo=UTC)


@dataclass
class Camera:
    """Sees what it is told to; nothing while it is off."""

    store: Store
    things: tuple[str, ...] = ()
    text: str = ""
    faces: int = 0
    on: bool = True

    async def look_now(self, now: datetime) -> tuple[Moment, ...]:
        if not self.on:
            return ()
        media = await self.store.blobs.put(PICTURE, type="image/webp", name="now.webp")
        saw = Draft(
            what=Saw(media=media, place=Place(name="Arezzo")), at=now, zone="UTC",
            source="capture", trust=Trust.OWN,
        )  # fmt: skip
        things = tuple(Thing(label, 0.9, (0, 0, 1, 1)) for label in self.things)
        recognised = Recognised(things=things, faces=self.faces)
        drawn = [Draft(what=recognised, at=now, zone="UTC", source="look", trust=Trust.OWN,
                       because=(saw,))]  # fmt: skip
        if self.text:
            drawn.append(Draft(what=Read(text=self.text), at=now, zone="UTC", source="look",
                               trust=Trust.OUTSIDE, because=(saw,)))  # fmt: skip
        return await self.store.log.append(saw, *drawn)


@dataclass
class Otherwise:
    """Answers all else."""

    asked: list[str] = field(default_factory=list)

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = TYPED
    ) -> AsyncGenerator[Event, None]:
        self.asked.append(question)
        nothing: tuple[Event, ...] = ()
        for never in nothing:
            yield never


class Blind:
    """A chat model that takes no pictures."""

    name, remote = "test:blind", False

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        raise ModelError("no pictures")
        yield ""


@dataclass
class Films:
    """Films while a camera is on."""

    on: bool = True
    asked: list[bool] = field(default_factory=list)

    async def shoot(self, now: datetime, *, begins: bool) -> Shot:
        self.asked.append(begins)
        if not self.on:
            return "no camera" if begins else "none"
        return "begun" if begins else "ended"


@dataclass
class Talk:
    store: Store
    chat: Chat | None = None

    def __post_init__(self) -> None:
        self.camera, self.films = Camera(self.store), Films()
        self.otherwise = Otherwise()
        self.discretion = Discretion(self.store.log, Privacy, lambda: "UTC", lambda: NOW)
        looking = Looking(
            self.store.log, self.store.blobs, self.camera, self.films, lambda: self.chat,
            self.otherwise,
        )  # fmt: skip
        self.converse = Discreet(self.store.log, self.discretion, looking)

    async def ask(self, question: str) -> Moment | None:
        events = [event async for event in self.converse.ask(question, "t", NOW, "UTC")]
        if not events:
            return None
        assert isinstance(events[0], Asked)
        assert isinstance(events[-1], Answered)
        return events[-1].moment


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    async with await open_store(tmp_path / "life", bytes(32), "me") as opened:
        yield Talk(opened)


def said(moment: Moment | None) -> Said:
    assert moment is not None
    assert isinstance(moment.what, Said)
    return moment.what


@pytest.mark.parametrize("chat", [None, Blind()])
async def test_without_a_model_that_takes_pictures_code_tells(
    talk: Talk, chat: Chat | None
) -> None:
    talk.chat = chat
    talk.camera.things, talk.camera.faces = ("cup", "orange", "cup"), 1
    talk.camera.text = "BAR SPORT\nAPERTO"
    answer = await talk.ask("What am I looking at?")
    told = said(answer)
    seen = "I see: 2 cups, an orange, one person. It says: “BAR SPORT / APERTO”."
    assert told.text == f"{seen} This is Arezzo. [1]"
    assert told.model == ""
    assert answer is not None
    assert answer.trust is Trust.OUTSIDE, "it holds words that the camera read"
    assert len(told.cites) == 3


async def test_a_model_that_takes_pictures_is_given_the_blurred_one(talk: Talk) -> None:
    chat = ScriptedChat(["A bar in the sun."])
    talk.chat = chat
    told = said(await talk.ask("이게 뭐야?"))
    assert told.text == "A bar in the sun. [1]"
    assert told.model == "scripted:chat"
    (given,) = chat.given[0].messages[-1].pictures
    assert Image.open(BytesIO(given)).format == "JPEG", "which every server can read"


async def test_things_are_counted_as_people_do_and_a_place_is_known_again(talk: Talk) -> None:
    talk.camera.things = ("bus", "bus", "knife", "knife", "bench", "bench", "skis", "skis")
    await talk.camera.look_now(NOW - timedelta(days=3))
    told = said(await talk.ask("What do you see?")).text
    assert "2 buses, 2 knives, 2 benches, 2 skis." in told
    assert "This is Arezzo, where you were on 2026-11-23." in told
    korean = said(await talk.ask("뭐가 보여?")).text
    assert "버스 2대, 칼 2개, 벤치 2개, 스키 2개." in korean
    assert "곳: Arezzo (전에 2026-11-23에도 왔어요)." in korean


async def test_reading_gives_what_is_written(talk: Talk) -> None:
    talk.chat = ScriptedChat(["never asked"])
    talk.camera.text = "USCITA"
    assert said(await talk.ask("Read this to me")).text == "“USCITA” [1]"
    talk.camera.text = ""
    assert "nothing written" in said(await talk.ask("What does the sign say?")).text
    assert "글자가 없어요" in said(await talk.ask("이거 읽어 줘")).text


async def test_such_a_thing_was_seen_before(talk: Talk) -> None:
    talk.camera.things = ("umbrella",)
    await talk.camera.look_now(NOW - timedelta(days=2))
    told = said(await talk.ask("What do you see?")).text
    assert "You last saw an umbrella on 2026-11-24 in Arezzo." in told


async def test_taking_a_picture_by_voice(talk: Talk) -> None:
    assert said(await talk.ask("Take a photo, please")).text == "Taken. [1]"
    assert said(await talk.ask("사진 한 장 찍어 줘")).text == "사진을 찍었어요. [1]"


async def test_filming_by_voice(talk: Talk) -> None:
    assert said(await talk.ask("Take a video")).text.startswith("Filming.")
    assert said(await talk.ask("Stop the video.")).text.startswith("The video is over")
    assert said(await talk.ask("동영상 찍어 줘")).text.startswith("촬영을 시작했어요")
    assert said(await talk.ask("동영상 그만")).text.startswith("촬영을 마쳤어요")
    assert talk.films.asked == [True, False, True, False]
    talk.films.on = talk.camera.on = False
    assert said(await talk.ask("take a video")).text.startswith("No camera is on.")
    assert said(await talk.ask("촬영 그만")).text == "찍고 있는 동영상이 없어요."
    assert said(await talk.ask("사진 찍어")).text.startswith("켜진 카메라가 없어요.")


async def test_all_else_and_a_camera_that_is_off_go_on_to_the_conversation(talk: Talk) -> None:
    for question in ("Who has the spare key?", "What is this week like?", "Read me my notes"):
        assert await talk.ask(question) is None
    talk.camera.on = False
    assert await talk.ask("What am I looking at?") is None
    assert len(talk.otherwise.asked) == 4


@pytest.mark.parametrize(
    ("question", "sort"),
    [("what is this?", "look"), ("내가 지금 뭘 보고 있어?", "look"), ("앞에 뭐가 있어?", "look"),
     ("record a short clip", "film"), ("영상 좀 찍어", "film"), ("Film this!", "film"),
     ("stop filming", "cut"), ("녹화 중지", "cut"), ("사진 찍어", "take"),
     ("Did Robin film this?", None), ("Where is the video of the regatta?", None),
     ("지난주에 찍은 영상 보여 줘", None), ("읽은 책이 뭐였지?", None),
     ("What is this about Robin?", None)],
)  # fmt: skip
def test_what_counts_as_asking(question: str, sort: str | None) -> None:
    assert asked_to(question) == sort


async def test_off_the_record_and_on_again(talk: Talk) -> None:
    assert "비공개" in said(await talk.ask("비공개로 해 줘")).text
    assert await talk.discretion.is_paused(NOW)
    assert "On the record" in said(await talk.ask("Back on the record, please")).text
    assert not await talk.discretion.is_paused(NOW)
    assert await talk.ask("Was that off the record?") is None
    assert not await talk.discretion.is_paused(NOW)


async def test_forgetting_the_last_minutes_by_a_word(talk: Talk) -> None:
    for minutes in (5, 20):
        at = NOW - timedelta(minutes=minutes)
        await talk.store.log.append(
            Draft(what=Noted(text="x"), at=at, zone="UTC", source="t", trust=Trust.OWN)
        )
    told = said(await talk.ask("Forget the last ten minutes"))
    assert told.text == "Forgotten for good: 1 moment of the last 10 minutes."
    left = [m.at async for m in talk.store.log.read() if m.kind == "noted"]
    assert left == [NOW - timedelta(minutes=20)]
