"""Faces of people who agreed are told from others; nobody else's is, and nobody's where unsure."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from alongside.log.kinds import Agreed, Saw
from alongside.log.kinds.privacy import Use
from alongside.log.moment import Moment
from alongside.models.model import Face, Floats, Picture, Seen
from alongside.models.see.dlib_onnx import SIDE
from alongside.models.see.likeness import upright
from alongside.models.see.picture import UnreadablePictureError, picture
from alongside.senses.seeing.consent import Consent
from alongside.senses.seeing.frame import Frame
from alongside.senses.seeing.knowing import ALIKE, Knowing, NotOneFace
from alongside.senses.seeing.seeing import Seeing

from .conftest import Life, jpeg, scene

LEFT, RIGHT = (0.1, 0.2, 0.25, 0.5), (0.6, 0.2, 0.25, 0.5)
RED, BLUE = (230, 40, 40), (40, 40, 230)
Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]


@dataclass
class Colours:
    """Tells faces by the colour of their noses."""

    name: str = "test:who"
    remote: bool = False

    async def run(self, given: Face) -> AsyncGenerator[Floats, None]:
        high, wide = given.picture.pixels.shape[:2]
        x, y = given.points[2]
        nose = given.picture.pixels[int(y * high) - 4 : int(y * high) + 4, int(x * wide) - 4 :]
        yield nose[:, :8].reshape(-1, 3).mean(0).astype(np.float32) / 255


def face(box: Box) -> Seen:
    x, y, wide, high = box
    marks = ((0.3, 0.4), (0.7, 0.4), (0.5, 0.55), (0.35, 0.75), (0.65, 0.75))
    return Seen("face", 0.9, box, tuple((x + a * wide, y + b * high) for a, b in marks))


def shown(*faces: tuple[Box, Colour]) -> NDArray[np.uint8]:
    """A scene with faces in it, each of a colour, with a grain that blurring takes away."""
    pixels = scene(1).copy()
    grain = np.random.default_rng(5).integers(-30, 30, pixels.shape)
    for (x, y, wide, high), colour in faces:
        part = np.s_[int(y * 320) : int((y + high) * 320), int(x * 480) : int((x + wide) * 480)]
        pixels[part] = np.clip(np.array(colour) + grain[part], 0, 255)
    return pixels


def frame(life: Life, *faces: tuple[Box, Colour]) -> Frame:
    assert life.eyes.found is not None
    life.eyes.found.found = tuple(face(box) for box, _ in faces)
    taken = life.camera.take(1, asked=True)
    return replace(taken, data=jpeg(shown(*faces)))


@pytest.fixture
def knowing(life: Life) -> Knowing:
    return Knowing(life.store.log, life.eyes, Colours)


async def agree(life: Life, knowing: Knowing, name: str, colour: Colour, *to: Use) -> Moment:
    looks, model = await knowing.learn(frame(life, (LEFT, colour)).data)
    return await life.discretion.agree(Agreed(name=name, to=to, face=looks, model=model))


async def see(life: Life, knowing: Knowing, *faces: tuple[Box, Colour]) -> Moment:
    seeing = Seeing(replace(life.parts, knows=knowing))
    saw, *_ = await seeing.see(frame(life, *faces))
    return saw


async def sharp(life: Life, saw: Moment, box: Box) -> bool:
    """Whether the face in that box is as it was."""
    kept = picture(await life.store.blobs.read(saw.what.files[0].hash)).pixels
    x, y, wide, high = box
    middle = kept[int((y + high * 0.45) * 320) :, int((x + wide * 0.45) * 480) :][:12, :12]
    return bool(middle.std(axis=(0, 1)).mean() > 6)


async def test_who_agreed_to_be_seen_and_known_is_and_no_other(
    life: Life, knowing: Knowing
) -> None:
    agreed = await agree(life, knowing, "Robin Vale", RED, "known", "unblurred")
    saw = await see(life, knowing, (LEFT, RED), (RIGHT, BLUE))
    assert isinstance(saw.what, Saw)
    assert saw.what.people == ("Robin Vale",)
    assert saw.because == (agreed.id,)
    assert await sharp(life, saw, LEFT)
    assert not await sharp(life, saw, RIGHT)


async def test_who_agreed_to_be_known_alone_is_blurred(life: Life, knowing: Knowing) -> None:
    await agree(life, knowing, "Robin Vale", RED, "known")
    saw = await see(life, knowing, (LEFT, RED))
    assert saw.what.names == ("Robin Vale",)
    assert not await sharp(life, saw, LEFT)


async def test_who_agreed_to_be_recorded_is_not_known_by_their_face(
    life: Life, knowing: Knowing
) -> None:
    await agree(life, knowing, "Robin Vale", RED, "recorded")
    saw = await see(life, knowing, (LEFT, RED))
    assert (saw.what.names, saw.because) == ((), ())
    assert not await sharp(life, saw, LEFT)


async def test_between_two_that_are_alike_nobody_is_chosen(life: Life, knowing: Knowing) -> None:
    await agree(life, knowing, "Robin Vale", RED, "known", "unblurred")
    await agree(life, knowing, "Rowan Vale", (235, 50, 40), "known", "unblurred")
    saw = await see(life, knowing, (LEFT, RED))
    assert saw.what.names == ()
    assert not await sharp(life, saw, LEFT)


async def test_a_face_that_is_too_small_is_nobodys(life: Life, knowing: Knowing) -> None:
    await agree(life, knowing, "Robin Vale", RED, "known")
    saw = await see(life, knowing, ((0.1, 0.2, 0.08, 0.16), RED))
    assert saw.what.names == ()


async def test_what_another_model_learned_says_nothing(life: Life, knowing: Knowing) -> None:
    await agree(life, knowing, "Robin Vale", RED, "known")
    other = replace(knowing, who=lambda: Colours("test:other"))
    assert (await see(life, other, (LEFT, RED))).what.names == ()
    none = replace(knowing, who=lambda: None)
    assert (await see(life, none, (LEFT, RED))).what.names == ()


async def test_taking_it_back_forgets_the_face_and_the_name(life: Life, knowing: Knowing) -> None:
    agreed = await agree(life, knowing, "Robin Vale", RED, "known", "unblurred")
    await see(life, knowing, (LEFT, RED))
    await Consent(life.store.log, life.store.blobs, life.eyes).withdraw("Robin Vale", "UTC")
    assert await life.store.log.get(agreed.id) == ()
    (again,) = [m async for m in life.store.log.read() if m.kind == "saw"]
    assert again.what.names == ()
    assert not await sharp(life, again, LEFT)
    assert (await see(life, knowing, (LEFT, RED))).what.names == ()


@pytest.mark.parametrize("faces", [(), ((LEFT, RED), (RIGHT, BLUE))])
async def test_a_face_is_learned_from_a_photo_of_one_person_alone(
    life: Life, knowing: Knowing, faces: tuple[tuple[Box, Colour], ...]
) -> None:
    with pytest.raises(NotOneFace, match="Nothing was kept"):
        await knowing.learn(frame(life, *faces).data)
    with pytest.raises(UnreadablePictureError):
        await knowing.learn(b"no picture")


def test_a_face_is_turned_so_that_its_eyes_are_level() -> None:
    """A dot on each eye of a tilted face comes to lie where that of a level one would."""
    pixels = np.zeros((400, 400, 3), np.uint8)
    points = ((0.35, 0.40), (0.55, 0.50), (0.40, 0.55), (0.27, 0.62), (0.42, 0.69))
    for x, y in points[:2]:
        pixels[int(y * 400) - 4 : int(y * 400) + 4, int(x * 400) - 4 : int(x * 400) + 4] = 255
    square = upright(Picture(pixels), points)
    assert square.shape == (SIDE, SIDE, 3)
    rows, columns = np.nonzero(square[..., 0] > 128)
    left, right = columns < SIDE / 2, columns >= SIDE / 2
    assert rows[left].mean() == pytest.approx(rows[right].mean(), abs=1.5)
    assert ALIKE < 0.6, "as far apart as two faces of one person may lie where it was trained"
