"""What is made with the person: pictures, and what they think of them."""

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
