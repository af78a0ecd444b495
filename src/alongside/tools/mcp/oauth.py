"""Signing in at an MCP server by OAuth 2.1 (authorization code with PKCE), as the SDK does it.

The person signs in with their browser, which comes back to a port of this machine. What the server
then gives is handed over to be sealed; it is renewed without them, as long as the server lets it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import msgspec

from alongside.gate.tool import ToolError
from alongside.tools.connections import Mcp, Signed

if TYPE_CHECKING:
    import httpx2
    from mcp.client.auth import OAuthClientProvider
    from mcp.client.auth.oauth2 import OAuthContext
    from mcp.shared.auth import AuthorizationCodeResult, OAuthClientInformationFull, OAuthToken

Keep = Callable[[Signed], Awaitable[None]]
"""Seals what the server gave."""
Show = Callable[[str], Awaitable[None]]
"""Shows the person the address at which they sign in."""
PATIENCE = 300.0
"""Seconds in which the person must have signed in."""
PATH = "/signed-in"
_PAGE = b"""HTTP/1.1 %b\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n%b"""


class Sealed:
    """The SDK's storage of what a server gave."""

    def __init__(self, signed: Signed, keep: Keep) -> None:
        self.now = signed
        self._keep = keep
        self.context: OAuthContext | None = None

    async def get_tokens(self) -> OAuthToken | None:
        from mcp.shared.auth import OAuthToken

        return OAuthToken.model_validate_json(self.now.tokens) if self.now.tokens else None

    async def set_tokens(self, tokens: OAuthToken) -> None:
        """Kept with when they end and where they are renewed, which the SDK would forget."""
        known = self.context.oauth_metadata if self.context else None
        until = self.context.token_expiry_time if self.context else None
        await self._change(
            tokens=tokens.model_dump_json(exclude_none=True),
            server=known.model_dump_json(exclude_none=True) if known else self.now.server,
            until=until or 0.0,
        )

    async def get_client_info(self) -> OAuthClientInformationFull | None:
        from mcp.shared.auth import OAuthClientInformationFull

        if not self.now.client:
            return None
        return OAuthClientInformationFull.model_validate_json(self.now.client)

    async def set_client_info(self, client_info: OAuthClientInformationFull) -> None:
        await self._change(client=client_info.model_dump_json(exclude_none=True))

    async def _change(self, **changed: str | float) -> None:
        self.now = msgspec.structs.replace(self.now, **changed)
        await self._keep(self.now)


@asynccontextmanager
async def signing(server: Mcp, keep: Keep, show: Show | None) -> AsyncIterator[OAuthClientProvider]:
    """What signs each request. Without `show` nobody is asked to sign in, and it fails instead."""
    logging.getLogger("mcp.client.auth").setLevel(logging.CRITICAL)  # what it tells, we tell
    async with _listening() as back:
        known = server.signed if show is None else None  # signing in begins anew, at a new port
        yield _provider(server, Sealed(known or Signed(), keep), back, show)


def _provider(server: Mcp, sealed: Sealed, back: _Back, show: Show | None) -> OAuthClientProvider:
    from mcp.client.auth import OAuthClientProvider
    from mcp.shared.auth import OAuthClientMetadata, OAuthMetadata
    from pydantic import AnyUrl

    async def redirect(url: str) -> None:
        if show is None or urlsplit(url).scheme not in ("http", "https"):
            again = f"alongside connect mcp {server.name} --sign-in"
            raise ToolError(f"{server.name} wants you to sign in again: {again}")
        await show(url)

    made = OAuthClientProvider(
        server_url=server.url,
        client_metadata=OAuthClientMetadata(
            client_name="Alongside", redirect_uris=[AnyUrl(back.address)]
        ),
        storage=sealed,
        redirect_handler=redirect,
        callback_handler=back.code,
    )
    sealed.context = made.context
    made.context.token_expiry_time = sealed.now.until or None
    if sealed.now.server:
        made.context.oauth_metadata = OAuthMetadata.model_validate_json(sealed.now.server)
    return made


async def only_safe(request: httpx2.Request, home: str) -> None:
    """What a server tells to be asked must be itself or HTTPS: it can't lead into the network."""
    if request.url.scheme != "https" and request.url.netloc.decode() != urlsplit(home).netloc:
        raise ToolError(f"It leads to {request.url.host}, which isn't safe.")


class _Back:
    """Where the browser comes back to, and what it brings."""

    def __init__(self) -> None:
        self.address = ""
        self._came: asyncio.Future[AuthorizationCodeResult] = (
            asyncio.get_running_loop().create_future()
        )

    async def code(self) -> AuthorizationCodeResult:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._came
        except TimeoutError:
            raise ToolError("Nobody signed in within five minutes.") from None

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request: the code, or anything else that a browser asks for."""
        line = (await reader.readline()).decode("latin-1").split(" ")
        said = self._take(line[1]) if len(line) == 3 and line[0] == "GET" else ""
        status = b"200 OK" if said else b"404 Not Found"
        writer.write(_PAGE % (status, said.encode()))
        await writer.drain()
        writer.close()

    def _take(self, target: str) -> str:
        from mcp.shared.auth import AuthorizationCodeResult

        parts = urlsplit(target)
        told = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path != PATH or self._came.done() or not ({"code", "error"} & set(told)):
            return ""
        if "code" not in told:
            self._came.set_exception(ToolError(f"You weren't let in: {told['error'][:100]}"))
            return "You weren't let in. You may close this page."
        self._came.set_result(
            AuthorizationCodeResult(code=told["code"], state=told.get("state"), iss=told.get("iss"))
        )
        return "You are signed in. You may close this page."


@asynccontextmanager
async def _listening() -> AsyncIterator[_Back]:
    back = _Back()
    server = await asyncio.start_server(back.answer, "127.0.0.1", 0, limit=1 << 14)
    back.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{PATH}"
    async with server:
        yield back
