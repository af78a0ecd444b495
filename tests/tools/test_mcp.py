"""Tools of real MCP servers, over stdio and HTTP: pinned, gated, and never believed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.tools.conftest import Hands

from alongside.gate.tool import ToolError
from alongside.interfaces.hands import Hands as Connecting
from alongside.log.kinds import Decided, Did, Failed
from alongside.log.moment import Trust
from alongside.tools.connections import Connections, Mcp, Pinned
from alongside.tools.mail.outbox import Outbox
from alongside.tools.mcp.link import Link
from alongside.tools.mcp.remote import Remote, digest

SERVER = str(Path(__file__).parent / "mcp_server.py")
STDIO = Mcp(name="sky", command=(sys.executable, SERVER))
CHANGED = Mcp(name="sky", command=(sys.executable, SERVER, "changed"))


@pytest.fixture(scope="module")
def http() -> Iterator[Mcp]:
    command = [sys.executable, SERVER, "http"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as up:
        assert up.stdout
        port = up.stdout.readline().strip()
        assert up.stderr
        while "running on" not in up.stderr.readline():
            pass
        yield Mcp(name="sky", url=f"http://127.0.0.1:{port}/mcp")
        up.kill()


@pytest.fixture(scope="module")
def offered(http: Mcp) -> tuple[Pinned, ...]:
    """What the server offers when the person allows it."""

    async def look() -> tuple[Pinned, ...]:
        link = Link(http)
        try:
            return await link.tools()
        finally:
            await link.close()

    return asyncio.run(look())


@pytest.mark.slow
async def test_a_tool_is_used_over_stdio_and_its_words_are_those_of_others(hands: Hands) -> None:
    await used(hands, STDIO)


async def test_a_tool_is_used_over_http(hands: Hands, http: Mcp) -> None:
    await used(hands, http)


async def used(hands: Hands, server: Mcp) -> None:
    link = Link(server)
    try:
        offered = {tool.name: tool for tool in await link.tools()}
        assert set(offered) == {"get_weather", "erase"}
        weather = Remote(server, offered["get_weather"], link)
        assert weather.spec.name == "sky_get_weather"
        done = await hands.do("How is the weather in Seoul?", weather, place="Seoul")
        assert isinstance(done.what, Did), done.what
        assert "Rain in Seoul" in done.what.text
        assert done.trust is Trust.OUTSIDE
        failed = await hands.do("And in Atlantis?", weather, place="Atlantis")
        assert isinstance(failed.what, Failed)
    finally:
        await link.close()


async def test_what_a_server_says_nothing_of_is_asked_about(
    hands: Hands, offered: tuple[Pinned, ...]
) -> None:
    erase = next(tool for tool in offered if tool.name == "erase")
    decided = await hands.do("How is the weather?", Remote(STDIO, erase, Link(STDIO)), what="mail")
    assert isinstance(decided.what, Decided)
    assert decided.what.verdict == "ask"


@pytest.mark.slow
async def test_a_changed_description_has_to_be_allowed_again(
    hands: Hands, offered: tuple[Pinned, ...]
) -> None:
    allowed = next(tool for tool in offered if tool.name == "get_weather")
    link = Link(CHANGED)
    weather = Remote(CHANGED, allowed, link)
    failed = await hands.do("How is the weather in Seoul?", weather, place="Seoul")
    assert isinstance(failed.what, Failed)
    assert "otherwise than when you allowed it" in failed.what.reason
    assert digest(allowed) != digest((await link.tools())[0])
    await link.close()


async def test_a_server_that_isnt_there_is_told_of() -> None:
    for server in (
        Mcp(name="gone", command=("/nowhere/server",)),
        Mcp(name="gone", url="http://127.0.0.1:9/mcp"),
    ):
        with pytest.raises(ToolError, match="gone can't be reached"):
            await Link(server).tools()


async def test_connections_are_sealed_and_their_tools_come_and_go(
    hands: Hands, tmp_path: Path, http: Mcp, offered: tuple[Pinned, ...]
) -> None:
    connecting = Connecting(
        Connections(tmp_path, bytes(32)), hands.tools, hands.log, Outbox(tmp_path, bytes(32))
    )
    await connecting.load()
    assert hands.tools() == {}
    assert await connecting.offered(http) == (offered, None)
    server = Mcp(name="sky", url=http.url, token="very secret token", tools=offered)
    await connecting.change(mcp=(server,))
    assert set(hands.tools()) == {"sky_get_weather", "sky_erase"}
    (file,) = tmp_path.glob("*.sealed")
    assert b"secret" not in file.read_bytes()
    again = Connections(tmp_path, bytes(32))
    await again.load()
    assert again.now.mcp[0].token == "very secret token"
    await connecting.change(mcp=())
    assert hands.tools() == {}


async def test_what_stays_connected_is_not_cut_off_when_something_else_changes(
    hands: Hands, tmp_path: Path, http: Mcp, offered: tuple[Pinned, ...]
) -> None:
    connecting = Connecting(
        Connections(tmp_path, bytes(32)), hands.tools, hands.log, Outbox(tmp_path, bytes(32))
    )
    server = Mcp(name="sky", url=http.url, tools=offered)
    await connecting.change(mcp=(server,))
    (link,) = connecting._links.values()
    client = await link._open()
    await connecting.change(weather="http://127.0.0.1:9")
    assert connecting._links["sky"] is link
    assert await link._open() is client
    await connecting.change(mcp=(Mcp(name="sky", url=http.url, token="other", tools=offered),))
    assert connecting._links["sky"] is not link
    assert link._client is None
    await connecting.close()
