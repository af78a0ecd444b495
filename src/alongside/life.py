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
from alongside.interfaces.cli.main import run
from alongside.interfaces.parts import Life
from alongside.log.derive import KEY_BYTES
from alongside.log.keys import Created, Keys
from alongside.log.store import open_store
from alongside.models.model import ModelError
from alongside.models.server_keys import ServerKeys
from alongside.senses.importing import import_paths
from alongside.wiring.views import views
from alongside.wiring.wired import wired

PERSON = "me"
SAMPLE = "sample"


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
        life = await asyncio.to_thread(wired, store, slots, key, server_keys)
        await life.gate.stop.open()
        await life.nudging.deliver.channels.load()
        await life.hands.load()
        await life.talks.chats.load()
        try:
            yield replace(life, warnings=(*life.warnings, *warnings))
        finally:
            await life.hands.close()
            await life.privacy.withheld.close()
            await life.talks.close()


@asynccontextmanager
async def _at_work(life: Life) -> AsyncIterator[None]:
    """The life's jobs run beside the block, and the person is heard in their channels, also while
    everything is stopped."""
    jobs = asyncio.create_task(life.gate.stop.going(life.jobs.follow), name="jobs")
    talks = asyncio.create_task(life.talks.follow(), name="channels")
    try:
        yield
    finally:
        for task in (talks, jobs):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def main() -> None:
    """The command `alongside`."""
    run(Lives())
