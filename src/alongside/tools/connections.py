"""What tools are connected to, with its secrets: sealed in the life's folder with its own key.

No model is ever shown any of it. Nothing is connected until the person connects it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from alongside.log import sealed
from alongside.log.derive import derive
from alongside.tools.channels import Linked

NAME = "connections.sealed"


class Account(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place on a server, and who we are there."""

    url: str
    user: str = ""
    password: str = ""


class Mail(msgspec.Struct, frozen=True, omit_defaults=True):
    """A mailbox: IMAP to read, SMTP to send. `security` is tls, starttls or none."""

    address: str
    user: str
    password: str
    imap: str
    smtp: str
    imap_port: int = 993
    smtp_port: int = 465
    security: str = "tls"


class Pinned(msgspec.Struct, frozen=True, omit_defaults=True):
    """A tool of an MCP server, as the person saw it when they allowed it."""

    name: str
    description: str
    parameters: dict[str, Any]
    annotations: dict[str, Any] = {}


class Signed(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an OAuth server gave, as JSON: who we are to it (`client`), the `tokens`, and what it
    tells of itself; the tokens hold `until` then, in seconds since 1970 (0: nobody said)."""

    client: str = ""
    tokens: str = ""
    server: str = ""
    until: float = 0.0


class Seen(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was read of the calendar: the server's mark of it, and by path of an entry its state and
    the id of the moment that keeps it."""

    mark: str = ""
    items: dict[str, tuple[str, str]] = {}


class Mailbox(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far the mailbox was read: by folder its UIDVALIDITY and the last UID, and on which `day`
    (UTC, ISO 8601) that was."""

    folders: dict[str, tuple[int, int]] = {}
    day: str = ""


class Mcp(msgspec.Struct, frozen=True, omit_defaults=True):
    """An MCP server: a `command` that is started here, or a `url` with the `token` for it or what
    signing in there gave."""

    name: str
    command: tuple[str, ...] = ()
    url: str = ""
    token: str = ""
    signed: Signed | None = None
    tools: tuple[Pinned, ...] = ()


class Token(msgspec.Struct, frozen=True, omit_defaults=True):
    """A token that an app of the person's own holds, by its SHA-256."""

    name: str
    digest: str


class Connected(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that is connected.

    `mailbox` is there where new mails are brought in. `search`, `weather` and `routes` are
    addresses, of a SearXNG and of servers that speak as Open-Meteo and OSRM do. `home` is a Home
    Assistant, whose password is a token. `sandbox` says that commands may be run in one. `channels`
    are by their kind.
    """

    calendar: Account | None = None
    seen: Seen | None = None
    contacts: Account | None = None
    mail: Mail | None = None
    mailbox: Mailbox | None = None
    search: str = ""
    weather: str = ""
    routes: str = ""
    home: Account | None = None
    sandbox: bool = False
    mcp: tuple[Mcp, ...] = ()
    tokens: tuple[Token, ...] = ()
    channels: dict[str, Linked] = {}


class ConnectionsError(ValueError):
    """The file can't be opened; the message says what to do."""


class Connections:
    """The connections of one life, in a file of its folder."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path = folder / NAME
        self._key = derive(key, "connections")
        self._turn = asyncio.Lock()
        self.now = Connected()
        self._then: list[Callable[[], None]] = []

    def then(self, told: Callable[[], None]) -> None:
        """Have `told` called after every change."""
        self._then.append(told)

    async def load(self) -> None:
        """Read the file, if there is one. Raises `ConnectionsError`."""
        self.now = await asyncio.to_thread(self._read)

    async def change(self, **changed: Any) -> None:
        """Keep these instead of what was there before, by name."""
        async with self._turn:
            await self._change(changed)

    async def relink(self, kind: str, edit: Callable[[Linked | None], Linked | None]) -> None:
        """Keep a channel as `edit` makes it of what it is now; None is one that isn't connected."""
        async with self._turn:
            before = self.now.channels.get(kind)
            made = edit(before)
            if made != before:
                others = {name: one for name, one in self.now.channels.items() if name != kind}
                added = {kind: made} if made is not None else {}
                await self._change({"channels": {**others, **added}})

    async def _change(self, changed: Mapping[str, Any]) -> None:
        made = msgspec.structs.replace(self.now, **changed)
        await asyncio.to_thread(self._write, made)
        self.now = made
        for told in self._then:
            told()

    def _read(self) -> Connected:
        if not self._path.exists():
            return Connected()
        try:
            content = sealed.load(self._path, self._key)
            return msgspec.json.decode(content, type=Connected)
        except (sealed.NotAuthentic, msgspec.DecodeError) as error:
            raise ConnectionsError(
                f"{self._path} can't be opened with this life's key: nothing is connected. "
                "The file was left as it is; delete it and connect again."
            ) from error

    def _write(self, connected: Connected) -> None:
        sealed.save(self._path, self._key, msgspec.json.encode(connected))
