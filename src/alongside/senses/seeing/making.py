"""One video while it is taken: each picture blurred, looked at now and then, and put on the reel.

Only what the reel made of the pictures is ever stored; the pictures as they came are let go of one
by one.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from alongside.log.kinds import Filmed, Place, Read, Recognised
from alongside.log.moment import Draft, Moment, Trust
from alongside.models.catalogue import ModelMissing
from alongside.models.model import Picture, See
from alongside.models.see.picture import UnreadablePictureError, picture, shrunk
from alongside.senses.seeing.changed import FLAT
from alongside.senses.seeing.found import Found
from alongside.senses.seeing.keeping import (
    CAPTURE,
    TYPE,
    all_of,
    drawn,
    encoded,
    faces_in,
    text_of,
)
from alongside.senses.seeing.reel import LONGEST, Reel
from alongside.senses.seeing.seeing import Parts

VIDEO = "video/mp4"
LOOK_EVERY = 5.0
"""Seconds between two pictures that are looked at for things and text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Where a video begins: when (aware UTC), where if known, by what device."""

    at: datetime
    zone: str
    device: str
    place: Place | None = None


class Making:
    """A video from its first picture to its last; give it pictures and sound in their order."""

    def __init__(self, parts: Parts, begun: Begun) -> None:
        """Raises `ModelMissing` where faces can't be found, as none could be blurred."""
        faces = parts.eyes.faces()
        if faces is None:
            raise ModelMissing("centerface")
        self.begun = begun
        self._faces: See = faces
        self._parts = parts
        self._reel = Reel()
        self._found = Found()
        self._because: dict[str, None] = {}
        self._poster: Picture | None = None
        self._looked = -LOOK_EVERY
        self._first: datetime | None = None
        self._last = 0.0

    @property
    def is_empty(self) -> bool:
        """Whether no picture of it came."""
        return self._first is None

    async def show(self, jpeg: bytes, at: datetime) -> None:
        """Add a picture; a broken one is left out. Raises `ModelError`."""
        try:
            whole = await asyncio.to_thread(picture, jpeg)
        except UnreadablePictureError:
            return
        small = await asyncio.to_thread(shrunk, whole, LONGEST)
        faces = await faces_in(small, self._faces, self._parts.knows)
        self._first = self._first or at
        self._last = (at - self._first).total_seconds()
        self._found.faces = max(self._found.faces, faces.count)
        if len(faces.strange) < faces.count:
            self._because |= dict.fromkeys(faces.because)
        await asyncio.to_thread(self._reel.show, self._last, small, faces.strange)
        if self._reel.shown is not None and self._last - self._looked >= LOOK_EVERY:
            self._looked = self._last
            await self._look(self._reel.shown)

    async def hear(self, pcm: bytes, at: datetime) -> None:
        """Add sound; what came before the first picture is let go."""
        if self._first is not None:
            self._reel.hear((at - self._first).total_seconds(), pcm)

    async def keep(self, origin: str) -> tuple[Moment, ...]:
        """Store it with what was found in it, if there is anything, and if it still may be kept.

        Raises `DiskFull`.
        """
        data = await asyncio.to_thread(self._reel.finish)
        if self._reel.shown is None:
            return ()
        if self._poster is None:
            await self._look(self._reel.shown)
        poster = await asyncio.to_thread(encoded, self._poster or self._reel.shown, 1.0)
        parts, begun = self._parts, self.begun
        async with parts.discretion.keeping("frames", begun.at, begun.place) as allowed:
            if not allowed:
                return ()
            name = f"{begun.at:%Y-%m-%d %H.%M.%S}"
            what = Filmed(
                media=await parts.blobs.put(data, type=VIDEO, name=f"{name}.mp4"),
                duration=round(self._last, 2),
                width=self._reel.width,
                height=self._reel.height,
                sound=self._reel.sounds,
                poster=await parts.blobs.put(poster, type=TYPE, name=f"{name}.webp"),
                camera=begun.device,
                place=begun.place,
            )
            return await parts.log.append(*self._drafts(what, origin))

    def _drafts(self, what: Filmed, origin: str) -> list[Draft]:
        film = Draft(
            what=what, at=self._first or self.begun.at, zone=self.begun.zone, source=CAPTURE,
            trust=Trust.OWN, because=tuple(self._because), origin=origin,
        )  # fmt: skip
        see, reader = self._parts.eyes.see(), self._parts.eyes.read()
        recognised = Recognised(
            things=self._found.things, faces=self._found.faces, model=see.name if see else ""
        )
        made = [film, drawn(film, recognised, Trust.OWN)]
        if self._found.text and reader:
            read = Read(text=self._found.text, model=reader.name)
            made.append(drawn(film, read, Trust.OUTSIDE))
        return made

    async def _look(self, shown: Picture) -> None:
        """Take in what a picture shows; the first that shows anything stands for the video."""
        if self._poster is None or float(self._poster.pixels.std()) < FLAT:
            self._poster = shown
        see = self._parts.eyes.see()
        things = await all_of(see, shown) if see else ()
        self._found.take_in(things, await text_of(self._parts.eyes.read(), shown))
