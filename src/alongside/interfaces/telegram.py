"""Talking by Telegram (Bot API 7): whoever paired is the person, and nobody else is heard.

Only private chats count. A stranger is told nothing of the life, and what they write is kept
nowhere. A chat is paired by a code that the terminal printed, within a quarter of an hour.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any

import msgspec

from alongside.interfaces.parts import Converse
from alongside.log.errors import StoreError
from alongside.log.kinds import Said
from alongside.mind.converse.events import Answered
from alongside.models.model import ModelError
from alongside.tools.connections import Connections, Telegram

log = logging.getLogger(__name__)
WAIT = 25
"""Seconds that Telegram holds a call open for news."""
PAUSE = 5.0
MOST_TEXT = 4000
MOST_TRIES = 5
HELLO = "This chat is paired with your Alongside now."
STRANGER = "I only talk with my own person."


class Talking:
    """Answers the person's chats, until cancelled."""

    def __init__(
        self, connections: Connections, converse: Converse, zone: Callable[[], str]
    ) -> None:
        self._connections = connections
        self._converse = converse
        self._zone = zone
        self._after = 0
        self._told: set[int] = set()

    async def follow(self) -> None:
        """Hear and answer, wherever a bot is connected."""
        import httpx

        while True:
            bot = self._connections.now.telegram
            if bot is None:
                await asyncio.sleep(PAUSE)
                continue
            try:
                async with httpx.AsyncClient(timeout=WAIT + 15, trust_env=False) as http:
                    await self._round(http, bot)
            except (httpx.HTTPError, ValueError, KeyError, TypeError):
                # The address holds the bot's token, so nothing of the error is written down.
                log.warning("Telegram can't be reached, or answers otherwise than it should")
                await asyncio.sleep(PAUSE)

    async def _round(self, http: Any, bot: Telegram) -> None:
        given = {"timeout": WAIT, "offset": self._after, "allowed_updates": ["message"]}
        for update in await _call(http, bot, "getUpdates", given):
            self._after = max(self._after, int(update["update_id"]) + 1)
            message = update.get("message") or {}
            chat, text = message.get("chat") or {}, message.get("text") or ""
            private = chat.get("type") == "private"
            if private and isinstance(chat.get("id"), int) and isinstance(text, str) and text:
                said = await self._heard(chat["id"], text)
                if said:
                    told = {"chat_id": chat["id"], "text": said[:MOST_TEXT]}
                    await _call(http, bot, "sendMessage", told)

    async def _heard(self, chat: int, text: str) -> str:
        """What is said back; nothing to a stranger who was told once."""
        bot = self._connections.now.telegram
        if bot is None:
            return ""
        if chat in bot.chats:
            return await self._answer(chat, text)
        if await self._pairs(bot, chat, text.strip()):
            return HELLO
        first = chat not in self._told
        self._told.add(chat)
        return STRANGER if first else ""

    async def _pairs(self, bot: Telegram, chat: int, code: str) -> bool:
        """Whether this is the code; after a few wrong ones it is void."""
        if not bot.code or bot.until is None or bot.until < datetime.now(UTC):
            return False
        if hmac.compare_digest(bot.code.encode(), code.upper().encode()):
            paired = msgspec.structs.replace(bot, chats=(*bot.chats, chat), code="", tries=0)
            await self._connections.change(telegram=paired)
            return True
        tries = bot.tries + 1
        left = bot.code if tries < MOST_TRIES else ""
        wrong = msgspec.structs.replace(bot, tries=tries, code=left)
        await self._connections.change(telegram=wrong)
        return False

    async def _answer(self, chat: int, text: str) -> str:
        """The answer from the life."""
        now, thread = datetime.now(UTC), f"telegram-{chat}"
        try:
            asked = self._converse.ask(text[:MOST_TEXT], thread, now, self._zone())
            async with aclosing(asked) as events:
                async for event in events:
                    if isinstance(event, Answered) and isinstance(event.moment.what, Said):
                        return event.moment.what.text
        except (ModelError, StoreError) as error:
            return str(error)
        return ""


async def _call(http: Any, bot: Telegram, method: str, given: dict[str, Any]) -> Any:
    answer = await http.post(f"{bot.base}/bot{bot.token}/{method}", json=given)
    told = answer.json()
    if not told.get("ok"):
        raise ValueError(method)
    return told["result"]
