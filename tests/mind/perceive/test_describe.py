"""Kept frames are described by the model chosen for it, over HTTP as real servers stream it."""

from __future__ import annotations

import base64
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from tests.models.conftest import Loopback, Request
from tests.models.test_openai_compatible import DONE, HEAD, event

from alongside.config import Config, Server
from alongside.log.kinds import Described, Saw
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.store import Store, open_store
from alongside.mind.converse.question import understand
from alongside.mind.converse.reckon import Reckoner
from alongside.mind.jobs import Progress
from alongside.mind.perceive import describe
from alongside.mind.perceive.describe import Describe
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models
from alongside.views.search import Search, holding

AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
SAID = "A hallway. A bunch of keys lies in a blue bowl on the shelf, next to a wallet."


@dataclass
class Seer:
    """A server whose model takes pictures; it answers in turn, and refuses where it is told to."""

    answers: list[str] = field(default_factory=lambda: [SAID])
    refuses: int = 0
    server: Loopback | None = None

    async def handle(self, request: Request) -> AsyncIterator[bytes]:
        if self.refuses:
            self.refuses -= 1
            body = b'{"error": {"message": "this model takes no pictures"}}'
            head = f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
            yield f"HTTP/1.1 400 X\r\n{head}connection: close\r\n\r\n".encode() + body
            return
        text = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        yield HEAD
        yield event(text)
        yield event(None, "stop")
        yield DONE

    def pictures(self) -> list[Image.Image]:
        """What it was given, in order."""
        assert self.server is not None
        urls = [
            part["image_url"]["url"]
            for request in self.server.requests
            for message in request.json["messages"]
            if isinstance(message["content"], list)
            for part in message["content"]
            if part["type"] == "image_url"
        ]
        assert all(url.startswith("data:image/jpeg;base64,") for url in urls)
        return [Image.open(BytesIO(base64.b64decode(url.partition(",")[2]))) for url in urls]


@asynccontextmanager
async def models(seer: Seer, role: str = "describe") -> AsyncGenerator[Models, None]:
    """The models of a person who chose that server's for one role."""
    seer.server = Loopback(seer.handle)
    served = await seer.server.start()
    config = Config(
        servers={"desk": Server(url=f"{seer.server.url}/v1", model="eye")},
        models={role: ("server:desk",)},
    )
    try:
        yield Models(config, Catalogue())
    finally:
        served.close()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await open_store(tmp_path / "life", bytes(32), "me", (Search(),)) as opened:
        yield opened


async def saw(store: Store, minutes: int, source: str = "camera") -> Moment:
    """A kept frame, as wide as minutes have passed, so that it is told apart."""
    file = BytesIO()
    Image.new("RGB", (100 + minutes, 80), "teal").save(file, "WEBP")
    media = await store.blobs.put(file.getvalue(), type="image/webp", name=f"{minutes}.webp")
    at = AT + timedelta(minutes=minutes)
    (kept,) = await store.log.append(
        Draft(what=Saw(media=media), at=at, zone="UTC", source=source, trust=Trust.OWN)
    )
    return kept


def job(
    store: Store, models: Models, language: str = "en", now: datetime | None = None
) -> Describe:
    clock = (lambda: now) if now else lambda: datetime.now(UTC)
    return Describe(store.log, store.blobs, models.describe, lambda: language, clock)


async def run(job: Describe) -> list[Progress]:
    """As the jobs do: again until nothing more comes of it."""
    steps = [step async for step in job.catch_up()]
    return steps + (await run(job) if steps and not steps[-1].problem else [])


async def described(store: Store) -> list[Moment]:
    return [m async for m in store.log.read(Wanted(kinds=("described",)))]


async def test_kept_frames_are_described_the_newest_first_and_found_by_it(store: Store) -> None:
    seer = Seer(["A desk.", SAID])
    async with models(seer) as chosen:
        early, late = await saw(store, 1), await saw(store, 2, "capture")
        await run(job(store, chosen))
        await run(job(store, chosen))
    assert [picture.width for picture in seer.pictures()] == [102, 101]
    first, second = await described(store)
    assert first.because == (late.id,)
    assert first.what == Described(text="A desk.", model="server:desk/eye")
    assert (second.because, second.trust, second.at) == ((early.id,), Trust.OUTSIDE, early.at)
    assert await store.database.read(lambda db: holding(db, "bowl")) == {second.seq}


async def test_nothing_goes_to_a_model_that_was_chosen_for_something_else(store: Store) -> None:
    seer = Seer()
    async with models(seer, "chat") as chosen:
        await saw(store, 1)
        assert await run(job(store, chosen)) == []
    assert seer.server is not None
    assert seer.server.requests == []


async def test_imported_photos_whose_faces_are_not_blurred_stay_here(store: Store) -> None:
    seer = Seer()
    async with models(seer) as chosen:
        await saw(store, 1, "photos")
        await run(job(store, chosen))
    assert await described(store) == []


async def test_what_is_forgotten_takes_its_description_and_neither_comes_back(store: Store) -> None:
    async with models(Seer()) as chosen:
        one, two = await saw(store, 1), await saw(store, 2)
        await run(job(store, chosen))
        (of_one,) = [m for m in await described(store) if m.because == (one.id,)]
        await store.log.forget(two.id, of_one.id)
        await run(job(store, chosen))
    assert await described(store) == []


async def test_a_days_room_is_kept_to(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(describe, "DAILY", 3)
    async with models(Seer()) as chosen:
        for minutes in range(5):
            await saw(store, minutes)
        await run(job(store, chosen))
        assert len(await described(store)) == 3
        await run(job(store, chosen))
        assert len(await described(store)) == 3
        await run(job(store, chosen, now=datetime.now(UTC) + timedelta(days=1, minutes=1)))
        assert len(await described(store)) == 5


async def test_one_picture_that_is_refused_keeps_no_other_back(store: Store) -> None:
    seer = Seer(refuses=1)
    async with models(seer) as chosen:
        for minutes in range(3):
            await saw(store, minutes)
        steps = await run(job(store, chosen))
    assert not any(step.problem for step in steps)
    assert len(await described(store)) == 2


async def test_a_model_that_takes_no_pictures_is_told_of_and_asked_no_further(
    store: Store,
) -> None:
    seer = Seer(refuses=100)
    async with models(seer) as chosen:
        for minutes in range(5):
            await saw(store, minutes)
        steps = await run(job(store, chosen))
    assert "takes no pictures" in steps[-1].problem
    assert seer.server is not None
    assert len(seer.server.requests) == describe.REFUSALS
    assert await described(store) == []


async def test_it_is_written_in_the_persons_language(store: Store) -> None:
    seer = Seer(["현관이에요. 열쇠가 신발장 위에 있어요."])
    async with models(seer) as chosen:
        await saw(store, 1)
        await run(job(store, chosen, "ko"))
    assert seer.server is not None
    assert "Korean" in seer.server.requests[0].json["messages"][0]["content"]


@pytest.mark.parametrize(
    ("said", "question"),
    [
        (SAID, "Where did I leave my keys?"),
        (SAID, "내 열쇠 어디 뒀지?"),
        (SAID, "지갑 어디 있지?"),
        ("현관이에요. 열쇠가 신발장 위에 있어요.", "Where are my keys?"),
        ("현관이에요. 열쇠가 신발장 위에 있어요.", "열쇠 어디다 뒀더라?"),
        ("책상 위에 안경과 노트가 있어요.", "Where did I put my glasses?"),
    ],
)
async def test_where_a_thing_was_left_is_told_with_the_picture(
    store: Store, said: str, question: str
) -> None:
    async with models(Seer([said])) as chosen:
        there = await saw(store, 1)
        await run(job(store, chosen))
    understood = understand(question, now=AT + timedelta(hours=9), zone="UTC")
    found = await Reckoner(store.log).answer(understood)
    assert found is not None
    assert found.moments[0].id == there.id
    assert any(word in found.text for word in ("bowl", "신발장", "책상"))
