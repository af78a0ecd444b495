"""Sight as a live sense: a device's frames become moments, and the latest can be looked at now."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alongside.log.captured import origin
from alongside.log.errors import DiskFull
from alongside.log.kinds import Place
from alongside.log.moment import Moment
from alongside.models.model import ModelError
from alongside.models.see.picture import UnreadablePictureError
from alongside.senses.live import captured as live
from alongside.senses.live.sense import Connected, Done
from alongside.senses.live.telling import Telling
from alongside.senses.live.told import State, Take, Told, Unable
from alongside.senses.seeing.frame import Frame
from alongside.senses.seeing.seeing import Parts, Seeing
from alongside.senses.seeing.waiting import Waiting
from alongside.senses.whereabouts import Whereabouts

NOW = timedelta(seconds=10)
"""How old the latest frame may be to count as what the person looks at."""
PATIENCE = timedelta(seconds=8)
"""How long a device may take over a picture that it is asked for."""
BEHIND = 4
"""Frames waiting from which on only those that the person asked for are looked at."""
CAMERA = "camera"
Tell = Callable[[Told | Done], None]


@dataclass(slots=True)
class _Taker:
    """A device that takes a picture when it is told to; `taken` is whoever waits for it."""

    device: Connected
    tell: Tell
    taken: asyncio.Future[tuple[Moment, ...]] | None = None

    def give(self, kept: tuple[Moment, ...]) -> None:
        taken, self.taken = self.taken, None
        if taken is not None and not taken.done():
            taken.set_result(kept)


class Sight:
    """Looks at what cameras send. One view of what was kept lately for each device."""

    name = "see"

    def __init__(self, parts: Parts, whereabouts: Whereabouts) -> None:
        self._parts = parts
        self._whereabouts = whereabouts
        self._seeing: dict[str, Seeing] = {}
        self._latest: Frame | None = None
        self._takers: dict[str, _Taker] = {}

    def takes(self, captured: live.Captured) -> bool:
        """Frames alone; where the device is, is known before any sense is told."""
        return isinstance(captured.what, live.Frame)

    async def run(
        self, captured: AsyncIterable[live.Captured], device: Connected
    ) -> AsyncGenerator[Told | Done, None]:
        """Keep what is worth keeping. Says when it begins, when it may not be, what goes wrong."""
        telling, waiting = Telling(), Waiting(captured)
        if CAMERA in device.can:
            self._takers[device.stream] = _Taker(device, telling.tell)
        task = asyncio.create_task(self._watch(waiting, device, telling.tell), name="see")
        try:
            async with aclosing(telling.stream(task)) as told:
                async for each in told:
                    yield each
        finally:
            self._takers.pop(device.stream, None)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await waiting.stop()

    async def _watch(self, waiting: Waiting, device: Connected, tell: Tell) -> None:
        recording: bool | None = None
        told = ""
        while (each := await waiting.next()) is not None:
            before, recording = recording, await self._is_recording(each, device, recording)
            if recording is not None and recording != before:
                tell(_state(device, recording=recording))
            if isinstance(each.what, live.Frame) and (each.what.kept or waiting.behind < BEHIND):
                trouble = await self._look(each, each.what, device)
                if trouble and trouble != told:
                    tell(Unable(trouble))
                told = trouble
            tell(Done(each.seq))

    async def _is_recording(
        self, each: live.Captured, device: Connected, before: bool | None
    ) -> bool | None:
        """Whether anything is recorded now. What was left out may have been a picture alone."""
        if isinstance(each.what, live.Frame):
            return True
        self._latest = None
        if before is False:
            return False
        place = self._whereabouts.of(device.device, each.at)
        allowed = await self._parts.discretion.both(each.at, place)
        return before if allowed.words else False

    async def look_now(self, now: datetime) -> tuple[Moment, ...]:
        """Keep what a camera sees now as if the person had taken it; nothing where none does.

        A device that shows nothing by itself, as glasses that save their battery, is asked for a
        picture. Raises `UnreadablePictureError`, `ModelError`, `DiskFull`.
        """
        latest = self._latest
        if latest is None or now - latest.at > NOW:
            return await self._taken(now)
        asked = replace(latest, asked=True, origin=f"{latest.origin}now")
        return await self._seeing_of(latest.device).see(asked)

    async def _taken(self, now: datetime) -> tuple[Moment, ...]:
        """What is kept of a picture that a device is asked for; nothing where none comes."""
        takers = sorted(self._takers.values(), key=lambda one: one.device.trust)
        if not takers or not (await self._parts.discretion.both(now)).frames:
            return ()
        taker = takers[-1]
        taker.taken = asyncio.get_running_loop().create_future()
        taker.tell(Take("photo"))
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                return await taker.taken
        except TimeoutError:
            return ()

    def where(self, now: datetime) -> Place | None:
        """Where the camera is that saw something last."""
        return self._whereabouts.of(self._latest.device, now) if self._latest else None

    async def _look(self, each: live.Captured, what: live.Frame, device: Connected) -> str:
        """Look at one frame; what went wrong, in words, or nothing."""
        frame = Frame(
            data=what.jpeg,
            at=each.at,
            place=self._whereabouts.of(device.device, each.at),
            device=device.name or device.device,
            asked=what.kept,
            origin=origin(device.stream, self.name, each.seq, each.seq),
        )
        self._latest = frame
        kept: tuple[Moment, ...] = ()
        try:
            kept = await self._seeing_of(frame.device).see(frame)
        except (UnreadablePictureError, ModelError, DiskFull) as error:
            return f"A picture wasn't kept: {error}"
        finally:
            taker = self._takers.get(device.stream)
            if frame.asked and taker is not None:
                taker.give(kept)
        return ""

    def _seeing_of(self, device: str) -> Seeing:
        return self._seeing.setdefault(device, Seeing(self._parts))


def _state(device: Connected, *, recording: bool) -> State:
    if not recording:
        return State(doing="private")
    return State(doing="off" if device.mode == "off" else "listening", recording=True)
