"""Pictures come upright and whole, or are said to be unreadable."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from alongside.models.model import Picture
from alongside.models.see.boxes import as_box, best
from alongside.models.see.picture import LONGEST_SIDE, UnreadablePictureError, fit, picture

ORIENTATION = 0x0112
TURNED_RIGHT = 6


def halves(width: int, height: int) -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (0, height // 2, width, height))
    return image


def file(image: Image.Image, form: str, orientation: int = 1) -> bytes:
    made = BytesIO()
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    image.save(made, form, exif=exif)
    return made.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_every_kind_of_picture_is_seen(form: str) -> None:
    pillow_heif.register_heif_opener()

    pixels = picture(file(halves(64, 32), form)).pixels

    assert pixels.shape == (32, 64, 3)
    assert pixels[4, 32].argmax() == 0
    assert pixels[28, 32].argmax() == 2


def test_a_turned_picture_is_set_upright() -> None:
    pixels = picture(file(halves(64, 32), "PNG", TURNED_RIGHT)).pixels

    assert pixels.shape == (64, 32, 3)
    assert pixels[32, 4].argmax() == 2
    assert pixels[32, 28].argmax() == 0


def test_a_grey_or_see_through_picture_becomes_rgb() -> None:
    assert picture(file(Image.new("LA", (8, 8), (90, 128)), "PNG")).pixels.shape == (8, 8, 3)


def test_a_huge_picture_is_shrunk() -> None:
    pixels = picture(file(Image.new("L", (3 * LONGEST_SIDE, 30)), "PNG")).pixels

    assert pixels.shape == (10, LONGEST_SIDE, 3)


@pytest.mark.parametrize(
    "content",
    [b"", b"words", file(halves(640, 480), "JPEG")[:900], b"\x89PNG\r\n\x1a\n" + bytes(99)],
)
def test_what_is_no_picture_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(UnreadablePictureError):
        picture(content)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = file(Image.new("1", (30_000, 10_000)), "PNG")

    with pytest.raises(UnreadablePictureError):
        picture(bomb)


def test_a_picture_keeps_its_shape_in_a_frame() -> None:
    fitted = fit(Picture(np.full((50, 100, 3), 200, np.uint8)), 40, 40)

    assert fitted.pixels.shape == (40, 40, 3)
    assert (fitted.width, fitted.height) == (1.0, 0.5)
    assert (fitted.pixels[:20] == 200).all()
    assert (fitted.pixels[20:] == 0).all()


def test_of_boxes_that_overlap_the_best_is_kept() -> None:
    boxes = np.array([[0, 0, 10, 10], [1, 1, 10, 10], [20, 20, 30, 30]], np.float32)

    assert best(boxes, np.array([0.6, 0.9, 0.5], np.float32), 0.5) == [1, 2]
    assert best(boxes[:0], np.zeros(0, np.float32), 0.5) == []


def test_a_box_is_cut_to_lie_inside_the_picture() -> None:
    assert as_box(np.array([-0.5, 0.25, 0.5, 1.5], np.float32)) == (0.0, 0.25, 0.5, 0.75)
