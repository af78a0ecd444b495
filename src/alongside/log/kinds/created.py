"""What is made with the person: pictures, films, books, and what they think of them."""

from __future__ import annotations

from alongside.log.kinds.parts import Media
from alongside.log.kinds.what import What


class Imagined(What, frozen=True, kw_only=True, tag="imagined"):
    """A picture made from words.

    `model` drew it (empty: code sketched it) from `seed`, without what is in `avoid`. A variation
    is drawn from the picture it varies; a picture of something lived, from the photo.
    """

    media: Media
    text: str
    avoid: str = ""
    seed: int = 0
    model: str = ""
    width: int = 0
    height: int = 0

    @property
    def words(self) -> str:
        return self.text

    @property
    def files(self) -> tuple[Media, ...]:
        return (self.media,)


class Favoured(What, frozen=True, kw_only=True, tag="favoured"):
    """The person marked the moment in `because` as a favourite, or no longer as one."""

    favourite: bool = True


class Reel(What, frozen=True, kw_only=True, tag="reel"):
    """A short film of photos, `duration` seconds long; drawn from them, and goes with them.

    `width` and `height` are pixels, `photos` how many it shows.
    """

    media: Media
    title: str
    duration: float
    width: int
    height: int
    photos: int

    @property
    def words(self) -> str:
        return self.title

    @property
    def files(self) -> tuple[Media, ...]:
        return (self.media,)


class Printed(What, frozen=True, kw_only=True, tag="printed"):
    """A book for print (PDF) of so many `pages`; drawn from what stands in it, and goes with it."""

    media: Media
    title: str
    pages: int
    photos: int

    @property
    def words(self) -> str:
        return self.title

    @property
    def files(self) -> tuple[Media, ...]:
        return (self.media,)
