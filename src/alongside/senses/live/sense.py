"""A live sense: from what a device captures to what it is told, for as long as it is connected."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Callable
from dataclasses import dataclass, field
from typing import Annotated, Protocol

import msgspec

from alongside.log.moment import Trust
from alongside.senses.live.captured import Captured, Mode, Play
from alongside.senses.live.told import Told


class Stop(msgspec.Struct, frozen=True, tag="stop"):
    """Stop speaking and thinking now."""


class Played(msgspec.Struct, frozen=True, tag="played"):
    """All speech that was sent has been heard."""


class Dismissed(msgspec.Struct, frozen=True, tag="dismissed"):
    """The person put a card away; `less`: and wants less of its kind."""

    card: Annotated[str, msgspec.Meta(max_length=100)]
    less: bool = False


Signal = Stop | Played | Dismissed
"""What the device says that is not captured: it holds at once, and is gone."""


@dataclass(frozen=True, slots=True)
class Done:
    """All that was captured up to `seq` is dealt with: kept where it is to be kept, else dropped.

    Before that the device holds on to it, and sends it again after a lost connection.
    """

    seq: int


class Signals:
    """Hands each signal to all who listen."""

    def __init__(self) -> None:
        self._queues: list[asyncio.Queue[Signal]] = []

    def put(self, signal: Signal) -> None:
        for queue in self._queues:
            queue.put_nowait(signal)

    async def listen(self) -> AsyncGenerator[Signal, None]:
        """Every signal from now on."""
        queue: asyncio.Queue[Signal] = asyncio.Queue()
        self._queues.append(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._queues.remove(queue)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """The device at the other end. Only `name` is for people; `can` is as in its hello.

    `trust` is the most that words captured by it may be trusted: `PERSON` where it is unlocked and
    the person speaks to it in talk mode. All up to `after` was done before; `mode` and `play` hold
    at the beginning, `zone` is an IANA name.
    """

    device: str
    stream: str
    name: str
    trust: Trust
    after: int = 0
    mode: Mode = "off"
    play: Play | None = None
    zone: str = "UTC"
    language: str = ""
    can: tuple[str, ...] = ()
    signals: Signals = field(default_factory=Signals)


class Sense(Protocol):
    """Something that lives off what devices capture.

    `run` is given what it `takes`, in order and each once, and streams what the device is to be
    told and how far it is `Done`. What it keeps, it appends to the log itself, under an origin of
    `log/captured.py`, so that nothing is kept twice. It ends when what it is given ends.
    """

    name: str

    def takes(self, captured: Captured) -> bool: ...

    def run(
        self, captured: AsyncIterable[Captured], device: Connected
    ) -> AsyncGenerator[Told | Done, None]: ...


Stage = Callable[[AsyncIterable[Captured], Connected], AsyncIterable[Captured]]
"""What all senses are given passes through these first. A stage gives on all that it is given, in
order; what must not be known it gives as `Left`, so that no sense ever has it."""
