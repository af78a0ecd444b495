"""Sounds around the person that are not speech: a doorbell, an alarm, a baby, music."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alongside.log.captured import origin
from alongside.log.kinds import Noticed
from alongside.log.log import Log
from alongside.log.moment import Draft, Trust
from alongside.models.hear.pcm import from_pcm
from alongside.models.mel import RATE
from alongside.models.model import ModelError, Sound, SoundEvent, Sounds
from alongside.senses.live.captured import Audio, Captured, Mode, Moded, Muted
from alongside.senses.live.microphone import SOURCE
from alongside.senses.live.sense import Connected, Done
from alongside.senses.live.told import Told
from alongside.senses.privacy.discretion import Discretion

WINDOW = 5.0
"""Seconds that are listened to at once."""
AGAIN = timedelta(minutes=2)
"""A sound that goes on is noticed once; after so long without it, it is noticed again."""


@dataclass(slots=True)
class _Window:
    """Sound that waits to be listened to."""

    held: list[Captured] = field(default_factory=list)
    size: int = 0

    def put(self, captured: Captured, audio: Audio) -> bool:
        """Whether there is enough of it now."""
        self.held.append(captured)
        self.size += len(audio.pcm) // 2
        return self.size >= WINDOW * RATE

    def take(self) -> list[Captured]:
        held, self.held, self.size = self.held, [], 0
        return held


class Surroundings:
    """A live sense: what is heard in ambient mode and isn't speech becomes `noticed`."""

    name = "sounds"

    def __init__(
        self, log: Log, sounds: Callable[[], Sounds | None], discretion: Discretion
    ) -> None:
        self._log = log
        self._sounds = sounds
        self._discretion = discretion

    def takes(self, captured: Captured) -> bool:
        return isinstance(captured.what, Audio | Moded | Muted)

    async def run(
        self, captured: AsyncIterable[Captured], device: Connected
    ) -> AsyncGenerator[Told | Done, None]:
        """Listen to each few seconds; tells nothing but how far it is done."""
        mode: Mode = device.mode
        window, known = _Window(), dict[str, datetime]()
        async for each in captured:
            match each.what:
                case Audio() as audio if mode == "ambient":
                    if window.put(each, audio):
                        await self._listen(window.take(), device, known)
                        yield Done(each.seq)
                    continue
                case Moded(changed):
                    mode = changed
                case _:
                    pass
            if window.held:
                await self._listen(window.take(), device, known)
            yield Done(each.seq)

    async def _listen(
        self, held: list[Captured], device: Connected, known: dict[str, datetime]
    ) -> None:
        sounds = self._sounds()
        if sounds is None:
            return
        pcm = b"".join(each.what.pcm for each in held if isinstance(each.what, Audio))
        began = held[0].at
        try:
            async with aclosing(sounds.run(Sound(from_pcm(pcm)))) as made:
                events = [event async for event in made]
        except ModelError:
            return
        new = [event for event in events if _is_new(event, began, known)]
        drafts = [self._draft(event, held, device, sounds.name) for event in new]
        async with self._discretion.keeping("words", began) as allowed:
            if drafts and allowed:
                await self._log.append(*drafts)

    def _draft(
        self, event: SoundEvent, held: list[Captured], device: Connected, model: str
    ) -> Draft:
        first, last = held[0].seq, held[-1].seq
        what = Noticed(
            sound=event.label,
            start=0.0,
            end=round(event.end - event.start, 2),
            score=event.score,
            model=model,
        )
        return Draft(
            what=what,
            at=held[0].at + timedelta(seconds=event.start),
            zone=device.zone,
            source=SOURCE,
            trust=Trust.OWN,
            origin=origin(device.stream, self.name, first, last, event.label),
        )


def _is_new(event: SoundEvent, began: datetime, known: dict[str, datetime]) -> bool:
    """Whether the sound wasn't noticed just before."""
    at = began + timedelta(seconds=event.end)
    before = known.get(event.label)
    known[event.label] = at
    return before is None or at - before > AGAIN
