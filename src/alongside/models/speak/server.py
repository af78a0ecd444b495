"""Speech by any server that speaks OpenAI's `audio/speech`, streamed as it is made."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from alongside.models.hear.pcm import from_pcm
from alongside.models.model import Speech, Utterance
from alongside.models.server import Endpoint, connected
from alongside.models.speak.cast import voice_of

RATE = 24_000
"""Samples a second of OpenAI's `pcm`: 16 bit, mono, little-endian."""
VOICE = "alloy"
CAST = ("ash", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer")
"""OpenAI's other voices. Where the person chose a voice by another name, the server has its own."""
PIECE = RATE // 5 * 2
"""Bytes given on at once."""


class ServerSpeak:
    """A `Speak` model."""

    def __init__(self, name: str, endpoint: Endpoint, model: str) -> None:
        self.name = name
        self.remote = endpoint.remote
        self._endpoint = endpoint
        self._model = model

    async def run(self, given: Utterance) -> AsyncGenerator[Speech, None]:
        """Pieces of a fifth of a second. Raises `ModelError`."""
        async with (
            connected(self._endpoint) as client,
            client.audio.speech.with_streaming_response.create(
                model=self._model,
                voice=_voice(given),
                input=given.text,
                response_format="pcm",
                speed=given.speed,
            ) as answer,
        ):
            left = b""
            async for piece in answer.iter_bytes(PIECE):
                whole, left = _even(left + piece)
                if whole:
                    yield Speech(from_pcm(whole), RATE)


def _voice(given: Utterance) -> str:
    if given.cast and (not given.voice or given.voice in (VOICE, *CAST)):
        return voice_of(given.cast, [name for name in CAST if name != given.voice])
    return given.voice or VOICE


def _even(content: bytes) -> tuple[bytes, bytes]:
    """The whole samples, and what is left of the next."""
    whole = len(content) // 2 * 2
    return content[:whole], content[whole:]
