"""The job that looks at photos and videos: what is in them, how many faces, what is written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress

from alongside.log.blob_file import BlobFile
from alongside.log.blobs import Blobs
from alongside.log.errors import StoreError
from alongside.log.kinds import Failed, Filmed, Read, Recognised, Saw, Thing, What
from alongside.log.log import UnknownCause
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.jobs import Progress
from alongside.mind.perceive.awaited import Awaited
from alongside.models.catalogue import ModelMissing
from alongside.models.model import ModelError, Picture, See
from alongside.models.runtime import NotLoadedError
from alongside.models.see.picture import UnreadablePictureError, picture
from alongside.models.see.stills import stills
from alongside.senses.seeing.found import Found
from alongside.senses.seeing.keeping import LOOK, Eyes, all_of, text_of

SOURCE = LOOK


class Look:
    """Draws from each `Saw` or `Filmed` a `Recognised`, and a `Read` where something is written.

    All that comes of one is appended at once, so whatever stops the job, each is either
    done or still to do. With `again`, what other models recognised is done again.
    """

    name = "looking at photos"

    def __init__(self, log: SqliteLog, blobs: Blobs, eyes: Eyes, *, again: bool = False) -> None:
        self._log = log
        self._blobs = blobs
        self._eyes = eyes
        self._again = again
        self._awaited = Awaited(log, ("saw", "filmed"), SOURCE, ("recognised",))

    async def catch_up(self) -> AsyncGenerator[Progress, None]:
        """Look at all that wasn't looked at; stops, saying why, while a model isn't here."""
        see, faces = self._eyes.see(), self._eyes.faces()
        left = await self._awaited.left(see.name if see and self._again else "")
        for done, saw in enumerate(left):
            note = saw.what.files[0].name
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
        reader, found = self._eyes.read(), Found()
        things: tuple[Thing, ...] = ()
        async for shown in self._shown(saw):
            seen = await all_of(see, shown)
            things = tuple(Thing(one.label, one.score, one.box) for one in seen)
            found.faces = max(found.faces, len(await all_of(faces, shown)))
            found.take_in(seen, await text_of(reader, shown))
        things = things if isinstance(saw.what, Saw) else found.things
        recognised = Recognised(things=things, faces=found.faces, model=see.name)
        drafts = [_drawn(saw, recognised, see.name, Trust.OWN)]
        if reader and found.text:
            read = Read(text=found.text, model=reader.name)
            drafts.append(_drawn(saw, read, reader.name, Trust.OUTSIDE))
        return drafts

    async def _shown(self, saw: Moment) -> AsyncIterator[Picture]:
        """The picture, or the stills of a video."""
        hash_ = saw.what.files[0].hash
        if not isinstance(saw.what, Filmed):
            yield await asyncio.to_thread(picture, await self._blobs.read(hash_))
            return
        file = BlobFile(self._blobs, hash_, await self._blobs.size(hash_))
        found = stills(file, saw.what.duration)
        while (still := await asyncio.to_thread(next, found, None)) is not None:
            yield still.picture


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
