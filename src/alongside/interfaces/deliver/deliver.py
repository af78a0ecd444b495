"""Brings what is said to wherever the person switched it on: push to their browsers, and apprise.

The app itself needs none of it: it hears of every moment as it is kept. A push is encrypted for the
one browser it goes to (RFC 8291) and signed with the life's own key (RFC 8292), so that the push
service learns that something was sent, and when, but not what. What it shows is what the person
set: nothing, its kind, or its words.
"""

from __future__ import annotations

import asyncio
import base64
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import http_ece
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from alongside.config import Config
from alongside.interfaces.deliver.channels import Channels, Device
from alongside.log.kinds import Briefed, Nudged
from alongside.log.moment import Moment

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

LASTS = 4 * 3600
"""Seconds that a push service keeps a push for a browser that is off."""
PATIENCE = 20.0
GONE = frozenset({404, 410})
CONTACT = "mailto:nobody@localhost"
"""Whom a push service could write to (RFC 8292 asks for one); this life has no address."""
_KINDS = {
    "reminder": ("A reminder", "알림"),
    "promise": ("A promise", "약속"),
    "birthday": ("A birthday", "생일"),
    "meeting": ("A meeting soon", "곧 있을 만남"),
    "followup": ("Somebody to ask after", "안부를 물을 사람"),
    "reach": ("Somebody to reach", "연락할 사람"),
    "goal": ("A small step", "작은 걸음"),
    "brief": ("Your brief", "브리핑"),
}
_SOMETHING = ("There is something for you.", "전할 말이 있어요.")


class Sends(Protocol):
    """Sends a push to one browser."""

    async def __call__(self, device: Device, body: bytes) -> None: ...


class NoSuchDevice(Exception):
    """The browser took its subscription back."""


@dataclass(slots=True)
class Deliver:
    """Delivers moments of one life. `config` gives what a push may show."""

    channels: Channels
    config: Callable[[], Config]
    transport: httpx.AsyncBaseTransport | None = None
    problems: dict[str, str] = field(default_factory=dict)
    """What went wrong last with each device, in words for the person."""
    others: list[Callable[[Moment], Awaitable[None]]] = field(default_factory=list)
    """What brings moments elsewhere, by ways of its own."""

    async def __call__(self, moment: Moment) -> None:
        """Send a nudge or a brief on."""
        await asyncio.gather(
            *(other(moment) for other in self.others), self.send(shown_of(moment, self.config()))
        )

    async def send(self, shown: Mapping[str, str]) -> None:
        """Show this everywhere. What fails is told of in `problems` and stops nothing."""
        places = self.channels.places
        await asyncio.gather(
            *(self._push(device, shown) for device in places.devices),
            *([self._apprise(shown)] if places.apprise else []),
        )

    async def _push(self, device: Device, shown: Mapping[str, str]) -> None:
        import httpx

        try:
            await self.push(device, shown)
        except NoSuchDevice:
            await self.remove(device.id)
        except (httpx.HTTPError, ValueError) as error:
            self.problems[device.id] = f"The last push didn't go through: {error}"
            log.warning("a push failed: %s", type(error).__name__)
        else:
            self.problems.pop(device.id, None)

    async def push(self, device: Device, shown: Mapping[str, str]) -> None:
        """Send to one browser. Raises `NoSuchDevice`, `httpx.HTTPError`, ValueError."""
        vapid = await self.channels.vapid()
        body = msgspec.json.encode(shown)
        sealed = await asyncio.to_thread(_encrypted, device, body)
        host = urlsplit(device.endpoint)
        expires = datetime.now(UTC) + timedelta(hours=12)
        claims = {
            "aud": f"{host.scheme}://{host.netloc}",
            "exp": int(expires.timestamp()),
            "sub": CONTACT,
        }
        headers = {
            **vapid.sign(claims),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(LASTS),
            "Urgency": "normal",
        }
        client = await asyncio.to_thread(self._client)
        async with client:
            answer = await client.post(device.endpoint, content=sealed, headers=headers)
        if answer.status_code in GONE:
            raise NoSuchDevice
        answer.raise_for_status()

    def _client(self) -> httpx.AsyncClient:
        """A client; making one reads the certificates that are trusted."""
        import httpx

        return httpx.AsyncClient(transport=self.transport, timeout=PATIENCE, trust_env=False)

    async def remove(self, device: str) -> None:
        """Send nothing to this browser any more."""
        places = self.channels.places
        kept = tuple(each for each in places.devices if each.id != device)
        self.problems.pop(device, None)
        await self.channels.change(msgspec.structs.replace(places, devices=kept))

    async def _apprise(self, shown: Mapping[str, str]) -> None:
        try:
            sent = await apprise(self.channels.places.apprise, shown)
        except NotInstalled as error:
            self.problems["apprise"] = str(error)
            return
        if sent:
            self.problems.pop("apprise", None)
        else:
            self.problems["apprise"] = "Not every address took the last message."


class NotInstalled(RuntimeError):
    """The extra isn't installed."""


async def apprise(addresses: tuple[str, ...], shown: Mapping[str, str]) -> bool:
    """Send to addresses as apprise writes them (`mailto://…`); whether all took it.

    Raises `NotInstalled`.
    """
    try:
        import apprise as library
    except ImportError as error:
        raise NotInstalled(
            "E-mail and other services need an extra: pip install 'alongside[apprise]'"
        ) from error
    sender: Any = library.Apprise()
    for address in addresses:
        sender.add(address)
    sending: Awaitable[bool] = sender.async_notify(title=shown["title"], body=shown["body"])
    return bool(await sending)


def shown_of(moment: Moment, config: Config) -> dict[str, str]:
    """What a push of this moment shows: no more than the person allows."""
    korean = config.language.startswith("ko")
    what = moment.what
    about = what.about if isinstance(what, Nudged) else "brief"
    body = _SOMETHING[korean]
    if config.proactive.push == "kind":
        body = _KINDS.get(about, _SOMETHING)[korean]
    elif config.proactive.push == "words" and isinstance(what, Nudged | Briefed):
        body = what.text
    return {"title": "Alongside", "body": body, "tag": moment.id, "url": "/#/today"}


def _encrypted(device: Device, body: bytes) -> bytes:
    """The body for this browser alone (RFC 8291). Raises ValueError for keys that are none."""
    try:
        sealed: bytes = http_ece.encrypt(
            body,
            private_key=ec.generate_private_key(ec.SECP256R1()),
            dh=unpadded(device.p256dh),
            auth_secret=unpadded(device.auth),
            version="aes128gcm",
        )
    except http_ece.ECEException as error:
        raise ValueError("the browser's keys can't be used") from error
    return sealed


def unpadded(text: str) -> bytes:
    """Bytes from base64url without its padding. Raises ValueError."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
