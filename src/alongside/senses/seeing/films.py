"""Films: a live sense that keeps the videos which the person takes, by a button or by voice."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable
from contextlib import aclosing, suppress
from datetime import datetime, timedelta
from typing import Literal

from alongside.log.moment import Trust
from alongside.senses.live.captured import Audio, Captured, Filming, Frame, Muted
from alongside.senses.live.sense import Connected, Done
from alongside.senses.live.telling import Telling
from alongside.senses.live.told import Told
from alongside.senses.seeing.budget import FILMS_AT_ONCE, FILMS_PER_DAY, Budget
from alongside.senses.seeing.seeing import Parts
from alongside.senses.seeing.taking import NAME, Camera
from alongside.senses.seeing.waiting import Waiting
from alongside.senses.whereabouts import Whereabouts

Shot = Literal["begun", "ended", "no camera", "private", "full", "none"]
"""What became of a wish to film: `none` where there was no video to end."""
NOW = timedelta(seconds=10)
"""How old a device's last frame may be for its camera to count as on."""
PATIENCE = timedelta(minutes=2)
"""How long a device that is cut off is waited for, before what came of its video is kept."""

log = logging.getLogger(__name__)


class Films:
    """Takes frames and sound between the marks of a device; one video at a time for each.

    A video ends at its mark, after `LONGEST`, and where the rules let no more through. Its numbers
    are done once it is kept, so a device that comes back sends the whole again, also to a server
    that was started anew. Of one that doesn't within `patience`, what came is kept, and the rest as
    a video of its own once it does: `cut` gives the last number that was kept so of a stream.
    """

    name = NAME

    def __init__(
        self,
        parts: Parts,
        whereabouts: Whereabouts,
        cut: Callable[[str], Awaitable[int]],
        patience: timedelta = PATIENCE,
    ) -> None:
        self._parts = parts
        self._last_cut = cut
        self._whereabouts = whereabouts
        self._patience = patience
        self._budget = Budget(FILMS_PER_DAY, FILMS_AT_ONCE)
        self._cameras: dict[str, Camera] = {}
        self._cut: dict[str, _Cut] = {}

    def takes(self, captured: Captured) -> bool:
        return isinstance(captured.what, Frame | Audio | Muted | Filming)

    async def run(
        self, captured: AsyncIterable[Captured], device: Connected
    ) -> AsyncGenerator[Told | Done, None]:
        """Keep the videos; tells how it stands with each."""
        telling, stream = Telling(), device.stream
        waiting = Waiting(self._settled(captured, stream))
        camera = Camera(
            self._parts, self._whereabouts, self._budget, device, telling.tell,
            lambda: self._last_cut(stream),
        )  # fmt: skip
        self._cameras[stream] = camera
        task = asyncio.create_task(camera.run(waiting), name="films")
        try:
            async with aclosing(telling.stream(task)) as told:
                async for each in told:
                    yield each
        finally:
            self._cameras.pop(stream, None)
            if not task.done():
                self._leave(stream, _Cut(camera, task, self._patience))
            await waiting.stop()

    async def shoot(self, now: datetime, *, begins: bool) -> Shot:
        """Have the camera that is on begin or end a video, as the person wishes.

        Of several it is the person's own, before one that stands in a room.
        """
        if not begins:
            taking = [each for each in self._cameras.values() if each.films]
            for each in taking:
                each.take(begins=False)
            return "ended" if taking else "none"
        on = [each for each in self._cameras.values() if each.can and now - each.saw <= NOW]
        if not on:
            return "no camera"
        camera = max(on, key=lambda each: (each.device.trust is Trust.PERSON, each.saw))
        hindered = await camera.hindered(now)
        if not hindered:
            camera.take(begins=True)
        return hindered or "begun"

    def _leave(self, stream: str, cut: _Cut) -> None:
        """Let a device that was cut off be: its camera goes on with what came."""
        self._cut[stream] = cut

        def over(task: asyncio.Task[None]) -> None:
            if self._cut.get(stream) is cut:
                del self._cut[stream]
            if not task.cancelled() and task.exception() is not None:
                log.error("a video was lost", exc_info=task.exception())

        cut.task.add_done_callback(over)

    async def _settled(
        self, captured: AsyncIterable[Captured], stream: str
    ) -> AsyncGenerator[Captured, None]:
        """The same; at the first of it, what was cut off before is let go or kept."""
        async for each in captured:
            cut = self._cut.pop(stream, None)
            if cut is not None:
                await cut.settle(each.seq)
            yield each


class _Cut:
    """A camera whose device is out of reach. It goes on with what came, and then waits."""

    def __init__(self, camera: Camera, task: asyncio.Task[None], patience: timedelta) -> None:
        self.task = task
        self._camera = camera
        self._patience = patience
        self._back = asyncio.Event()
        camera.alone = self._alone

    async def settle(self, seq: int) -> None:
        """The device is back, and sends from this number on: what it sends again isn't kept.

        What is being kept already can't be let go of: that is waited for.
        """
        self._back.set()
        if not self._camera.keeps:
            if seq > self._camera.undone:
                return
            self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    async def _alone(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience.total_seconds()):
                await self._back.wait()
