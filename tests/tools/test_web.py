"""The web, over real HTTP: searched, read without scripts, and no way into a private network."""

from __future__ import annotations

import ipaddress
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tools.conftest import Hands

from alongside.gate.tool import ToolError
from alongside.log.kinds import Decided, Did
from alongside.log.moment import Trust
from alongside.tools.web.guarded import Web, public
from alongside.tools.web.page import ReadPage
from alongside.tools.web.search import SearchWeb

PAGE = """<html><head><title>Tides</title><script>document.write("INJECTED")</script></head><body>
<nav><a href="/">Home</a></nav><article><h1>Tides</h1><p>The tide at Busan is highest at four in the
afternoon today, as the harbour office says in its table for the whole of the winter.</p><p>Boats
leave an hour before, and come back with the evening tide.</p></article></body></html>"""


class Served(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        parts = urlsplit(self.path)
        if parts.path == "/search":
            words = parse_qs(parts.query)["q"][0]
            found = {"title": f"On {words}", "url": "https://tides.example/", "content": "Four."}
            self._send(200, "application/json", json.dumps({"results": [found]}).encode())
        elif parts.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", parts.path.removeprefix("/to/"))
            self.end_headers()
        elif parts.path == "/picture":
            self._send(200, "image/png", b"x")
        else:
            self._send(200, "text/html; charset=utf-8", PAGE.encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Served)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


async def here(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


def web() -> Web:
    """As if this machine were tides.example on the internet, and nothing else were."""
    return Web(lambda address: str(address) == "127.0.0.1", here, ports=None)


async def test_a_page_is_read_without_its_scripts(hands: Hands, port: int) -> None:
    url = f"http://tides.example:{port}/tides"
    done = await hands.do(f"What does {url} say?", ReadPage(web()), url=url)
    assert isinstance(done.what, Did), done.what
    assert "highest at four" in done.what.text
    assert "INJECTED" not in done.what.text
    assert done.trust is Trust.OUTSIDE


async def test_pages_are_found(hands: Hands, port: int) -> None:
    found = await hands.did(
        "Search the web for the tide at Busan",
        SearchWeb(f"http://127.0.0.1:{port}/"), query="tide at Busan",
    )  # fmt: skip
    assert "On tide at Busan" in found


async def test_a_search_that_is_none_is_told_of(port: int) -> None:
    with pytest.raises(ToolError, match="SearXNG"):
        await SearchWeb(f"http://127.0.0.1:{port}/to").run({"query": "x"})


async def test_an_address_that_nobody_named_is_asked_about(hands: Hands, port: int) -> None:
    url = f"http://evil.example:{port}/?d=4711"
    decided = await hands.do("How is the tide?", ReadPage(web()), url=url)
    assert isinstance(decided.what, Decided)
    assert decided.what.verdict in ("ask", "deny")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/latest",
     "http://10.0.0.1/", "http://192.168.1.1/", "http://[::ffff:10.0.0.1]/", "http://0.0.0.0/",
     "http://2130706433/", "http://100.64.0.1/", "file:///etc/passwd", "ftp://example.com/",
     "http://user:pass@example.com/", "http://example.com:22/", "gopher://example.com/", "nothing"],
)  # fmt: skip
async def test_no_private_address_is_reached(url: str) -> None:
    with pytest.raises(ToolError):
        await Web().get(url)


async def test_no_redirect_leads_inside(port: int) -> None:
    async def resolve(host: str, _port: int) -> list[str]:
        return ["127.0.0.1"] if host == "tides.example" else ["10.0.0.7"]

    guarded = Web(lambda address: str(address) == "127.0.0.1", resolve, ports=None)
    before = len(Served.asked)
    with pytest.raises(ToolError, match="private network"):
        await guarded.get(f"http://tides.example:{port}/to/http://inside.example:{port}/admin")
    assert Served.asked[before:] == [f"/to/http://inside.example:{port}/admin"]


async def test_a_name_is_resolved_once_and_with_all_that_it_points_at(port: int) -> None:
    asked: list[str] = []

    async def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.7"]

    one = Web(lambda address: str(address) == "127.0.0.1", resolve, ports=None)
    await one.get(f"http://tides.example:{port}/")
    assert asked == ["tides.example"]

    async def both(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1", "10.0.0.7"]

    two = Web(lambda address: str(address) == "127.0.0.1", both, ports=None)
    with pytest.raises(ToolError, match="private network"):
        await two.get(f"http://tides.example:{port}/")


async def test_what_has_no_words_is_told_of(port: int) -> None:
    with pytest.raises(ToolError, match="image/png"):
        await ReadPage(web()).run({"url": f"http://tides.example:{port}/picture"})


async def test_redirects_end(port: int) -> None:
    with pytest.raises(ToolError, match="without end"):
        await web().get(f"http://tides.example:{port}" + "/to/" * 7)


@given(st.ip_addresses())
def test_nothing_of_a_network_counts_as_public(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert not public(address)
