"""Which browsers and devices may come in: listed, paired by a QR code, revoked."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import urlencode

import segno
from fastapi import APIRouter, Request
from pydantic import Field

from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import Running, Server, Session
from alongside.interfaces.api.shapes import Shape

router = APIRouter(tags=["devices"])
Name = Annotated[str, Field(min_length=1, max_length=100)]
Id = Annotated[str, Field(pattern="^[0-9a-f]{16}$")]


class Browser(Shape):
    """A browser that is signed in; `this` is the one that asks."""

    id: str
    name: str
    since: datetime | None
    expires: datetime
    this: bool


class Paired(Shape):
    """A device with a secret of its own; `connected` while it is sending."""

    id: str
    name: str
    since: datetime
    connected: bool


class Network(Shape):
    """Where this machine's network finds the app, and the page that leads a phone there."""

    address: str
    guide: str
    guide_code: str
    fingerprint: str


class Devices(Shape):
    """Who may come in; `network` is there where the app is open to the local network."""

    browsers: list[Browser]
    devices: list[Paired]
    network: Network | None


class Wanted(Shape):
    """What to call it; a `browser` comes in by a link, a `device` by a token of its own."""

    name: Name
    kind: Literal["browser", "device"] = "browser"


class Pairing(Shape):
    """What lets it in, to be shown once: a link or `alongside:` address, and its QR code as SVG."""

    id: str
    link: str
    code: str


@router.get("/devices")
async def devices(server: Server, session: Session) -> Devices:
    """Every browser and device that may come in."""
    return Devices(
        browsers=[
            Browser(
                id=kept.id, name=kept.name, since=kept.since, expires=kept.expires,
                this=kept.id == session.id,
            )
            for kept in server.sessions.all()
        ],
        devices=[
            Paired(
                id=one.id, name=one.name, since=one.paired,
                connected=bool(server.present.get(one.id)),
            )
            for one in await server.devices.all()
        ],
        network=_network(server),
    )  # fmt: skip


@router.post("/devices", status_code=201)
async def pair(server: Server, request: Request, wanted: Wanted) -> Pairing:
    """Let another browser or device in. What is given here is told once."""
    address = server.lan.address if server.lan else str(request.base_url).rstrip("/")
    if wanted.kind == "browser":
        link = f"{address}/#link={server.sessions.link(wanted.name)}"
        return Pairing(id="", link=link, code=_code(link))
    device, token = await server.devices.pair(wanted.name)
    told = {"address": address, "token": token}
    if server.lan:
        told["fingerprint"] = server.lan.fingerprint.replace(":", "").lower()
    link = f"alongside://pair?{urlencode(told)}"
    return Pairing(id=device.id, link=link, code=_code(link))


@router.delete("/devices/{device}", status_code=204)
async def revoke(server: Server, device: Id) -> None:
    """Let it in no more; what it sends just now ends at once."""
    if not (await server.devices.unpair(device) or await server.sessions.revoke(device)):
        raise Trouble(404, "There is no such browser or device any more.")
    server.disconnect(device)


def _network(server: Running) -> Network | None:
    if server.lan is None:
        return None
    return Network(
        address=server.lan.address,
        guide=server.lan.guided,
        guide_code=_code(server.lan.guided),
        fingerprint=server.lan.fingerprint,
    )


def _code(text: str) -> str:
    """A QR code as SVG, dark on light with the quiet zone that scanners need."""
    made = segno.make(text, error="m", micro=False)
    return str(made.svg_inline(border=4, dark="#000", light="#fff", omitsize=True))
