"""Where nudges are sent besides the app: browsers that asked for push, and apprise addresses."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from fastapi import APIRouter
from pydantic import AfterValidator, Field

from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import Shape, Short
from alongside.interfaces.deliver.channels import Device, public_key

router = APIRouter(tags=["channels"])

MOST = 20
"""Browsers of one person."""


def _of_a_push_service(url: str) -> str:
    """An address on the public internet: nothing inside a network is called."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https" or "." not in host or host.endswith((".local", ".internal")):
        raise ValueError("this is no push service")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return url
    raise ValueError("this is no push service")


Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{20,100}$")]
Endpoint = Annotated[str, Field(max_length=2000), AfterValidator(_of_a_push_service)]


class Subscribed(Shape):
    """A browser's push subscription, as `PushSubscription.toJSON()` tells it."""

    name: Short = ""
    endpoint: Endpoint
    p256dh: Key
    auth: Key


class Browser(Shape):
    """A browser that gets pushes; `problem` says what went wrong with the last."""

    id: str
    name: str
    problem: str


class Channels(Shape):
    """`key` is what a browser subscribes with (base64url); `apprise` counts its addresses."""

    key: str
    browsers: list[Browser]
    apprise: int
    problem: str


class Addresses(Shape):
    """Addresses as apprise writes them, such as `mailto://user:password@example.org`."""

    addresses: Annotated[
        tuple[Annotated[str, Field(min_length=3, max_length=2000)], ...], Field(max_length=20)
    ]


@router.get("/channels")
async def channels(life: OpenLife) -> Channels:
    """Where nudges are sent."""
    return await _told(life)


@router.post("/channels/browsers", status_code=201)
async def subscribe(life: OpenLife, wanted: Subscribed) -> Channels:
    """Have nudges pushed to a browser from now on."""
    kept = life.nudging.deliver.channels
    id_ = hashlib.sha256(wanted.endpoint.encode()).hexdigest()[:16]
    others = tuple(each for each in kept.places.devices if each.id != id_)
    if len(others) >= MOST:
        raise Trouble(409, f"{MOST} browsers get pushes already; take one away first.")
    device = Device(id=id_, **wanted.model_dump())
    await kept.change(msgspec.structs.replace(kept.places, devices=(*others, device)))
    return await _told(life)


@router.delete("/channels/browsers/{browser}")
async def unsubscribe(life: OpenLife, browser: Short) -> Channels:
    """Push nothing to a browser any more."""
    if all(each.id != browser for each in life.nudging.deliver.channels.places.devices):
        raise Trouble(404, "This browser gets no pushes.")
    await life.nudging.deliver.remove(browser)
    return await _told(life)


@router.put("/channels/apprise")
async def apprise(life: OpenLife, wanted: Addresses) -> Channels:
    """Send nudges to these addresses too, in place of those before; they are never shown again."""
    kept = life.nudging.deliver.channels
    await kept.change(msgspec.structs.replace(kept.places, apprise=wanted.addresses))
    return await _told(life)


async def _told(life: OpenLife) -> Channels:
    deliver = life.nudging.deliver
    key = public_key(await deliver.channels.vapid())
    return Channels(
        key=base64.urlsafe_b64encode(key).rstrip(b"=").decode(),
        browsers=[
            Browser(id=each.id, name=each.name, problem=deliver.problems.get(each.id, ""))
            for each in deliver.channels.places.devices
        ],
        apprise=len(deliver.channels.places.apprise),
        problem=deliver.channels.problem or deliver.problems.get("apprise", ""),
    )
