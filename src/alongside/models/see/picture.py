"""Pictures from files, and shrunk to what a model takes."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from alongside.models.model import Floats, Picture

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 200_000_000
LONGEST_SIDE = 4096


class UnreadablePictureError(ValueError):
    """The file holds no picture that can be read; the message says why."""


def picture(data: bytes, longest: int = LONGEST_SIDE) -> Picture:
    """The picture in an encoded file (JPEG, PNG, WebP, HEIC, …), upright, RGB.

    Sides over `longest` pixels are shrunk. Raises `UnreadablePictureError`. Blocks.
    """
    import pillow_heif
    from PIL import Image, UnidentifiedImageError

    pillow_heif.register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data)) as image:
                return Picture(_pixels(image, longest))
    except UnidentifiedImageError as error:
        raise UnreadablePictureError("it is no picture of a known form") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadablePictureError(f"the picture can't be read ({error})") from error


def as_jpeg(data: bytes, longest: int = LONGEST_SIDE) -> bytes:
    """An encoded picture as JPEG, which every model that takes pictures can read. Blocks.

    Sides over `longest` pixels are shrunk. Raises `UnreadablePictureError`.
    """
    from PIL import Image

    file = BytesIO()
    Image.fromarray(picture(data, longest).pixels).save(file, "JPEG", quality=88)
    return file.getvalue()


def _pixels(image: Image, longest: int) -> NDArray[np.uint8]:
    from PIL import ImageOps

    if image.width * image.height > MOST_PIXELS:
        raise UnreadablePictureError(f"{image.width} x {image.height} pixels are too many")
    image.draft("RGB", (longest, longest))
    upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((longest, longest))
    return np.asarray(upright, np.uint8).reshape(upright.height, upright.width, 3)


def shrunk(given: Picture, longest: int) -> Picture:
    """The picture with sides of at most so many pixels."""
    from PIL import Image

    if max(given.pixels.shape[:2]) <= longest:
        return given
    image = Image.fromarray(given.pixels)
    image.thumbnail((longest, longest), reducing_gap=2.0)
    return Picture(np.asarray(image, np.uint8))


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture inside a frame of pixels (height, width, 3), and the share it fills of both."""

    pixels: Floats
    width: float
    height: float


def fit(given: Picture, width: int, height: int, fill: float = 0.0) -> Fitted:
    """Shrunk or grown to lie in the upper left of a frame of this size, its shape kept."""
    from PIL import Image

    image = Image.fromarray(given.pixels)
    scale = min(width / image.width, height / image.height)
    wide = max(1, round(image.width * scale))
    high = max(1, round(image.height * scale))
    frame = np.full((height, width, 3), fill, np.float32)
    shrunk = image.resize((wide, high), Image.Resampling.BILINEAR, reducing_gap=2.0)
    frame[:high, :wide] = np.asarray(shrunk, np.float32)
    return Fitted(frame, wide / width, high / height)
