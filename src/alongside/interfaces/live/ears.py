"""The models that hear as somebody speaks, as they are chosen now."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import aclosing

from alongside.config import Voice
from alongside.log.kinds import Enrolled
from alongside.log.log import Log, Wanted
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models
from alongside.models.hear.wake import WakeWord
from alongside.models.model import Floats, Hear, ModelError, Sound, Turns
from alongside.models.vad import Steps, Vad
from alongside.models.voices import likeness

KNOWN = 0.75
"""The likeness from which a voice is taken to be one that was enrolled: a hint, no proof."""
LEAST = 1.0
"""Seconds of speech from which a voice is looked for."""


class LiveEars:
    """See `Ears` in `senses/live/company.py`."""

    def __init__(
        self, log: Log, models: Models, catalogue: Catalogue, voice: Callable[[], Voice]
    ) -> None:
        self._log = log
        self._models = models
        self._voice = voice
        self._vad = Vad(lambda: catalogue.path("silero-vad"))

    def steps(self) -> Steps:
        return self._vad.steps()

    def turns(self) -> Turns | None:
        return self._models.turns()

    def hear_quickly(self) -> Hear | None:
        return self._models.hear_quickly()

    def wake(self) -> WakeWord | None:
        """The wake word that is set, if one is. Raises `ModelError` without its extra."""
        word = self._voice().wake
        return WakeWord(word) if word else None

    async def who(self, samples: Floats) -> str:
        """The name of the enrolled voice that it sounds like; empty where it sounds like none."""
        voices = self._models.voices()
        wanted = Wanted(kinds=("enrolled",))
        known = [m.what async for m in self._log.read(wanted) if isinstance(m.what, Enrolled)]
        if voices is None or not known or len(samples) < LEAST * 16_000:
            return ""
        try:
            async with aclosing(voices.run(Sound(samples))) as made:
                heard = [voice async for voice in made]
        except ModelError:
            return ""
        alike = {one.name: likeness(heard, one.embedding) for one in known} if heard else {}
        best = max(alike, key=alike.__getitem__, default="")
        return best if best and alike[best] >= KNOWN else ""
