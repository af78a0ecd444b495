"""A frame as it is kept: what is in it, what is written there, its faces blurred."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol, TypeVar

from alongside.log.kinds import Media, Read, Recognised, Saw, Thing, What
from alongside.log.kinds.privacy import Use
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


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whose face is known: the id of their agreement, their name, what they agreed to."""

    agreement: str
    name: str
    to: tuple[Use, ...]


class Knows(Protocol):
    """Tells which faces are of people who agreed."""

    async def known(self, picture: Picture, faces: Sequence[Seen]) -> dict[int, Known]:
        """Those who agreed among the faces, by their index."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is to be kept of a frame: an encoded picture, and what was found in it.

    `people` are those who agreed to be known, `because` the agreements of them and of those whose
    faces were left as they are.
    """

    data: bytes
    width: int
    height: int
    things: tuple[Seen, ...]
    faces: int
    text: str
    people: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


async def all_of(model: Model[Picture, T], given: Picture) -> list[T]:
    """All that a model makes of a picture."""
    async with aclosing(model.run(given)) as made:
        return [one async for one in made]


@dataclass(frozen=True, slots=True)
class Faces:
    """How many faces there are, which are to be blurred, who of the others agreed to be known.

    `because` are the agreements by which a face is known or isn't blurred.
    """

    count: int
    strange: tuple[Box, ...]
    people: tuple[str, ...]
    because: tuple[str, ...]


async def faces_in(picture: Picture, faces: See, knows: Knows | None) -> Faces:
    """Every face is to be blurred but those of people who agreed to be seen."""
    seen = await all_of(faces, picture)
    known = await knows.known(picture, seen) if knows and seen else {}
    shown = {i for i, one in known.items() if "unblurred" in one.to}
    named = [one for one in known.values() if "known" in one.to]
    because = (*(known[i].agreement for i in sorted(shown)), *(one.agreement for one in named))
    return Faces(
        count=len(seen),
        strange=tuple(one.box for i, one in enumerate(seen) if i not in shown),
        people=tuple(dict.fromkeys(one.name for one in named)),
        because=tuple(dict.fromkeys(because)),
    )


async def blurred_faces(picture: Picture, faces: See, knows: Knows | None) -> tuple[Picture, Faces]:
    """The picture with every face blurred but those of people who agreed to be seen."""
    found = await faces_in(picture, faces, knows)
    return await asyncio.to_thread(blurred, picture, found.strange), found


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
        people=sight.people,
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
