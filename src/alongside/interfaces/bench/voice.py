"""`alongside bench voice DIR`: how long after the true end of speech each step of talking comes.

Utterances cut from real recordings are played in real time by a simulated device, over a real
server. Once a scripted conversation answers, once the embedded language model from notes with these
very words, which recall must find. A long scripted answer is interrupted by the next utterance.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import msgspec
import numpy as np

from alongside.config import Config, Privacy
from alongside.interfaces.bench.clips import Clip, clips
from alongside.interfaces.live.device import Device, Key
from alongside.interfaces.live.live import Live
from alongside.interfaces.live.phrases import SAYINGS
from alongside.interfaces.live.protocol import Down
from alongside.interfaces.live.reading import Prepare
from alongside.interfaces.live.simulated import CHUNK, chunks
from alongside.interfaces.live.talking import Converses
from alongside.interfaces.live.wiring import Parts, hearing_of
from alongside.interfaces.parts import Life
from alongside.log.kinds import Noted, Said
from alongside.log.moment import Draft, Trust
from alongside.mind.converse.converse import Converse
from alongside.mind.converse.events import Aloud, Answered, Asked, Event
from alongside.mind.converse.manner import TYPED, Manner
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models
from alongside.models.mel import RATE
from alongside.models.model import Chat, Message, Prompt
from alongside.models.vad import Vad
from alongside.senses.live.captured import Moded
from alongside.senses.live.sense import Played
from alongside.senses.live.told import Caption, Clear, Speech, Spoken, State
from alongside.senses.privacy.discretion import Discretion

PATIENCE = 20.0
"""Seconds that an answer is waited for."""
THINKING_ALOUD = frozenset(said for name in ("mm-hm", "moment") for said in SAYINGS[name].values())
SHORT_ANSWER = ("You walked up the hill,", "and saw the sea from there.")
LONG_ANSWER = ("You walked up the hill, all of it in the evening sun, and saw the sea.",) * 5
INTERRUPTIONS = 8
"""How many answers are interrupted."""


class Home(Protocol):
    """What makes a passing life."""

    def passing(self, folder: Path) -> AbstractAsyncContextManager[Life]: ...


async def run(folder: Path, home: Home, *, model: bool = True) -> Mapping[str, Any]:
    """Medians and 95th percentiles in seconds; `model`: with the embedded language model too."""
    catalogue = Catalogue()
    vad = Vad(lambda: catalogue.path("silero-vad"))
    found = await asyncio.to_thread(clips, folder, vad)
    short, long = [c for c in found if not c.long], [c for c in found if c.long]
    with tempfile.TemporaryDirectory() as passing:
        async with home.passing(Path(passing) / "life") as life:
            bench = _Bench(life, catalogue, await asyncio.to_thread(Models, Config(), catalogue))
            scripted = _Scripted(life)
            heard = await bench.turns(short, scripted, _no_reading)
            paused = await bench.turns(long, scripted, _no_reading)
            cut = await bench.interruptions(short[: INTERRUPTIONS + 1], scripted)
            replies = await bench.replies(short, heard) if model else {}
    everything = heard + paused
    return {
        "utterances": len(everything),
        "load": round(os.getloadavg()[0], 2),
        "endpoint": _figures([turn.endpoint for turn in everything]),
        "transcript": _figures([turn.transcript for turn in everything]),
        "acknowledgement": _figures([turn.acknowledged for turn in everything]),
        "first_audio_scripted": _figures([turn.answered for turn in everything]),
        "cut_off_in_pauses": _share([turn.early for turn in heard]),
        "cut_off_between_sentences": _share([turn.early for turn in paused]),
        "barge_in_to_silence": _figures(cut),
        **replies,
    }


@dataclass(slots=True)
class _Turn:
    """When, in seconds after the true end, each step came; None where it didn't."""

    name: str
    speech: range
    """The numbers of its sound up to the end of its speech."""
    text: str = ""
    endpoint: float | None = None
    transcript: float | None = None
    acknowledged: float | None = None
    answered: float | None = None
    utterances: int = 0
    """As how many it was heard: it was taken to be over before its end where they are more."""

    @property
    def early(self) -> bool:
        return self.utterances > 1


class _Bench:
    """A life served on a port of its own, and a device that talks to it."""

    def __init__(self, life: Life, catalogue: Catalogue, models: Models) -> None:
        self._life = life
        self._catalogue = catalogue
        self._models = models

    async def turns(
        self, played: Sequence[Clip], converse: Converses, prepare: Prepare
    ) -> list[_Turn]:
        """Play each and note when what came, and as how many utterances each was heard.

        An utterance belongs to the clip in whose sound it begins, whenever its words came.
        """
        async with self._device(converse, prepare) as device:
            turns = [await _one(device, clip) for clip in played]
        for turn in turns:
            turn.utterances = sum(seq in turn.speech for seq in device.begun)
        return turns

    async def interruptions(self, played: Sequence[Clip], scripted: _Scripted) -> list[float]:
        """Seconds from the beginning of speech to the order to be silent, while an answer plays."""
        scripted.clauses = LONG_ANSWER
        took: list[float] = []
        async with self._device(scripted, _no_reading) as device:
            began, _ = await _play(device.device, played[0])
            await device.until(Speech, began + played[0].end)
            for clip in played[1:]:
                took += await _interrupted(device, clip)
        return took

    async def replies(self, played: Sequence[Clip], heard: Sequence[_Turn]) -> dict[str, Any]:
        """The same with the embedded language model, from notes that hold what was said."""
        chat = self._models.chat()
        if chat is None:
            return {"model": "none is here"}
        for turn in heard:
            note = Noted(text=turn.text or turn.name)
            await self._life.log.append(
                Draft(what=note, at=datetime.now(UTC), zone="UTC", source="notes", trust=Trust.OWN)
            )
        timed = _Timed(chat)
        converse = Converse(log=self._life.log, recall=self._life.recall, chat=lambda: timed)
        await _warm(timed)
        turns = await self.turns(played, converse, converse.prepare)
        return {
            "model": chat.name,
            "first_reply_audio": _figures([turn.answered for turn in turns]),
            "acknowledgement_with_model": _figures([turn.acknowledged for turn in turns]),
            "model_stop": _figures(timed.stopped),
        }

    @asynccontextmanager
    async def _device(self, converse: Converses, prepare: Prepare) -> AsyncIterator[_Heard]:
        from alongside.interfaces.api.app import make_app
        from alongside.interfaces.api.serve import listen, serving
        from alongside.interfaces.api.sessions import Sessions

        parts = Parts(
            self._life.log,
            self._models,
            self._catalogue,
            Discretion(self._life.log, Privacy, lambda: "UTC"),
            self._life.settings,
        )
        hearing = hearing_of(parts, converse, prepare, answers=lambda _: True)
        life = replace(self._life, live=Live(self._life.log, hearing))
        app = make_app(life, Sessions(), _NoSample(life), lambda: None)
        _, token = await app.state.running.devices.pair("bench")
        with listen() as bound:
            async with (
                serving(app, bound),
                Device(f"http://127.0.0.1:{bound.getsockname()[1]}", Key(token)) as device,
            ):
                await device.capture(Moded("talk"))
                heard = _Heard(device)
                heard.task = asyncio.create_task(heard.listen())
                yield heard
                heard.task.cancel()
                await asyncio.gather(heard.task, return_exceptions=True)


@dataclass(slots=True)
class _Heard:
    """A device with all that it was told, and when."""

    device: Device
    told: list[tuple[float, Down]] = field(default_factory=list)
    more: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None

    begun: set[int] = field(default_factory=set)
    """The numbers in which utterances with words begin."""

    async def listen(self) -> None:
        async with aclosing(self.device.told()) as told:
            async for each in told:
                self.told.append((time.monotonic(), each))
                if isinstance(each, Caption) and each.final and each.text:
                    self.begun.add(int(each.id))
                self.more.set()

    async def until(self, kind: type, after: float) -> None:
        """Wait for something told after a time, for as long as there is patience."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while not any(at > after and isinstance(each, kind) for at, each in self.told):
                    self.more.clear()
                    await self.more.wait()


async def _one(heard: _Heard, clip: Clip) -> _Turn:
    """Play one clip and its answer; what came when."""
    heard.told.clear()
    began, first = await _play(heard.device, clip)
    end = began + clip.end
    await heard.until(Spoken, end)
    turn = _Turn(clip.name, range(first, first + int(clip.end * RATE / CHUNK)))
    for at, told in heard.told:
        _note(turn, at - end, told)
    await heard.device.signal(Played())
    return turn


def _note(turn: _Turn, after: float, told: Down) -> None:
    match told:
        case Caption(final=True, text=text) if text:
            turn.text = f"{turn.text} {text}".strip()
            turn.transcript = after
        case State(doing="listening") if after > 0 and turn.endpoint is None:
            turn.endpoint = after
        case Speech(text=text) if text in THINKING_ALOUD:
            turn.acknowledged = turn.acknowledged or after
        case Speech() if after > 0 and turn.answered is None:
            turn.answered = after
        case _:
            pass


async def _interrupted(heard: _Heard, clip: Clip) -> list[float]:
    """Speak while an answer plays."""
    heard.told.clear()
    began, _ = await _play(heard.device, clip)
    await heard.until(Speech, began + clip.end)
    start = began + clip.begin
    return [at - start for at, told in heard.told if isinstance(told, Clear)][:1]


async def _play(device: Device, clip: Clip) -> tuple[float, int]:
    """Send it in real time; when it began, and the number of its first sound."""
    began, first = time.monotonic(), 0
    for number, audio in enumerate(chunks(clip.samples), 1):
        await asyncio.sleep(max(0.0, began + number * CHUNK / RATE - time.monotonic()))
        seq = await device.capture(audio)
        first = first or seq
    return began, first


class _Scripted:
    """A conversation that answers at once with these clauses."""

    def __init__(self, life: Life) -> None:
        self._log = life.log
        self.clauses: Sequence[str] = SHORT_ANSWER

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = TYPED
    ) -> AsyncGenerator[Event, None]:
        said = Said(text=question, by="me", thread=thread)
        draft = Draft(what=said, at=now, zone=zone, source="talk", trust=manner.trust)
        (asked,) = await self._log.append(draft)
        yield Asked(asked)
        for clause in self.clauses:
            yield Aloud(clause)
        answered = msgspec.structs.replace(said, text=" ".join(self.clauses), by="alongside")
        answer = replace(draft, what=answered, trust=Trust.OWN, because=(asked.id,))
        (kept,) = await self._log.append(answer)
        yield Answered(kept)


class _Timed:
    """A chat model that notes how long it takes to let go when it is stopped."""

    def __init__(self, chat: Chat) -> None:
        self.name, self.remote = chat.name, chat.remote
        self.stopped: list[float | None] = []
        self._chat = chat

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        pieces = self._chat.run(given)
        try:
            async for piece in pieces:
                yield piece
        except (GeneratorExit, asyncio.CancelledError):
            began = time.monotonic()
            await pieces.aclose()
            self.stopped.append(time.monotonic() - began)
            raise


@dataclass(frozen=True, slots=True)
class _NoSample:
    life: Life

    async def open(self) -> Life:
        return self.life

    async def throw_away(self) -> Life:
        return self.life


async def _no_reading(partial: str, thread: str, now: datetime, zone: str) -> None:
    """Nothing is read ahead."""


async def _warm(chat: Chat) -> None:
    prompt = Prompt(messages=(Message("user", "Say yes."),), max_tokens=2)
    async with aclosing(chat.run(prompt)) as pieces:
        async for _ in pieces:
            pass


def _figures(times: Sequence[float | None]) -> dict[str, float | int]:
    """The median and the 95th percentile, and of how many."""
    known = [each for each in times if each is not None]
    if not known:
        return {"of": 0}
    p50, p95 = np.percentile(known, [50, 95])
    return {"p50": round(float(p50), 3), "p95": round(float(p95), 3), "of": len(known)}


def _share(early: Sequence[bool]) -> dict[str, float | int]:
    return {"share": round(sum(early) / max(1, len(early)), 3), "of": len(early)}
