"""Talking with the person over one device: hears a question coming, answers it aloud, falls silent.

Whatever is said while we think or speak stops us: the device is told to be silent at once, and the
model is let go of. An order to stop is obeyed, and nothing else is made of it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import uuid4

import msgspec
from pydantic import BaseModel

from alongside.interfaces.api.shapes import CancelledEvent, ProblemEvent, TalkEvent
from alongside.interfaces.live.phrases import (
    GREETING,
    THANKS,
    bare,
    is_murmur,
    is_question,
    is_stop,
    saying,
)
from alongside.interfaces.live.playing import Player, Playing
from alongside.interfaces.live.reading import Ahead, Prepare
from alongside.interfaces.live.speech import Voice
from alongside.log.errors import StoreError
from alongside.log.kinds import Noted
from alongside.log.log import Log
from alongside.log.moment import Draft, Trust
from alongside.mind.converse.aloud import MOST_WORDS, Clauses, to_say
from alongside.mind.converse.events import Aloud, Answered, Asked, Event
from alongside.mind.converse.manner import Manner
from alongside.models.hear.captions import Words
from alongside.models.model import ModelError
from alongside.senses.live import microphone
from alongside.senses.live.captured import Play
from alongside.senses.live.company import Asked as Spoken
from alongside.senses.live.company import Talks
from alongside.senses.live.sense import Connected, Played, Stop
from alongside.senses.live.told import Doing, State, Talked, Told

ACKNOWLEDGE = 0.25
"""Seconds after the end of a question by which we say something, if only that we think."""
PATIENCE = 4.0
"""Seconds of thinking after which we say that it takes a moment."""
FOLLOW_UP = 8.0
"""Seconds after an answer, or after the wake word, in which what is said is said to us."""
RESUMED = 2.0
"""Seconds in which a question goes on that we took to be over."""
UNKNOWN = "Something went wrong; nothing that was kept is lost. Please ask again."

log = logging.getLogger(__name__)


class Converses(Protocol):
    """Answers from the whole life. Closing the generator stops the model."""

    def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = ...
    ) -> AsyncGenerator[Event, None]: ...


Tell = Callable[[Told], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What talking needs: a conversation, what reads ahead for it, a voice, and the log for notes.

    `answers` says of words whether an answer is wanted; all else is noted. `plays` gives what the
    words of a play are for.
    """

    log: Log
    converse: Converses
    prepare: Prepare
    voice: Callable[[Tell], Voice]
    answers: Callable[[str], bool] = is_question
    plays: Callable[[Play], Playing] | None = None

    def talker(self, device: Connected, tell: Tell, play: Play | None = None) -> Talks:
        """Who talks over a device."""
        if play is not None and self.plays is not None:
            return Player(self.plays(play), device, tell, self.voice(tell))
        return Talker(self, device, tell)


@dataclass(frozen=True, slots=True)
class _Cut:
    """An answer that was cut off: what of it wasn't heard, and whether that is all that is left.

    `said` are all clauses of it that were said, heard or not.
    """

    asked: Spoken
    unheard: tuple[str, ...]
    said: tuple[str, ...]
    whole: bool


class Talker:
    """Talks over one device; see `Talks` in `senses/live/company.py`."""

    def __init__(self, company: Company, device: Connected, tell: Tell) -> None:
        self._company = company
        self._device = device
        self._tell = tell
        self._voice = company.voice(tell)
        self._thread = f"live-{uuid4()}"
        self._ahead = Ahead(company.prepare, self._thread, device.zone)
        self._language = device.language or "en"
        self._heard = ""
        self._asked: Spoken | None = None
        self._asked_at = self._attends_until = 0.0
        self._pending: Spoken | None = None
        self._cut: _Cut | None = None
        self._said: list[str] = []
        self._words = asyncio.Event()
        self._whole = self._leaving = False
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._start("heeding", self._heed())
        self._start("warming up", self._warm_up())

    @property
    def busy(self) -> bool:
        return self._runs("answering") or self._voice.speaking

    @property
    def attends(self) -> bool:
        return time.monotonic() < self._attends_until

    def called(self) -> None:
        self.interrupt()
        self._attends_until = time.monotonic() + FOLLOW_UP

    def hold(self, *, deaf: bool = False) -> None:
        """Silence means nothing to us."""

    def interrupt(self) -> None:
        """Fall silent. What was asked is remembered until it is known what interrupted."""
        soon = time.monotonic() - self._asked_at < RESUMED
        thinking = self._runs("answering")
        unheard = self._voice.hush() if self.busy else ()
        self._cancel("acknowledging", "answering")
        if not thinking or self._asked is None:
            return
        if self._said:
            self._cut = _Cut(self._asked, unheard, tuple(self._said), self._whole)
        elif soon:
            self._pending = self._asked
        self._show(CancelledEvent())

    def addressed(self) -> None:
        self._ahead.hears("")

    def hears(self, words: Words) -> None:
        self._heard = words.all
        if self._heard:
            self._words.set()
        self._ahead.hears(self._heard)

    def ended(self) -> None:
        self._start("acknowledging", self._acknowledge())

    def stops(self, text: str) -> bool:
        return is_stop(text)

    def give_way(self) -> None:
        self._pending = self._cut = None

    async def answer(self, asked: Spoken) -> None:
        self._heard = asked.text
        self._words.set()
        self._ahead.stop()
        self._cancel("answering")
        if is_stop(asked.last):
            self._stop()
        elif self._cut is not None and is_murmur(asked.text):
            await self.nothing()
        else:
            if self._pending is not None:
                asked = replace(asked, text=f"{self._pending.text} {asked.text}")
            self.give_way()
            await self._begin(asked)

    async def nothing(self) -> None:
        self._cancel("acknowledging")
        self._words.clear()
        pending, cut = self._pending, self._cut
        self.give_way()
        if pending is not None:
            await self._begin(pending)
        elif cut is not None:
            await self._begin(cut.asked, cut)

    async def _begin(self, asked: Spoken, cut: _Cut | None = None) -> None:
        """Answer it, or go on with the answer that was cut off; gives once it is kept."""
        heard = len(cut.said) - len(cut.unheard) if cut else 0
        self._said, self._whole = list(cut.said[:heard]) if cut else [], False
        self._asked, self._asked_at = asked, time.monotonic()
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        answering = self._start("answering", self._answer(asked, kept, cut))
        await asyncio.wait([kept, answering], return_when=asyncio.FIRST_COMPLETED)

    async def finish(self) -> None:
        self._leaving = True
        if self._runs("answering"):
            await asyncio.wait([self._tasks["answering"]])

    async def close(self) -> None:
        tasks = (*self._tasks.values(), *self._ahead.stop())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _stop(self) -> None:
        self.interrupt()
        self.give_way()
        self._words.clear()
        self._attends_until = 0.0
        self._be("listening")

    async def _answer(self, asked: Spoken, kept: asyncio.Future[None], cut: _Cut | None) -> None:
        """Answer what was asked: show it, say it, wait until it was heard."""
        self._language = asked.language or self._language
        self._be("thinking")
        try:
            if cut is None:
                await self._reply(asked, kept)
            else:
                await self._resume(cut, kept)
            self._whole = True
            self._words.clear()
            self._voice.spoken()
            if not self._leaving:
                self.addressed()
                await self._voice.heard()
        except (ModelError, StoreError) as error:
            await self._fail(str(error))
        except Exception:
            log.exception("answering aloud failed")
            await self._fail(UNKNOWN)
        finally:
            if not kept.done():
                kept.set_result(None)
        self._attends_until = time.monotonic() + FOLLOW_UP
        self._be("listening", always=True)

    async def _reply(self, asked: Spoken, kept: asyncio.Future[None]) -> None:
        """What needs no thinking at once, a note for what is no question, else an answer."""
        words = bare(asked.text)
        if GREETING.fullmatch(words):
            await self._say(saying("hello", self._language))
        elif THANKS.fullmatch(words):
            await self._say(saying("welcome", self._language))
        elif not self._company.answers(asked.text):
            await self._note(asked)
            await self._say(saying("noted", self._language))
        else:
            await self._converse(asked, kept)

    async def _resume(self, cut: _Cut, kept: asyncio.Future[None]) -> None:
        """Say what wasn't heard of an answer, then what was still to come of it."""
        for clause in cut.unheard:
            await self._say(clause)
        if not cut.whole:
            await self._converse(cut.asked, kept, cut.said)

    async def _converse(
        self, asked: Spoken, kept: asyncio.Future[None], known: tuple[str, ...] = ()
    ) -> None:
        """Answer from the whole life. The clauses of `known` were said before."""
        again = list(known)
        unlocked = asked.trust is Trust.PERSON
        manner = Manner(trust=asked.trust, aloud=True, origin=asked.origin, unlocked=unlocked)
        now, said = datetime.now(UTC), list[str]()
        answer = self._company.converse.ask(
            asked.text, self._thread, now, self._device.zone, manner
        )
        async with aclosing(answer) as events:
            async for event in events:
                match event:
                    case Aloud(text):
                        said.append(text)
                        if again[:1] == [text]:
                            again.pop(0)
                            continue
                        again.clear()
                        await self._say(text)
                        continue
                    case Asked() if not kept.done():
                        kept.set_result(None)
                    case _:
                        pass
                self._show(TalkEvent.of(event))
                if isinstance(event, Answered):
                    await self._say_rest(*to_say(event.moment, said))

    async def _say_rest(self, rest: str, taken_back: bool) -> None:
        if taken_back:
            await self._say(saying("correction", self._language))
        clauses = Clauses()
        for clause in (*clauses.feed(rest), *clauses.rest()):
            await self._say(clause)
        if len(rest.split()) >= MOST_WORDS:
            await self._say(saying("screen", self._language))

    async def _say(self, text: str) -> None:
        """Say a clause of the answer; the first ends all thinking aloud."""
        self._cancel("acknowledging")
        if not self._said:
            self._voice.begin()
        self._said.append(text)
        self._be("speaking")
        await self._voice.say(text, self._language)

    async def _note(self, asked: Spoken) -> None:
        draft = Draft(
            what=Noted(text=asked.text),
            at=asked.at,
            zone=self._device.zone,
            source=microphone.SOURCE,
            trust=asked.trust,
            origin=asked.origin,
        )
        await self._company.log.append(draft)

    async def _fail(self, why: str) -> None:
        self._show(ProblemEvent(detail=why))
        await self._say(saying("failed", self._language))

    async def _acknowledge(self) -> None:
        """Let the person hear that we heard them, and later that we still think."""
        await asyncio.sleep(ACKNOWLEDGE)
        await self._words.wait()
        if is_stop(self._heard):
            return
        await self._voice.say(saying("mm-hm", self._language), self._language)
        await asyncio.sleep(PATIENCE)
        if self._runs("answering"):
            await self._voice.say(saying("moment", self._language), self._language)

    async def _warm_up(self) -> None:
        language = self._language
        names = ("mm-hm", "moment", "noted")
        await self._voice.ready(*((saying(name, language), language) for name in names))

    async def _heed(self) -> None:
        """Heed what the device signals."""
        async with aclosing(self._device.signals.listen()) as signals:
            async for signal in signals:
                match signal:
                    case Stop():
                        self._stop()
                    case Played():
                        self._voice.played()
                    case _:
                        pass

    def _be(self, doing: Doing, *, always: bool = False) -> None:
        if always or doing != "listening" or not self.busy:
            self._tell(State(doing))

    def _show(self, event: BaseModel) -> None:
        self._tell(Talked(msgspec.Raw(event.model_dump_json().encode())))

    def _runs(self, name: str) -> bool:
        return name in self._tasks and not self._tasks[name].done()

    def _start(self, name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        self._cancel(name)
        self._tasks[name] = asyncio.create_task(work, name=name)
        return self._tasks[name]

    def _cancel(self, *names: str) -> None:
        for name in names:
            if self._runs(name):
                self._tasks[name].cancel()
