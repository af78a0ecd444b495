"""The job that looks at photos: what is in them, how many faces, and what is written there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Protocol, TypeVar

from alongside.log.blobs import Blobs
from alongside.log.errors import StoreError
from alongside.log.kinds import Failed, Read, Recognised, Saw, Thing, What
from alongside.log.log import UnknownCause
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.jobs import Progress
from alongside.mind.perceive.awaited import Awaited
from alongside.models.catalogue import ModelMissing
from alongside.models.model import Model, ModelError, Picture, ReadText, See, TextBox
from alongside.models.runtime import NotLoadedError
from alongside.models.see.picture import UnreadablePictureError, picture

SOURCE = "look"
LEAST_LETTERS = 3
"""Letters and digits under which a picture holds nothing worth reading."""

T = TypeVar("T")


class Eyes(Protocol):
    """The models that look, each None while it can't run."""

    def see(self) -> See | None: ...
    def faces(self) -> See | None: ...
    def read(self) -> ReadText | None: ...


class Look:
    """Draws from each `Saw` a `Recognised`, and a `Read` where something is written.

    All that comes of a picture is appended at once, so whatever stops the job, each picture is
    either done or still to do. With `again`, what other models recognised is done again.
    """

    name = "looking at photos"

    def __init__(self, log: SqliteLog, blobs: Blobs, eyes: Eyes, *, again: bool = False) -> None:
        self._log = log
        self._blobs = blobs
        self._eyes = eyes
        self._again = again
        self._awaited = Awaited(log, "saw", SOURCE, ("recognised",))

    async def catch_up(self) -> AsyncGenerator[Progress, None]:
        """Look at all that wasn't looked at; stops, saying why, while a model isn't here."""
        see, faces = self._eyes.see(), self._eyes.faces()
        left = await self._awaited.left(see.name if see and self._again else "")
        for done, saw in enumerate(left):
            note = saw.what.media.name if isinstance(saw.what, Saw) else ""
            yield Progress(name=self.name, done=done, total=len(left), note=note)
            try:
                await self._look_at(saw, see, faces)
            except (ModelMissing, NotLoadedError) as error:
                yield Progress(name=self.name, done=done, total=len(left), problem=str(error))
                return
        if left:
            yield Progress(name=self.name, done=len(left), total=len(left))

    async def _look_at(self, saw: Moment, see: See | None, faces: See | None) -> None:
        """Append what comes of a picture, unless it was forgotten meanwhile."""
        if see is None or faces is None:
            raise ModelMissing("nanodet" if see is None else "centerface")
        drafts = await self._drafts(saw, see, faces)
        with suppress(UnknownCause):
            await self._log.append(*drafts)
        await self._awaited.done(saw, see.name)

    async def _drafts(self, saw: Moment, see: See, faces: See) -> list[Draft]:
        try:
            return await self._look(saw, see, faces)
        except (ModelMissing, NotLoadedError):
            raise
        except (UnreadablePictureError, StoreError, ModelError) as error:
            return [_failed(saw, see.name, error)]

    async def _look(self, saw: Moment, see: See, faces: See) -> list[Draft]:
        media = saw.what.files[0]
        shown = await asyncio.to_thread(picture, await self._blobs.read(media.hash))
        things = tuple(Thing(seen.label, seen.score, seen.box) for seen in await _all(see, shown))
        count = len(await _all(faces, shown))
        recognised = Recognised(things=things, faces=count, model=see.name)
        drafts = [_drawn(saw, recognised, see.name, Trust.OWN)]
        reader = self._eyes.read()
        text = _text(await _all(reader, shown)) if reader else ""
        if reader and text:
            read = Read(text=text, model=reader.name)
            drafts.append(_drawn(saw, read, reader.name, Trust.OUTSIDE))
        return drafts


async def _all(model: Model[Picture, T], given: Picture) -> list[T]:
    async with aclosing(model.run(given)) as made:
        return [one async for one in made]


def _text(boxes: list[TextBox]) -> str:
    """The lines read, or nothing where there is too little to make sense."""
    text = "\n".join(box.text for box in boxes)
    return text if sum(map(str.isalnum, text)) >= LEAST_LETTERS else ""


def _drawn(saw: Moment, what: What, model: str, trust: Trust) -> Draft:
    return Draft(
        what=what,
        at=saw.at,
        zone=saw.zone,
        source=SOURCE,
        trust=min(trust, saw.trust),
        because=(saw.id,),
        origin=f"{SOURCE}:{saw.id}:{what.kind()}:{model}",
    )


def _failed(saw: Moment, model: str, error: Exception) -> Draft:
    file = saw.what.files[0].name
    what = Failed(doing="looking at a photo", reason=str(error), file=file)
    return _drawn(saw, what, model, Trust.OWN)
