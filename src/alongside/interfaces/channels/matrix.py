"""Matrix, by the client-server API (v1.11): `/sync` from its token, `/send` with a transaction id.

Without end-to-end encryption: what comes in an encrypted room can't be read, and is told of so.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import msgspec

from alongside.interfaces.channels.channel import Came, ChannelError, Message, fitting
from alongside.interfaces.channels.http import Http
from alongside.tools.channels import Matrix

WAIT = 30
"""Seconds that the server holds a call open for news."""
MOST_TURNS = 200
"""Messages of a room that are told at once after a pause; of more, the latest."""
NO_HISTORY = json.dumps({"room": {"timeline": {"limit": 0}}})
LATEST = json.dumps({"room": {"timeline": {"limit": MOST_TURNS}}, "presence": {"types": []}})
ENCRYPTED = (
    "A message came in an encrypted room, which can't be read here: use a room without encryption."
)
TEXTS = ("m.text", "m.notice", "m.emote")


class _Content(msgspec.Struct):
    body: str
    msgtype: str


class _Event(msgspec.Struct):
    event_id: str
    sender: str
    origin_server_ts: int
    content: _Content


class MatrixChannel:
    """A user's rooms. Only the owner's invitations are accepted."""

    most = 16_000

    def __init__(self, account: Matrix) -> None:
        self._http = Http("Matrix", {"Authorization": f"Bearer {account.token}"})
        self._address = f"{account.server.rstrip('/')}/_matrix/client/v3"
        self._owner = account.owner
        self._me = ""
        self._rooms: dict[str, Room] = {}

    async def listen(self, mark: str) -> AsyncGenerator[Came, None]:
        self._me = self._me or await self.check()
        if not mark:
            told = await self._sync({"filter": NO_HISTORY, "timeout": 0})
            mark = told["next_batch"]
            await self._enter(told)
            yield Came(mark=mark)
        while True:
            given = {"since": mark, "timeout": WAIT * 1000, "filter": LATEST}
            told = await self._sync(given)
            mark = told["next_batch"]
            await self._enter(told)
            for room in changed(told):
                self._rooms.pop(room, None)
            rooms = list(joined(told))
            for room, _ in rooms:
                await self._learn(room)
            messages = tuple(m for room, news in rooms for m in self._messages(room, news))
            sealed = any(event.get("type") == "m.room.encrypted" for _, n in rooms for event in n)
            yield Came(messages, mark, ENCRYPTED if sealed else "")

    async def send(self, chat: str, text: str, key: str) -> str:
        path = f"rooms/{_part(chat)}/send/m.room.message/{_part(key)}"
        told = await self._call("PUT", path, {"msgtype": "m.text", "body": text})
        return _text(told, "event_id")

    async def take_back(self, chat: str, id_: str) -> None:
        path = f"rooms/{_part(chat)}/redact/{_part(id_)}/{_part(f'undo-{id_}')}"
        await self._call("PUT", path, {})

    async def check(self) -> str:
        return _text(await self._call("GET", "account/whoami"), "user_id")

    async def close(self) -> None:
        await self._http.close()

    async def _sync(self, given: dict[str, Any]) -> dict[str, Any]:
        told = await self._call("GET", "sync", params=given, seconds=WAIT + 15.0)
        if not isinstance(told, dict) or not isinstance(told.get("next_batch"), str):
            raise ChannelError("Matrix answered otherwise than it should.")
        return told

    async def _enter(self, told: dict[str, Any]) -> None:
        """Follow the owner's invitations, and nobody else's."""
        for room in invited(told, self._me, self._owner):
            await self._call("POST", f"rooms/{_part(room)}/join", {})

    async def _learn(self, room: str) -> None:
        """Who is in a room and how it is called, until that changes."""
        if room not in self._rooms:
            members, name = await asyncio.gather(
                self._call("GET", f"rooms/{_part(room)}/joined_members"), self._name(room)
            )
            self._rooms[room] = Room.of(members, name)

    async def _name(self, room: str) -> str:
        try:
            told = await self._call("GET", f"rooms/{_part(room)}/state/m.room.name")
        except ChannelError:  # it has none
            return ""
        return _text(told, "name")

    def _messages(self, room: str, news: list[dict[str, Any]]) -> Iterator[Message]:
        known = self._rooms[room]
        for event in news:
            made = message_of(event, room, known)
            if made is not None and made.sender != self._me:
                yield made

    async def _call(
        self,
        method: str,
        path: str,
        given: Any = None,
        *,
        params: dict[str, Any] | None = None,
        seconds: float = 30.0,
    ) -> Any:
        url = f"{self._address}/{path}"
        return await self._http.call(method, url, given, params=params, seconds=seconds)


class Room(msgspec.Struct, frozen=True):
    """A room: how its members are called, by their ids, and how itself."""

    members: dict[str, str]
    name: str = ""

    @classmethod
    def of(cls, told: Any, name: str) -> Room:
        found = told.get("joined") if isinstance(told, dict) else None
        members = found if isinstance(found, dict) else {}
        return cls({one: _text(how, "display_name") or one for one, how in members.items()}, name)


def changed(told: dict[str, Any]) -> set[str]:
    """The rooms of a sync in which someone came or went, or whose name is another now: it is told
    of among what happened, or, after a gap, as how it is."""
    return {
        room
        for room, news in _dict(told, "rooms", "join").items()
        for part in ("timeline", "state")
        for one in _list(_dict(news, part), "events")
        if isinstance(one, dict) and one.get("type") in ("m.room.member", "m.room.name")
    }


def joined(told: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rooms of a sync in which something happened, with the events."""
    for room, news in _dict(told, "rooms", "join").items():
        events = _list(_dict(news, "timeline"), "events")
        found = [one for one in events if isinstance(one, dict)]
        if found:
            yield room, found


def invited(told: dict[str, Any], me: str, owner: str) -> list[str]:
    """The rooms into which the owner invites us."""
    found = []
    for room, news in _dict(told, "rooms", "invite").items():
        for one in _list(_dict(news, "invite_state"), "events"):
            asked = isinstance(one, dict) and one.get("type") == "m.room.member"
            if asked and one.get("state_key") == me and one.get("sender") == owner:
                found.append(room)
    return found


def message_of(event: Any, room: str, known: Room) -> Message | None:
    """The text message of an event; edits and reactions are none."""
    found = fitting(event, _Event)
    if found is None or event.get("type") != "m.room.message" or event.get("state_key") is not None:
        return None
    relates = _dict(event, "content").get("m.relates_to")
    edits = isinstance(relates, dict) and relates.get("rel_type") == "m.replace"
    if edits or found.content.msgtype not in TEXTS or not found.content.body:
        return None
    try:
        at = datetime.fromtimestamp(found.origin_server_ts / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    name = known.members.get(found.sender, found.sender)
    return Message(
        id=found.event_id,
        chat=room,
        sender=found.sender,
        text=found.content.body,
        at=at,
        private=len(known.members) == 2 and found.sender in known.members,
        name=name,
        title=known.name or name,
    )


def _dict(told: Any, *path: str) -> dict[str, Any]:
    for one in path:
        told = told.get(one) if isinstance(told, dict) else None
    return told if isinstance(told, dict) else {}


def _list(told: dict[str, Any], key: str) -> list[Any]:
    found = told.get(key)
    return found if isinstance(found, list) else []


def _text(told: Any, key: str) -> str:
    value = told.get(key) if isinstance(told, dict) else None
    return value if isinstance(value, str) else ""


def _part(text: str) -> str:
    return quote(text, safe="")
