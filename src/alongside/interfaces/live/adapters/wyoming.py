"""A Wyoming satellite, as Home Assistant has them in rooms: it hears, and plays our answers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from alongside.interfaces.live.adapters.adapter import ExtraMissing, PeerGone
from alongside.interfaces.live.device import Device
from alongside.interfaces.live.protocol import Down
from alongside.models.mel import RATE
from alongside.senses.live.captured import Audio, Moded
from alongside.senses.live.sense import Played
from alongside.senses.live.told import Caption, Clear, Sounding, Speech, State

if TYPE_CHECKING:
    from wyoming.client import AsyncClient
    from wyoming.event import Event

PATIENCE = 10.0
"""Seconds in which it must answer."""


class Satellite:
    """Connects to the satellite at `uri`, as its server does, and is its pipeline.

    What its own wake word was said for is said to us, and answered; all else is overheard.
    """

    can = ("microphone", "speaker")
    room = True

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._client: AsyncClient | None = None
        self._rates: dict[int, int] = {}
        self._playing = 0

    async def capture(self, device: Device) -> None:
        client, converter = _client(self._uri)
        try:
            async with asyncio.timeout(PATIENCE):
                await client.connect()
        except (OSError, TimeoutError) as error:
            raise PeerGone(f"The satellite at {self._uri} can't be reached.") from error
        self._client, self._playing = client, 0
        try:
            await self._begin()
            while (event := await client.read_event()) is not None:
                await self._heed(event, converter, device)
        except OSError as error:
            raise PeerGone(f"The satellite at {self._uri} is gone: {error}.") from error
        finally:
            self._client = None
            await client.disconnect()
        raise PeerGone(f"The satellite at {self._uri} closed the connection.")

    async def tell(self, device: Device, told: Down, /) -> None:
        from wyoming.asr import Transcript
        from wyoming.audio import AudioChunk, AudioStart, AudioStop
        from wyoming.vad import VoiceStarted, VoiceStopped

        match told:
            case State(doing="hearing"):
                await self._send(VoiceStarted().event())
            case State(doing="thinking"):
                await self._send(VoiceStopped().event())
            case Caption(text=text, final=True, talk=True, language=language):
                await self._send(Transcript(text=text, language=language or None).event())
                await device.capture(Moded("ambient"))
            case Speech(seq=seq, rate=rate):
                self._rates[seq] = rate
                self._playing += 1
                await self._send(AudioStart(rate=rate, width=2, channels=1).event())
            case Sounding(seq, pcm) if seq in self._rates:
                rate = self._rates[seq]
                chunk = AudioChunk(rate=rate, width=2, channels=1, audio=pcm)
                await self._send(chunk.event() if pcm else AudioStop().event())
                if not pcm:
                    del self._rates[seq]
            case Clear() if self._rates:
                self._rates.clear()
                await self._send(AudioStop().event())
            case _:
                pass

    async def _begin(self) -> None:
        from wyoming.satellite import RunSatellite

        await self._send(RunSatellite().event())

    async def _heed(self, event: Event, converter: Any, device: Device) -> None:
        from wyoming.audio import AudioChunk
        from wyoming.ping import Ping, Pong
        from wyoming.pipeline import PipelineStage, RunPipeline
        from wyoming.snd import Played as Heard

        if AudioChunk.is_type(event.type):
            chunk = converter.convert(AudioChunk.from_event(event))
            await device.capture(Audio(chunk.audio))
        elif RunPipeline.is_type(event.type):
            asks = RunPipeline.from_event(event).start_stage == PipelineStage.ASR
            await device.capture(Moded("talk" if asks else "ambient"))
        elif Heard.is_type(event.type):
            self._playing = max(0, self._playing - 1)
            if not self._playing:
                await device.signal(Played())
        elif Ping.is_type(event.type):
            await self._send(Pong(text=Ping.from_event(event).text).event())

    async def _send(self, event: Event) -> None:
        if self._client is not None:
            try:
                await self._client.write_event(event)
            except OSError:
                self._client = None


def _client(uri: str) -> tuple[AsyncClient, Any]:
    try:
        from wyoming.audio import AudioChunkConverter
        from wyoming.client import AsyncClient
    except ImportError as error:
        raise ExtraMissing("wyoming") from error
    try:
        client = AsyncClient.from_uri(uri)
    except ValueError as error:
        raise PeerGone(f"{uri} is no address of a satellite: tcp://host:10700") from error
    return client, AudioChunkConverter(rate=RATE, width=2, channels=1)
