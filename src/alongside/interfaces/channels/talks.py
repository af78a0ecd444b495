"""The channels of one life at work: each is listened to, reconnected when it is lost, and written
to, as the service's own limits allow."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from functools import partial
from uuid import uuid4

from alongside.interfaces.channels.channel import (
    Came,
    Channel,
    ChannelError,
    Message,
    Refused,
    Slow,
    TakesBack,
    pieces,
)
from alongside.interfaces.channels.hearing import Hearing
from alongside.interfaces.channels.kept import Chats, Sent
from alongside.interfaces.channels.making import made
from alongside.log.errors import StoreError
from alongside.tools.channels import Account, Email, Linked
from alongside.tools.connections import Connections, Mail

log = logging.getLogger(__name__)

Of = tuple[Account, Mail | None]
Makes = Callable[[Account, Mail | None], Channel]
TRIES = 4
FIRST_WAIT = 1.0
MOST_WAIT = 300.0
BARRED_WAIT = 900.0
"""Seconds until a service that doesn't let us in is tried again."""
PATIENCE = 60.0
"""The longest wait that one message is worth."""


@dataclass(slots=True)
class Line:
    """A channel as it is used now, of what it was made, and the tasks that listen to it."""

    of: Of
    channel: Channel
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    grown: asyncio.Event = field(default_factory=asyncio.Event)


class Talks:
    """All channels of one life. `problems` are for the person, by channel."""

    def __init__(
        self, connections: Connections, chats: Chats, hearing: Hearing, make: Makes = made
    ) -> None:
        self.connections = connections
        self.chats = chats
        self.problems: dict[str, str] = {}
        self.connected: set[str] = set()
        self._hearing = hearing
        self.make = make
        self._lines: dict[str, Line] = {}
        self._changed = asyncio.Event()
        connections.then(self._changed.set)

    async def follow(self) -> None:
        """Hear and answer wherever something is connected, until cancelled."""
        try:
            while True:
                self._changed.clear()
                for name, linked in self.linked.items():
                    with suppress(ChannelError):  # changed meanwhile: the next round sees to it
                        await self._begin(name, linked)
                for name in [one for one in self._lines if one not in self.linked]:
                    await self._end(name)
                    await self.chats.forget(name)
                await self._changed.wait()
        finally:
            await self.close()

    async def close(self) -> None:
        """Let go of every channel."""
        for name in list(self._lines):
            await self._end(name)

    async def anew(self, name: str) -> None:
        """Try a channel at once, however long it was to wait."""
        if name in self._lines:
            await self._end(name)
            self._changed.set()

    async def send(self, name: str, chat: str, text: str) -> None:
        """Write to a chat. Raises `ChannelError`."""
        channel, key = self._line(name).channel, uuid4().hex
        for number, piece in enumerate(pieces(text, channel.most)):
            await self._sent(channel, chat, piece, f"{key}-{number}")

    async def take_back(self, name: str, key: str) -> bool:
        """Delete at the service what was sent with this key; whether that can be.

        Raises `ChannelError`.
        """
        sent = next((one for one in self.chats.of(name).sent if one.key == key), None)
        channel = self._line(name).channel if sent is not None else None
        if sent is None or not isinstance(channel, TakesBack):
            return False
        for id_ in sent.ids:
            await channel.take_back(sent.chat, id_)
        return True

    async def sent(self, name: str, chat: str, text: str, key: str) -> None:
        """Write to a chat once, so that it can be taken back by its key. Raises `ChannelError`.

        Where the connection was lost in between nobody knows whether it arrived, so only what the
        service turned away is sent again.
        """
        channel, ids = self._line(name).channel, []
        for number, piece in enumerate(pieces(text, channel.most)):
            ids.append(await self._patient(channel, chat, piece, f"{key}-{number}"))
        await self.chats.sent(name, Sent(key, chat, tuple(ids)))

    @property
    def linked(self) -> dict[str, Linked]:
        return self.connections.now.channels

    def _of(self, linked: Linked) -> Of:
        by_mail = isinstance(linked.account, Email)
        return linked.account, self.connections.now.mail if by_mail else None

    def _line(self, name: str) -> Line:
        """The channel as it is connected now. Raises `ChannelError`."""
        linked = self.linked.get(name)
        if linked is None:
            raise ChannelError(f"No {name} is connected any more.")
        line = self._lines.get(name)
        if line is None:
            of = self._of(linked)
            line = self._lines[name] = Line(of, self.make(*of))
        if line.of != self._of(linked):
            raise ChannelError(f"Your {name} was connected anew just now: try once more.")
        return line

    async def _begin(self, name: str, linked: Linked) -> None:
        before = self._lines.get(name)
        if before is not None and before.of != self._of(linked):
            await self._end(name)
            await self.chats.forget(name)
        line = self._line(name)
        if not line.tasks:
            self.problems.pop(name, None)
            for work in (self._listen, self._answer):
                task = asyncio.create_task(work(name, line), name=f"{name}: {work.__name__}")
                task.add_done_callback(partial(self._ended, name))
                line.tasks.append(task)

    def _ended(self, name: str, task: asyncio.Task[None]) -> None:
        """A task of a channel ended; by itself it does so only where it broke."""
        if not task.cancelled() and (error := task.exception()) is not None:
            self.problems[name] = f"It broke: {type(error).__name__}. Connect it again."
            log.error("%s broke", name, exc_info=error)

    async def _end(self, name: str) -> None:
        line = self._lines.pop(name)
        self.connected.discard(name)
        for task in line.tasks:
            task.cancel()
        await asyncio.gather(*line.tasks, return_exceptions=True)
        with suppress(ChannelError):
            await line.channel.close()

    async def _listen(self, name: str, line: Line) -> None:
        wait = FIRST_WAIT
        while True:
            try:
                async with aclosing(line.channel.listen(self.chats.of(name).mark)) as news:
                    async for came in news:
                        wait = FIRST_WAIT
                        await self._take(name, line, came)
                pause = FIRST_WAIT
            except ChannelError as error:
                pause, wait = _pauses(error, wait)
                self.problems[name] = str(error)
                log.warning("%s: %s", name, error)
            self.connected.discard(name)
            await asyncio.sleep(pause)

    async def _take(self, name: str, line: Line, came: Came) -> None:
        """Keep what came, once “stop” was heeded where the person said it: that waits for nothing,
        and what is told twice is heeded once."""
        self.connected.add(name)
        self.problems.pop(name, None)
        if came.note:
            self.problems[name] = came.note
        fresh = self.chats.fresh(name, came)
        halting = [one for one in fresh if self._hearing.halts(name, one)]
        for message in halting:
            await self._deal(name, line, message)
        await self.chats.take(name, came, fresh, halting)
        line.grown.set()

    async def _answer(self, name: str, line: Line) -> None:
        while True:
            line.grown.clear()
            for message in self.chats.of(name).waiting:
                await self._deal(name, line, message)
                await self.chats.done(name, message)
            if not self.chats.of(name).waiting:
                await line.grown.wait()

    async def _deal(self, name: str, line: Line, message: Message) -> None:
        """One message. What fails is told of and stops no other."""
        try:
            said = await self._hearing.heard(name, message)
            for number, piece in enumerate(pieces(said, line.channel.most) if said else ()):
                key = f"re-{message.id}-{number}"
                await self._sent(line.channel, message.chat, piece, key)
        except (ChannelError, StoreError) as error:
            self.problems[name] = str(error)
            log.warning("%s: %s", name, error)

    async def _sent(self, channel: Channel, chat: str, text: str, key: str) -> str:
        """Send, again where the connection was lost."""
        wait = FIRST_WAIT
        for _ in range(TRIES - 1):
            try:
                return await self._patient(channel, chat, text, key)
            except (Refused, Slow):
                raise
            except ChannelError:
                await asyncio.sleep(wait)
                wait *= 2
        return await self._patient(channel, chat, text, key)

    async def _patient(self, channel: Channel, chat: str, text: str, key: str) -> str:
        """Send, later where the service asks for patience."""
        for _ in range(TRIES - 1):
            try:
                return await channel.send(chat, text, key)
            except Slow as error:
                if error.seconds > PATIENCE:
                    raise
                await asyncio.sleep(error.seconds)
        return await channel.send(chat, text, key)


def _pauses(error: ChannelError, wait: float) -> tuple[float, float]:
    """The seconds until the next try, and what they grow from if that fails too."""
    if isinstance(error, Slow):
        return error.seconds, wait
    if isinstance(error, Refused):
        return BARRED_WAIT, wait
    return wait * random.uniform(0.75, 1.25), min(wait * 2, MOST_WAIT)
