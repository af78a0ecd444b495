"""The frames of a film, one after another, as its storyboard tells. Blocks: for use in a thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from alongside.mind.keepsakes.film.lettering import caption, card
from alongside.mind.keepsakes.film.moving import Moving, moving
from alongside.mind.keepsakes.film.storyboard import CARD, CROSS, Scene, Storyboard
from alongside.models.see.picture import picture

if TYPE_CHECKING:
    from PIL.Image import Image

FPS = 25
HELD = 3
"""Photos held in memory at once: two that melt into each other, and the next."""
LONGEST = 2048
FADE = 0.7
"""Seconds in which words come and go."""
LATE = 0.5
"""Seconds after a photo is there alone until its words come."""
OUT = 1.5
"""Seconds in which the film ends in black."""

Reading = Callable[[str], bytes]
"""A photo's file by its hash."""


@dataclass(frozen=True, slots=True)
class _Shown:
    moving: Moving
    words: Image | None


class Frames:
    """Draws a storyboard; `read` gives the photos' files."""

    def __init__(self, story: Storyboard, read: Reading) -> None:
        self._story = story
        self._read = read
        self._shown = lru_cache(HELD)(self._made)

    def __len__(self) -> int:
        return round(self._story.seconds * FPS)

    def __iter__(self) -> Iterator[Image]:
        """Raises `UnreadablePictureError`, and what `read` raises."""
        from PIL import Image

        first = self._photo(self._story.scenes[0])
        titled = card(first, self._story.size, self._story.title, self._story.dates)
        black = Image.new("RGB", self._story.size)
        for number in range(len(self)):
            at = number / FPS
            frame = self._at(at, titled)
            fading = min(1.0, at / FADE, (self._story.seconds - at) / OUT)
            yield frame if fading >= 1 else Image.blend(black, frame, max(fading, 0.0))

    def _at(self, at: float, titled: Image) -> Image:
        """What is seen at a time: one scene, or two that melt into each other."""
        from PIL import Image

        frame = titled if at < CARD else None
        for number, scene in enumerate(self._story.scenes):
            if scene.start <= at < scene.end:
                drawn = self._scene(number, at)
                share = smooth((at - scene.start) / CROSS)
                frame = drawn if frame is None or share >= 1 else Image.blend(frame, drawn, share)
        return frame or titled

    def _scene(self, number: int, at: float) -> Image:
        scene = self._story.scenes[number]
        shown = self._shown(number)
        share = (at - scene.start) / (scene.end - scene.start)
        frame = shown.moving.frame(share, self._story.size)
        if shown.words is not None:
            came = (at - scene.start - CROSS - LATE) / FADE
            goes = (scene.end - CROSS - at) / FADE
            seen = smooth(min(came, goes))
            if seen > 0:
                alpha = shown.words.getchannel("A").point(lambda value: int(value * seen))
                frame.paste(shown.words, (0, frame.height - shown.words.height), alpha)
        return frame

    def _made(self, number: int) -> _Shown:
        scene = self._story.scenes[number]
        size = self._story.size
        photo = self._photo(scene)
        words = scene.quote.text if scene.quote else ""
        closer = number % 2 == 0
        return _Shown(
            moving(photo, size, scene.photo.focus, closer=closer),
            caption(size, scene.place, words),
        )

    def _photo(self, scene: Scene) -> Image:
        from PIL import Image

        return Image.fromarray(picture(self._read(scene.photo.hash), LONGEST).pixels)


def smooth(share: float) -> float:
    """From 0 to 1, slowly at both ends."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)
