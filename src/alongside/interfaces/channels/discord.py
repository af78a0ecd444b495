"""Discord, by a bot: the gateway (v10) for what comes, resumed where it broke off, and HTTP for
what goes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import msgspec

from alongside.interfaces.channels.channel import (
    Came,
    ChannelError,
    Message,
    fitting,
    parsed,
)
from alongside.interfaces.channels.http import Http
from alongside.interfaces.channels.socket import Socket
from alongside.tools.channels import Discord

DISPATCH, BEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, BEATEN = 0, 1, 2, 6, 7, 9, 10, 11
DIRECT = 1 << 12
SERVERS = 1 | 1 << 9 | 1 << 15
"""Intents: messages to the bot; and, of servers, their names, messages and what these say."""
NOT_LET_IN = {
    4004: "Discord doesn't know this token: connect it again with a fresh one.",
    4014: "Discord needs the Message Content Intent for servers: switch it on for the bot in the "
    "developer portal, or connect it without servers.",
}


class Place(msgspec.Struct, frozen=True):
    """Where a session of the gateway broke off."""

    session: str
    url: str
    last: int


class _Author(msgspec.Struct):
    id: str
    username: str = ""
    global_name: str | None = None
    bot: bool = False


class _Message(msgspec.Struct):
    id: str
    channel_id: str
    author: _Author
    content: str
    timestamp: datetime
    guild_id: str | None = None


class DiscordChannel:
    """A bot's direct messages, and those of its servers' channels where wanted."""

    most = 1900

    def __init__(self, bot: Discord) -> None:
        self._http = Http("Discord", {"Authorization": f"Bot {bot.token}"})
        self._bot = bot
        self._titles: dict[str, str] = {}

    async def listen(self, mark: str) -> AsyncGenerator[Came, None]:
        place = fitting(parsed(mark), Place)
        url = place.url if place else await self._gateway()
        async with AsyncExitStack() as stack:
            socket = Socket("Discord", f"{url}/?v=10&encoding=json", NOT_LET_IN)
            try:
                await stack.enter_async_context(socket)
            except ChannelError:
                if place:  # where the session lay may be gone
                    yield Came(mark="")
                raise
            every = await _greeted(socket)
            session = Session(self._bot, socket, place)
            await session.begin()
            beating = asyncio.create_task(session.beat(every))
            stack.callback(beating.cancel)
            async for told in session.news():
                found = message_of(told)
                messages = (await self._named(found),) if found is not None else ()
                yield Came(messages, session.mark)

    async def send(self, chat: str, text: str, key: str) -> str:
        given = {"content": text, "nonce": key[:25], "enforce_nonce": True,
                 "allowed_mentions": {"parse": []}}  # fmt: skip
        told = await self._call("POST", f"channels/{chat}/messages", given)
        return str(told.get("id", "")) if isinstance(told, dict) else ""

    async def take_back(self, chat: str, id_: str) -> None:
        await self._call("DELETE", f"channels/{chat}/messages/{id_}")

    async def check(self) -> str:
        me = await self._call("GET", "users/@me")
        return str(me.get("username", "")) if isinstance(me, dict) else ""

    async def close(self) -> None:
        await self._http.close()

    async def _gateway(self) -> str:
        told = await self._call("GET", "gateway/bot")
        url = told.get("url") if isinstance(told, dict) else None
        if not isinstance(url, str):
            raise ChannelError("Discord answered otherwise than it should.")
        return url

    async def _named(self, message: Message) -> Message:
        """The message with the name of its channel."""
        if message.private:
            return message
        if message.chat not in self._titles:
            told = await self._call("GET", f"channels/{message.chat}")
            name = told.get("name") if isinstance(told, dict) else None
            self._titles[message.chat] = f"#{name}" if isinstance(name, str) else message.chat
        return msgspec.structs.replace(message, title=self._titles[message.chat])

    async def _call(self, method: str, path: str, given: Any = None) -> Any:
        return await self._http.call(method, f"{self._bot.base}/{path}", given)


class Session:
    """A session of the gateway over one connection, begun anew or resumed."""

    def __init__(self, bot: Discord, socket: Socket, place: Place | None) -> None:
        self._bot = bot
        self._socket = socket
        self._place = place
        self._answered = True

    @property
    def mark(self) -> str:
        return msgspec.json.encode(self._place).decode() if self._place else ""

    async def begin(self) -> None:
        if self._place:
            told = {"token": self._bot.token, "session_id": self._place.session,
                    "seq": self._place.last}  # fmt: skip
            await self._socket.tell({"op": RESUME, "d": told})
            return
        intents = DIRECT | (SERVERS if self._bot.servers else 0)
        system = {"os": "", "browser": "alongside", "device": "alongside"}
        told = {"token": self._bot.token, "intents": intents, "properties": system}
        await self._socket.tell({"op": IDENTIFY, "d": told})

    async def beat(self, every: float) -> None:
        """Say that we are there; where that isn't answered, the connection is dead."""
        await asyncio.sleep(every * random.random())
        while self._answered:
            self._answered = False
            await self._pulse()
            await asyncio.sleep(every)
        await self._socket.close()

    async def news(self) -> AsyncGenerator[dict[str, Any], None]:
        """What happens, until the connection ends. What can't be resumed is begun anew."""
        while True:
            told = await self._socket.told()
            op = told.get("op")
            if op == BEATEN:
                self._answered = True
            elif op == BEAT:
                await self._pulse()
            elif op == RECONNECT:
                return
            elif op == INVALID:
                self._place = None
                yield {}
                return
            elif op == DISPATCH:
                self._remember(told)
                yield told

    async def _pulse(self) -> None:
        await self._socket.tell({"op": BEAT, "d": self._place.last if self._place else None})

    def _remember(self, told: dict[str, Any]) -> None:
        last, data = told.get("s"), told.get("d")
        if not isinstance(last, int):
            return
        if told.get("t") == "READY" and isinstance(data, dict):
            place = Place(str(data.get("session_id")), str(data.get("resume_gateway_url")), last)
            self._place = place
        elif self._place:
            self._place = msgspec.structs.replace(self._place, last=last)


async def _greeted(socket: Socket) -> float:
    """The seconds between two signs of life that the gateway wants."""
    hello = await socket.told()
    data = hello.get("d")
    every = data.get("heartbeat_interval") if isinstance(data, dict) else None
    if hello.get("op") != HELLO or not isinstance(every, int | float) or every <= 0:
        raise ChannelError("Discord answered otherwise than it should.")
    return every / 1000


def message_of(told: Any) -> Message | None:
    """The message that someone wrote, if this is one; bots aren't heard."""
    if not isinstance(told, dict) or told.get("t") != "MESSAGE_CREATE":
        return None
    found = fitting(told.get("d"), _Message)
    if found is None or found.author.bot or not found.content or found.timestamp.tzinfo is None:
        return None
    name = found.author.global_name or found.author.username
    try:
        at = found.timestamp.astimezone(UTC)
    except OverflowError:
        return None
    return Message(
        id=found.id,
        chat=found.channel_id,
        sender=found.author.id,
        text=found.content,
        at=at,
        private=found.guild_id is None,
        name=name,
        title=name,
    )
