"""Slack, by an app in Socket Mode: an envelope is acknowledged once what it holds is kept."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from html import unescape
from typing import Any

import msgspec

from alongside.interfaces.channels.channel import Came, ChannelError, Message, Refused, fitting
from alongside.interfaces.channels.http import Http
from alongside.interfaces.channels.socket import Socket
from alongside.tools.channels import Slack

OFF = "Socket Mode is switched off for the app in Slack: switch it on there."
BARRED = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired",
     "missing_scope", "not_allowed_token_type"}
)  # fmt: skip


class _Event(msgspec.Struct):
    channel: str
    user: str
    text: str
    ts: str
    channel_type: str = ""
    subtype: str | None = None
    bot_id: str | None = None


class SlackChannel:
    """An app's direct messages, and the channels into which it was invited."""

    most = 3500

    def __init__(self, account: Slack) -> None:
        self._http = Http("Slack")
        self._account = account
        self._names: dict[str, str] = {}

    async def listen(self, _mark: str) -> AsyncGenerator[Came, None]:
        told = await self._call("apps.connections.open", token=self._account.app_token)
        url = told.get("url")
        if not isinstance(url, str):
            raise ChannelError("Slack answered otherwise than it should.")
        async with Socket("Slack", url) as socket:
            while True:
                told = await socket.told()
                if told.get("type") == "disconnect":
                    if told.get("reason") == "link_disabled":
                        raise Refused(OFF)
                    return
                found = message_of(told)
                yield Came((await self._named(found),) if found is not None else ())
                if isinstance(envelope := told.get("envelope_id"), str):
                    await socket.tell({"envelope_id": envelope})

    async def send(self, chat: str, text: str, _key: str) -> str:
        plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        given = {"channel": chat, "text": plain, "unfurl_links": False, "unfurl_media": False}
        return str((await self._call("chat.postMessage", given)).get("ts", ""))

    async def take_back(self, chat: str, id_: str) -> None:
        await self._call("chat.delete", {"channel": chat, "ts": id_})

    async def check(self) -> str:
        await self._call("apps.connections.open", token=self._account.app_token)
        me = await self._call("auth.test")
        return f"{me.get('user', '')} · {me.get('team', '')}"

    async def close(self) -> None:
        await self._http.close()

    async def _named(self, message: Message) -> Message:
        """The message with the names of its sender and channel, where the app may know them."""
        name = await self._name("users.info", "user", message.sender)
        title = name if message.private else await self._name(
            "conversations.info", "channel", message.chat
        )  # fmt: skip
        return msgspec.structs.replace(message, name=name, title=title)

    async def _name(self, method: str, key: str, id_: str) -> str:
        if id_ not in self._names:
            try:
                told = (await self._call(method, params={key: id_})).get(key)
            except ChannelError:
                return id_
            found = told if isinstance(told, dict) else {}
            self._names[id_] = str(found.get("real_name") or found.get("name") or id_)
        return self._names[id_]

    async def _call(
        self,
        method: str,
        given: dict[str, Any] | None = None,
        *,
        params: dict[str, str] | None = None,
        token: str = "",
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token or self._account.bot_token}"}
        url, how = f"{self._account.base}/{method}", "GET" if params else "POST"
        told = await self._http.call(how, url, given, params=params, headers=headers)
        if not isinstance(told, dict):
            raise ChannelError("Slack answered otherwise than it should.")
        if told.get("ok") is not True:
            why = str(told.get("error"))[:60]
            kind = Refused if why in BARRED else ChannelError
            raise kind(f"Slack refused: {why}.")
        return told


def message_of(envelope: Any) -> Message | None:
    """The message that someone wrote, if the envelope holds one; apps and edits are passed over."""
    if not isinstance(envelope, dict) or envelope.get("type") != "events_api":
        return None
    payload = envelope.get("payload")
    told = payload.get("event") if isinstance(payload, dict) else None
    found = fitting(told, _Event)
    if found is None or not isinstance(told, dict) or told.get("type") != "message":
        return None
    if found.subtype is not None or found.bot_id is not None or not found.text:
        return None
    try:
        at = datetime.fromtimestamp(float(found.ts), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return Message(
        id=found.ts,
        chat=found.channel,
        sender=found.user,
        text=unescape(found.text),
        at=at,
        private=found.channel_type == "im",
    )
