"""A photo of the life, drawn in a style: by code alone. Blocks: for use in a thread."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from alongside.mind.imagine.scene import Style

if TYPE_CHECKING:
    from PIL.Image import Image


def restyled(data: bytes, style: Style, width: int, height: int) -> bytes:
    """The photo, cut to `width` x `height` pixels around its middle, as a PNG in the style.

    Raises `UnreadablePictureError`.
    """
    from PIL import Image, ImageOps

    from alongside.models.see.picture import picture

    image = Image.fromarray(picture(data).pixels)
    fitted = ImageOps.fit(image, (width, height))
    drawn = _STYLES[style](fitted) if style in _STYLES else fitted
    kept = BytesIO()
    drawn.convert("RGB").save(kept, "PNG")
    return kept.getvalue()


def _watercolour(image: Image) -> Image:
    from PIL import Image as Images
    from PIL import ImageEnhance, ImageFilter

    washed = image.filter(ImageFilter.ModeFilter(9)).filter(ImageFilter.GaussianBlur(1.2))
    pale = ImageEnhance.Brightness(ImageEnhance.Color(washed).enhance(1.25)).enhance(1.12)
    paper = Images.effect_noise(image.size, 26).filter(ImageFilter.GaussianBlur(1))
    return Images.blend(pale, Images.merge("RGB", [paper] * 3), 0.1)


def _oil(image: Image) -> Image:
    from PIL import ImageEnhance, ImageFilter

    dabs = image.filter(ImageFilter.ModeFilter(13))
    return ImageEnhance.Color(dabs).enhance(1.4).filter(ImageFilter.SHARPEN)


def _pencil(image: Image) -> Image:
    """Colour dodge of the grey picture by its blurred negative."""
    import numpy as np
    from PIL import Image as Images
    from PIL import ImageFilter, ImageOps

    grey = ImageOps.grayscale(image)
    soft = ImageOps.invert(grey).filter(ImageFilter.GaussianBlur(7))
    light, shade = np.asarray(grey, np.float32), np.asarray(soft, np.float32)
    return Images.fromarray(np.clip(light * 255 / (256 - shade), 0, 255).astype(np.uint8))


def _ink(image: Image) -> Image:
    from PIL import ImageFilter, ImageOps

    wash = ImageOps.posterize(ImageOps.grayscale(image).filter(ImageFilter.MedianFilter(7)), 2)
    return ImageOps.autocontrast(wash.filter(ImageFilter.GaussianBlur(0.8)))


def _neon(image: Image) -> Image:
    from PIL import ImageChops, ImageEnhance, ImageFilter

    edges = ImageEnhance.Color(image.filter(ImageFilter.FIND_EDGES)).enhance(3)
    return ImageChops.add(ImageEnhance.Brightness(image).enhance(0.35), edges)


_STYLES: dict[Style, Callable[[Image], Image]] = {
    "watercolour": _watercolour,
    "oil": _oil,
    "pencil": _pencil,
    "ink": _ink,
    "neon": _neon,
}
