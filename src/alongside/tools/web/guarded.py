"""HTTP that reaches public addresses only, whatever a name points at.

A name is resolved once, each of its addresses is checked, and the one that was checked is the one
connected to; so a name that changes what it points at gains nothing. Every redirect is a new
request, held to the same.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Any

from alongside.gate.tool import ToolError

if TYPE_CHECKING:
    import httpcore
    import httpx

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[list[str]]]
PORTS = frozenset({80, 443, 8080, 8443})
SECONDS = 20.0
MOST_REDIRECTS = 5
MOST_BYTES = 3_000_000
AGENT = "Alongside (personal assistant; reads one page at a time)"


def public(address: Address) -> bool:
    """Whether an address is somewhere on the internet, and nothing of a network or a machine."""
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if inner is not None:
        return public(inner)
    teredo = getattr(address, "teredo", None)
    return address.is_global and not address.is_multicast and teredo is None


async def resolved(host: str, port: int) -> list[str]:
    """The addresses that a name points at now."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Web:
    """Gets pages. `allowed` says which addresses may be reached, `resolve` what names point at."""

    def __init__(
        self, allowed: Callable[[Address], bool] = public, resolve: Resolve = resolved,
        ports: frozenset[int] | None = PORTS,
    ) -> None:  # fmt: skip
        self._allowed = allowed
        self._resolve = resolve
        self._ports = ports

    async def get(self, url: str) -> tuple[str, str, bytes]:
        """The address a page was found at in the end, its content type and its content.

        Raises `ToolError`.
        """
        import httpx

        try:
            async with (
                asyncio.timeout(SECONDS),
                httpx.AsyncClient(transport=self._transport(), trust_env=False) as client,
            ):
                return await self._followed(client, url)
        except TimeoutError:
            raise ToolError(f"{url} took too long.") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise ToolError(f"{url} can't be read: {error}") from error

    async def _followed(self, client: httpx.AsyncClient, url: str) -> tuple[str, str, bytes]:
        import httpx

        at = httpx.URL(url)
        for _ in range(MOST_REDIRECTS + 1):
            self._sound(at)
            headers = {"User-Agent": AGENT, "Accept": "text/html, text/plain;q=0.8"}
            async with client.stream("GET", at, headers=headers) as answer:
                if answer.is_redirect:
                    following = at.join(answer.headers["location"])
                    if at.scheme == "https" and following.scheme != "https":
                        raise ToolError(f"{url} leads to an address that isn't safe.")
                    at = following
                    continue
                if answer.status_code >= 400:
                    raise ToolError(f"{url} answered with {answer.status_code}.")
                kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
                return str(at), kind, await _bounded(answer)
        raise ToolError(f"{url} leads from address to address without end.")

    def _sound(self, at: httpx.URL) -> None:
        """Whether it is an address that may be asked at all. Raises `ToolError`."""
        port = at.port or (443 if at.scheme == "https" else 80)
        fits = self._ports is None or port in self._ports
        if at.scheme not in ("http", "https") or not at.host or at.userinfo or not fits:
            raise ToolError(f"{at} is no address of a public page.")

    async def pinned(self, host: str, port: int) -> str:
        """The address to connect to for a name, all of whose may be. Raises `ToolError`."""
        try:
            found = await self._resolve(host, port)
        except OSError as error:
            raise ToolError(f"There is no {host}: {error.strerror}.") from error
        for one in found:
            if not self._allowed(ipaddress.ip_address(one.split("%")[0])):
                raise ToolError(f"{host} is an address of a private network, so it wasn't opened.")
        if not found:
            raise ToolError(f"There is no {host}.")
        return found[0]

    def _transport(self) -> httpx.AsyncBaseTransport:
        return _made(self)


def _made(web: Web) -> httpx.AsyncBaseTransport:
    """A transport of httpx whose connections go to checked addresses only."""
    import httpcore
    import httpx

    class Backend(httpcore.AsyncNetworkBackend):
        def __init__(self) -> None:
            self._inner = httpcore.AnyIOBackend()

        async def connect_tcp(
            self, host: str, port: int, *given: Any, **named: Any
        ) -> httpcore.AsyncNetworkStream:
            pinned = await web.pinned(host, port)
            return await self._inner.connect_tcp(pinned, port, *given, **named)

        async def sleep(self, seconds: float) -> None:
            await self._inner.sleep(seconds)

    class Body(httpx.AsyncByteStream):
        def __init__(self, response: httpcore.Response) -> None:
            self._response = response

        async def __aiter__(self) -> AsyncIterator[bytes]:
            async for piece in self._response.aiter_stream():
                yield piece

        async def aclose(self) -> None:
            await self._response.aclose()

    class Transport(httpx.AsyncBaseTransport):
        def __init__(self) -> None:
            self._pool = httpcore.AsyncConnectionPool(
                ssl_context=ssl.create_default_context(), network_backend=Backend()
            )

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            given = httpcore.Request(
                request.method, str(request.url), headers=request.headers.raw,
                extensions={"timeout": {"connect": SECONDS, "read": SECONDS, "write": SECONDS}},
            )  # fmt: skip
            try:
                answer = await self._pool.handle_async_request(given)
            except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as e:
                raise httpx.TransportError(str(e) or type(e).__name__) from e
            return httpx.Response(answer.status, headers=answer.headers, stream=Body(answer))

        async def aclose(self) -> None:
            await self._pool.aclose()

    return Transport()


async def _bounded(answer: httpx.Response) -> bytes:
    held = bytearray()
    async for piece in answer.aiter_bytes():
        held += piece
        if len(held) > MOST_BYTES:
            break
    return bytes(held[:MOST_BYTES])
