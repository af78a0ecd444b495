"""What is written on a film: its title card, the places, and the person's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alongside.mind.keepsakes.fonts import BOLD, REGULAR, drawable

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

INK = (255, 252, 245)
MARGIN = 0.06
"""The share of the frame's shorter side that stays free around words."""
LINES = 3


def caption(size: tuple[int, int], place: str, words: str) -> Image | None:
    """A strip (RGBA) for the lower edge of frames, with a place and words; None without either."""
    from PIL import ImageDraw

    place, words = drawable(place), drawable(words)
    if not place and not words:
        return None
    unit = min(size) / 720
    small, large = _font(25 * unit, bold=True), _font(34 * unit, bold=True)
    margin = round(min(size) * MARGIN)
    room = size[0] - 2 * margin
    lines = wrapped(f"“{words}”", large, min(room, round(940 * unit))) if words else []
    high = round(len(lines) * 46 * unit + (38 * unit if place else 0))
    strip = _shaded(size[0], high + margin + round(130 * unit))
    pen = ImageDraw.Draw(strip)
    y = strip.height - margin - high
    for line in lines:
        pen.text((margin, y), line, INK, large)
        y += round(46 * unit)
    if place:
        pen.text((margin, y + 6 * unit), place, (*INK, 215), small)
    return strip


def card(back: Image, size: tuple[int, int], title: str, dates: str) -> Image:
    """The title over a soft, dark picture of the first photo."""
    from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

    small = ImageOps.fit(back, (size[0] // 4, size[1] // 4), Image.Resampling.BILINEAR)
    soft = small.filter(ImageFilter.GaussianBlur(7)).resize(size, Image.Resampling.BICUBIC)
    made = ImageEnhance.Brightness(soft).enhance(0.48)
    unit = min(size) / 720
    room = size[0] - 2 * round(min(size) * 0.1)
    large, lines = _fitted(drawable(title), room, unit)
    pen = ImageDraw.Draw(made)
    step = large.size * 1.3
    y = size[1] / 2 - step * len(lines) / 2 - 24 * unit
    for line in lines:
        pen.text((size[0] / 2, y + step / 2), line, INK, large, anchor="mm")
        y += step
    pen.line((size[0] / 2 - 34 * unit, y + 14 * unit, size[0] / 2 + 34 * unit, y + 14 * unit),
             INK, max(1, round(1.6 * unit)))  # fmt: skip
    pen.text(
        (size[0] / 2, y + 48 * unit), drawable(dates), (226, 222, 212), _font(29 * unit),
        anchor="mm",
    )  # fmt: skip
    return made


def wrapped(text: str, font: FreeTypeFont, room: int) -> list[str]:
    """Lines no wider than `room` pixels, broken between words; what is beyond `LINES` ends in …"""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    return lines if len(lines) <= LINES else [*lines[: LINES - 1], f"{lines[LINES - 1]} …"]


def _fitted(title: str, room: int, unit: float) -> tuple[FreeTypeFont, list[str]]:
    """The largest letters in which the title stands on two lines."""
    for points in (78, 66, 56, 46, 38):
        font = _font(points * unit, bold=True)
        lines = wrapped(title, font, room)
        if len(lines) <= 2 and all(font.getlength(line) <= room for line in lines):
            return font, lines
    return font, lines


def _shaded(wide: int, high: int) -> Image:
    """A strip that darkens towards its lower edge."""
    import numpy as np
    from PIL import Image

    strip = np.zeros((high, wide, 4), np.uint8)
    shade = np.sin(np.linspace(0, np.pi / 2, high)) * 185
    strip[:, :, 3] = shade[:, None].astype(np.uint8)
    return Image.fromarray(strip)


def _font(size: float, *, bold: bool = False) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(BOLD if bold else REGULAR, round(size))
