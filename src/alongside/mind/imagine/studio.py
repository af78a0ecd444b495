"""The studio: pictures from words, first sketched, then drawn by a model where there is one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from msgspec import structs

from alongside.log.blobs import Blobs
from alongside.log.kinds import Contact, Favoured, Imagined, Media, Saw
from alongside.log.log import Log, Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.imagine.photo import restyled
from alongside.mind.imagine.provenance import marked
from alongside.mind.imagine.reading import read
from alongside.mind.imagine.refusing import Refusal, depends_on_names, refusal
from alongside.mind.imagine.sketch import Sketch, sketch
from alongside.models.model import Drawn, Imagine, ModelError, Wish

SOURCE = "imagine"
NAME = "picture.png"


class Refused(ValueError):
    """The picture isn't made; `refusal` says by which rule."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.en)
        self.refusal = refusal


class NoPicture(ValueError):
    """There is no such picture to draw from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A picture asked for: `avoid` is what to leave out, sizes are pixels.

    `of` is the id of a picture or photo to draw it from.
    """

    words: str
    avoid: str = ""
    seed: int = 0
    width: int = 768
    height: int = 512
    of: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was kept, the one it was drawn from, and whether it is a favourite."""

    moment: Moment
    of: str
    favourite: bool


@dataclass(frozen=True, slots=True)
class Studio:
    """Makes and keeps the pictures of one life.

    `model` gives what draws pictures now, or None; `me` the names of the person.
    """

    log: Log
    blobs: Blobs
    model: Callable[[], Imagine | None]
    me: Callable[[], tuple[str, ...]] = tuple

    async def sketch(self, asked: Asked) -> Sketch:
        """Raises `Refused`, `GlyphsMissing`."""
        await self._allow(asked)
        return sketch(asked.words, seed=asked.seed, width=asked.width, height=asked.height)

    async def start(self, asked: Asked) -> bytes:
        """The sketch, or the photo it is drawn from in the style of the words, as a PNG.

        Raises `Refused`, `NoPicture`, `UnreadablePictureError`.
        """
        await self._allow(asked)
        if asked.of:
            base = await self._base(asked.of)
            data = await self.blobs.read(base.what.files[0].hash)
            style = read(asked.words).style
            return await asyncio.to_thread(restyled, data, style, asked.width, asked.height)
        return await asyncio.to_thread((await self.sketch(asked)).png)

    async def render(self, asked: Asked) -> AsyncGenerator[Drawn, None]:
        """Stream previews and the picture; closing it stops the model.

        Raises `Refused`, `NoPicture`, `ModelError`.
        """
        model = self.model()
        if model is None:
            raise ModelError("No model that draws pictures is chosen. See: alongside models list")
        wish = Wish(
            words=asked.words,
            avoid=asked.avoid,
            width=asked.width,
            height=asked.height,
            seed=asked.seed,
            start=await self.start(asked),
        )
        async with aclosing(model.run(wish)) as steps:
            async for drawn in steps:
                yield drawn

    async def keep(
        self, asked: Asked, now: datetime, zone: str, drawn: bytes = b"", model: str = ""
    ) -> Moment:
        """Keep what `model` drew, or else the sketch; it is forgotten with what it is drawn from.

        Raises `Refused`, `NoPicture`.
        """
        await self._allow(asked)
        picture = drawn or await self.start(asked)
        made = Imagined(
            media=Media(hash="", type="image/png", name=NAME, size=0),
            text=asked.words,
            avoid=asked.avoid,
            seed=asked.seed,
            model=model if drawn else "",
            width=asked.width,
            height=asked.height,
        )
        data = await asyncio.to_thread(marked, picture, made)
        media = await self.blobs.put(data, type="image/png", name=NAME)
        base = await self._base(asked.of) if asked.of else None
        trust = min(Trust.OWN, base.trust) if base else Trust.OWN
        draft = Draft(
            what=structs.replace(made, media=media),
            at=now,
            zone=zone,
            source=SOURCE,
            trust=trust,
            because=(base.id,) if base else (),
        )
        (moment,) = await self.log.append(draft)
        return moment

    async def favour(self, id_: str, now: datetime, zone: str, *, favourite: bool) -> Moment:
        """Mark a picture as a favourite, or no longer. Raises `NoPicture`."""
        picture = await self._base(id_)
        (moment,) = await self.log.append(
            Draft(
                what=Favoured(favourite=favourite),
                at=now,
                zone=zone,
                source=SOURCE,
                trust=min(Trust.PERSON, picture.trust),
                because=(picture.id,),
            )
        )
        return moment

    async def pictures(self, limit: int = 200) -> tuple[Picture, ...]:
        """The latest pictures, newest first."""
        favourites: dict[str, bool] = {}
        async for marked_ in self.log.read(Wanted(kinds=("favoured",))):
            if isinstance(marked_.what, Favoured):
                favourites |= dict.fromkeys(marked_.because, marked_.what.favourite)
        wanted = Wanted(kinds=("imagined",), newest_first=True, limit=limit)
        return tuple(
            [
                Picture(moment, next(iter(moment.because), ""), favourites.get(moment.id, False))
                async for moment in self.log.read(wanted)
            ]
        )

    async def _base(self, id_: str) -> Moment:
        found = await self.log.get(id_)
        if not found or not isinstance(found[0].what, Imagined | Saw):
            raise NoPicture("There is no such picture; it may have been forgotten.")
        return found[0]

    async def _allow(self, asked: Asked) -> None:
        if not depends_on_names(asked.words):
            return
        names = [name for name in self.me() if name]
        async for contact in self.log.read(Wanted(kinds=("contact",))):
            if isinstance(contact.what, Contact):
                names += contact.what.names
        found = refusal(asked.words, names)
        if found:
            raise Refused(found)
