"""Push: encrypted for one browser, signed, saying no more than allowed; apprise as an extra."""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import http_ece
import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from alongside.config import Config, Proactive
from alongside.interfaces.deliver.channels import Channels, Device, Places, public_key
from alongside.interfaces.deliver.deliver import Deliver
from alongside.log.kinds import Nudged
from alongside.log.moment import Moment, Trust

AUTH = b"0123456789abcdef"


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Service:
    """A push service, and the browser behind it."""

    status: int = 201
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    asked: list[httpx.Request] = field(default_factory=list)

    def device(self, name: str = "phone") -> Device:
        point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        endpoint = f"https://push.example.org/{name}"
        return Device(id=name, name=name, endpoint=endpoint, p256dh=text(point), auth=text(AUTH))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return httpx.Response(self.status)

    def read(self) -> dict[str, Any]:
        """What the browser reads in the last push."""
        content = http_ece.decrypt(
            self.asked[-1].content, private_key=self.key, auth_secret=AUTH, version="aes128gcm"
        )
        read: dict[str, Any] = json.loads(content)
        return read


NUDGE = Moment(
    id="01", seq=1, person="me", at=datetime(2026, 11, 26, tzinfo=UTC), zone="UTC",
    recorded=datetime(2026, 11, 26, tzinfo=UTC), source="nudge", trust=Trust.OWN,
    what=Nudged(about="promise", text="Due today: the tape", why="You promised."),
)  # fmt: skip


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
async def channels(tmp_path: Path, service: Service) -> Channels:
    channels = Channels(tmp_path, bytes(32))
    await channels.change(Places(devices=(service.device(),)))
    return channels


def deliver(channels: Channels, service: Service, config: Config | None = None) -> Deliver:
    return Deliver(channels, lambda: config or Config(), httpx.MockTransport(service))


@pytest.mark.parametrize(
    ("shows", "body"),
    [
        ("nothing", "There is something for you."),
        ("kind", "A promise"),
        ("words", "Due today: the tape"),
    ],
)
async def test_a_push_shows_what_the_person_allows(
    channels: Channels, service: Service, shows: Any, body: str
) -> None:
    await deliver(channels, service, Config(proactive=Proactive(push=shows)))(NUDGE)
    assert service.read()["body"] == body
    assert b"tape" not in service.asked[-1].content


async def test_a_push_is_signed_with_the_lifes_own_key(
    channels: Channels, service: Service
) -> None:
    await deliver(channels, service)(NUDGE)
    authorization = service.asked[-1].headers["Authorization"]
    assert Vapid02.verify(authorization)
    key = public_key(await channels.vapid())
    assert f"k={text(key)}" in authorization
    claims = authorization.split("t=")[1].split(".")[1]
    told = json.loads(base64.urlsafe_b64decode(claims + "=="))
    assert told["aud"] == "https://push.example.org"


async def test_a_browser_that_is_gone_gets_no_more(channels: Channels, service: Service) -> None:
    service.status = 410
    sender = deliver(channels, service)
    await sender(NUDGE)
    await sender(NUDGE)
    assert len(service.asked) == 1
    assert channels.places.devices == ()


async def test_a_failure_is_told_and_stops_nothing(channels: Channels, service: Service) -> None:
    service.status = 500
    sender = deliver(channels, service)
    await sender(NUDGE)
    assert "didn't go through" in sender.problems["phone"]
    service.status = 201
    await sender(NUDGE)
    assert sender.problems == {}


async def test_nothing_is_sent_where_nothing_is_switched_on(
    tmp_path: Path, service: Service
) -> None:
    await deliver(Channels(tmp_path, bytes(32)), service)(NUDGE)
    assert service.asked == []
    assert not (tmp_path / "channels.sealed").exists()


async def test_places_are_sealed(channels: Channels, tmp_path: Path, service: Service) -> None:
    content = (tmp_path / "channels.sealed").read_bytes()
    assert b"push.example.org" not in content
    wrong = Channels(tmp_path, bytes([1]) * 32)
    await wrong.load()
    assert "can't be opened" in wrong.problem
    again = Channels(tmp_path, bytes(32))
    await again.load()
    assert again.places.devices == (service.device(),)


async def test_apprise_without_its_package_says_what_to_install(
    tmp_path: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    channels = Channels(tmp_path, bytes(32))
    await channels.change(Places(apprise=("mailto://x",)))
    sender = deliver(channels, service)
    await sender(NUDGE)
    assert "alongside[apprise]" in sender.problems["apprise"]


async def test_apprise_is_given_what_a_push_may_show(
    tmp_path: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[list[str], str]] = []

    class Apprise:
        def __init__(self) -> None:
            self.to: list[str] = []

        def add(self, address: str) -> None:
            self.to.append(address)

        async def async_notify(self, *, title: str, body: str) -> bool:
            sent.append((self.to, body))
            return title == "Alongside"

    double = ModuleType("apprise")
    monkeypatch.setattr(double, "Apprise", Apprise, raising=False)
    monkeypatch.setitem(sys.modules, "apprise", double)
    channels = Channels(tmp_path, bytes(32))
    await channels.change(Places(apprise=("mailto://x", "ntfy://y")))
    await deliver(channels, service)(NUDGE)
    assert sent == [(["mailto://x", "ntfy://y"], "There is something for you.")]
