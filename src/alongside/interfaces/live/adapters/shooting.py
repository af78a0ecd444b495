"""Photos and videos by a camera that shows pictures of its own accord, as the person wishes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from alongside.interfaces.live.device import Device
from alongside.interfaces.live.protocol import Down
from alongside.senses.live.captured import Filming, Frame
from alongside.senses.live.told import Film, Take

SELDOM, OFTEN = 1.0, 0.125
"""Seconds between two pictures, and while a video is taken."""
LARGE, SMALL = 1280, 640
"""Pixels of their longer side, and while a video is taken."""


def _now() -> datetime:
    return datetime.now(UTC)


class Shooting:
    """Marks where a video begins and ends, and says how pictures are to be taken now.

    `now` is the device's clock.
    """

    def __init__(self, now: Callable[[], datetime] = _now) -> None:
        self.now = now
        self.films = False
        """Whether a video is being taken."""
        self._photo = False

    @property
    def every(self) -> float:
        return OFTEN if self.films else SELDOM

    @property
    def longest(self) -> int:
        return SMALL if self.films else LARGE

    def frame(self, jpeg: bytes) -> Frame:
        """The picture, as the photo that was asked for if one was."""
        asked, self._photo = self._photo, False
        return Frame(jpeg, kept=asked)

    async def heed(self, device: Device, told: Down) -> None:
        """Do what the server wants taken. A video that it ended is over."""
        match told:
            case Take("photo"):
                self._photo = True
            case Take("film", begins) if begins != self.films:
                self.films = begins
                await device.capture(Filming(begins=begins), self.now())
            case Film(doing) if doing != "begun":
                self.films = False
            case _:
                pass
