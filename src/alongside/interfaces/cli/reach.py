"""What questions are put to: a life opened here, or the server that has it open already."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec
import typer

from alongside import config as settings
from alongside.config import Config
from alongside.interfaces.cli.beside import BesideError, NotRunning, calling
from alongside.interfaces.cli.terminal import in_life, run, session
from alongside.interfaces.parts import Life
from alongside.log.errors import LifeInUse
from alongside.log.kinds import AnyWhat
from alongside.log.moment import Moment, Trust
from alongside.mind.converse.events import Answered, Event, Token
from alongside.mind.recall.hit import Hit

if TYPE_CHECKING:
    from alongside.interfaces.api import shapes
    from alongside.interfaces.client import Client

T = TypeVar("T")


class Reach(Protocol):
    """A life within reach."""

    config: Config

    def ask(self, question: str, thread: str) -> AsyncGenerator[Event, None]:
        """The answer as it is written, then as it is kept. Raises `ModelError`, `BesideError`."""
        ...

    async def find(self, question: str, limit: int) -> tuple[Hit, ...]:
        """The moments that fit best."""
        ...

    async def get(self, *ids: str) -> tuple[Moment, ...]:
        """These moments."""
        ...


class Opened:
    """A life opened here."""

    def __init__(self, life: Life) -> None:
        self.config = life.config
        self._life = life

    def ask(self, question: str, thread: str) -> AsyncGenerator[Event, None]:
        return self._life.converse.ask(question, thread, datetime.now(UTC), self._life.zone)

    async def find(self, question: str, limit: int) -> tuple[Hit, ...]:
        now, zone = datetime.now(UTC), self._life.zone
        return await self._life.recall.find(question, now=now, zone=zone, limit=limit)

    async def get(self, *ids: str) -> tuple[Moment, ...]:
        return await self._life.corrected.get(*ids)


class Served:
    """A life that a running server has open."""

    def __init__(self, client: Client, config: Config) -> None:
        self.config = config
        self._client = client

    async def ask(self, question: str, thread: str) -> AsyncGenerator[Event, None]:
        async with aclosing(self._client.ask(question, thread)) as events:
            async for event in events:
                if event.event == "token":
                    yield Token(event.text)
                elif event.event == "answered":
                    yield Answered(_moment(event.moment))
                elif event.event == "problem":
                    raise BesideError(event.detail)

    async def find(self, question: str, limit: int) -> tuple[Hit, ...]:
        found = await self._client.search(question, limit=limit)
        return tuple(Hit(_moment(hit.moment), hit.score, tuple(hit.why)) for hit in found.hits)

    async def get(self, *ids: str) -> tuple[Moment, ...]:
        return tuple([_moment((await self._client.moment(each)).moment) for each in ids])


def in_reach(context: typer.Context, work: Callable[[Reach], Coroutine[Any, Any, T]]) -> T:
    """Do the work on the life: opened here, or else through the server that has it open.

    Raises `NoLife`, `LifeInUse`, `BesideError`.
    """
    folder = session(context).folder

    async def through() -> T:
        async with calling(folder) as client:
            return await work(Served(client, settings.load(folder / "config.toml")))

    try:
        return in_life(context, lambda life: work(Opened(life)))
    except LifeInUse as error:
        try:
            return run(through())
        except NotRunning:
            raise error from None


def _moment(told: shapes.Moment) -> Moment:
    """A moment that came over the wire. Its place in the log isn't told there."""
    return Moment(
        id=told.id,
        seq=0,
        person="",
        at=told.at.astimezone(UTC),
        zone=told.zone,
        recorded=told.recorded.astimezone(UTC),
        what=msgspec.convert(told.what.root, AnyWhat),
        source=told.source,
        trust=Trust[told.trust.upper()],
        because=tuple(told.because),
    )
