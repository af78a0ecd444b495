"""On the local network: who trusts the authority gets in with a link, a stranger nothing."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from fastapi import FastAPI
from starlette.testclient import TestClient
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from alongside.interfaces.api.app import make_app
from alongside.interfaces.api.serve import listen, serving
from alongside.interfaces.api.sessions import Sessions
from alongside.interfaces.lan.authority import AUTHORITY_LIFE, authority
from alongside.interfaces.lan.guide import Guide
from alongside.interfaces.lan.lan import Lan, ready, served
from alongside.interfaces.lan.network import Network, NoNetwork, network
from alongside.interfaces.parts import Life

from .api.conftest import OneSample, Stop, living

SECRET = bytes(range(32))
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
HERE = Network("127.0.0.1", ("10.11.12.13", "mybox.local"))
"""The loopback stands for the network's address; devices call it by its names."""


@pytest.fixture
async def lan(tmp_path: Path) -> Lan:
    return await ready(tmp_path, SECRET, found=HERE)


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[Life]:
    async with living(tmp_path) as (life, _):
        yield life


@pytest.fixture
def app(life: Life, lan: Lan) -> FastAPI:
    return make_app(life, Sessions(), OneSample(life), Stop(), lan=lan)


def trusting(lan: Lan) -> ssl.SSLContext:
    """What a phone trusts that has the authority's certificate."""
    context = ssl.create_default_context(cadata=lan.authority.der)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


async def test_who_trusts_the_authority_comes_in_with_a_link(lan: Lan, app: FastAPI) -> None:
    sessions: Sessions = app.state.running.sessions
    address = f"https://127.0.0.1:{lan.app.getsockname()[1]}"
    named = {"Host": "mybox.local", "Origin": "https://mybox.local"}
    async with (
        served(lan, app),
        httpx.AsyncClient(verify=trusting(lan), base_url=address, headers=named) as phone,
    ):
        named_so = {"sni_hostname": "mybox.local"}
        opened = await phone.post(
            "/api/v1/session", json={"link": sessions.link("Phone")}, extensions=named_so
        )
        assert opened.status_code == 201
        assert "Secure" in opened.headers["set-cookie"]
        cookie = opened.headers["set-cookie"].partition(";")[0]
        entered = {"X-Alongside-Token": opened.json()["token"], "Cookie": cookie}
        listed = await phone.get("/api/v1/devices", headers=entered, extensions=named_so)
        assert [one["name"] for one in listed.json()["browsers"]] == ["Phone"]
        assert listed.json()["network"]["fingerprint"] == lan.fingerprint


async def test_a_stranger_in_the_network_gets_nothing(lan: Lan, app: FastAPI) -> None:
    """Every address of the API, and every WebSocket, asked without a session."""
    port = lan.app.getsockname()[1]
    named_so = {"sni_hostname": "mybox.local"}
    async with (
        served(lan, app),
        httpx.AsyncClient(
            verify=trusting(lan),
            base_url=f"https://127.0.0.1:{port}",
            headers={"Host": "mybox.local"},
        ) as stranger,
    ):
        for path, operations in app.openapi()["paths"].items():
            for method in operations:
                if (path, method) == ("/api/v1/session", "post"):
                    continue
                filled = path.replace("{", "").replace("}", "")
                answer = await stranger.request(method.upper(), filled, extensions=named_so)
                assert answer.status_code == 401, (method, path)
        wrong = await stranger.post(
            "/api/v1/session", json={"link": "guessed"}, extensions=named_so
        )
        assert wrong.status_code == 403
        for stream in ("talk", "events", "live"):
            with pytest.raises(InvalidStatus):
                await connect(
                    f"wss://mybox.local:{port}/api/v1/{stream}", host="127.0.0.1",
                    ssl=trusting(lan), subprotocols=[],
                )  # fmt: skip


async def test_names_of_the_network_are_answered_behind_tls_alone(lan: Lan, app: FastAPI) -> None:
    """Else a name made to point at this machine would open its own server to a page."""
    with listen() as bound:
        async with served(lan, app), serving(app, bound):
            here = f"http://127.0.0.1:{bound.getsockname()[1]}"
            there = f"https://127.0.0.1:{lan.app.getsockname()[1]}"
            named_so = {"sni_hostname": "mybox.local"}
            async with httpx.AsyncClient(verify=trusting(lan)) as client:
                for host in ("mybox.local", "10.11.12.13"):
                    refused = await client.get(here, headers={"Host": host})
                    assert refused.status_code == 403
                for host in ("localhost", "evil.example", "127.0.0.1"):
                    refused = await client.get(there, headers={"Host": host}, extensions=named_so)
                    assert refused.status_code == 403


async def test_who_does_not_trust_the_authority_does_not_connect(lan: Lan, app: FastAPI) -> None:
    async with served(lan, app), httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(f"https://127.0.0.1:{lan.app.getsockname()[1]}")


def test_the_authority_is_kept_sealed_and_made_anew_near_its_end(tmp_path: Path) -> None:
    made = authority(tmp_path, SECRET, NOW)
    assert authority(tmp_path, SECRET, NOW).fingerprint == made.fingerprint
    sealed = (tmp_path / "authority.key").read_bytes()
    assert b"ENCRYPTED" in sealed
    assert (tmp_path / "authority.key").stat().st_mode & 0o777 == 0o600
    late = NOW + AUTHORITY_LIFE - timedelta(days=30)
    renewed = authority(tmp_path, SECRET, late)
    assert renewed.fingerprint != made.fingerprint
    assert authority(tmp_path, bytes(32), late).fingerprint != renewed.fingerprint


def test_the_authority_can_vouch_for_no_site_of_the_web(tmp_path: Path) -> None:
    """What its key signs for such a name is refused, as its constraints are critical."""
    made = authority(tmp_path, SECRET, datetime.now(UTC))
    constraints = made.certificate.extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    for name, fine in (("mybox.local", True), ("bank.example", False)):
        server = made.server((name,), datetime.now(UTC))
        assert _shakes_hands(server, made.der, name) is fine


def _shakes_hands(server: ssl.SSLContext, trusted: bytes, name: str) -> bool:
    """Whether a client that trusts the authority takes the server for `name`."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = ssl.create_default_context(cadata=trusted).wrap_bio(back, there, server_hostname=name)
    other = server.wrap_bio(there, back, server_side=True)
    for _ in range(6):
        for side in (client, other):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLError:
                return False
    return client.version() is not None


def test_the_page_that_leads_there_holds_nothing_of_the_life(tmp_path: Path) -> None:
    made = authority(tmp_path, SECRET, NOW)
    guide = TestClient(Guide("https://10.11.12.13:8643", made.der, made.fingerprint).app())
    page = guide.get("/")
    assert made.fingerprint in page.text
    assert 'href="https://10.11.12.13:8643"' in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "지문" in guide.get("/", headers={"Accept-Language": "ko-KR"}).text
    assert guide.get("/alongside.crt").content == made.der
    assert guide.get("/guide.css").headers["content-type"].startswith("text/css")
    for path in ("/api/v1/status", "/index.html", "/authority.key", "/../authority.key"):
        assert guide.get(path).status_code == 404
    assert guide.post("/").status_code == 405


@pytest.mark.parametrize("address", ["203.0.113.7", "127.0.0.1", "8.8.8.8"])
def test_it_is_opened_to_private_networks_alone(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.interfaces.lan.network._address", lambda: address)
    with pytest.raises(NoNetwork, match="Nothing was opened"):
        network()
    monkeypatch.setattr("alongside.interfaces.lan.network._address", lambda: "192.168.1.7")
    assert network().names[0] == "192.168.1.7"
