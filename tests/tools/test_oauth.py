"""Signing in at a real MCP server behind a real OAuth server, both of the official SDK."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import httpx2
import msgspec
import pytest

from alongside.gate.tool import ToolError
from alongside.tools.connections import Mcp, Signed
from alongside.tools.mcp.link import Link
from alongside.tools.mcp.oauth import only_safe

SERVER = str(Path(__file__).parent / "oauth_server.py")
pytestmark = pytest.mark.slow


@contextmanager
def served(holds: int) -> Iterator[Mcp]:
    """A server whose tokens hold for so many seconds."""
    command = [sys.executable, SERVER, str(holds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as up:
        assert up.stdout
        port = up.stdout.readline().strip()
        assert up.stderr
        while "running on" not in up.stderr.readline():
            pass
        try:
            yield Mcp(name="diary", url=f"http://127.0.0.1:{port}/mcp", signed=Signed())
        finally:
            up.kill()


class Person:
    """Signs in as a browser does, and seals what came of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.signed = Signed()

    async def show(self, url: str) -> None:
        self.asked.append(url)
        async with httpx.AsyncClient(follow_redirects=True) as browser:
            back = parse_qs(urlsplit(url).query)["redirect_uri"][0]
            assert (await browser.get(back)).status_code == 404
            assert "You are signed in" in (await browser.get(url)).text

    async def keep(self, signed: Signed) -> None:
        self.signed = signed

    async def used(self, server: Mcp, *, asks: bool = False) -> str:
        link = Link(
            msgspec.structs.replace(server, signed=self.signed),
            self.keep,
            self.show if asks else None,
        )
        try:
            return await link.call("get_renewed", {})
        finally:
            await link.close()


async def test_the_person_signs_in_once_and_it_is_renewed_without_them() -> None:
    person = Person()
    with served(holds=2) as server:
        with pytest.raises(ToolError, match="connect mcp diary --sign-in"):
            await person.used(server)
        assert "renewed 0" in await person.used(server, asks=True)
        told = parse_qs(urlsplit(person.asked[0]).query)
        assert told["code_challenge_method"] == ["S256"]
        assert "access-" in person.signed.tokens
        before = person.signed.tokens
        await asyncio.sleep(3.1)
        assert "renewed 1" in await person.used(server)
        assert person.signed.tokens != before
        assert len(person.asked) == 1
        person.signed = msgspec.structs.replace(person.signed, tokens="", until=0.0)
        with pytest.raises(ToolError, match="sign in again"):
            await person.used(server)


async def test_a_server_cant_lead_the_sign_in_into_the_network() -> None:
    home = "http://127.0.0.1:7000/mcp"
    for allowed in ("http://127.0.0.1:7000/token", "https://login.example/token"):
        await only_safe(httpx2.Request("GET", allowed), home)
    for refused in ("http://192.168.0.1/token", "http://127.0.0.1:7001/", "http://login.example/"):
        with pytest.raises(ToolError, match="isn't safe"):
            await only_safe(httpx2.Request("GET", refused), home)
