"""The composition root: opens a life and wires its parts, from one folder and one config."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import msgspec
from platformdirs import user_data_path

from alongside import sample
from alongside.gate.gate import Gate
from alongside.gate.stop import Stop
from alongside.interfaces.archive import Archive
from alongside.interfaces.cli.main import run
from alongside.interfaces.deliver.channels import Channels
from alongside.interfaces.forgetting import Forgetting
from alongside.interfaces.keys import LifeKeys
from alongside.interfaces.live.live import Live
from alongside.interfaces.live.wiring import Parts, hearing_of
from alongside.interfaces.models import LifeModels
from alongside.interfaces.nudging import nudging
from alongside.interfaces.parts import Life
from alongside.interfaces.privacy import LifePrivacy
from alongside.interfaces.settings import Settings
from alongside.interfaces.understanding import Understanding
from alongside.log.corrections import AsCorrected
from alongside.log.derive import KEY_BYTES
from alongside.log.keys import Created, Keys
from alongside.log.log import View
from alongside.log.store import Store, open_store
from alongside.mind.adventure.venturing import Venturing
from alongside.mind.converse.converse import Converse
from alongside.mind.converse.discreet import Discreet
from alongside.mind.converse.looking import Looking
from alongside.mind.imagine.studio import Studio
from alongside.mind.jobs import Jobs
from alongside.mind.lens.lens import Lens
from alongside.mind.lens.sources import Sources
from alongside.mind.lens.translating import Translator
from alongside.mind.perceive.listen import Listen
from alongside.mind.perceive.look import Look
from alongside.mind.recall.embedding import Embedding
from alongside.mind.recall.recall import Recall
from alongside.mind.rehearse.rehearsing import Rehearsing
from alongside.mind.retention import Retention
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models
from alongside.models.model import ModelError
from alongside.models.server_keys import ServerKeys
from alongside.senses.importing import import_paths
from alongside.senses.privacy.discretion import Discretion
from alongside.senses.privacy.stage import Unseen
from alongside.senses.seeing.consent import Consent
from alongside.senses.seeing.live import Sight
from alongside.senses.seeing.seeing import Parts as SeeingParts
from alongside.senses.whereabouts import Whereabouts
from alongside.senses.zones import local_zone
from alongside.tools.clock import Clock
from alongside.tools.note import Note
from alongside.tools.tool import Tools, found
from alongside.views.acts import Acts
from alongside.views.agenda import Agenda
from alongside.views.beliefs import Beliefs
from alongside.views.bonds import Bonds
from alongside.views.captured import CapturedSoFar
from alongside.views.imports import Imports
from alongside.views.map import Map
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.promises import Promises
from alongside.views.search import Search
from alongside.views.threads import Threads
from alongside.views.timeline import Timeline

PERSON = "me"
SAMPLE = "sample"
CONFIG = "config.toml"


def views() -> tuple[View, ...]:
    """Every view of a life."""
    return (
        Search(), People(), Places(), Timeline(), Threads(), Map(), Imports(), Acts(),
        Beliefs(), Promises(), CapturedSoFar(), Bonds(), Agenda(),
    )  # fmt: skip


class Lives:
    """The home of lives: one folder for each, opened and wired here and nowhere else."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` is `$ALONGSIDE_HOME` or the platform's user-data directory by default."""
        named = os.environ.get("ALONGSIDE_HOME")
        home = Path(named).expanduser() if named else user_data_path("alongside")
        self.folder = folder or home

    def of(self, name: str) -> Path:
        """The folder of a life."""
        return self.folder / "lives" / name

    @asynccontextmanager
    async def open(
        self, name: str, *, passphrase: str = "", recovery: str = "", working: bool = False
    ) -> AsyncIterator[Life]:
        """The life of that name, made if there is none; `working` runs its jobs beside it.

        Raises `StoreError`, `ConfigError`.
        """
        slots = Keys(self.of(name))
        made = not await asyncio.to_thread(slots.exists)
        got = await (slots.create(passphrase) if made else slots.unlock(passphrase, recovery))
        told = made or working
        async with AsyncExitStack() as stack:
            life = await stack.enter_async_context(_opened(slots, got.key))
            life = replace(
                life,
                sample=name == SAMPLE,
                warnings=(*life.warnings, *((got.warning,) if got.warning and told else ())),
                recovery_code=got.recovery if isinstance(got, Created) else "",
            )
            if working:
                await stack.enter_async_context(_at_work(life))
            yield life

    @asynccontextmanager
    async def passing(self, folder: Path) -> AsyncIterator[Life]:
        """A life in an empty folder, with a key that is kept nowhere."""
        async with _opened(Keys(folder), secrets.token_bytes(KEY_BYTES)) as life:
            yield life

    @asynccontextmanager
    async def sample(self, own: Life) -> AsyncIterator[SampleLife]:
        """What opens the life that ships with the project beside the person's own."""
        beside = SampleLife(self, own)
        try:
            yield beside
        finally:
            await beside.close()


class SampleLife:
    """The life that ships with the project, opened beside the person's own."""

    def __init__(self, lives: Lives, own: Life) -> None:
        self._lives = lives
        self._own = own
        self._opened = AsyncExitStack()

    async def open(self) -> Life:
        """Open it in place of the person's own, which stays as it is."""
        life = await self._opened.enter_async_context(self._lives.open(SAMPLE, working=True))
        config = msgspec.structs.replace(sample.PERSON, language=self._own.config.language)
        await life.settings.change(config)
        async for _ in import_paths(life.log, life.blobs, [sample.path()], config):
            pass
        return life

    async def throw_away(self) -> Life:
        """Delete it; gives the person's own life again."""
        await self.close()
        await asyncio.to_thread(shutil.rmtree, self._lives.of(SAMPLE), ignore_errors=True)
        return self._own

    async def close(self) -> None:
        await self._opened.aclose()


@asynccontextmanager
async def _opened(slots: Keys, key: bytes) -> AsyncIterator[Life]:
    async with await open_store(slots.folder, key, PERSON, views()) as store:
        server_keys = ServerKeys(store.folder, key)
        warnings: tuple[str, ...] = ()
        try:
            await server_keys.load()
        except ModelError as error:
            warnings = (str(error),)
        life = await asyncio.to_thread(_wired, store, slots, key, server_keys)
        await life.gate.stop.open()
        await life.nudging.deliver.channels.load()
        yield replace(life, warnings=warnings)


def _wired(store: Store, slots: Keys, key: bytes, server_keys: ServerKeys) -> Life:
    """Every part of a life, from its store and its settings. Touches the disk."""
    catalogue = Catalogue()
    settings = Settings(store.folder / CONFIG)
    models = Models(settings.config, catalogue, server_keys.get)
    settings.then(models.use)
    recall = Recall(store.log, models.quick_embed(), models.embed(), models.multilingual())
    embedding = Embedding(store.log, recall.meaning)

    def zone() -> str:
        return settings.config.zone or local_zone()

    tools = Tools(Clock(zone), Note(store.log), *found())
    retention = Retention(store.log, lambda: settings.config.privacy)
    understanding = Understanding(store.log, settings, models)
    jobs = (
        retention,
        embedding,
        understanding.job,
        Look(store.log, store.blobs, models),
        Listen(store.log, store.blobs, models),
    )
    discretion = Discretion(store.log, lambda: settings.config.privacy, zone)
    whereabouts = Whereabouts()
    sight = Sight(SeeingParts(store.log, store.blobs, models, discretion, zone), whereabouts)
    privacy = LifePrivacy(discretion, Consent(store.log, store.blobs, models), retention)
    channels = Channels(store.folder, key)
    helping = nudging(store.log, settings, zone, channels, models.chat, models.speaks)
    converse = _converse(store, settings, models, recall, understanding)
    translator = Translator(models.chat, lambda: settings.config.language)
    lens = Lens(store.log, Sources(store.log, translator), whereabouts)
    looking = Looking(store.log, store.blobs, sight, models.chat, converse)
    discreet = Discreet(store.log, discretion, helping.taking(looking))
    parts = Parts(store.log, models, catalogue, discretion, settings)
    hearing = hearing_of(parts, discreet, converse.prepare)
    return Life(
        folder=store.folder,
        settings=settings,
        log=store.log,
        blobs=store.blobs,
        recall=recall,
        converse=discreet,
        models=LifeModels(models, catalogue),
        catalogue=catalogue,
        jobs=Jobs(store.log, jobs, embedding.keep_up, retention.keep_up, helping.follow),
        keys=LifeKeys(slots, key),
        server_keys=server_keys,
        forgetting=Forgetting(store.log),
        archive=Archive(store, views),
        understanding=understanding,
        privacy=privacy,
        nudging=helping,
        tools=tools,
        gate=Gate(store.log, tools, Stop(store.log, store.folder), zone=zone),
        rehearsing=Rehearsing(log=store.log, chat=models.chat, speaks=models.speaks),
        studio=Studio(store.log, store.blobs, models.imagine, lambda: settings.config.names),
        live=Live(store.log, (*hearing, sight, lens), (Unseen(discretion, whereabouts),)),
        venturing=Venturing(log=store.log, chat=models.chat, speaks=models.speaks),
    )


def _converse(
    store: Store, settings: Settings, models: Models, recall: Recall, knowing: Understanding
) -> Converse:
    """What answers from the whole life."""
    return Converse(
        log=AsCorrected(store.log),
        recall=recall,
        chat=models.chat,
        me=lambda: settings.config.names,
        speaks=models.speaks,
        knows=knowing.known,
    )


@asynccontextmanager
async def _at_work(life: Life) -> AsyncIterator[None]:
    """The life's jobs run beside the block."""
    jobs = asyncio.create_task(life.gate.stop.going(life.jobs.follow), name="jobs")
    try:
        yield
    finally:
        jobs.cancel()
        with suppress(asyncio.CancelledError):
            await jobs


def main() -> None:
    """The command `alongside`."""
    run(Lives())
