"""A real life in a temporary folder, with scripted doubles for what infers."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import msgspec
import numpy as np
import pytest
from fastapi import FastAPI
from PIL import Image

from alongside.config import Config
from alongside.gate.codes import Codes
from alongside.gate.gate import Gate
from alongside.gate.stop import Stop as Halt
from alongside.interfaces.api.app import make_app
from alongside.interfaces.api.serve import listen, serving
from alongside.interfaces.api.sessions import Opened, Sessions
from alongside.interfaces.archive import Archive
from alongside.interfaces.channels.channel import Channel
from alongside.interfaces.channels.hearing import Hearing
from alongside.interfaces.channels.kept import Chats
from alongside.interfaces.channels.making import made
from alongside.interfaces.channels.talks import Talks
from alongside.interfaces.deliver.channels import Channels
from alongside.interfaces.forgetting import Forgetting
from alongside.interfaces.hands import Hands
from alongside.interfaces.keepsakes import keepsakes
from alongside.interfaces.keys import LifeKeys
from alongside.interfaces.live.live import Live
from alongside.interfaces.models import LifeModels
from alongside.interfaces.nudging import nudging
from alongside.interfaces.parts import Life
from alongside.interfaces.privacy import LifePrivacy
from alongside.interfaces.settings import Settings
from alongside.interfaces.understanding import Understanding
from alongside.interfaces.voices import LifeVoices
from alongside.log.keys import Keys
from alongside.log.kinds import Cite, Noted, Place, Said, Saw
from alongside.log.log import View
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.ring import NoRing
from alongside.log.sqlite import SqliteLog
from alongside.log.store import open_store
from alongside.mind.adventure.venturing import Venturing
from alongside.mind.agent.agent import Agent
from alongside.mind.agent.agents import Agents
from alongside.mind.converse.events import Aloud, Answered, Asked, Event, Found, Token
from alongside.mind.converse.manner import TYPED, Manner
from alongside.mind.goals.goals import Goals
from alongside.mind.goals.letter import Letters
from alongside.mind.imagine.studio import Studio
from alongside.mind.jobs import Jobs
from alongside.mind.people.circle import Circle
from alongside.mind.recall.hit import Hit
from alongside.mind.recall.recall import Recall
from alongside.mind.rehearse.rehearsing import Rehearsing
from alongside.mind.retention import Retention
from alongside.mind.team.advising import Advising
from alongside.mind.team.daily import Daily
from alongside.mind.team.team import Team, cast
from alongside.mind.write.writing import Writing
from alongside.models.catalogue import Catalogue
from alongside.models.chat.scripted import ScriptedChat
from alongside.models.choice import Models
from alongside.models.imagine.scripted import ScriptedImagine
from alongside.models.model import ModelError, Sound, Voice
from alongside.models.server_keys import ServerKeys
from alongside.senses.privacy.discretion import Discretion
from alongside.senses.privacy.withheld import Withheld
from alongside.senses.seeing.consent import Consent
from alongside.senses.seeing.knowing import Knowing
from alongside.tools.channels import Account, Discord, Slack, Telegram, WhatsApp
from alongside.tools.connections import Connections, Mail
from alongside.tools.mail.outbox import Outbox
from alongside.tools.note import Note
from alongside.tools.times import Times
from alongside.tools.tool import Tools
from alongside.views.acts import Acts
from alongside.views.agenda import Agenda
from alongside.views.beliefs import Beliefs
from alongside.views.bonds import Bonds
from alongside.views.captured import CapturedSoFar
from alongside.views.goals import Goals as GoalsView
from alongside.views.imports import Imports
from alongside.views.map import Map
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.promises import Promises
from alongside.views.search import Search
from alongside.views.team import Team as TeamView
from alongside.views.threads import Threads
from alongside.views.timeline import Timeline

BASE = "http://127.0.0.1:8642"
WALK = datetime(2008, 10, 22, 14, 28, tzinfo=UTC)


@dataclass
class Scripted:
    """Answers each question with words in three tokens; `hangs` waits before the last for ever,
    `fails` fails there. What is in `aloud` is said before that."""

    log: SqliteLog
    aloud: tuple[str, ...] = ()
    hangs: bool = False
    fails: bool = False
    asked: int = 0
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = TYPED
    ) -> AsyncGenerator[Event, None]:
        said = Said(text=question, by="me", thread=thread)
        draft = Draft(
            what=said, at=now, zone=zone, source="talk", trust=manner.trust, origin=manner.origin
        )
        (asked,) = await self.log.append(draft)
        self.asked += 1
        try:
            yield Asked(asked)
            yield Found((Hit(asked, 1.0, ("it has words of the question",)),))
            yield Token("You ")
            yield Token("walked")
            for clause in self.aloud:
                yield Aloud(clause)
            if self.fails:
                raise ModelError("No model could be reached.")
            if self.hangs:
                await asyncio.Event().wait()
            yield Token(" [1].")
            answer = Said(
                text="You walked [1].", by="alongside", thread=thread, model="embedded:small",
                cites=(Cite(number=1, moment=asked.id),),
            )  # fmt: skip
            drawn = replace(
                draft,
                what=answer,
                trust=min(Trust.OWN, manner.trust),
                because=(asked.id,),
                origin=None,
            )
            (kept,) = await self.log.append(drawn)
            yield Answered(kept)
        finally:
            self.closed.set()


class ScriptedVoices:
    """Hears one voice in all that is loud."""

    name, remote = "scripted:voices", False

    async def run(self, given: Sound) -> AsyncGenerator[Voice, None]:
        loud = float(np.abs(given.samples).max(initial=0.0))
        if loud > 0.1:
            seconds = len(given.samples) / 16_000
            yield Voice(0.0, seconds, np.asarray([0.6, 0.8], np.float32))


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


class NoKeyring:
    """A machine without a keyring, so that the key lies in a file."""

    def get(self, account: str) -> str | None:
        raise NoRing

    def set(self, account: str, secret: str) -> None:
        raise NoRing

    def delete(self, account: str) -> None:
        raise NoRing


def views() -> tuple[View, ...]:
    return (
        Timeline(), Map(), Threads(), Imports(), Search(), People(), Places(), Acts(),
        CapturedSoFar(), Beliefs(), Promises(), Bonds(), Agenda(), GoalsView(), TeamView(),
    )  # fmt: skip


def offline(account: Account, mail: Mail | None) -> Channel:
    """A channel as it is, but for those of public services, of which nobody answers."""
    if isinstance(account, Telegram | Discord | Slack | WhatsApp):
        account = msgspec.structs.replace(account, base="http://127.0.0.1:9")
    return made(account, mail)


@asynccontextmanager
async def living(folder: Path) -> AsyncIterator[tuple[Life, Scripted]]:
    """A life in `folder`, and what answers in it."""
    slots = Keys(folder / "life", NoKeyring())
    key = (await slots.create()).key
    async with await open_store(folder / "life", key, "ada", views()) as store:
        recall, scripted = Recall(store.log), Scripted(store.log)
        settings = await asyncio.to_thread(Settings, folder / "life" / "config.toml")
        await settings.change(Config(name="Ada", zone="Europe/Rome"))
        catalogue = Catalogue(folder / "models")
        models = await asyncio.to_thread(Models, settings.config, catalogue)
        yield (
            Life(
                folder=store.folder,
                settings=settings,
                log=store.log,
                blobs=store.blobs,
                recall=recall,
                converse=scripted,
                models=await asyncio.to_thread(LifeModels, models, catalogue),
                voices=LifeVoices(store.log, ScriptedVoices),
                catalogue=catalogue,
                jobs=Jobs(store.log, ()),
                keys=LifeKeys(slots, key),
                server_keys=ServerKeys(store.folder, key),
                forgetting=Forgetting(store.log),
                studio=Studio(log=store.log, blobs=store.blobs, model=ScriptedImagine),
                archive=Archive(store, views),
                understanding=Understanding(store.log, settings),
                goals=(
                    goals := Goals(
                        store.log,
                        lambda: settings.config,
                        lambda: "Europe/Rome",
                        lambda: frozenset({"ada", "me"}),
                    )
                ),
                keepsakes=keepsakes(store.log, store.blobs, settings, recall, goals.book),
                letters=Letters(goals, lambda: settings.config),
                nudging=nudging(
                    store.log, settings, lambda: "Europe/Rome", Channels(store.folder, key)
                ),
                tools=(tools := Tools(Note(store.log))),
                gate=(gate := Gate(store.log, tools, Halt(store.log, store.folder))),
                codes=Codes(store.log),
                agents=(agents := _agents(store.log, gate, tools)),
                team=(team := _team(store.log, agents, recall)),
                daily=Daily(team, gate.stop.looked),
                talks=(
                    talks := Talks(
                        (connections := Connections(store.folder, key)),
                        Chats(store.folder, key),
                        Hearing(
                            connections,
                            store.log,
                            scripted,
                            lambda: settings.config,
                            lambda: "Europe/Rome",
                        ),
                        offline,
                    )
                ),
                hands=Hands(
                    connections,
                    tools,
                    store.log,
                    Outbox(store.folder, key),
                    lambda: settings.config.folders,
                    talks,
                    store.blobs,
                ),
                live=Live(store.log),
                venturing=Venturing(log=store.log, chat=lambda: None),
                writing=_writing(store.log, recall),
                rehearsing=Rehearsing(log=store.log, chat=lambda: None),
                privacy=LifePrivacy(
                    Discretion(store.log, lambda: settings.config.privacy, lambda: "Europe/Rome"),
                    Consent(store.log, store.blobs, models),
                    Retention(store.log, lambda: settings.config.privacy),
                    Withheld(store.folder, key),
                    Knowing(store.log, models, lambda: None),
                ),
            ),
            scripted,
        )


def _writing(log: SqliteLog, recall: Recall) -> Writing:
    async def circle(_: datetime) -> Circle:
        return Circle((), (), {})

    return Writing(
        log=log, recall=recall, chat=lambda: ScriptedChat(["Thank you for the soup! It was good."]),
        speaks=lambda _, language: language == "en", names=lambda: ("Ada",), circle=circle,
    )  # fmt: skip


def _agents(log: SqliteLog, gate: Gate, tools: Tools) -> Agents:
    mine = cast(log, lambda _: None)
    return Agents(Agent(log, gate, tools, lambda: None, Times(lambda: "UTC"), mine))


def _team(log: SqliteLog, agents: Agents, recall: Recall) -> Team:
    names = frozenset({"ada", "me"})
    advising = Advising(
        log=log, recall=recall, named=lambda _: None, speaks=lambda *_: True, names=lambda: names
    )
    return Team(log, agents, advising, Times(lambda: "UTC"))


@pytest.fixture
async def parts(tmp_path: Path) -> AsyncIterator[tuple[Life, Scripted]]:
    async with living(tmp_path) as parts:
        yield parts


@pytest.fixture
def life(parts: tuple[Life, Scripted]) -> Life:
    return parts[0]


@pytest.fixture
def scripted(parts: tuple[Life, Scripted]) -> Scripted:
    return parts[1]


@dataclass(frozen=True)
class Running:
    """A server on a thread of its own: its address, a session in it, and its links."""

    address: str
    session: Opened
    sessions: Sessions
    loop: asyncio.AbstractEventLoop
    life: Life
    stop: Stop

    @property
    def headers(self) -> dict[str, str]:
        port = self.address.rsplit(":", 1)[1]
        cookie = f"alongside-{port}={self.session.cookie}"
        return {"Cookie": cookie, "X-Alongside-Token": self.session.token}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A served life, for tests that aren't asynchronous."""
    folder = tmp_path_factory.mktemp("running")
    with ThreadPoolExecutor(1) as pool:
        ready: Future[tuple[Running, asyncio.Event]] = Future()
        ended = pool.submit(asyncio.run, _run(folder, ready))
        running, end = ready.result(60)
        yield running
        running.loop.call_soon_threadsafe(end.set)
        ended.result(60)


async def _run(folder: Path, ready: Future[tuple[Running, asyncio.Event]]) -> None:
    end = asyncio.Event()
    sessions, stop = Sessions(), Stop()
    web = await asyncio.to_thread(_built, folder)
    async with living(folder) as (life, _):
        app = make_app(life, sessions, OneSample(life), stop, web=web)
        with listen() as bound:
            async with serving(app, bound):
                address = f"http://127.0.0.1:{bound.getsockname()[1]}"
                opened = await sessions.open()
                loop = asyncio.get_running_loop()
                ready.set_result((Running(address, opened, sessions, loop, life, stop), end))
                await end.wait()


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return Sessions(tmp_path / "sessions.json")


@pytest.fixture
def stop() -> Stop:
    return Stop()


@pytest.fixture
def web(tmp_path: Path) -> Path:
    return _built(tmp_path)


def _built(folder: Path) -> Path:
    """A built web app, beside a file that isn't for the web."""
    web = folder / "web"
    (web / "assets").mkdir(parents=True)
    (web / "index.html").write_text("<!doctype html><title>Alongside</title>")
    (web / "assets" / "index-C0ffee12.js").write_text("export {}")
    (folder / "secret.txt").write_text("not for the web")
    return web


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
