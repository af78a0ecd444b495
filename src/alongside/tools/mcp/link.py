"""A connection to one MCP server, made when it is first needed.

It is opened and closed in a task of its own, as the SDK asks; calls may come from anywhere.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from alongside.gate.tool import ToolError
from alongside.tools.connections import Mcp, Pinned, Signed
from alongside.tools.mcp.oauth import PATIENCE as SIGNING
from alongside.tools.mcp.oauth import Keep, Show, only_safe, signing

if TYPE_CHECKING:
    import httpx2
    from mcp import Client

log = logging.getLogger(__name__)

Hooks = dict[str, list[Callable[..., Any]]]
PATIENCE = 30.0
"""Seconds in which a server must answer that it is there."""
MOST_PAGES = 20
NEEDED = "MCP needs an extra of Alongside: pip install 'alongside[mcp]'"


class Link:
    """One server. Raises `ToolError` wherever it can't be reached."""

    def __init__(self, server: Mcp, keep: Keep | None = None, show: Show | None = None) -> None:
        """`keep` seals what signing in gives; where `show` is given, the person may be asked to."""
        self.server = server
        self._keep = keep or _unkept
        self._show = show
        self._turn = asyncio.Lock()
        self._client: Client | None = None
        self._holding: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()

    def leads_to(self, server: Mcp) -> bool:
        """Whether it is a link to that server, whatever is known of its tools by now and however
        its token was renewed."""
        return _led(self.server) == _led(server)

    async def tools(self) -> tuple[Pinned, ...]:
        """What the server offers now."""
        client = await self._open()
        found: list[Pinned] = []
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            page = await self._within(client.list_tools(cursor=cursor))
            found += [_pinned(tool) for tool in page.tools]
            cursor = page.next_cursor
            if not cursor:
                break
        return tuple(found)

    async def call(self, tool: str, arguments: Mapping[str, Any]) -> str:
        """What a tool gives, as text."""
        client = await self._open()
        result = await self._within(client.call_tool(tool, dict(arguments)), None)
        text = "\n".join(_text(block) for block in result.content)
        if result.is_error:
            raise ToolError(f"{self.server.name} says: {text[:2000]}")
        return text

    async def close(self) -> None:
        """Let go of the server; the next call connects anew."""
        self._closing.set()
        if self._holding is not None:
            with suppress(Exception):
                await self._holding
        self._client = self._holding = None

    async def _open(self) -> Client:
        async with self._turn:
            if self._client is None or self._holding is None or self._holding.done():
                self._closing = asyncio.Event()
                ready: asyncio.Future[Client] = asyncio.get_running_loop().create_future()
                self._holding = asyncio.create_task(self._hold(ready), name=self.server.name)
                self._client = await ready
            return self._client

    async def _hold(self, ready: asyncio.Future[Client]) -> None:
        """Keep the connection open until it is let go of."""
        try:
            async with _connected(self.server, self._keep, self._show) as client:
                ready.set_result(client)
                await self._closing.wait()
        except ImportError:
            ready.set_exception(ToolError(NEEDED))
        except Exception as error:
            log.info("an MCP server broke off", exc_info=True)
            if not ready.done():
                ready.set_exception(ToolError(f"{self._title} can't be reached: {_said(error)}."))

    async def _within(self, work: Any, seconds: float | None = PATIENCE) -> Any:
        try:
            async with asyncio.timeout(seconds):
                return await work
        except ToolError:
            raise
        except Exception as error:
            await self.close()
            raise ToolError(f"{self._title} broke off: {_said(error)}.") from error

    @property
    def _title(self) -> str:
        return f"The MCP server {self.server.name}"


@asynccontextmanager
async def _connected(server: Mcp, keep: Keep, show: Show | None) -> AsyncIterator[Client]:
    """The SDK's client, on a program started here or an address."""
    from mcp import Client, StdioServerParameters, stdio_client

    async with AsyncExitStack() as stack:
        if server.command:
            program, *words = server.command
            quiet = stack.enter_context(_quiet())
            given = StdioServerParameters(command=program, args=words)
            transport = stdio_client(given, errlog=quiet)
        else:
            from mcp.client.streamable_http import streamable_http_client

            http = await stack.enter_async_context(_http(server, keep, show))
            transport = streamable_http_client(server.url, http_client=http)
        async with asyncio.timeout(SIGNING if show else PATIENCE):
            client = await stack.enter_async_context(Client(transport))
        yield client


@asynccontextmanager
async def _http(server: Mcp, keep: Keep, show: Show | None) -> AsyncIterator[httpx2.AsyncClient]:
    """HTTP with the token for the server, or signed as the person signed in there."""
    import httpx2

    headers = {"Authorization": f"Bearer {server.token}"} if server.token else {}
    async with AsyncExitStack() as stack:
        auth = None
        if server.signed is not None:
            auth = await stack.enter_async_context(signing(server, keep, show))
        hooks: Hooks = {"request": [partial(only_safe, home=server.url)]}
        client = httpx2.AsyncClient(
            headers=headers, auth=auth, event_hooks=hooks, timeout=PATIENCE, trust_env=False
        )
        yield await stack.enter_async_context(client)


def _led(server: Mcp) -> tuple[object, ...]:
    """Where a server is, and who we are there."""
    client = server.signed.client if server.signed else None
    return server.command, server.url, server.token, client


async def _unkept(_: Signed) -> None:
    """Where nothing is to be sealed."""


@contextmanager
def _quiet() -> Iterator[TextIO]:
    """Where a server's own chatter goes."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        yield nowhere


def _pinned(tool: Any) -> Pinned:
    told = tool.annotations.model_dump(by_alias=True, exclude_none=True) if tool.annotations else {}
    return Pinned(
        name=tool.name,
        description=tool.description or "",
        parameters=dict(tool.input_schema),
        annotations=told,
    )


def _text(block: Any) -> str:
    text = getattr(block, "text", None)
    if text is None:
        text = getattr(getattr(block, "resource", None), "text", None)
    return str(text) if text is not None else f"[{block.type}]"


def _said(error: BaseException) -> str:
    """What went wrong, out of the groups that tasks wrap it in."""
    while isinstance(error, BaseExceptionGroup) and error.exceptions:
        error = error.exceptions[0]
    return str(error) or type(error).__name__
