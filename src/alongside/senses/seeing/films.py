"""Films: a live sense that keeps the videos which the person takes, by a button or by voice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Callable
from datetime import UTC, datetime, timedelta
from typing import Literal

from alongside.log.captured import origin
from alongside.log.errors import DiskFull
from alongside.models.model import ModelError
from alongside.senses.live.captured import Audio, Captured, Filming, Frame, Left, Muted
from alongside.senses.live.sense import Connected, Done
from alongside.senses.live.told import Film, Take, Told, Unable
from alongside.senses.seeing.budget import FILMS_AT_ONCE, FILMS_PER_DAY, Budget
from alongside.senses.seeing.making import Begun, Making
from alongside.senses.seeing.seeing import Parts
from alongside.senses.seeing.waiting import Waiting
from alongside.senses.whereabouts import Whereabouts

Shot = Literal["begun", "ended", "no camera", "private", "full", "none"]
"""What became of a wish to film: `none` where there was no video to end."""
LONGEST = timedelta(seconds=60)
"""A video ends by itself after so long."""
NOW = timedelta(seconds=10)
"""How old a device's last frame may be for its camera to count as on."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
LEAST = 1_000_000
"""Bytes that must be left of the day's for a video to begin."""
WHY = {
    "private": "No video is taken: what a camera sees may not be kept here and now.",
    "full": "No video is taken: today's room for videos is used up. Some is free again in an hour.",
    "cut": "The video ended where it may not be kept.",
    "gone": "The video wasn't kept: it may not be, by the rules that hold now.",
}


class Films:
    """Takes frames and sound between the marks of a device; one video at a time for each.

    A video ends at its mark, after `LONGEST`, where the device is out of reach for good, and where
    the rules let no more through. Its numbers are done once it is kept: a device that keeps what
    it captured sends the whole again where we were cut off.
    """

    name = "film"

    def __init__(self, parts: Parts, whereabouts: Whereabouts) -> None:
        self._parts = parts
        self._whereabouts = whereabouts
        self._budget = Budget(FILMS_PER_DAY, FILMS_AT_ONCE)
        self._cameras: dict[str, _Camera] = {}

    def takes(self, captured: Captured) -> bool:
        return isinstance(captured.what, Frame | Audio | Muted | Filming)

    async def run(
        self, captured: AsyncIterable[Captured], device: Connected
    ) -> AsyncGenerator[Told | Done, None]:
        """Keep the videos; tells how it stands with each."""
        out: asyncio.Queue[Told | Done | None] = asyncio.Queue()
        waiting = Waiting(captured)
        camera = _Camera(self._parts, self._whereabouts, self._budget, device, out.put_nowait)
        self._cameras[device.stream] = camera
        task = asyncio.create_task(camera.run(waiting), name="films")
        task.add_done_callback(lambda _: out.put_nowait(None))
        try:
            while (told := await out.get()) is not None:
                yield told
            task.result()
        finally:
            self._cameras.pop(device.stream, None)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await waiting.stop()

    async def shoot(self, now: datetime, *, begins: bool) -> Shot:
        """Have the camera that is on begin or end a video, as the person wishes."""
        if not begins:
            taking = [each for each in self._cameras.values() if each.films]
            for each in taking:
                each.take(begins=False)
            return "ended" if taking else "none"
        on = [each for each in self._cameras.values() if now - each.saw <= NOW]
        if not on:
            return "no camera"
        camera = max(on, key=lambda each: each.saw)
        hindered = await camera.hindered(now)
        if not hindered:
            camera.take(begins=True)
        return hindered or "begun"


class _Camera:
    """One device's camera while it is connected, and the video that it takes."""

    def __init__(
        self, parts: Parts, whereabouts: Whereabouts, budget: Budget, device: Connected,
        out: Callable[[Told | Done], None],
    ) -> None:  # fmt: skip
        self._parts = parts
        self._whereabouts = whereabouts
        self._budget = budget
        self._device = device
        self._out = out
        self._making: Making | None = None
        self._first = 0
        self._muted = False
        self.saw = NEVER
        """When it sent its last frame."""

    @property
    def films(self) -> bool:
        """Whether a video is being taken."""
        return self._making is not None

    def take(self, *, begins: bool) -> None:
        """Have the device begin or end a video."""
        self._out(Take("film", begins=begins))

    async def hindered(self, at: datetime) -> Literal["private", "full", ""]:
        """Why no video may begin now; nothing where one may."""
        place = self._whereabouts.of(self._device.device, at)
        if not (await self._parts.discretion.both(at, place)).frames:
            return "private"
        return "" if self._budget.afford(LEAST, at) else "full"

    async def run(self, waiting: Waiting) -> None:
        """Take in all that comes; what is left of a video at the end is kept."""
        last = 0
        while (each := await waiting.next()) is not None:
            last = each.seq
            try:
                await self._take_in(each)
            except (ModelError, DiskFull) as error:
                self._drop(f"The video wasn't kept: {error}")
            if not self.films:
                self._out(Done(last))
        if self._making is not None:
            await self._end(self._making, last)
            self._out(Done(last))

    async def _take_in(self, each: Captured) -> None:
        making = self._making
        match each.what:
            case Muted(muted):
                self._muted = muted
            case Filming(begins=True) if making is None:
                await self._begin(each)
            case Filming(begins=False) if making is not None:
                await self._end(making, each.seq)
            case Left() if making is not None:
                self._out(Unable(WHY["cut"]))
                await self._end(making, each.seq)
            case Frame(jpeg):
                self.saw = each.at
                if making is not None:
                    await making.show(jpeg, each.at)
            case Audio(pcm) if making is not None and not self._muted:
                await making.hear(pcm, each.at)
            case _:
                pass
        if self._making is not None and each.at - self._making.begun.at >= LONGEST:
            await self._end(self._making, each.seq)

    async def _begin(self, each: Captured) -> None:
        hindered = await self.hindered(each.at)
        if hindered:
            self._drop(WHY[hindered])
            return
        device = self._device
        begun = Begun(
            at=each.at,
            zone=device.zone,
            device=device.name or device.device,
            place=self._whereabouts.of(device.device, each.at),
        )
        self._making, self._first = Making(self._parts, begun), each.seq
        self._out(Film("begun"))

    async def _end(self, making: Making, last: int) -> None:
        """Keep what was filmed, if it still may be kept."""
        self._making = None
        self._out(Film("making"))
        kept = await making.keep(origin(self._device.stream, Films.name, self._first, last))
        if not kept:
            self._drop(WHY["gone"])
            return
        self._budget.spend(sum(file.size for file in kept[0].what.files), making.begun.at)
        self._out(Film("kept", moment=kept[0].id))

    def _drop(self, why: str) -> None:
        self._making = None
        self._out(Film("dropped"))
        self._out(Unable(why))
