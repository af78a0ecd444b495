"""Signal, by a signal-cli daemon of the person's own: JSON-RPC over HTTP, and its stream of events.

A daemon that is linked to the person's own number also tells what they write on their phone: a note
to oneself is then a chat of the person with us.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Any

import msgspec

from alongside.interfaces.channels.channel import Came, ChannelError, Message, fitting, parsed
from alongside.interfaces.channels.http import Http
from alongside.tools.channels import Signal

GROUP = "group:"
"""What stands before the id of a group, to tell it from a number."""


class _Group(msgspec.Struct, rename="camel"):
    group_id: str
    group_name: str | None = None


class _Data(msgspec.Struct, rename="camel"):
    timestamp: int
    message: str
    group_info: _Group | None = None


class _Sent(_Data, rename="camel"):
    destination_number: str | None = None
    destination: str | None = None


class _Sync(msgspec.Struct, rename="camel"):
    sent_message: _Sent


class _Envelope(msgspec.Struct, rename="camel"):
    source: str
    source_number: str | None = None
    source_name: str | None = None
    data_message: _Data | None = None
    sync_message: _Sync | None = None


class SignalChannel:
    """The chats of one number."""

    most = 1900

    def __init__(self, account: Signal) -> None:
        self._http = Http("signal-cli")
        self._base = account.url.rstrip("/")
        self._me = account.number
        self._asked = 0

    async def listen(self, _mark: str) -> AsyncGenerator[Came, None]:
        async for line in self._http.lines(f"{self._base}/api/v1/events"):
            if line.startswith("data:"):
                found = message_of(parsed(line.removeprefix("data:")), self._me)
                yield Came((found,) if found is not None else ())
        raise ChannelError("signal-cli ended the connection.")

    async def send(self, chat: str, text: str, _key: str) -> str:
        told = await self._call("send", {**_to(chat), "message": text})
        return str(told.get("timestamp", "")) if isinstance(told, dict) else ""

    async def take_back(self, chat: str, id_: str) -> None:
        await self._call("remoteDelete", {**_to(chat), "targetTimestamp": int(id_)})

    async def check(self) -> str:
        told = await self._call("listAccounts", {}, of_account=False)
        numbers = [one.get("number") for one in told or () if isinstance(one, dict)]
        if numbers and self._me not in numbers:
            raise ChannelError(f"signal-cli has no account {self._me}: register or link it first.")
        return self._me

    async def close(self) -> None:
        await self._http.close()

    async def _call(self, method: str, given: dict[str, Any], *, of_account: bool = True) -> Any:
        self._asked += 1
        params = {**given, "account": self._me} if of_account else given
        asked = {"jsonrpc": "2.0", "id": self._asked, "method": method, "params": params}
        told = await self._http.call("POST", f"{self._base}/api/v1/rpc", asked)
        if not isinstance(told, dict) or "error" in told or "result" not in told:
            error = told.get("error") if isinstance(told, dict) else None
            why = error.get("message") if isinstance(error, dict) else "no answer that can be read"
            raise ChannelError(f"signal-cli didn't do it: {str(why)[:200]}.")
        return told["result"]


def _to(chat: str) -> dict[str, Any]:
    if chat.startswith(GROUP):
        return {"groupId": chat.removeprefix(GROUP)}
    return {"recipient": [chat]}


def message_of(told: Any, me: str) -> Message | None:
    """The text message of an event."""
    outer = told.get("params", told) if isinstance(told, dict) else None
    found = fitting(outer.get("envelope"), _Envelope) if isinstance(outer, dict) else None
    if found is None:
        return None
    sent = found.sync_message.sent_message if found.sync_message else None
    data: _Data | None = sent or found.data_message
    if data is None or not data.message:
        return None
    who = found.source_number or found.source
    group = data.group_info
    with_whom = (sent.destination_number or sent.destination or who) if sent else who
    chat = f"{GROUP}{group.group_id}" if group else with_whom
    try:
        at = datetime.fromtimestamp(data.timestamp / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return Message(
        id=f"{who}-{data.timestamp}",
        chat=chat,
        sender=who,
        text=data.message,
        at=at,
        private=group is None and (sent is None or chat == me),
        name=found.source_name or who,
        title=(group.group_name or chat) if group else (found.source_name or chat),
        mine=sent is not None,
    )
