"""Playing aloud over one device: the partner of a rehearsal, or who tells an adventure, talks.

It hears, pauses and speaks as in talk mode. What is said is a turn of the play and nothing else.
Who speaks before a line is heard to its end interrupts it. Where silence counts, so many seconds
of it are a turn in which the person says nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from alongside.interfaces.live.phrases import is_murmur
from alongside.interfaces.live.speech import Voice
from alongside.log.errors import StoreError
from alongside.log.moment import Trust
from alongside.mind.converse.aloud import Clauses
from alongside.models.hear.captions import Words
from alongside.models.model import ModelError
from alongside.senses.live.company import Asked
from alongside.senses.live.sense import Connected, Played, Stop
from alongside.senses.live.told import Doing, State, Told, Turned, Unable

MOST_SILENT = 2
"""Silent turns in a row; after them the play waits for words."""
FAILED = "Something went wrong; what was played so far is kept. Say it again."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is said at a turn of a play, in whose voice, and whether the play ends with it."""

    play: str
    turn: str
    text: str
    language: str
    cast: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What the person does in a play; without words they are silent."""

    text: str
    trust: Trust
    at: datetime
    zone: str
    interrupting: bool = False


class Playing(Protocol):
    """A play that goes on turn by turn. Raises LookupError or ValueError where it can't.

    `silence` is how many seconds of it are a turn; 0 where it means nothing.
    """

    silence: float

    async def now(self) -> Line:
        """What was said last."""
        ...

    async def go_on(self, turn: Turn) -> Line: ...


class Player:
    """Plays over one device; see `Talks` in `senses/live/company.py`."""

    def __init__(
        self, play: Playing, device: Connected, tell: Callable[[Told], None], voice: Voice
    ) -> None:
        self._play = play
        self._device = device
        self._tell = tell
        self._voice = voice
        self._line: Line | None = None
        self._left: list[str] = []
        self._thinking = self._saying = False
        self._held = self._deaf = self._leaving = False
        self._silent = 0
        self._heeding = asyncio.create_task(self._heed(), name="heeding")
        self._task = asyncio.create_task(self._guarded(self._open()), name="playing")

    @property
    def busy(self) -> bool:
        return self._thinking or self._saying or self._voice.speaking

    @property
    def attends(self) -> bool:
        return False

    def called(self) -> None:
        self.interrupt()

    def hold(self, *, deaf: bool = False) -> None:
        self._deaf = deaf
        if not self.busy:
            self._task.cancel()

    def interrupt(self) -> None:
        """Fall silent. A turn that is being played is played, but not said."""
        self._held = True
        if not self._thinking:
            self._left = [*self._voice.hush(), *self._left]
            self._task.cancel()

    def addressed(self) -> None:
        """Nothing is read ahead in a play."""

    def hears(self, words: Words) -> None:
        """Nothing is read ahead in a play."""

    def ended(self) -> None:
        """A play says nothing before it answers."""

    def stops(self, text: str) -> bool:
        """In a play "stop" is said to whoever is played; speaking at all interrupts them."""
        del text
        return False

    def give_way(self) -> None:
        self._left, self._held = [], False

    async def answer(self, asked: Asked) -> None:
        if self._left and is_murmur(asked.text):
            await self.nothing()
            return
        turn = self._turn(asked.text, asked.trust, interrupting=bool(self._left))
        await self._settled()
        self.give_way()
        self._silent = 0
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        task = self._start(self._turns(turn, kept))
        await asyncio.wait([kept, task], return_when=asyncio.FIRST_COMPLETED)

    async def nothing(self) -> None:
        await self._settled()
        self._held = False
        self._start(self._resume())

    async def finish(self) -> None:
        self._leaving = True
        if not self.busy:
            self._task.cancel()
        await asyncio.wait([self._task])

    async def close(self) -> None:
        for task in (self._heeding, self._task):
            task.cancel()
        await asyncio.gather(self._heeding, self._task, return_exceptions=True)

    async def _settled(self) -> None:
        """Wait for a turn that is being played; it isn't said, since the person goes on."""
        while self._thinking:
            self._held = True
            await asyncio.wait([self._task])
        self._task.cancel()

    async def _open(self) -> None:
        """Say again what was said last."""
        line = self._line = await self._play.now()
        if await self._say(line, _clauses(line.text)):
            await self._silences()

    async def _resume(self) -> None:
        """Say what wasn't heard of the line."""
        if self._line is not None and await self._say(self._line, self._left):
            await self._silences()

    async def _turns(self, turn: Turn, kept: asyncio.Future[None]) -> None:
        """A turn, and the silent ones after it."""
        if await self._go_on(turn, kept):
            await self._silences()

    async def _silences(self) -> None:
        """Each silence that is long enough is a turn, until there were too many in a row."""
        while self._play.silence and self._silent < MOST_SILENT:
            await asyncio.sleep(self._play.silence)
            if self._deaf or self._leaving:
                return
            self._silent += 1
            if not await self._go_on(self._turn("", self._device.trust)):
                return

    async def _go_on(self, turn: Turn, kept: asyncio.Future[None] | None = None) -> bool:
        """Play a turn and say what comes of it; whether silence counts after it."""
        self._be("thinking")
        self._thinking = True
        try:
            line = self._line = await self._play.go_on(turn)
        finally:
            self._thinking = False
        if kept is not None and not kept.done():
            kept.set_result(None)
        self._tell(Turned(line.play, line.turn))
        return await self._say(line, _clauses(line.text))

    async def _say(self, line: Line, clauses: Sequence[str]) -> bool:
        """Say clauses of a line and wait until they are heard; whether silence counts after it.

        It counts where they were heard, and the play isn't over.
        """
        self._left = list(clauses)
        if self._held:
            return False
        self._saying, aloud = True, False
        try:
            self._voice.begin()
            while self._left:
                self._be("speaking")
                aloud = await self._voice.say(self._left.pop(0), line.language, line.cast)
            self._voice.spoken()
            if not self._leaving:
                await self._voice.heard()
        finally:
            self._saying = False
        self._be("listening")
        return aloud and not line.over

    async def _heed(self) -> None:
        async with aclosing(self._device.signals.listen()) as signals:
            async for signal in signals:
                match signal:
                    case Stop():
                        self.interrupt()
                        self.give_way()
                        self._be("listening")
                    case Played():
                        self._voice.played()
                    case _:
                        pass

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        """Play, and tell what goes wrong."""
        try:
            await work
        except (LookupError, ValueError, ModelError, StoreError) as error:
            self._tell(Unable(str(error)))
            self._be("listening")
        except Exception:
            log.exception("a play failed")
            self._tell(Unable(FAILED))
            self._be("listening")

    def _turn(self, text: str, trust: Trust, *, interrupting: bool = False) -> Turn:
        now, zone = datetime.now(UTC), self._device.zone
        return Turn(text=text, trust=trust, at=now, zone=zone, interrupting=interrupting)

    def _be(self, doing: Doing) -> None:
        self._tell(State(doing))

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        self._task.cancel()
        self._task = asyncio.create_task(self._guarded(work), name="playing")
        return self._task


def _clauses(text: str) -> tuple[str, ...]:
    clauses = Clauses()
    return (*clauses.feed(text), *clauses.rest())
