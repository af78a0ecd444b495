"""One connected device: what it captures goes in order to every sense, what they tell goes back."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from alongside.interfaces.live.opus import decoded
from alongside.interfaces.live.order import Order
from alongside.interfaces.live.protocol import Ack, Down, Resend
from alongside.senses.live.captured import Captured, Left, Moded, Muted
from alongside.senses.live.inbox import Inbox
from alongside.senses.live.sense import Connected, Done, Sense, Stage
from alongside.senses.live.told import Unable

ACK_EVERY = 0.25
"""Seconds between acknowledgements."""
LATE = timedelta(seconds=6)
"""What took longer to come, as when a device was out of reach, is late."""
FAILED = "Something went wrong with what this device sent. What was kept is safe."

log = logging.getLogger(__name__)
Tell = Callable[[Down], Awaitable[None]]


class Connection:
    """Takes what a device captures, in `take` and `lost`, and runs the senses in `run`.

    `kept` says, by sense, up to which number moments were kept in an earlier life of the server.
    """

    def __init__(
        self, device: Connected, senses: Sequence[Sense], tell: Tell, order: Order,
        kept: Mapping[str, int], stages: Sequence[Stage] = (),
    ) -> None:  # fmt: skip
        self.device = device
        self._order = order
        self._tell = tell
        self._stages = stages
        self._inbox = Inbox()
        self._ears = [_Ear(sense, kept.get(sense.name, 0)) for sense in senses]
        self._given = self._acked = order.after
        self._asked = False
        self._manners = deque([(order.after, Moded(device.mode, device.play))])

    @property
    def done(self) -> int:
        """Up to where every sense is done."""
        return min((ear.before(self._given) for ear in self._ears), default=self._given)

    @property
    def manner(self) -> Moded:
        """How the person is heard after that."""
        return next(manner for seq, manner in reversed(self._manners) if seq <= self.done)

    async def take(self, captured: Captured) -> None:
        """Give it on when its turn has come; waits while the senses are far behind."""
        late = datetime.now(UTC) - captured.at > LATE
        for ready in self._order.put(replace(captured, late=late)):
            await self._inbox.put(ready)
        if self._order.missing and not self._asked:
            await self._tell(Resend(self._order.after))
        self._asked = self._order.missing

    async def lost(self, last: int) -> None:
        """The device had no room for what came up to `last`."""
        for ready in self._order.skip(last):
            await self._inbox.put(ready)

    async def run(self) -> None:
        """Serve the senses until cancelled, or until `end` and they have done what was left."""
        async with asyncio.TaskGroup() as tasks:
            senses = [tasks.create_task(self._sense(ear)) for ear in self._ears]
            acks = tasks.create_task(self._acknowledge())
            await self._give()
            await asyncio.gather(*senses)
            acks.cancel()
        await self._ack()

    async def end(self) -> None:
        """Nothing more will come."""
        await self._inbox.put(None)

    async def _give(self) -> None:
        """Hand everything to the senses that take it, once the stages have let it through."""
        given: AsyncIterable[Captured] = decoded(self._inbox.until_none())
        for stage in self._stages:
            given = stage(given, self.device)
        async for captured in given:
            if isinstance(captured.what, Moded):
                self._change(captured.seq, captured.what)
            for ear in self._ears:
                await ear.give(captured)
            self._given = captured.seq
        for ear in self._ears:
            await ear.end()

    def _change(self, seq: int, manner: Moded) -> None:
        """Remember it, and let go of those that held before what is done."""
        self._manners.append((seq, manner))
        while self._manners[1][0] <= self.done:
            self._manners.popleft()

    async def _sense(self, ear: _Ear) -> None:
        """Run a sense to the end of what it is given; one that fails begins again after that."""
        while not ear.ended:
            try:
                async with aclosing(ear.sense.run(ear.given(), self.device)) as told:
                    async for each in told:
                        if isinstance(each, Done):
                            ear.done(each.seq)
                        else:
                            await self._tell(each)
            except Exception:
                log.exception("the sense %s failed", ear.sense.name)
                await self._tell(Unable(FAILED))
            ear.done(ear.latest)

    async def _acknowledge(self) -> None:
        while True:
            await asyncio.sleep(ACK_EVERY)
            await self._ack()

    async def _ack(self) -> None:
        if self.done > self._acked:
            self._acked = self.done
            await self._tell(Ack(self._acked))


class _Ear:
    """What waits for one sense, and what it has been given and is not done with."""

    def __init__(self, sense: Sense, kept: int) -> None:
        self.sense = sense
        self.latest = kept
        self.ended = False
        self._kept = kept
        self._queue = Inbox()
        self._waiting: deque[int] = deque()

    async def give(self, captured: Captured) -> None:
        """Have it wait for the sense, if it takes such and hasn't kept it before.

        How the person is heard from there holds for what follows, whatever was kept.
        """
        wanted = isinstance(captured.what, Left) or self.sense.takes(captured)
        if wanted and (captured.seq > self._kept or isinstance(captured.what, Moded | Muted)):
            self._waiting.append(captured.seq)
            await self._queue.put(captured)

    async def end(self) -> None:
        await self._queue.put(None)

    async def given(self) -> AsyncGenerator[Captured, None]:
        """What waits, in order, until the end."""
        async for captured in self._queue.until_none():
            self.latest = captured.seq
            yield captured
        self.ended = True

    def done(self, seq: int) -> None:
        while self._waiting and self._waiting[0] <= seq:
            self._waiting.popleft()

    def before(self, given: int) -> int:
        """The last number that this sense is done with, of all that were given out."""
        return self._waiting[0] - 1 if self._waiting else given
