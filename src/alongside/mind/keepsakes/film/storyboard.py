"""The storyboard of a film: its photos in order, how long each is shown, and what is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from alongside.mind.keepsakes.album import Photo
from alongside.mind.keepsakes.words import Quote, fitting

Form = Literal["wide", "tall"]
SIZES: dict[Form, tuple[int, int]] = {"wide": (1280, 720), "tall": (720, 1280)}
"""Pixels."""
CARD = 4.5
"""Seconds of the title."""
CROSS = 1.0
"""Seconds that one scene melts into the next; they belong to both."""
LEAST, USUAL, MOST = 3.4, 4.4, 7.0
"""Seconds that a photo is shown."""
FEWEST, SHORTEST, LONGEST = 2, 30, 60
"""Photos that make a film, and how long it may be asked to be, in seconds."""
BETWEEN = 1
"""Photos without the person's words between two with them."""
CAPTION = 110
"""Characters of words that stand on a photo."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A photo from `start` to `end` (seconds), with the place where it changes, and words."""

    photo: Photo
    start: float
    end: float
    place: str = ""
    quote: Quote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Storyboard:
    """A film before it is drawn. `title` and `dates` stand on its card."""

    title: str
    dates: str
    form: Form
    scenes: tuple[Scene, ...]

    @property
    def size(self) -> tuple[int, int]:
        return SIZES[self.form]

    @property
    def seconds(self) -> float:
        return self.scenes[-1].end

    @property
    def stands_on(self) -> tuple[str, ...]:
        """The ids of the moments that it shows."""
        said = (scene.quote.moment for scene in self.scenes if scene.quote)
        return tuple(dict.fromkeys([*(scene.photo.id for scene in self.scenes), *said]))


def wanted(seconds: float) -> int:
    """How many photos a film of this length has at most."""
    return max(FEWEST, int((seconds - CARD) / (USUAL - CROSS)))


def board(
    photos: Sequence[Photo],
    quotes: Sequence[Quote],
    *,
    title: str,
    dates: str,
    form: Form = "wide",
    seconds: float = 45,
) -> Storyboard:
    """The storyboard of these photos, already chosen and in order."""
    each = (seconds - CARD) / max(len(photos), 1) + CROSS
    shown = min(max(each, LEAST), MOST)
    said = _said(photos, quotes)
    scenes, place, start = [], "", CARD - CROSS
    for photo in photos:
        told = photo.town if photo.town != place else ""
        place = photo.town or place
        scenes.append(Scene(photo, start, start + shown, told, said.get(photo.id)))
        start += shown - CROSS
    return Storyboard(title=title, dates=dates, form=form, scenes=tuple(scenes))


def _said(photos: Sequence[Photo], quotes: Sequence[Quote]) -> dict[str, Quote]:
    """Words for photos: each sentence once, the nearest in time, with photos between them bare."""
    found: dict[str, Quote] = {}
    used: set[str] = set()
    last = -BETWEEN - 1
    short = [each for each in quotes if len(each.text) <= CAPTION]
    for number, photo in enumerate(photos):
        near = [each for each in fitting(short, photo.at) if each.text not in used]
        if number - last > BETWEEN and near:
            found[photo.id] = near[0]
            used.add(near[0].text)
            last = number
    return found
