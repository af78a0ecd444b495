"""Voices that the person teaches: what they sound like, learned from a few seconds of speech."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import aclosing
from datetime import UTC, datetime

from alongside.log.kinds import Enrolled
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.models.catalogue import ModelMissing
from alongside.models.mel import RATE
from alongside.models.model import Floats, ModelError, Sound, Voices
from alongside.models.voices import together

SOURCE = "voices"
LEAST = 2.0
"""Seconds of speech that a voice is learned from."""


class TooLittle(ModelError):
    """There is too little speech in what was recorded."""

    def __init__(self) -> None:
        super().__init__(
            "Too little speech was heard to know this voice by. Nothing was kept: speak for some "
            "seconds, near the microphone, and try again."
        )


class LifeVoices:
    """The voices of one life. No sound is kept, only its embedding."""

    def __init__(self, log: SqliteLog, voices: Callable[[], Voices | None]) -> None:
        self._log = log
        self._voices = voices

    async def taught(self) -> tuple[Moment, ...]:
        """The moment of each voice, the latest of a name."""
        known = {m.what.words: m async for m in self._log.read(Wanted(kinds=("enrolled",)))}
        return tuple(known.values())

    async def teach(self, name: str, samples: Floats, zone: str) -> Moment:
        """Learn a voice by name, in place of one of that name. Raises `ModelError`."""
        model = self._voices()
        if model is None:
            raise ModelMissing("resemblyzer")
        async with aclosing(model.run(Sound(samples))) as made:
            heard = [voice async for voice in made]
        seconds = sum(voice.end - voice.start for voice in heard)
        if seconds < LEAST or len(samples) < LEAST * RATE:
            raise TooLittle
        what = Enrolled(
            name=name,
            embedding=tuple(round(float(x), 5) for x in together(heard)),
            seconds=round(seconds, 1),
            model=model.name,
        )
        before = [moment.id for moment in await self.taught() if moment.what.words == name]
        draft = Draft(what=what, at=datetime.now(UTC), zone=zone, source=SOURCE, trust=Trust.PERSON)
        (kept,) = await self._log.append(draft)
        if before:
            await self._log.forget(*before)
        return kept

    async def forget(self, name: str) -> bool:
        """Whether there was a voice of that name; it is gone."""
        known = [
            m.id async for m in self._log.read(Wanted(kinds=("enrolled",))) if m.what.words == name
        ]
        if known:
            await self._log.forget(*known)
        return bool(known)
