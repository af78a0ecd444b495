"""Faces of people who agreed, told from all others; and how a face comes to be known."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from alongside.log.kinds import Agreed
from alongside.log.log import Wanted
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog
from alongside.models.catalogue import ModelMissing
from alongside.models.model import Face, Floats, ModelError, Picture, Seen, Who
from alongside.models.see.likeness import distance
from alongside.models.see.picture import picture
from alongside.senses.seeing.keeping import Eyes, Known, all_of

ALIKE = 0.45
"""The distance within which a face is taken for a known one."""
APART = 0.1
"""How much farther the next of the known must be: between two that are alike nobody is chosen."""
SMALLEST = 48
"""Pixels from eye to eye, doubled, under which a face shows too little to be told by."""
LARGEST = 2048
"""Pixels of the longer side of a photo that a face is learned from."""


class NotOneFace(ModelError):
    """A photo from which a face is to be learned doesn't show exactly one."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"The photo shows {count} faces. Nothing was kept: choose one of this person alone."
            if count
            else "No face can be made out in the photo. Nothing was kept: choose one that shows "
            "this person large and from the front."
        )


@dataclass(frozen=True, slots=True)
class Knowing:
    """Knows the faces that were learned with the consent of those whose they are.

    `who` gives the model that tells faces apart; without one nobody is known.
    """

    log: SqliteLog
    eyes: Eyes
    who: Callable[[], Who | None]

    async def known(self, picture: Picture, faces: Sequence[Seen]) -> dict[int, Known]:
        """For faces of people who agreed, by their index, who they are and what they agreed to."""
        who = self.who()
        agreed = await self._agreed(who.name) if who else []
        if who is None or not agreed:
            return {}
        found: dict[int, Known] = {}
        for i, face in enumerate(faces):
            if large(face, picture):
                moment = nearest(await vector(who, picture, face), agreed)
                if moment is not None and isinstance(moment.what, Agreed):
                    found[i] = Known(moment.id, moment.what.name, moment.what.to)
        return found

    async def learn(self, data: bytes) -> tuple[tuple[float, ...], str]:
        """How the one face in an encoded photo looks, and the model that says so.

        Raises `NotOneFace`, `ModelError`, `UnreadablePictureError`.
        """
        who, faces = self.who(), self.eyes.faces()
        if who is None or faces is None:
            raise ModelMissing("dlib-face" if who is None else "centerface")
        shown = await asyncio.to_thread(picture, data, LARGEST)
        found = [seen for seen in await all_of(faces, shown) if large(seen, shown)]
        if len(found) != 1:
            raise NotOneFace(len(found))
        looks = await vector(who, shown, found[0])
        return tuple(round(float(value), 5) for value in looks), who.name

    async def _agreed(self, model: str) -> list[Moment]:
        wanted = Wanted(kinds=("agreed",))
        return [
            moment
            async for moment in self.log.read(wanted)
            if isinstance(moment.what, Agreed) and moment.what.face and moment.what.model == model
        ]


async def vector(who: Who, shown: Picture, face: Seen) -> Floats:
    """How a face looks, by the model."""
    async with aclosing(who.run(Face(shown, face.points))) as made:
        async for found in made:
            return found
    raise ModelError("A face could not be looked at.")


def large(face: Seen, shown: Picture) -> bool:
    """Whether a face shows enough of itself to be told by."""
    if len(face.points) < 2:
        return False
    (left, top), (right, down) = face.points[:2]
    high, wide = shown.pixels.shape[:2]
    apart = ((right - left) * wide) ** 2 + ((down - top) * high) ** 2
    return float(2 * apart**0.5) >= SMALLEST


def nearest(looks: Floats, agreed: Sequence[Moment]) -> Moment | None:
    """The agreement whose face is the nearest, if it is near and no other's is about as near."""
    reached = sorted(
        ((distance(looks, moment.what.face), moment) for moment in agreed
         if isinstance(moment.what, Agreed)),
        key=lambda pair: pair[0],
    )  # fmt: skip
    if not reached or reached[0][0] > ALIKE:
        return None
    best, moment = reached[0]
    others = (far for far, other in reached if other.what.names != moment.what.names)
    return moment if next(others, 2 * ALIKE) - best >= APART else None
