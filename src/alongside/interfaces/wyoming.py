"""Our ears and voice for Home Assistant, and whatever else speaks Wyoming: speech to text and back.

It is off until the person gives an address for it, as Wyoming knows no passwords: whoever reaches
the address can have speech written down and text spoken, and nothing else. Nothing is kept of it.
"""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from alongside import __version__
from alongside.models.hear.pcm import from_pcm, to_pcm
from alongside.models.mel import RATE
from alongside.models.model import Hear, Model, ModelError, Sound, Speak, Utterance

if TYPE_CHECKING:
    from wyoming.event import Event, Eventable
    from wyoming.info import Info

PORT = 10300
LONGEST = 60
"""Seconds of speech that are written down at once; what comes after them is let go."""
MOST_TEXT = 5000
"""Characters that are spoken at once."""
MOST_BYTES = 1 << 20
"""Bytes of one part of a message."""
MOST_CLIENTS = 8
"""Connections at once; further ones wait."""
CHUNK = 4096
"""Bytes of speech in a message."""
LANGUAGES = ["en", "ko", "de", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "zh"]
"""What we say that we hear; Whisper knows eighty more."""
SPOKEN = ["en", "ko"]


class ExtraMissing(Exception):
    """The library of the protocol isn't installed."""

    def __init__(self) -> None:
        super().__init__(
            "Speech for Home Assistant needs an extra: pip install 'alongside[wyoming]'"
        )


class TooLong(ValueError):
    """A message is longer than any that is meant well."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where it listens."""

    host: str
    port: int

    @classmethod
    def of(cls, written: str) -> Address:
        """From `HOST:PORT`, or a port of this machine alone. Raises `ValueError`."""
        host, _, port = written.strip().removeprefix("tcp://").rpartition(":")
        if not (port.isascii() and port.isdecimal()) or int(port) > 65535:
            raise ValueError(f"{written} is no address: give 127.0.0.1:{PORT}, or {PORT} alone")
        return cls(host.strip("[]") or "127.0.0.1", int(port))


@dataclass(frozen=True, slots=True)
class Speech:
    """The models it hears and speaks with, as they are chosen now, and the person's language."""

    hear: Callable[[], Hear | None]
    speak: Callable[[], Speak | None]
    language: Callable[[], str]

    async def written(self, pcm: bytes, language: str) -> str:
        """What is said, `language` where it is known. Raises `ModelError`."""
        hear = self.hear()
        if hear is None:
            raise ModelError("No model here hears. See: alongside models list")
        said = Sound(from_pcm(pcm), language=language)
        async with aclosing(hear.run(said)) as segments:
            return " ".join([segment.text.strip() async for segment in segments])

    async def spoken(self, text: str, language: str) -> AsyncGenerator[tuple[int, bytes], None]:
        """Samples a second and PCM, piece by piece. Raises `ModelError`."""
        speak = self.speak()
        if speak is None:
            raise ModelError("No voice here speaks. See: alongside models list")
        said = Utterance(text=text, language=language or self.language() or "en")
        async with aclosing(speak.run(said)) as pieces:
            async for piece in pieces:
                yield piece.rate, to_pcm(piece.samples)

    def info(self) -> Info:
        """What Home Assistant is told that there is."""
        from wyoming.info import AsrModel, AsrProgram, Attribution, Info, TtsProgram, TtsVoice

        def told(model: Model[Any, Any]) -> dict[str, Any]:
            by = Attribution("Alongside", "")
            name = model.name
            return {
                "name": name, "attribution": by, "installed": True, "description": name,
                "version": __version__,
            }  # fmt: skip

        def program(models: dict[str, Any]) -> dict[str, Any]:
            return {
                "name": "alongside", "attribution": Attribution("Alongside", ""),
                "installed": True, "description": "Alongside", "version": __version__, **models,
            }  # fmt: skip

        hear, speak = self.hear(), self.speak()
        ears = [AsrModel(languages=LANGUAGES, **told(hear))] if hear else []
        voices = [TtsVoice(languages=SPOKEN, **told(speak))] if speak else []
        return Info(
            asr=[AsrProgram(**program({"models": ears}))] if ears else [],
            tts=[TtsProgram(**program({"voices": voices}))] if voices else [],
        )


@asynccontextmanager
async def served(speech: Speech, address: Address) -> AsyncIterator[int]:
    """Serve beside the block; gives the port. Raises `ExtraMissing`, `OSError`."""
    if importlib.util.find_spec("wyoming") is None:
        raise ExtraMissing
    room = asyncio.Semaphore(MOST_CLIENTS)
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with room:
            await _Client(speech, reader, writer).serve()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(serve(reader, writer), name="wyoming")
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(connected, address.host, address.port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Bounded:
    """A stream whose messages have no part longer than `MOST_BYTES`."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader

    async def readline(self) -> bytes:
        return await self._reader.readline()

    async def readexactly(self, count: int) -> bytes:
        if count > MOST_BYTES:
            raise TooLong
        return await self._reader.readexactly(count)


class _Client:
    """One connection: its requests are answered one after another."""

    def __init__(
        self, speech: Speech, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        from wyoming.audio import AudioChunkConverter

        self._speech = speech
        self._reader = cast("asyncio.StreamReader", _Bounded(reader))
        self._writer = writer
        self._heard = bytearray()
        self._language = ""
        self._converter = AudioChunkConverter(rate=RATE, width=2, channels=1)

    async def serve(self) -> None:
        """Answer until it leaves, or sends what can't be understood."""
        from wyoming.event import async_read_event

        try:
            while (event := await async_read_event(self._reader)) is not None:
                try:
                    await self._heed(event)
                except (ModelError, KeyError, TypeError, ValueError) as error:
                    await self._fail(error)
        except (OSError, EOFError, KeyError, TypeError, AttributeError, RecursionError):
            pass
        finally:
            self._writer.close()
            with suppress(OSError):
                await self._writer.wait_closed()

    async def _heed(self, event: Event) -> None:
        from wyoming.asr import Transcribe, Transcript
        from wyoming.audio import AudioChunk, AudioStart, AudioStop
        from wyoming.info import Describe
        from wyoming.ping import Ping, Pong
        from wyoming.tts import Synthesize

        kind = event.type
        if Describe.is_type(kind):
            await self._send(self._speech.info())
        elif Ping.is_type(kind):
            await self._send(Pong(text=Ping.from_event(event).text))
        elif Transcribe.is_type(kind):
            self._language = _language(Transcribe.from_event(event).language)
        elif AudioStart.is_type(kind):
            self._heard.clear()
        elif AudioChunk.is_type(kind):
            if len(self._heard) < LONGEST * RATE * 2:
                self._heard += self._converter.convert(AudioChunk.from_event(event)).audio
        elif AudioStop.is_type(kind):
            pcm = bytes(self._heard[: LONGEST * RATE * 2])
            self._heard.clear()
            text = await self._speech.written(pcm[: len(pcm) // 2 * 2], self._language)
            await self._send(Transcript(text=text, language=self._language or None))
        elif Synthesize.is_type(kind):
            await self._say(Synthesize.from_event(event))

    async def _say(self, asked: Any) -> None:
        """Speak a text: a start, its sound, a stop."""
        from wyoming.audio import AudioChunk, AudioStart, AudioStop

        language = _language(asked.voice.language if asked.voice else None)
        begun = False
        async with aclosing(self._speech.spoken(asked.text[:MOST_TEXT], language)) as pieces:
            async for rate, pcm in pieces:
                if not begun:
                    await self._send(AudioStart(rate=rate, width=2, channels=1))
                    begun = True
                for at in range(0, len(pcm), CHUNK):
                    part = pcm[at : at + CHUNK]
                    await self._send(AudioChunk(rate=rate, width=2, channels=1, audio=part))
        if not begun:
            await self._send(AudioStart(rate=RATE, width=2, channels=1))
        await self._send(AudioStop())

    async def _fail(self, error: Exception) -> None:
        from wyoming.error import Error

        told = str(error) if isinstance(error, ModelError) else "the request makes no sense"
        await self._send(Error(text=told, code=type(error).__name__))

    async def _send(self, told: Eventable) -> None:
        from wyoming.event import async_write_event

        await async_write_event(told.event(), self._writer)


def _language(written: object) -> str:
    """The language without its country: `en-GB` is `en`."""
    return written.replace("_", "-").partition("-")[0].lower() if isinstance(written, str) else ""
