"""What tools are connected to, with its secrets: sealed in the life's folder with its own key.

No model is ever shown any of it. Nothing is connected until the person connects it.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from alongside.log import sealed
from alongside.log.derive import derive

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


class Mcp(msgspec.Struct, frozen=True, omit_defaults=True):
    """An MCP server: a `command` that is started here, or a `url` with the `token` for it."""

    name: str
    command: tuple[str, ...] = ()
    url: str = ""
    token: str = ""
    tools: tuple[Pinned, ...] = ()


class Token(msgspec.Struct, frozen=True, omit_defaults=True):
    """A token that an app of the person's own holds, by its SHA-256."""

    name: str
    digest: str


class Telegram(msgspec.Struct, frozen=True, omit_defaults=True):
    """A bot of the person's own, and the `chats` that are theirs.

    Another is paired by the `code`, `until` then, and within few `tries`.
    """

    token: str
    base: str = "https://api.telegram.org"
    chats: tuple[int, ...] = ()
    code: str = ""
    until: datetime | None = None
    tries: int = 0


class Connected(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that is connected; `search` is the address of a SearXNG."""

    calendar: Account | None = None
    contacts: Account | None = None
    mail: Mail | None = None
    search: str = ""
    telegram: Telegram | None = None
    mcp: tuple[Mcp, ...] = ()
    tokens: tuple[Token, ...] = ()


class ConnectionsError(ValueError):
    """The file can't be opened; the message says what to do."""


class Connections:
    """The connections of one life, in a file of its folder."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path = folder / NAME
        self._key = derive(key, "connections")
        self._turn = asyncio.Lock()
        self.now = Connected()

    async def load(self) -> None:
        """Read the file, if there is one. Raises `ConnectionsError`."""
        self.now = await asyncio.to_thread(self._read)

    async def change(self, **changed: Any) -> None:
        """Keep these instead of what was there before, by name."""
        async with self._turn:
            made = msgspec.structs.replace(self.now, **changed)
            await asyncio.to_thread(self._write, made)
            self.now = made

    async def rekey(self, key: bytes) -> None:
        """Seal the file with another key of the life."""
        self._key = derive(key, "connections")
        if self.now != Connected():
            await asyncio.to_thread(self._write, self.now)

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
