"""Telegram, by a bot (Bot API 7): long polling, each update until it is confirmed by the next."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Any

import msgspec

from alongside.interfaces.channels.channel import Came, ChannelError, Message, fitting
from alongside.interfaces.channels.http import Http
from alongside.tools.channels import Telegram

WAIT = 25
"""Seconds that Telegram holds a call open for news."""


class _Who(msgspec.Struct):
    id: int
    first_name: str = ""


class _Chat(msgspec.Struct):
    id: int
    type: str = ""
    title: str = ""


class _Message(msgspec.Struct):
    message_id: int
    date: int
    chat: _Chat
    who: _Who = msgspec.field(name="from")
    text: str


class _Update(msgspec.Struct):
    message: _Message


class TelegramChannel:
    """A bot's chats."""

    most = 4000

    def __init__(self, bot: Telegram) -> None:
        self._http = Http("Telegram")
        self._address = f"{bot.base}/bot{bot.token}"

    async def listen(self, mark: str) -> AsyncGenerator[Came, None]:
        after = int(mark or 0)
        while True:
            given = {"timeout": WAIT, "offset": after, "allowed_updates": ["message"]}
            updates = await self._call("getUpdates", given, seconds=WAIT + 15.0)
            if not isinstance(updates, list):
                raise ChannelError("Telegram answered otherwise than it should.")
            numbers = [n for one in updates if (n := number_of(one)) is not None]
            after = max([after, *(number + 1 for number in numbers)])
            messages = tuple(m for one in updates if (m := message_of(one)) is not None)
            yield Came(messages, str(after))

    async def send(self, chat: str, text: str, _key: str) -> str:
        made = await self._call("sendMessage", {"chat_id": chat, "text": text})
        return str(made.get("message_id", "")) if isinstance(made, dict) else ""

    async def take_back(self, chat: str, id_: str) -> None:
        """Possible for two days."""
        await self._call("deleteMessage", {"chat_id": chat, "message_id": int(id_)})

    async def check(self) -> str:
        me = await self._call("getMe", {})
        return f"@{me.get('username', '')}" if isinstance(me, dict) else ""

    async def close(self) -> None:
        await self._http.close()

    async def _call(self, method: str, given: dict[str, Any], seconds: float = 30.0) -> Any:
        told = await self._http.call("POST", f"{self._address}/{method}", given, seconds=seconds)
        if not isinstance(told, dict) or told.get("ok") is not True:
            raise ChannelError("Telegram answered otherwise than it should.")
        return told.get("result")


def number_of(update: Any) -> int | None:
    """The number of an update, also of one that can't be read otherwise."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) and 0 <= number < 1 << 53 else None


def message_of(update: Any) -> Message | None:
    """The text message of an update."""
    found = fitting(update, _Update)
    if found is None or not found.message.text:
        return None
    told = found.message
    try:
        at = datetime.fromtimestamp(told.date, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return Message(
        id=str(told.message_id),
        chat=str(told.chat.id),
        sender=str(told.who.id),
        text=told.text,
        at=at,
        private=told.chat.type == "private",
        name=told.who.first_name,
        title=told.chat.title or told.who.first_name,
    )
