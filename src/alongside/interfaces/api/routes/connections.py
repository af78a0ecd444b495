"""What tools may reach: folders, servers, apps. Secrets go in and are never told again.

An MCP server that is a program is connected in the terminal, as a page should start none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from alongside.gate.tool import ToolError
from alongside.interfaces import connecting
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import Shape, Short, Truth
from alongside.interfaces.connecting import NotConnected
from alongside.tools.connections import Account, Mail

router = APIRouter(tags=["connections"])
Url = Annotated[str, Field(pattern=r"^https?://[^\s@]+$", max_length=2000)]
Secret = Annotated[str, Field(max_length=1000)]
Host = Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]+$", max_length=200)]
Port = Annotated[int, Field(strict=True, ge=1, le=65535)]
Called = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]+$")]


class Connection(Shape):
    """`kind` is that of the wish it was made by, or mcp or telegram; `followed` says that what
    comes there is kept."""

    kind: str
    name: str
    more: str
    followed: bool


class ConnectedNow(Shape):
    """All that is connected; `problem` says what is wrong with how it is kept."""

    connections: list[Connection]
    problem: str
    token: str = ""
    """Of an app that was connected just now; it is shown this once."""


class FolderWish(Shape):
    kind: Literal["folder"]
    path: Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\x00]*$")]


class DavWish(Shape):
    kind: Literal["calendar", "contacts"]
    url: Url
    user: Short = ""
    password: Secret = ""


class AddressWish(Shape):
    """A server that is asked without a name: SearXNG, Open-Meteo or OSRM."""

    kind: Literal["search", "weather", "routes"]
    url: Url


class HomeWish(Shape):
    """A Home Assistant, with a long-lived access token of it."""

    kind: Literal["home"]
    url: Url
    token: Secret


class SandboxWish(Shape):
    kind: Literal["sandbox"]


class MailWish(Shape):
    kind: Literal["mail"]
    address: Annotated[str, Field(pattern=r"^[^\s@<>,;:]+@[^\s@<>,;:]+$", max_length=300)]
    user: Short = ""
    password: Secret
    imap: Host
    smtp: Host
    imap_port: Port = 993
    smtp_port: Port = 465
    security: Literal["tls", "starttls"] = "tls"


class AppWish(Shape):
    kind: Literal["app"]
    name: Called


Wanted = Annotated[
    FolderWish | DavWish | AddressWish | HomeWish | SandboxWish | MailWish | AppWish,
    Field(discriminator="kind"),
]


class Removing(Shape):
    name: Annotated[str, Field(min_length=1, max_length=1000)]


@router.get("/connections")
async def connections(life: OpenLife) -> ConnectedNow:
    """What is connected."""
    return _told(life)


@router.post("/connections")
async def connect(life: OpenLife, wanted: Wanted) -> ConnectedNow:
    """Connect something, once it has let us in."""
    try:
        token = await _connect(life, wanted)
    except (NotConnected, ToolError) as error:
        raise Trouble(409, str(error)) from error
    return _told(life, token)


class Following(Shape):
    on: Truth


@router.post("/connections/mail/following")
async def follow_mail(life: OpenLife, wanted: Following) -> ConnectedNow:
    """Bring in new mails of the mailbox from now on, or no more; the first look is at once."""
    try:
        await connecting.follow_mail(life, on=wanted.on)
    except (NotConnected, ToolError) as error:
        raise Trouble(409, str(error)) from error
    return _told(life)


@router.post("/connections/remove")
async def disconnect(life: OpenLife, named: Removing) -> ConnectedNow:
    """Disconnect what is called so."""
    try:
        await connecting.remove(life, named.name)
    except NotConnected as error:
        raise Trouble(404, str(error)) from error
    return _told(life)


async def _connect(life: OpenLife, wanted: Wanted) -> str:
    """Connects it; gives the token of an app."""
    match wanted:
        case FolderWish(path=path):
            await connecting.folder(life, Path(path))
        case DavWish(kind=kind):
            account = Account(url=wanted.url, user=wanted.user, password=wanted.password)
            await connecting.dav(life, kind, account)
        case AddressWish(kind=kind, url=url):
            await life.hands.change(**{kind: url})
        case HomeWish(url=url, token=token):
            await connecting.home(life, Account(url=url, password=token))
        case SandboxWish():
            await connecting.sandbox(life)
        case MailWish():
            given = wanted.model_dump(exclude={"kind"})
            await connecting.mail(life, Mail(**given | {"user": wanted.user or wanted.address}))
        case AppWish(name=name):
            return await connecting.app(life, name)
    return ""


def _told(life: OpenLife, token: str = "") -> ConnectedNow:
    found = [Connection.model_validate(row) for row in connecting.rows(life)]
    return ConnectedNow(connections=found, problem=life.hands.problem, token=token)
