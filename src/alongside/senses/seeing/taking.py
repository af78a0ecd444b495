"""One device's camera, and the video that it takes: from its mark to what is kept of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Literal

from alongside.log.captured import origin
from alongside.log.errors import DiskFull
from alongside.models.model import ModelError
from alongside.senses.live.captured import Audio, Captured, Filming, Frame, Left, Muted
from alongside.senses.live.sense import Connected, Done
from alongside.senses.live.told import Film, Take, Told, Unable
from alongside.senses.seeing.budget import Budget
from alongside.senses.seeing.making import Begun, Making
from alongside.senses.seeing.seeing import Parts
from alongside.senses.seeing.waiting import Waiting
from alongside.senses.whereabouts import Whereabouts

NAME = "film"
CUT = "film-cut"
"""Of a video whose device stayed away, what was kept is drawn from the stream under this name, not
under that of the sense: when the device sends the whole again, what comes after it is kept too."""
LONGEST = timedelta(seconds=60)
"""A video ends by itself after so long."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
LEAST = 1_000_000
"""Bytes that must be left of the day's for a video to begin."""
WHY = {
    "private": "No video is taken: what a camera sees may not be kept here and now.",
    "full": "No video is taken: today's room for videos is used up. Some is free again in an hour.",
    "cut": "The video ended where it may not be kept.",
    "gone": "The video wasn't kept: it may not be, by the rules that hold now.",
}
Tell = Callable[[Told | Done], None]


class Camera:
    """While its device is connected, and as long after that as a video of it is being kept.

    `alone` waits where the device is out of reach: after it, what came of a video is kept. All up
    to the number that `kept` gives was kept so before.
    """

    def __init__(
        self, parts: Parts, whereabouts: Whereabouts, budget: Budget, device: Connected,
        tell: Tell, kept: Callable[[], Awaitable[int]],
    ) -> None:  # fmt: skip
        self._parts = parts
        self._kept = kept
        self._whereabouts = whereabouts
        self._budget = budget
        self._tell = tell
        self._making: Making | None = None
        self._first = self._last = self._known = 0
        self._muted = False
        self.device = device
        self.keeps = False
        """Whether a video is being kept at this moment."""
        self.saw = NEVER
        """When it sent its last frame."""
        self.alone: Callable[[], Awaitable[None]] | None = None

    @property
    def can(self) -> bool:
        """Whether its device takes videos at all."""
        return NAME in self.device.can

    @property
    def films(self) -> bool:
        """Whether a video is being taken."""
        return self._making is not None

    @property
    def undone(self) -> int:
        """The first number that it isn't done with."""
        return self._first if self.films else self._last + 1

    def take(self, *, begins: bool) -> None:
        """Have the device begin or end a video."""
        self._tell(Take("film", begins=begins))

    async def hindered(self, at: datetime) -> Literal["private", "full", ""]:
        """Why no video may begin now; nothing where one may."""
        place = self._whereabouts.of(self.device.device, at)
        if not (await self._parts.discretion.both(at, place)).frames:
            return "private"
        return "" if self._budget.afford(LEAST, at) else "full"

    async def run(self, waiting: Waiting) -> None:
        """Take in all that comes; what is left of a video at the end is kept."""
        while (each := await waiting.next()) is not None:
            self._last = each.seq
            await self._or_drop(self._take_in(each))
            if not self.films:
                self._tell(Done(each.seq))
        if self._making is not None:
            if self.alone is not None:
                await self.alone()
            await self._or_drop(self._end(self._making, CUT if self.alone else NAME))
            self._tell(Done(self._last))

    async def _or_drop(self, step: Awaitable[None]) -> None:
        try:
            await step
        except (ModelError, DiskFull) as error:
            self._drop(f"The video wasn't kept: {error}")

    async def _take_in(self, each: Captured) -> None:
        making = self._making
        match each.what:
            case Muted(muted):
                self._muted = muted
            case Filming(begins=True) if making is None:
                await self._begin(each)
            case Filming(begins=False) if making is not None:
                await self._end(making)
            case Left() if making is not None:
                self._tell(Unable(WHY["cut"]))
                await self._end(making)
            case Frame(jpeg):
                self.saw = each.at
                if making is not None and each.seq > self._known:
                    await making.show(jpeg, each.at)
            case Audio(pcm) if making is not None and not self._muted:
                await making.hear(pcm, each.at)
            case _:
                pass
        if self._making is not None and each.at - self._making.begun.at >= LONGEST:
            await self._end(self._making)

    async def _begin(self, each: Captured) -> None:
        hindered = await self.hindered(each.at)
        if hindered:
            self._drop(WHY[hindered])
            return
        device = self.device
        self._known = await self._kept()
        begun = Begun(
            at=each.at,
            zone=device.zone,
            device=device.name or device.device,
            place=self._whereabouts.of(device.device, each.at),
        )
        self._making, self._first = Making(self._parts, begun), each.seq
        self._tell(Film("begun"))

    async def _end(self, making: Making, name: str = NAME) -> None:
        """Keep what was filmed, if it still may be kept."""
        self._making = None
        self._tell(Film("making"))
        if making.is_empty and self._known >= self._first:
            self._tell(Film("kept"))
            return
        self.keeps = True
        try:
            kept = await making.keep(origin(self.device.stream, name, self._first, self._last))
        finally:
            self.keeps = False
        if not kept:
            self._drop(WHY["gone"])
            return
        self._budget.spend(sum(file.size for file in kept[0].what.files), making.begun.at)
        self._tell(Film("kept", moment=kept[0].id))

    def _drop(self, why: str) -> None:
        self._making = None
        self._tell(Film("dropped"))
        self._tell(Unable(why))
