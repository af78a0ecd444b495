"""A day made of photos and recordings: what a camera would show of it, second by second.

Still stretches, pans, cuts, walks, a camera in a pocket; noise and an unsteady hand; signs with
words on them. The same seed makes the same day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from alongside.models.see.picture import picture, shrunk

Sort = Literal["still", "pan", "walk", "pocket"]
WIDE, HIGH = 960, 720
SIGNS = (
    "BAKERY OPEN 7:30", "PLATFORM 4 FLORENCE", "MEETING ROOM B", "PHARMACY", "NO PARKING",
    "GATE 22 BOARDING", "TODAY: MUSHROOM SOUP", "EMERGENCY EXIT", "POST OFFICE", "LIBRARY",
    "BUS 14 STATION", "FRESH LEMONADE 3.50",
)  # fmt: skip
SORTS: tuple[Sort, ...] = ("still", "still", "still", "pan", "walk", "pocket")
SHORTEST, LONGEST = 40, 300
"""Seconds that a stretch lasts."""
UNSTEADY = 3
"""Pixels that a held camera moves from one second to the next."""
NOISES = 8


@dataclass(frozen=True, slots=True)
class Stretch:
    """From second `start` on, for `seconds`: a photo seen so, with a sign in it or none."""

    start: int
    seconds: int
    sort: Sort
    photo: int
    corner: tuple[float, float]
    sign: str = ""


class MadeDay:
    """Frames of a made day, from the photos in a folder."""

    def __init__(self, folder: Path, seconds: int, seed: int = 20081022) -> None:
        """Reads every photo once. Blocks. Raises `OSError`, `UnreadablePictureError`."""
        paths = sorted(path for path in folder.iterdir() if path.is_file())
        self.photos = [shrunk(picture(path.read_bytes()), 1600).pixels for path in paths]
        self._random = np.random.default_rng(seed)
        self.stretches = list(self._stretches(seconds))
        grain = np.random.default_rng(seed)
        self._noises = [grain.normal(0, 5, (HIGH, WIDE, 1)) for _ in range(NOISES)]

    def frames(self, stretch: Stretch) -> Iterator[bytes]:
        """A JPEG file for each second of the stretch."""
        wide = self._view(stretch)
        for second in range(stretch.seconds):
            yield self._frame(stretch, wide, second)

    def _stretches(self, seconds: int) -> Iterator[Stretch]:
        chance, at, shown = self._random, 0, 0
        while at < seconds:
            sort = SORTS[chance.integers(len(SORTS))]
            lasts = min(int(chance.integers(SHORTEST, LONGEST)), seconds - at)
            sign = ""
            if sort == "still" and chance.random() < 0.3:
                sign, shown = SIGNS[shown % len(SIGNS)], shown + 1
            corner = (chance.random(), chance.random())
            photo = int(chance.integers(len(self.photos)))
            yield Stretch(at, lasts, sort, photo, corner, sign)
            at += lasts

    def _view(self, stretch: Stretch) -> NDArray[np.uint8]:
        """The part of the photo that the stretch shows, wider than a frame, with its sign."""
        image = Image.fromarray(self.photos[stretch.photo])
        share = 1.0 if stretch.sort == "still" else 0.7
        wide, high = round(image.width * share), round(image.height * share)
        left = round((image.width - wide) * stretch.corner[0])
        top = round((image.height - high) * stretch.corner[1])
        part = image.crop((left, top, left + wide, top + high))
        part = part.resize((round(WIDE * 1.3), round(HIGH * 1.05)), Image.Resampling.BILINEAR)
        if stretch.sign:
            _hang(part, stretch.sign)
        return np.asarray(part, np.uint8)

    def _frame(self, stretch: Stretch, view: NDArray[np.uint8], second: int) -> bytes:
        if stretch.sort == "pocket":
            return _jpeg(np.full((HIGH, WIDE, 3), 6, np.uint8))
        room, low = view.shape[1] - WIDE, view.shape[0] - HIGH
        if stretch.sort == "still":
            left, top = room // 2, low // 2
        elif stretch.sort == "pan":
            left, top = room * second // max(1, stretch.seconds - 1), low // 2
        else:
            left, top = int(self._random.integers(room + 1)), int(self._random.integers(low + 1))
        left = min(room, max(0, left + int(self._random.integers(-UNSTEADY, UNSTEADY + 1))))
        shown = view[top : top + HIGH, left : left + WIDE]
        noise = self._noises[second % NOISES]
        return _jpeg(np.clip(shown + noise, 0, 255).astype(np.uint8))


def _hang(part: Image.Image, sign: str) -> None:
    """Draw a sign in the middle of the view."""
    font = ImageFont.load_default(54)
    draw = ImageDraw.Draw(part)
    left, top, right, bottom = draw.textbbox((0, 0), sign, font=font)
    x, y = (part.width - right) // 2, part.height // 3
    draw.rectangle((x + left - 30, y + top - 24, x + right + 30, y + bottom + 24), fill="#f4f1e8")
    draw.text((x, y), sign, font=font, fill="#20303a")


def _jpeg(pixels: NDArray[np.uint8]) -> bytes:
    file = BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=82)
    return file.getvalue()


def held(stretches: Sequence[Stretch], least: int = 20) -> list[Stretch]:
    """The stretches in which the camera is held on something for long enough to be seen."""
    return [one for one in stretches if one.sort == "still" and one.seconds >= least]
