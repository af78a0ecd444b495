"""A real life in a temporary folder, with scripted doubles for what infers."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from PIL import Image

from alongside.config import Config
from alongside.interfaces.api.app import make_app
from alongside.interfaces.api.sessions import Sessions
from alongside.interfaces.forgetting import Forgetting
from alongside.interfaces.parts import (
    Check,
    Fit,
    FoundServer,
    KeyState,
    Life,
    Progress,
    Trial,
)
from alongside.log.kinds import Cite, Noted, Place, Said, Saw
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.log.store import open_store
from alongside.mind.events import Answered, Asked, Event, Found, Token
from alongside.mind.hit import Hit
from alongside.mind.recall import Recall
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Serving
from alongside.models.entry import Entry
from alongside.views.imports import Imports
from alongside.views.map import Map
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.search import Search
from alongside.views.threads import Threads
from alongside.views.timeline import Timeline

BASE = "http://127.0.0.1:8642"
WALK = datetime(2008, 10, 22, 14, 28, tzinfo=UTC)


@dataclass
class Scripted:
    """Answers each question with words in three tokens; `hangs` waits before the last for ever."""

    log: SqliteLog
    hangs: bool = False
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str
    ) -> AsyncGenerator[Event, None]:
        said = Said(text=question, by="me", thread=thread)
        draft = Draft(what=said, at=now, zone=zone, source="talk", trust=Trust.PERSON)
        (asked,) = await self.log.append(draft)
        try:
            yield Asked(asked)
            yield Found((Hit(asked, 1.0, ("it has words of the question",)),))
            yield Token("You ")
            yield Token("walked")
            if self.hangs:
                await asyncio.Event().wait()
            yield Token(" [1].")
            answer = Said(
                text="You walked [1].", by="alongside", thread=thread, model="embedded:small",
                cites=(Cite(number=1, moment=asked.id),),
            )  # fmt: skip
            drawn = replace(draft, what=answer, trust=Trust.OWN, because=(asked.id,))
            (kept,) = await self.log.append(drawn)
            yield Answered(kept)
        finally:
            self.closed.set()


class FixedModels:
    def serving(self) -> tuple[Serving, ...]:
        here = "this machine"
        return (Serving(role="chat", model="embedded:small", where=here, remote=False, ready=True),)

    def fit(self, entry: Entry) -> Fit:
        return "good" if entry.memory < 4e9 else "too large"

    async def test(self, model: str, role: str) -> Trial:
        return Trial(works=role == "chat", said="Hello.", seconds=0.5)

    async def servers(self) -> tuple[FoundServer, ...]:
        return (FoundServer(name="Ollama", url="http://127.0.0.1:11434/v1", models=("qwen3:4b",)),)


class IdleJobs:
    def progress(self) -> tuple[Progress, ...]:
        return (Progress(name="refine", done=3, total=3),)


@dataclass
class PlainKeys:
    passphrase: str = ""
    changed: int = 0

    async def state(self) -> KeyState:
        return KeyState(kept="passphrase" if self.passphrase else "keyring", recovery=False)

    async def make_recovery_code(self) -> str:
        return "AAAA-BBBB"

    async def set_passphrase(self, passphrase: str) -> None:
        self.passphrase = passphrase

    async def check(self, secret: str) -> bool:
        return secret == self.passphrase

    async def change(self) -> None:
        self.changed += 1


class SmallArchive:
    async def export(self) -> AsyncIterator[bytes]:
        yield b"PK"
        yield b"export"

    async def backup(self) -> AsyncIterator[bytes]:
        yield b"PKbackup"

    async def verify(self) -> tuple[Check, ...]:
        return (Check(name="chain", sound=True), Check(name="views", sound=True))


@dataclass
class HeldSettings:
    config: Config = field(default_factory=lambda: Config(name="Ada", zone="Europe/Rome"))

    async def change(self, config: Config) -> None:
        self.config = config


@dataclass
class OneSample:
    """Gives the same life out as the sample, and back as the person's own."""

    life: Life

    async def open(self) -> Life:
        return replace(self.life, sample=True)

    async def throw_away(self) -> Life:
        return self.life


@dataclass
class Stop:
    asked: int = 0

    def __call__(self) -> None:
        self.asked += 1


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[Life]:
    views = (Timeline(), Map(), Threads(), Imports(), Search(), People(), Places())
    async with await open_store(tmp_path / "life", bytes(32), "ada", views) as store:
        recall = Recall(store.log)
        yield Life(
            folder=store.folder,
            settings=HeldSettings(),
            log=store.log,
            blobs=store.blobs,
            recall=recall,
            converse=Scripted(store.log),
            models=FixedModels(),
            catalogue=Catalogue(tmp_path / "models"),
            jobs=IdleJobs(),
            keys=PlainKeys(),
            forgetting=Forgetting(store.log, recall),
            archive=SmallArchive(),
        )


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return Sessions(tmp_path / "sessions.json")


@pytest.fixture
def stop() -> Stop:
    return Stop()


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A built web app of three files."""
    folder = tmp_path / "web"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Alongside</title>")
    (folder / "assets" / "index-C0ffee12.js").write_text("export {}")
    (tmp_path / "secret.txt").write_text("not for the web")
    return folder


@pytest.fixture
def app(life: Life, sessions: Sessions, stop: Stop, web: Path) -> FastAPI:
    return make_app(life, sessions, OneSample(life), stop, web=web)


@pytest.fixture
async def stranger(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client that isn't signed in."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        yield client


@pytest.fixture
async def client(app: FastAPI, sessions: Sessions) -> AsyncIterator[httpx.AsyncClient]:
    """A client that came in by a one-time link."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=f"{BASE}/api/v1/") as client:
        opened = await client.post("session", json={"link": sessions.link()})
        client.headers["X-Alongside-Token"] = opened.json()["token"]
        yield client


def draft(text: str = "the pink house", at: datetime = WALK) -> Draft:
    what = Noted(text=text)
    return Draft(what=what, at=at, zone="Europe/Rome", source="notes", trust=Trust.OWN)


@pytest.fixture
async def note(life: Life) -> Moment:
    (kept,) = await life.log.append(draft())
    return kept


@pytest.fixture
async def photo(life: Life) -> Moment:
    """A picture 40 by 20 whose EXIF says to turn it upright."""
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Nikon"
    Image.new("RGB", (40, 20), "red").save(written, "JPEG", exif=exif)
    media = await life.blobs.put(written.getvalue(), type="image/jpeg", name="DSCN0010.jpg")
    place = Place(name="Arezzo", country="Italy", latitude=43.4674, longitude=11.8851)
    what = Saw(media=media, width=40, height=20, place=place)
    draft = Draft(what=what, at=WALK, zone="Europe/Rome", source="photos", trust=Trust.OWN)
    (kept,) = await life.log.append(draft)
    return kept
