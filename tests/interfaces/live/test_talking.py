"""Hearing and talking over one device: real log and pipeline, scripted models."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import msgspec
import numpy as np
import pytest
from tests.interfaces.api.conftest import Scripted, living

from alongside.config import Privacy
from alongside.interfaces.live.playing import Playing
from alongside.interfaces.live.speech import Voice
from alongside.interfaces.live.talking import Company
from alongside.interfaces.parts import Life
from alongside.log.kinds import Heard, Noted, Said
from alongside.log.moment import Moment, Trust
from alongside.models.hear.pcm import to_pcm
from alongside.models.model import Hear, Segment, Sound, Turns
from alongside.models.speak.scripted import ScriptedSpeak
from alongside.models.vad import FRAME, Steps
from alongside.senses.live.captured import (
    Audio,
    Captured,
    Left,
    Mode,
    Moded,
    Muted,
    Play,
    Typed,
    What,
)
from alongside.senses.live.company import Translate
from alongside.senses.live.microphone import Microphone
from alongside.senses.live.sense import Connected, Done, Signals, Stop
from alongside.senses.live.told import (
    Caption,
    Clear,
    Sounding,
    Speech,
    Spoken,
    State,
    Talked,
    Told,
    Unable,
)
from alongside.senses.privacy.discretion import Discretion

VOICED, STILL = Audio(to_pcm(np.full(FRAME, 0.9, np.float32))), Audio(bytes(2 * FRAME))
SAID, SILENCE = [VOICED] * 30, [STILL] * 30


def loud(level: float) -> list[Audio]:
    """An utterance of a loudness of its own, and the silence after it."""
    return [Audio(to_pcm(np.full(FRAME, level, np.float32)))] * 30 + SILENCE


@dataclass(frozen=True)
class Until:
    """What follows is captured only after this."""

    event: asyncio.Event = field(default_factory=asyncio.Event)


class Activity:
    """Voice activity and a wake word that read the sound itself."""

    def probability(self, frame: np.ndarray[Any, Any]) -> float:
        return float(frame[0])

    def said(self, samples: np.ndarray[Any, Any]) -> bool:
        return bool(samples[0] > 0.95)


@dataclass
class Ears:
    """Hears this text in every utterance, but for those of another loudness."""

    text: str
    others: dict[float, str] = field(default_factory=dict)
    there: bool = True
    heard: list[int] = field(default_factory=list)
    slow: float = 0.0
    name: str = "scripted:hear"
    remote: bool = False

    def steps(self) -> Steps:
        return cast("Steps", Activity())

    def wake(self) -> Activity:
        return Activity()

    def turns(self) -> Turns | None:
        return cast("Turns", _Over())

    def hear_quickly(self) -> Hear | None:
        return self if self.there else None

    async def who(self, samples: np.ndarray[Any, Any]) -> str:
        return "Nora"

    async def run(self, given: Sound) -> AsyncGenerator[Segment, None]:
        await asyncio.sleep(self.slow)
        text = self.others.get(round(float(given.samples.max()), 1), self.text)
        yield Segment(text, 0.0, 1.0, "en")


class _Over:
    name, remote = "scripted:turns", False

    async def run(self, given: Sound) -> AsyncGenerator[float, None]:
        yield 0.9


@dataclass
class Device:
    """A device whose capture a test puts in, and what it was told."""

    life: Life
    scripted: Scripted
    ears: Ears
    trust: Trust = Trust.PERSON
    mode: Mode = "talk"
    privacy: Privacy = field(default_factory=Privacy)
    speak: ScriptedSpeak = field(default_factory=ScriptedSpeak)
    told: list[Told | Done] = field(default_factory=list)
    prepared: list[str] = field(default_factory=list)
    turned: asyncio.Event = field(default_factory=asyncio.Event)
    """Something is read ahead for the question after the first."""
    signals: Signals = field(default_factory=Signals)
    ago: timedelta = timedelta()
    speed: float = 20.0
    translate: Translate | None = None
    plays: Callable[[Play], Playing] | None = None

    async def hears(self, *what: What | Until) -> None:
        """All that comes of it, until everything is answered."""
        async with aclosing(self.runs(*what)) as told:
            self.told = [each async for each in told]

    async def runs(self, *what: What | Until) -> AsyncGenerator[Told | Done, None]:
        device = Connected(
            device="d", stream="stream-1", name="Phone", trust=self.trust, mode=self.mode,
            signals=self.signals,
        )  # fmt: skip
        discretion = Discretion(self.life.log, lambda: self.privacy, lambda: "UTC")
        company = Company(
            log=self.life.log,
            converse=self.scripted,
            prepare=self._prepare,
            voice=lambda tell: Voice(lambda: self.speak, tell, lambda: ("", self.speed)),
            plays=self.plays,
        )
        sense = Microphone(self.life.log, self.ears, discretion, company.talker, self.translate)
        async with aclosing(sense.run(self._captured(what), device)) as told:
            async for each in told:
                yield each

    async def _captured(self, what: Sequence[What | Until]) -> AsyncGenerator[Captured, None]:
        began = datetime.now(UTC) - self.ago
        for seq, each in enumerate(what, 1):
            if isinstance(each, Until):
                await each.event.wait()
                continue
            at = began + timedelta(seconds=0.032 * seq)
            yield Captured(seq, at, each, late=bool(self.ago))
            await asyncio.sleep(0)

    async def _prepare(self, partial: str, thread: str, now: datetime, zone: str) -> None:
        if any(self.prepared) and not partial:
            self.turned.set()
        self.prepared.append(partial)

    async def kept(self, kind: type) -> list[Moment]:
        return [m async for m in self.life.log.read() if isinstance(m.what, kind)]

    def of(self, kind: type) -> list[Any]:
        return [each for each in self.told if isinstance(each, kind)]

    def finals(self) -> list[Caption]:
        return [each for each in self.of(Caption) if each.final]


@pytest.fixture
async def device(tmp_path: Path) -> AsyncIterator[Device]:
    async with living(tmp_path) as (life, scripted):
        yield Device(life, scripted, Ears("What did I do?"))


async def test_what_is_overheard_is_kept_from_outside_with_who_it_sounds_like(
    device: Device,
) -> None:
    device.mode = "ambient"
    await device.hears(*SILENCE, *SAID, *SILENCE)
    (heard,) = await device.kept(Heard)
    assert (heard.what.words, heard.trust, heard.what.names) == (
        "What did I do?", Trust.OUTSIDE, ("Nora",),
    )  # fmt: skip
    (final,) = device.finals()
    assert (final.text, final.moment, final.talk) == ("What did I do?", heard.id, False)
    assert final.speaker == "Nora"
    assert device.of(Done)[-1].seq >= 60
    assert await device.kept(Said) == []


async def test_the_new_turns_are_read_ahead_while_the_answer_is_heard(device: Device) -> None:
    await device.hears(*SAID, *SILENCE, Until(device.turned))
    assert device.prepared == ["", "What did I do?", ""]


async def test_what_others_say_is_told_again_in_the_language_of_the_person(device: Device) -> None:
    async def translate(text: str, language: str) -> str:
        return f"{text} ({language})"

    device.translate, device.mode = translate, "ambient"
    await device.hears(*SAID, *SILENCE)
    first, again = device.finals()
    assert (first.translation, again.translation) == ("", "What did I do? (en)")
    assert (again.id, again.moment) == (first.id, first.moment)
    device.mode = "talk"
    await device.hears(*SAID, *SILENCE)
    assert {final.translation for final in device.finals()} == {""}


async def test_what_is_said_in_talk_mode_is_answered_aloud(device: Device) -> None:
    await device.hears(*SAID, *SILENCE)
    asked, answer = await device.kept(Said)
    assert (asked.what.words, asked.trust) == ("What did I do?", Trust.PERSON)
    events = [msgspec.json.decode(bytes(t.event))["event"] for t in device.of(Talked)]
    assert events == ["asked", "found", "token", "token", "token", "answered"]
    assert [speech.text for speech in device.of(Speech)][-1] == "You walked."
    sounds = [s for s in device.of(Sounding) if s.seq == device.of(Speech)[-1].seq]
    assert len(sounds) > 1
    assert sounds[-1].pcm == b""
    assert device.of(Spoken)
    assert device.prepared[0] == "", "what comes before the words is read while there are none"
    assert "What did I do?" in device.prepared
    assert answer.what.words == "You walked [1]."
    states = [state.doing for state in device.of(State)]
    assert states[:2] == ["listening", "hearing"]
    assert {"thinking", "speaking"} <= set(states)
    assert all(state.recording for state in device.of(State))


async def test_whoever_speaks_while_we_think_stops_us(device: Device) -> None:
    device.scripted.hangs = True
    told: list[Told | Done] = []
    async with asyncio.timeout(30):
        async with aclosing(device.runs(*SAID, *SILENCE, *SAID)) as running:
            async for each in running:
                told.append(each)
                if isinstance(each, Talked) and b"cancelled" in bytes(each.event):
                    break
        await device.scripted.closed.wait()
    assert any(isinstance(each, Clear) for each in told)


async def test_stop_always_stops_and_is_no_question(device: Device) -> None:
    device.ears = Ears("Stop.")
    await device.hears(*SAID, *SILENCE)
    assert await device.kept(Said) == []
    assert device.of(Speech) == []


async def test_an_answer_that_a_cough_cut_off_goes_on_where_it_was_cut(device: Device) -> None:
    device.ears.others, device.speed = {0.6: ""}, 0.2
    device.scripted.aloud, device.scripted.hangs = ("You walked.",), True
    spoken, cut, said = Until(), False, list[str]()
    async with asyncio.timeout(30):
        running = device.runs(*SAID, *SILENCE, spoken, *loud(0.6))
        async with aclosing(running) as told:
            async for each in told:
                if isinstance(each, Speech) and each.text == "You walked.":
                    said.append("after the cough" if cut else "before it")
                    spoken.event.set()
                    if cut:
                        break
                if isinstance(each, Clear):
                    cut, device.scripted.hangs = True, False
    assert said == ["before it", "after the cough"]
    (asked,) = [m for m in await device.kept(Said) if m.what.words == "What did I do?"]
    assert asked.trust == Trust.PERSON


async def test_stop_lets_go_of_an_answer_for_good(device: Device) -> None:
    device.ears.others, device.speed = {0.6: "", 0.7: "Stop."}, 0.2
    device.scripted.aloud, device.scripted.hangs = ("You walked.",), True
    spoken, told = Until(), list[Told | Done]()
    async with asyncio.timeout(30):
        running = device.runs(*SAID, *SILENCE, spoken, *loud(0.7), *loud(0.6))
        async with aclosing(running) as told_now:
            async for each in told_now:
                told.append(each)
                if isinstance(each, Speech) and each.text == "You walked.":
                    spoken.event.set()
    assert sum(isinstance(each, Speech) and each.text == "You walked." for each in told) == 1
    assert len(await device.kept(Said)) == 1


async def test_what_is_said_on_before_the_first_words_are_known_is_one_question(
    device: Device,
) -> None:
    device.ears.others = {0.6: "What did I do", 0.7: "on Monday?"}
    device.ears.slow = 0.3
    await device.hears(*loud(0.6), *loud(0.7))
    asked, _ = await device.kept(Said)
    assert asked.what.words == "What did I do on Monday?"
    device.ears.others = {0.6: "What did I do", 0.7: "Stop."}
    before = len(await device.kept(Said))
    await device.hears(*loud(0.6), *loud(0.7))
    assert len(await device.kept(Said)) == before


async def test_a_signal_stops_the_answer(device: Device) -> None:
    device.scripted.hangs = True
    async with asyncio.timeout(30):
        async with aclosing(device.runs(*SAID, *SILENCE)) as running:
            async for each in running:
                if isinstance(each, Talked) and b"walked" in bytes(each.event):
                    device.signals.put(Stop())
                if isinstance(each, Talked) and b"cancelled" in bytes(each.event):
                    break
        await device.scripted.closed.wait()


async def test_what_is_no_question_is_noted(device: Device) -> None:
    device.ears = Ears("I parked on the third level.")
    await device.hears(*SAID, *SILENCE)
    (note,) = await device.kept(Noted)
    assert (note.what.words, note.trust) == ("I parked on the third level.", Trust.PERSON)
    assert [speech.text for speech in device.of(Speech)][-1] == "Noted."


async def test_what_was_said_out_of_reach_is_kept_and_not_answered(device: Device) -> None:
    device.ago = timedelta(minutes=5)
    await device.hears(*SAID, *SILENCE)
    assert await device.kept(Said) == []
    (heard,) = await device.kept(Heard)
    assert abs(heard.at - (datetime.now(UTC) - device.ago)) < timedelta(minutes=1)


async def test_the_wake_word_has_us_answer_but_is_no_proof_of_who_asks(device: Device) -> None:
    device.mode = "ambient"
    wake = Audio(to_pcm(np.full(FRAME, 1.0, np.float32)))
    await device.hears(*SILENCE, wake, *SAID, *SILENCE)
    asked, *_ = await device.kept(Said)
    assert asked.trust == Trust.OUTSIDE
    assert await device.kept(Heard) == []


@pytest.mark.parametrize("before", [Moded("off"), Muted(muted=True)])
async def test_a_microphone_that_is_off_hears_nothing(device: Device, before: What) -> None:
    await device.hears(before, *SAID, *SILENCE)
    assert await device.kept(Heard) == []
    assert await device.kept(Said) == []
    assert device.of(Caption) == []
    assert device.of(Done)[-1].seq == 61
    assert device.of(State)[-1].recording is False


async def test_muting_ends_what_was_being_said(device: Device) -> None:
    device.mode = "ambient"
    await device.hears(*SAID, Muted(muted=True), *SAID)
    assert len(await device.kept(Heard)) == 1
    assert device.of(Done)[-1].seq == 61


async def test_typed_words_are_answered_like_spoken_ones(device: Device) -> None:
    device.mode = "off"
    await device.hears(Typed("What did I do?"))
    asked, answer = await device.kept(Said)
    assert (asked.trust, answer.what.words) == (Trust.PERSON, "You walked [1].")


async def test_nothing_is_kept_where_nothing_may_be(device: Device) -> None:
    device.mode, device.privacy = "ambient", Privacy(keep="nothing")
    await device.hears(*SAID, *SILENCE)
    assert await device.kept(Heard) == []


async def test_what_was_left_out_is_shown_as_private_and_ends_what_was_being_said(
    device: Device,
) -> None:
    device.mode = "ambient"
    await device.hears(*SAID, *[Left()] * 5, *SILENCE)
    assert len(await device.kept(Heard)) == 1
    states = [(state.doing, state.recording) for state in device.of(State)]
    assert ("private", False) in states
    assert states[-1] == ("listening", True)


async def test_sound_is_held_by_the_device_until_its_words_are_kept(device: Device) -> None:
    device.mode = "ambient"
    told: list[Told | Done] = []
    async with aclosing(device.runs(*SILENCE, *SAID, *SILENCE)) as running:
        async for each in running:
            told.append(each)
            if isinstance(each, Caption) and each.final:
                break
    assert all(each.seq < 31 for each in told if isinstance(each, Done))


async def test_without_models_it_says_what_to_do(device: Device) -> None:
    device.ears = replace(device.ears, there=False)
    await device.hears(*SAID)
    (unable,) = device.of(Unable)
    assert "alongside models get" in unable.detail
    assert device.of(Done)[-1].seq == 30
