"""Speech in a hundred languages by the program eSpeak NG, where it is installed: plain but fast."""

from __future__ import annotations

import asyncio
import io
import shutil
from asyncio.subprocess import PIPE
from collections.abc import AsyncGenerator

from alongside.models.catalogue import Catalogue
from alongside.models.model import ModelError, Speech, Utterance
from alongside.models.speak.cast import voice_of

PROGRAM = "espeak-ng"
WORDS_A_MINUTE = 165
SLOWEST, FASTEST = 0.5, 2.5
VARIANTS = ("m1", "m3", "m7", "f2", "f3", "f4")
"""Ways in which it colours the voice of any language."""


class ESpeak:
    """A `Speak` model: one run of the program for each utterance."""

    remote = False

    def __init__(self, name: str, program: str) -> None:
        self.name = name
        self._program = program

    async def run(self, given: Utterance) -> AsyncGenerator[Speech, None]:
        """All of it at once. Raises `ModelError`."""
        import soundfile

        pace = WORDS_A_MINUTE * min(FASTEST, max(SLOWEST, given.speed))
        voice = given.voice or given.language
        if given.cast:
            voice = f"{given.language}+{voice_of(given.cast, VARIANTS)}"
        options = ("-v", voice, "-s", str(round(pace)), "--stdin", "--stdout")
        process = await asyncio.create_subprocess_exec(
            self._program, *options, stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
        try:
            wave, told = await process.communicate(given.text.encode())
        finally:
            if process.returncode is None:
                process.kill()
        if process.returncode or not wave:
            raise ModelError(f"espeak-ng could not speak: {told.decode(errors='replace').strip()}")
        samples, rate = soundfile.read(io.BytesIO(wave), dtype="float32")
        yield Speech(samples, rate)


def build(choice: str, catalogue: Catalogue) -> ESpeak:
    """The model that `choice` names. Raises `ModelError` where the program isn't installed."""
    del catalogue
    program = shutil.which(PROGRAM)
    if program is None:
        raise ModelError("espeak-ng is not installed; install it as your system installs programs.")
    return ESpeak(choice, program)
