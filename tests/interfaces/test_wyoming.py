"""Our ears and voice over Wyoming, asked by the protocol's own client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field

import numpy as np
import pytest

from alongside.interfaces.wyoming import LONGEST, MOST_BYTES, Address, Speech, served
from alongside.models import model
from alongside.models.mel import RATE
from alongside.models.model import Hear, Segment, Sound, Speak, Utterance

pytest.importorskip("wyoming")

from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncClient
from wyoming.error import Error
from wyoming.event import Event
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong
from wyoming.tts import Synthesize, SynthesizeVoice


@dataclass
class Hears:
    name: str = "test:ears"
    remote: bool = False
    heard: list[Sound] = field(default_factory=list)

    async def run(self, given: Sound) -> AsyncGenerator[Segment, None]:
        self.heard.append(given)
        yield Segment(" Turn on", 0.0, 0.5)
        yield Segment(" the lamp.", 0.5, 1.0)


@dataclass
class Speaks:
    name: str = "test:voice"
    remote: bool = False
    said: list[Utterance] = field(default_factory=list)

    async def run(self, given: Utterance) -> AsyncGenerator[model.Speech, None]:
        self.said.append(given)
        for _ in range(2):
            yield model.Speech(np.full(3000, 0.5, np.float32), 24_000)


@dataclass
class Home:
    """What asks, and the models that answer."""

    client: AsyncClient
    port: int
    ears: Hears
    voice: Speaks
    here: bool = True

    async def answer(self, *events: Event) -> Event:
        for event in events:
            await self.client.write_event(event)
        return await self.next()

    async def next(self) -> Event:
        async with asyncio.timeout(30):
            event = await self.client.read_event()
        assert event is not None
        return event


@pytest.fixture
async def home() -> AsyncIterator[Home]:
    ears, voice = Hears(), Speaks()
    made: list[Home] = []

    def hear() -> Hear | None:
        return ears if made[0].here else None

    def speak() -> Speak | None:
        return voice if made[0].here else None

    speech = Speech(hear, speak, lambda: "ko")
    async with (
        served(speech, Address.of("0")) as port,
        AsyncClient.from_uri(f"tcp://127.0.0.1:{port}") as client,
    ):
        made.append(Home(client, port, ears, voice))
        yield made[0]


def chunk(seconds: float, rate: int = RATE, width: int = 2, channels: int = 1) -> Event:
    audio = bytes(int(seconds * rate) * width * channels)
    return AudioChunk(rate=rate, width=width, channels=channels, audio=audio).event()


START, STOP = AudioStart(rate=RATE, width=2, channels=1).event(), AudioStop().event()


async def test_it_tells_what_it_can(home: Home) -> None:
    info = Info.from_event(await home.answer(Describe().event()))
    assert [one.models[0].name for one in info.asr] == ["test:ears"]
    assert {"en", "ko"} <= set(info.asr[0].models[0].languages)
    assert [one.voices[0].name for one in info.tts] == ["test:voice"]
    assert Pong.from_event(await home.answer(Ping(text="here?").event())).text == "here?"


async def test_speech_is_written_down_whatever_form_it_comes_in(home: Home) -> None:
    asks = Transcribe(language="en-GB").event()
    told = await home.answer(asks, START, chunk(0.5, 48_000, 2, 2), chunk(0.5, 48_000, 2, 2), STOP)
    assert Transcript.from_event(told).text == "Turn on the lamp."
    (heard,) = home.ears.heard
    assert heard.language == "en"
    assert len(heard.samples) == pytest.approx(RATE, abs=400)


async def test_what_goes_on_and_on_is_cut(home: Home) -> None:
    await home.answer(START, *[chunk(10) for _ in range(LONGEST // 10 + 2)], STOP)
    assert len(home.ears.heard[0].samples) == LONGEST * RATE


async def test_text_is_spoken(home: Home) -> None:
    asked = Synthesize("Good morning.", voice=SynthesizeVoice(language="en_US")).event()
    assert AudioStart.from_event(await home.answer(asked)).rate == 24_000
    sound = b""
    while not AudioStop.is_type((event := await home.next()).type):
        sound += AudioChunk.from_event(event).audio
    assert len(sound) == 2 * 3000 * 2
    await home.answer(Synthesize("안녕").event())
    assert [(one.text, one.language) for one in home.voice.said] == [
        ("Good morning.", "en"), ("안녕", "ko"),
    ]  # fmt: skip


async def test_without_models_it_says_so_and_stays(home: Home) -> None:
    home.here = False
    assert Info.from_event(await home.answer(Describe().event())).asr == []
    assert "hears" in Error.from_event(await home.answer(START, chunk(1), STOP)).text
    assert "speaks" in Error.from_event(await home.answer(Synthesize("hello").event())).text


async def test_what_makes_no_sense_ends_nothing_but_its_own(home: Home) -> None:
    told = await home.answer(Event("synthesize", {"words": 3}))
    assert Error.is_type(told.type)
    for nonsense in (
        b"no json\n",
        b"[]\n",
        b'{"type": "audio-chunk", "payload_length": %d}\n' % (MOST_BYTES + 1),
        b'{"type": "ping", "data_length": 9999999999}\n',
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", home.port)
        writer.write(nonsense)
        async with asyncio.timeout(30):
            assert await reader.read() == b""
        writer.close()
    assert Pong.is_type((await home.answer(Ping().event())).type)


@pytest.mark.parametrize(
    ("written", "host", "port"),
    [("10300", "127.0.0.1", 10300), ("0.0.0.0:1", "0.0.0.0", 1), ("tcp://[::1]:80", "::1", 80)],
)
def test_a_port_alone_is_this_machine_s(written: str, host: str, port: int) -> None:
    assert Address.of(written) == Address(host, port)


@pytest.mark.parametrize("written", ["", "home", "home:", "1.2.3.4:99999", ":x"])
def test_what_is_no_address(written: str) -> None:
    with pytest.raises(ValueError, match="is no address"):
        Address.of(written)
