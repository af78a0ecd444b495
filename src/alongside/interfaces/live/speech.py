"""Speaking on a device: clause after clause, known by how long it has been heard."""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass

from alongside.models.hear.pcm import to_pcm
from alongside.models.model import ModelError, Speak, Speech, Utterance
from alongside.senses.live.told import Clear, Sounding, Spoken, Told, Unable
from alongside.senses.live.told import Speech as Said

PIECE = 0.2
"""Seconds of sound that are sent at once."""
KEPT = 32
"""Short sayings whose sound is kept."""
SHORT = 30
"""Letters of a short saying."""


@dataclass(slots=True)
class _Clause:
    """A clause that is being said, and until when it is heard."""

    text: str
    until: float = math.inf


class Voice:
    """Speaks on one device: `say` sends sound ahead of its playing, `hush` drops what wasn't heard.

    Without a model that speaks, what would be said is told as text alone.
    """

    def __init__(
        self, speak: Callable[[], Speak | None], tell: Callable[[Told], None],
        manner: Callable[[], tuple[str, float]],
    ) -> None:  # fmt: skip
        """`manner` gives the voice's name and its speed, as they are set now."""
        self._speak = speak
        self._tell = tell
        self._manner = manner
        self._seq = 0
        self._until = 0.0
        self._silent = asyncio.Event()
        self._sounds: OrderedDict[Utterance, tuple[Speech, ...]] = OrderedDict()
        self._warned = False
        self._clauses: list[_Clause] = []

    @property
    def speaking(self) -> bool:
        """Whether something that was sent is still being played."""
        return time.monotonic() < self._until

    async def say(self, text: str, language: str, cast: str = "") -> bool:
        """Send a clause and its sound, in the voice of whoever is `cast`; whether it has any."""
        speak = self._speak()
        if speak is None:
            return False
        voice, speed = self._manner()
        given = Utterance(text=text, language=language or "en", voice=voice, speed=speed, cast=cast)
        self._seq += 1
        seq, begun, clause = self._seq, False, _Clause(text)
        self._clauses.append(clause)
        try:
            async with aclosing(self._sound(speak, given)) as sound:
                async for piece in sound:
                    if not begun:
                        self._tell(Said(seq, piece.rate, text))
                        begun = True
                    await self._send(seq, piece)
            clause.until = self._until
        except ModelError as error:
            if not self._warned:
                self._tell(Unable(str(error)))
            self._warned = True
        finally:
            if begun:
                self._tell(Sounding(seq, b""))
        return begun

    def spoken(self) -> None:
        """All of an answer was said."""
        self._tell(Spoken())

    async def heard(self) -> None:
        """Wait until all that was sent has been played."""
        while (left := self._until - time.monotonic()) > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._silent.wait(), left)

    def played(self) -> None:
        """The device has played all that was sent."""
        self._clauses = [clause for clause in self._clauses if clause.until == math.inf]
        self._until = 0.0
        self._silent.set()

    def begin(self) -> None:
        """An answer begins: what is said from here on is of it."""
        self._clauses.clear()

    def hush(self) -> tuple[str, ...]:
        """Have the device drop what it hasn't played; gives the clauses not heard to their end."""
        now = time.monotonic()
        unheard = tuple(clause.text for clause in self._clauses if clause.until > now)
        self._clauses.clear()
        self.played()
        self._tell(Clear())
        return unheard

    async def ready(self, *texts: tuple[str, str]) -> None:
        """Make the sound of short sayings, with their languages, before they are needed."""
        speak = self._speak()
        if speak is None:
            return
        voice, speed = self._manner()
        for text, language in texts:
            given = Utterance(text=text, language=language, voice=voice, speed=speed)
            try:
                async with aclosing(self._sound(speak, given)) as sound:
                    async for _ in sound:
                        pass
            except ModelError:
                return

    async def _send(self, seq: int, speech: Speech) -> None:
        """Send a piece of sound; it is played after what was sent before."""
        size = int(PIECE * speech.rate)
        self._silent.clear()
        self._until = max(self._until, time.monotonic()) + len(speech.samples) / speech.rate
        for first in range(0, len(speech.samples), size):
            self._tell(Sounding(seq, to_pcm(speech.samples[first : first + size])))
            await asyncio.sleep(0)

    async def _sound(self, speak: Speak, given: Utterance) -> AsyncGenerator[Speech, None]:
        """The sound of it; that of a short saying is kept."""
        if given in self._sounds:
            self._sounds.move_to_end(given)
            for piece in self._sounds[given]:
                yield piece
            return
        made: list[Speech] = []
        async with aclosing(speak.run(given)) as pieces:
            async for piece in pieces:
                made.append(piece)
                yield piece
        if len(given.text) <= SHORT:
            self._sounds[given] = tuple(made)
            while len(self._sounds) > KEPT:
                self._sounds.popitem(last=False)
