"""Connecting and disconnecting, as every interface does it: what is connected was tried first."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from alongside.gate.tool import ToolError
from alongside.interfaces.parts import Life
from alongside.tools.connections import Account, Connected, Mail, Mailbox, Token
from alongside.tools.dav.server import Dav
from alongside.tools.home.server import Home
from alongside.tools.mail.box import within
from alongside.tools.sandbox.box import Box

NOTHING: Mapping[str, Any] = {
    "calendar": None,
    "contacts": None,
    "mail": None,
    "search": "",
    "weather": "",
    "routes": "",
    "home": None,
    "sandbox": False,
}
"""What there is one of, and what stands for none."""


@dataclass(frozen=True, slots=True)
class Row:
    """Something connected; secrets aren't told. `followed` says that what comes there is kept."""

    kind: str
    name: str
    more: str = ""
    followed: bool = False


class NotConnected(ValueError):
    """There is no such connection, or it can't be made; the message is for the person."""


def rows(life: Life) -> list[Row]:
    """All that is connected."""
    now = life.hands.connections.now
    return [
        *(Row("folder", path) for path in life.config.folders),
        *(Row(kind, kind, where, _followed(kind, now)) for kind, where in _single(now) if where),
        *(Row("mcp", one.name, f"{len(one.tools)} tools") for one in now.mcp),
        *(Row("app", one.name) for one in now.tokens),
    ]


async def folder(life: Life, path: Path) -> None:
    """Let tools list and read the files of a folder, and add new ones."""
    if not (path.is_absolute() and await asyncio.to_thread(path.is_dir)):
        raise NotConnected(f"{path} is no folder on this machine; give its whole path.")
    folders = tuple(dict.fromkeys((*life.config.folders, str(path))))
    await life.settings.change(msgspec.structs.replace(life.config, folders=folders))
    await life.hands.refresh()


async def dav(life: Life, kind: Literal["calendar", "contacts"], account: Account) -> None:
    """Connect a collection, once it has let us in. Raises `ToolError`."""
    await Dav(account).check()
    if kind == "contacts":
        await life.hands.change(contacts=account)
        return
    await life.hands.change(calendar=account, seen=None)
    if life.hands.calendar is not None:
        await life.hands.calendar.look()


async def mail(life: Life, made: Mail) -> None:
    """Connect a mailbox, once it has let us in. Raises `ToolError`."""
    await within(made, lambda box: box.folder.exists("INBOX"))
    await life.hands.change(mail=made, mailbox=None)


async def follow_mail(life: Life, *, on: bool) -> None:
    """Bring in new mails of the mailbox from now on, or no more. Raises `NotConnected`, `ToolError`
    where it doesn't answer now: then nothing is changed."""
    if life.hands.connections.now.mail is None:
        raise NotConnected("No mailbox is connected.")
    await life.hands.change(mailbox=Mailbox() if on else None)
    if on and life.hands.mailbox is not None:
        try:
            await life.hands.mailbox.look()
        except ToolError:
            await life.hands.change(mailbox=None)
            raise


async def home(life: Life, account: Account) -> None:
    """Connect a Home Assistant, once it has let us in. Raises `ToolError`."""
    await Home(account).check()
    await life.hands.change(home=account)


async def sandbox(life: Life) -> None:
    """Let commands be run, once it works on this machine. Raises `ToolError`."""
    await Box().check()
    await life.hands.change(sandbox=True)


async def app(life: Life, name: str) -> str:
    """A token for an app, which is shown once and kept nowhere; one of the same name is void."""
    token = f"alongside-{secrets.token_urlsafe(32)}"
    digest = hashlib.sha256(token.encode()).hexdigest()
    others = tuple(one for one in life.hands.connections.now.tokens if one.name != name)
    await life.hands.change(tokens=(*others, Token(name=name, digest=digest)))
    return token


async def remove(life: Life, name: str) -> None:
    """Disconnect all that is called so in the list. Raises `NotConnected`."""
    gone = {row.kind for row in rows(life) if row.name == name}
    if not gone:
        raise NotConnected(f"Nothing connected is called {name}.")
    now = life.hands.connections.now
    single = {kind: NOTHING[kind] for kind in gone if kind in NOTHING}
    if "mail" in gone:
        single["mailbox"] = None
    if "folder" in gone:
        folders = tuple(path for path in life.config.folders if path != name)
        await life.settings.change(msgspec.structs.replace(life.config, folders=folders))
    await life.hands.change(
        mcp=tuple(one for one in now.mcp if one.name != name),
        tokens=tuple(one for one in now.tokens if one.name != name),
        **single,
    )


def _followed(kind: str, now: Connected) -> bool:
    return kind == "calendar" or (kind == "mail" and now.mailbox is not None)


def _single(now: Connected) -> list[tuple[str, str]]:
    """What there is one of, and where it is."""
    return [
        ("calendar", now.calendar.url if now.calendar else ""),
        ("contacts", now.contacts.url if now.contacts else ""),
        ("mail", now.mail.address if now.mail else ""),
        ("search", now.search),
        ("weather", now.weather),
        ("routes", now.routes),
        ("home", now.home.url if now.home else ""),
        ("sandbox", "no network, no files but those given" if now.sandbox else ""),
    ]
