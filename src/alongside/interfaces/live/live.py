"""Live: the senses of a life, and the devices that feed them."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from alongside.interfaces.live.connection import Connection, Tell
from alongside.interfaces.live.order import Order
from alongside.log.sqlite import SqliteLog
from alongside.senses.live.captured import Moded
from alongside.senses.live.sense import Connected, Sense, Stage
from alongside.views.captured import kept_of

MOST_STREAMS = 256
"""Streams whose progress is remembered; for an older one the log tells what was kept."""

OFF = Moded("off")


@dataclass(slots=True)
class _Stream:
    """How far a stream is done, how it is heard from there, and what connection feeds it now."""

    after: int = 0
    manner: Moded = OFF
    connection: Connection | None = None
    task: asyncio.Task[None] | None = None

    async def stop(self, task: asyncio.Task[None] | None) -> None:
        """End this task and remember how far it came; a later one is left alone."""
        if task is None:
            return
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        if self.task is task and self.connection is not None:
            self.after, self.manner = self.connection.done, self.connection.manner
            self.connection = self.task = None

    def goes_on(self, device: Connected) -> Connected:
        """The device as it is from where both it and the server are done."""
        if device.after >= self.after:
            return device
        mode, play = self.manner.mode, self.manner.play
        if play and device.play and (play.what, play.id) == (device.play.what, device.play.id):
            play = device.play
        return replace(device, after=self.after, mode=mode, play=play)


class Live:
    """Serves devices: each stream has one connection at a time, the latest."""

    def __init__(
        self, log: SqliteLog, senses: Sequence[Sense] = (), stages: Sequence[Stage] = ()
    ) -> None:
        self._log = log
        self._senses = senses
        self._stages = stages
        self._streams: OrderedDict[str, _Stream] = OrderedDict()

    @property
    def can(self) -> tuple[str, ...]:
        """What the senses do, for `welcome`."""
        return tuple(sense.name for sense in self._senses)

    async def connect(self, device: Connected, tell: Tell) -> Connection:
        """A connection for the device, in place of any other that its stream has."""
        stream = await self._enter(device.stream)
        device = stream.goes_on(device)
        kept = {
            sense.name: await kept_of(self._log, device.stream, sense.name)
            for sense in self._senses
        }
        made = Connection(device, self._senses, tell, Order(device.after), kept, self._stages)
        stream.connection = made
        return made

    async def serve(self, connection: Connection) -> None:
        """Run the senses for it until it ends, or until another takes its place."""
        stream = self._streams.get(connection.device.stream)
        if stream is None or stream.connection is not connection:
            return
        task = asyncio.create_task(connection.run(), name="live")
        stream.task = task
        try:
            await asyncio.wait([task])
        finally:
            await stream.stop(task)
        if not task.cancelled():
            task.result()

    async def _enter(self, name: str) -> _Stream:
        stream = self._streams.setdefault(name, _Stream())
        self._streams.move_to_end(name)
        await stream.stop(stream.task)
        if len(self._streams) > MOST_STREAMS:
            held = self._streams.items()
            idle = (each for each, one in held if not one.connection and each != name)
            self._streams.pop(next(idle, ""), None)
        return stream
