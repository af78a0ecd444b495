"""A frame as it is kept: what is in it, what is written there, its faces blurred."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol, TypeVar

from alongside.log.kinds import Media, Read, Recognised, Saw, Thing, What
from alongside.log.moment import Draft, Trust
from alongside.models.model import Model, Picture, ReadText, See, Seen, TextBox
from alongside.models.see.boxes import Box
from alongside.senses.seeing.blur import blurred
from alongside.senses.seeing.frame import Frame

LOOK = "look"
"""The source of what is drawn from pictures, here and by the job that looks at imported ones."""
LIVE, CAPTURE = "camera", "capture"
"""The sources of what a camera showed by itself, and of what the person took."""
TYPE = "image/webp"
LONGEST = 1280
"""Pixels of the longer side of a frame kept by itself."""
QUALITY, LEAST_QUALITY = 68, 40
LEAST_LETTERS = 3
"""Letters and digits under which a picture holds nothing worth reading."""

T = TypeVar("T")


class Eyes(Protocol):
    """The models that look, each None while it can't run."""

    def see(self) -> See | None: ...
    def faces(self) -> See | None: ...
    def read(self) -> ReadText | None: ...


class Knows(Protocol):
    """Tells which faces are of people who agreed to be stored with them."""

    async def agreed(self, picture: Picture, faces: Sequence[Box]) -> dict[int, str]:
        """For faces of people who agreed, by their index, the id of the agreement."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is to be kept of a frame: an encoded picture, and what was found in it.

    `because` are the agreements of those whose faces were left as they are.
    """

    data: bytes
    width: int
    height: int
    things: tuple[Seen, ...]
    faces: int
    text: str
    because: tuple[str, ...] = ()


async def all_of(model: Model[Picture, T], given: Picture) -> list[T]:
    """All that a model makes of a picture."""
    async with aclosing(model.run(given)) as made:
        return [one async for one in made]


@dataclass(frozen=True, slots=True)
class Faces:
    """How many faces there are, which are to be blurred, and because of what the others aren't."""

    count: int
    strange: tuple[Box, ...]
    because: tuple[str, ...]


async def faces_in(picture: Picture, faces: See, knows: Knows | None) -> Faces:
    """Every face is to be blurred but those of people who agreed."""
    boxes = [seen.box for seen in await all_of(faces, picture)]
    agreed = await knows.agreed(picture, boxes) if knows and boxes else {}
    strange = tuple(box for i, box in enumerate(boxes) if i not in agreed)
    return Faces(len(boxes), strange, tuple(dict.fromkeys(agreed.values())))


async def blurred_faces(
    picture: Picture, faces: See, knows: Knows | None
) -> tuple[Picture, int, tuple[str, ...]]:
    """The picture with every face blurred but those of people who agreed; how many; because of."""
    found = await faces_in(picture, faces, knows)
    made = await asyncio.to_thread(blurred, picture, found.strange)
    return made, found.count, found.because


async def text_of(reader: ReadText | None, picture: Picture) -> str:
    """The lines read, or nothing where there is too little to make sense."""
    boxes: list[TextBox] = await all_of(reader, picture) if reader else []
    text = "\n".join(box.text for box in boxes)
    return text if sum(map(str.isalnum, text)) >= LEAST_LETTERS else ""


def encoded(picture: Picture, plenty: float) -> bytes:
    """As WebP, the coarser the less there is left of the day's bytes (0 to 1). Blocks."""
    from PIL import Image

    quality = round(LEAST_QUALITY + (QUALITY - LEAST_QUALITY) * min(1.0, plenty * 2))
    file = BytesIO()
    Image.fromarray(picture.pixels).save(file, "WEBP", quality=quality, method=2)
    return file.getvalue()


def drafts(frame: Frame, zone: str, sight: Sight, media: Media, eyes: Eyes) -> list[Draft]:
    """The moments of one frame: seen, with what was recognised and read in it."""
    what = Saw(
        media=media,
        width=sight.width,
        height=sight.height,
        camera=frame.device,
        place=frame.place,
    )
    source = CAPTURE if frame.asked else LIVE
    saw = Draft(
        what=what,
        at=frame.at,
        zone=zone,
        source=source,
        trust=Trust.OWN,
        because=sight.because,
        origin=frame.origin or None,
    )
    see, reader = eyes.see(), eyes.read()
    things = tuple(Thing(seen.label, seen.score, seen.box) for seen in sight.things)
    recognised = Recognised(things=things, faces=sight.faces, model=see.name if see else "")
    made = [saw, drawn(saw, recognised, Trust.OWN)]
    if sight.text and reader:
        made.append(drawn(saw, Read(text=sight.text, model=reader.name), Trust.OUTSIDE))
    return made


def drawn(saw: Draft, what: What, trust: Trust) -> Draft:
    """What was found in a picture or video, as drawn from it."""
    return Draft(
        what=what, at=saw.at, zone=saw.zone, source=LOOK, trust=trust, because=(saw,),
        origin=f"{LOOK}:{saw.origin}:{what.kind()}" if saw.origin else None,
    )  # fmt: skip
