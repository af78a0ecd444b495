"""The job that listens to recordings and videos: what is said, by how many voices, what else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Protocol, TypeVar

from alongside.log.blob_file import BlobFile
from alongside.log.blobs import Blobs
from alongside.log.errors import StoreError
from alongside.log.kinds import Failed, Filmed, Heard, Noticed, Recorded, What
from alongside.log.log import UnknownCause
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.jobs import Progress
from alongside.mind.perceive.awaited import Awaited
from alongside.mind.perceive.turns import Turn, turns
from alongside.models.catalogue import ModelMissing
from alongside.models.hear import decode
from alongside.models.mel import RATE
from alongside.models.model import (
    Floats,
    Hear,
    Model,
    ModelError,
    Segment,
    Sound,
    SoundEvent,
    Sounds,
    Voice,
    Voices,
)
from alongside.models.runtime import NotLoadedError

SOURCE = "listen"
NOTHING = "no speech"
"""What is noticed where nothing is said, so that the recording is known to be done."""

T = TypeVar("T", Segment, SoundEvent, Voice)


class Ears(Protocol):
    """The models that listen, each None while it can't run."""

    def hear(self) -> Hear | None: ...
    def sounds(self) -> Sounds | None: ...
    def voices(self) -> Voices | None: ...


@dataclass(slots=True)
class _Found:
    """What was found in a recording so far, in its own time; `end` is how far it was heard."""

    segments: list[Segment] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    events: list[SoundEvent] = field(default_factory=list)
    end: float = 0.0


class Listen:
    """Draws from each `Recorded` or `Filmed` its `Heard` turns and the sounds `Noticed` in it.

    All that comes of a recording is appended at once, so whatever stops the job, each recording is
    either done or still to do. With `again`, what other models heard is done again.
    """

    name = "listening to recordings"

    def __init__(self, log: SqliteLog, blobs: Blobs, ears: Ears, *, again: bool = False) -> None:
        self._log = log
        self._blobs = blobs
        self._ears = ears
        self._again = again
        self._awaited = Awaited(log, ("recorded", "filmed"), SOURCE, ("heard", "noticed"))

    async def catch_up(self) -> AsyncGenerator[Progress, None]:
        """Listen to all that wasn't heard; stops, saying why, while a model isn't here."""
        hear = self._ears.hear()
        left = await self._awaited.left(hear.name if hear and self._again else "")
        for done, recorded in enumerate(left):
            here = Progress(name=self.name, done=done, total=len(left))
            try:
                async with aclosing(self._one(recorded, hear)) as notes:
                    async for note in notes:
                        yield replace(here, note=note)
            except (ModelMissing, NotLoadedError) as error:
                yield replace(here, problem=str(error))
                return
        if left:
            yield Progress(name=self.name, done=len(left), total=len(left))

    async def _one(self, recorded: Moment, hear: Hear | None) -> AsyncGenerator[str, None]:
        """Listen to one recording and keep what came of it; yields how far it is, in words."""
        if hear is None:
            raise ModelMissing("whisper-base")
        found = _Found()
        try:
            async with aclosing(self._heard(recorded, hear, found)) as seconds:
                async for second in seconds:
                    yield _note(recorded, second)
            drafts = _drafts(recorded, found, hear.name, self._name_of_sounds())
        except (ModelMissing, NotLoadedError):
            raise
        except (decode.UndecodableError, StoreError, ModelError) as error:
            drafts = [_failed(recorded, found.end, hear.name, error)]
        await self._keep(recorded, drafts, hear.name)

    async def _keep(self, recorded: Moment, drafts: list[Draft], model: str) -> None:
        """Append, unless the recording was forgotten meanwhile."""
        with suppress(UnknownCause):
            await self._log.append(*drafts)
        await self._awaited.done(recorded, model)

    async def _heard(
        self, recorded: Moment, hear: Hear, found: _Found
    ) -> AsyncGenerator[float, None]:
        """Add to `found` piece by piece; yields the second that each piece starts at."""
        if isinstance(recorded.what, Filmed) and not recorded.what.sound:
            return
        voices, sounds = self._ears.voices(), self._ears.sounds()
        async for start, samples in self._pieces(recorded):
            yield start
            sound = Sound(samples)
            found.segments += await _all(hear, sound, start)
            found.voices += await _all(voices, sound, start) if voices else []
            found.events += await _all(sounds, sound, start) if sounds else []
            found.end = start + len(samples) / RATE

    async def _pieces(self, recorded: Moment) -> AsyncIterator[tuple[float, Floats]]:
        hash_ = recorded.what.files[0].hash
        pieces = decode.pieces(BlobFile(self._blobs, hash_, await self._blobs.size(hash_)))
        while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
            yield piece

    def _name_of_sounds(self) -> str:
        sounds = self._ears.sounds()
        return sounds.name if sounds else ""


async def _all(model: Model[Sound, T], given: Sound, start: float) -> list[T]:
    """What the model makes, in the time of the whole recording."""
    async with aclosing(model.run(given)) as made:
        return [replace(one, start=one.start + start, end=one.end + start) async for one in made]


def _drafts(recorded: Moment, found: _Found, model: str, sounds: str) -> list[Draft]:
    said = [_heard(recorded, turn, model) for turn in turns(found.segments, found.voices)]
    noticed = [_noticed(recorded, event, sounds) for event in _joined(found.events)]
    if not said:
        said = [_noticed(recorded, SoundEvent(NOTHING, 1.0, 0.0, found.end), model)]
    return said + noticed


def _joined(events: list[SoundEvent]) -> list[SoundEvent]:
    """Sounds that go on across the cut between two pieces, as one."""
    joined: dict[str, list[SoundEvent]] = {}
    for event in events:
        same = joined.setdefault(event.label, [])
        if same and event.start - same[-1].end < 1.0:
            score = max(same[-1].score, event.score)
            same[-1] = replace(same[-1], end=event.end, score=score)
        else:
            same.append(event)
    return sorted((event for same in joined.values() for event in same), key=lambda e: e.start)


def _heard(recorded: Moment, turn: Turn, model: str) -> Draft:
    what = Heard(
        text=turn.text,
        start=round(turn.start, 2),
        end=round(turn.end, 2),
        speaker=turn.speaker,
        language=turn.language,
        model=model,
    )
    return _drawn(recorded, what, turn.start, model, Trust.OUTSIDE)


def _noticed(recorded: Moment, event: SoundEvent, model: str) -> Draft:
    what = Noticed(
        sound=event.label,
        start=round(event.start, 2),
        end=round(event.end, 2),
        score=event.score,
        model=model,
    )
    return _drawn(recorded, what, event.start, f"{model}:{event.label}", Trust.OWN)


def _failed(recorded: Moment, end: float, model: str, error: Exception) -> Draft:
    what = Failed(
        doing="listening to a recording",
        reason=str(error),
        file=recorded.what.files[0].name,
        position=f"{end:.0f} s" if end else "",
    )
    return _drawn(recorded, what, 0.0, model, Trust.OWN)


def _drawn(recorded: Moment, what: What, start: float, model: str, trust: Trust) -> Draft:
    return Draft(
        what=what,
        at=recorded.at + timedelta(seconds=start),
        zone=recorded.zone,
        source=SOURCE,
        trust=min(trust, recorded.trust),
        because=(recorded.id,),
        origin=f"{SOURCE}:{recorded.id}:{what.kind()}:{start:.2f}:{model}",
    )


def _note(recorded: Moment, second: float) -> str:
    """The file's name and, in a long one, how far it is."""
    what = recorded.what
    if not isinstance(what, Recorded | Filmed):
        return ""
    minutes = f"{second / 60:.0f} of {what.duration / 60:.0f} min"
    return f"{what.media.name} ({minutes})" if second else what.media.name
