"""How a photo moves: a slow zoom and pan over a canvas a little larger than the frame.

A photo of about the film's shape fills the frame and is moved over; any other lies almost whole
on a soft picture of itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Window = tuple[float, float, float, float]
SPARE = 1.25
"""How much larger than the frame a canvas is, so that the closest view is still sharp."""
CLOSE, CLOSE_WHOLE = 0.84, 0.95
"""The share of the widest view that the closest one shows."""
FILLS = 0.62
"""The share of a photo that must be seen where it fills the frame."""
SEEN = 0.78
"""The share of a photo that is seen at least where it lies whole on a frame of another shape."""
SOFT, DIM = 28, 0.55
MARGIN = 0.04


@dataclass(frozen=True, slots=True)
class Moving:
    """A canvas, and the window on it at the beginning and at the end."""

    canvas: Image
    begin: Window
    end: Window

    def frame(self, share: float, size: tuple[int, int]) -> Image:
        """The picture after this share of its time."""
        from PIL import Image

        box = [a + (b - a) * share for a, b in zip(self.begin, self.end, strict=True)]
        left, top, right, bottom = box
        return self.canvas.resize(size, Image.Resampling.BILINEAR, (left, top, right, bottom))


def moving(
    photo: Image, size: tuple[int, int], focus: tuple[float, float], *, closer: bool
) -> Moving:
    """How this photo moves in frames of `size`; `closer` or away from its `focus`."""
    wide, high = size
    ratio, shape = wide / high, photo.width / photo.height
    if min(ratio, shape) / max(ratio, shape) >= FILLS:
        canvas, close = _filling(photo, size), CLOSE
    else:
        canvas, close = _whole(photo, size), CLOSE_WHOLE
        focus = (0.5, 0.5)
    far = _window(canvas.size, ratio, 1.0, focus)
    near = _window(canvas.size, ratio, close, focus)
    return Moving(canvas, far, near) if closer else Moving(canvas, near, far)


def _filling(photo: Image, size: tuple[int, int]) -> Image:
    """The photo just large enough that a window of the frame's shape fits into it."""
    from PIL import Image

    scale = max(size[0] * SPARE / photo.width, size[1] * SPARE / photo.height)
    grown = (round(photo.width * scale), round(photo.height * scale))
    return photo.resize(grown, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _whole(photo: Image, size: tuple[int, int]) -> Image:
    from PIL import Image, ImageEnhance, ImageFilter, ImageOps

    wide, high = round(size[0] * SPARE), round(size[1] * SPARE)
    photo = _nearer(photo, wide / high)
    small = ImageOps.fit(photo, (wide // 8, high // 8), Image.Resampling.BILINEAR)
    soft = small.filter(ImageFilter.GaussianBlur(SOFT / 4)).resize((wide, high))
    canvas = ImageEnhance.Brightness(soft).enhance(DIM)
    room = (round(wide * (1 - 2 * MARGIN)), round(high * (1 - 2 * MARGIN)))
    scale = min(room[0] / photo.width, room[1] / photo.height)
    fitted = photo.resize(
        (round(photo.width * scale), round(photo.height * scale)),
        Image.Resampling.LANCZOS,
        reducing_gap=3.0,
    )
    left, top = (wide - fitted.width) // 2, (high - fitted.height) // 2
    canvas.paste(_shadow(canvas, (left, top, fitted.width, fitted.height)))
    canvas.paste(fitted, (left, top))
    return canvas


def _nearer(photo: Image, ratio: float) -> Image:
    """The photo with a little cut off, so that it comes nearer to the frame's shape."""
    from PIL import ImageOps

    shape = photo.width / photo.height
    meant = min(max(ratio, shape * SEEN), shape / SEEN)
    wide, high = min(1.0, meant / shape), min(1.0, shape / meant)
    size = (max(1, round(photo.width * wide)), max(1, round(photo.height * high)))
    return ImageOps.fit(photo, size, centering=(0.5, 0.4))


def _shadow(canvas: Image, box: tuple[int, int, int, int]) -> Image:
    """The canvas with a soft shadow under what will lie there."""
    from PIL import Image, ImageDraw, ImageFilter

    left, top, wide, high = box
    mask = Image.new("L", canvas.size, 0)
    drawn = ImageDraw.Draw(mask)
    drawn.rectangle((left - 6, top, left + wide + 6, top + high + 14), fill=130)
    shade = Image.new("RGB", canvas.size, (0, 0, 0))
    return Image.composite(shade, canvas, mask.filter(ImageFilter.GaussianBlur(SOFT / 2)))


def _window(
    canvas: tuple[int, int], ratio: float, share: float, focus: tuple[float, float]
) -> Window:
    """The largest window of this shape, times `share`, as near to the focus as the canvas lets."""
    wide = min(canvas[0], canvas[1] * ratio) * share
    high = wide / ratio
    left = min(max(canvas[0] * focus[0] - wide / 2, 0.0), canvas[0] - wide)
    top = min(max(canvas[1] * focus[1] - high / 2, 0.0), canvas[1] - high)
    return left, top, left + wide, top + high
