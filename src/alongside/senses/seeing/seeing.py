"""The sense of sight: of all frames, those that show something new become moments."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from alongside.log.blobs import Blobs
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog
from alongside.models.catalogue import ModelMissing
from alongside.models.model import Picture, See, Seen
from alongside.models.see.picture import picture, shrunk
from alongside.senses.privacy.discretion import Discretion
from alongside.senses.seeing.budget import Budget
from alongside.senses.seeing.changed import Change, Glance, glance
from alongside.senses.seeing.frame import Frame
from alongside.senses.seeing.keeping import (
    LONGEST,
    TYPE,
    Eyes,
    Knows,
    Sight,
    all_of,
    blurred_faces,
    drafts,
    encoded,
    text_of,
)

CLEAR = 0.5
"""The score from which a thing counts as there."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What seeing works with; `zone` gives the person's zone as it is now.

    Without `knows` nobody's face is known, so everybody's is blurred.
    """

    log: SqliteLog
    blobs: Blobs
    eyes: Eyes
    discretion: Discretion
    zone: Callable[[], str]
    knows: Knows | None = None


class Seeing:
    """Sees through one camera. Give it frames in the order in which they were taken.

    What it keeps is decided by the privacy rules first, then by what is new, then by the day's
    bytes. Faces are blurred before anything is written. What the person asked for is kept though it
    shows nothing new.
    """

    def __init__(self, parts: Parts, budget: Budget | None = None) -> None:
        self._parts = parts
        self._budget = budget or Budget()
        self._change = Change()

    async def see(self, frame: Frame) -> tuple[Moment, ...]:
        """What was kept of one frame: a `Saw` and what was drawn from it, or nothing.

        Raises `UnreadablePictureError`, `ModelError`, `DiskFull`.
        """
        allowed = await self._parts.discretion.allowance(frame.at, frame.place)
        if not allowed.frames:
            return ()
        seen = await asyncio.to_thread(glance, frame.data)
        if not (frame.asked or self._change.worth_a_look(seen, frame.at)):
            return ()
        whole = await asyncio.to_thread(_fitting, frame)
        see, faces = self._models()
        things = await all_of(see, whole)
        labels = {thing.label for thing in things if thing.score >= CLEAR}
        if not (frame.asked or self._change.is_new(seen, labels, frame.at)):
            return ()
        sight = await self._sight(frame, whole, things, faces)
        return await self._keep(frame, seen, sight, labels)

    async def _sight(self, frame: Frame, whole: Picture, things: list[Seen], faces: See) -> Sight:
        shown, found = await blurred_faces(whole, faces, self._parts.knows)
        data = await asyncio.to_thread(encoded, shown, self._budget.plenty(frame.at))
        return Sight(
            data=data,
            width=shown.pixels.shape[1],
            height=shown.pixels.shape[0],
            things=tuple(things),
            faces=found.count,
            text=await text_of(self._parts.eyes.read(), shown),
            people=found.people,
            because=found.because,
        )

    async def _keep(
        self, frame: Frame, seen: Glance, sight: Sight, labels: set[str]
    ) -> tuple[Moment, ...]:
        parts, size = self._parts, len(sight.data)
        if not (frame.asked or self._budget.afford(size, frame.at)):
            return ()
        async with parts.discretion.keeping("frames", frame.at, frame.place) as allowed:
            if not allowed:
                return ()
            name = f"{frame.at:%Y-%m-%d %H.%M.%S}.webp"
            media = await parts.blobs.put(sight.data, type=TYPE, name=name)
            made = drafts(frame, parts.zone(), sight, media, parts.eyes)
            kept = await parts.log.append(*made)
        self._budget.spend(size, frame.at)
        self._change.kept(seen, labels, frame.at)
        return kept

    def _models(self) -> tuple[See, See]:
        """Without the model that finds faces nothing can be kept, as none could be blurred."""
        see, faces = self._parts.eyes.see(), self._parts.eyes.faces()
        if see is None or faces is None:
            raise ModelMissing("nanodet" if see is None else "centerface")
        return see, faces


def _fitting(frame: Frame) -> Picture:
    """The frame's picture, as large as it is to be kept; what was asked for stays as it is."""
    whole = picture(frame.data)
    return whole if frame.asked else shrunk(whole, LONGEST)
