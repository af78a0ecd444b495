"""What every request passes before anything else: which host it names, which page sent it.

A page of another site, another port or another name for this machine gets nowhere: not by reading
(fetch metadata, CORP, no CORS), not by acting (origin, session token), not by a name that it points
at this machine (Host). Sources: WHATWG Fetch (Origin, CORP), W3C Fetch Metadata, CSP 3.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from alongside.interfaces.api.closed import close
from alongside.interfaces.api.problems import Trouble, problem

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SAFE = ("GET", "HEAD", "OPTIONS")
FOREIGN = ("cross-site", "same-site")
MOST_BODY = 1 << 20
TOO_LARGE = "This is larger than what this address takes."


class Guard:
    """Turns away what doesn't come from our own page or a client of the person's own.

    `hosts` are the host names served, without a port, and `secure` those served behind TLS alone:
    a name of the local network can be made to point anywhere, but nobody else has its certificate.
    `roomy` are paths whose bodies may be larger
    than `MOST_BODY` because their handler streams and bounds them itself.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: Iterable[str] = LOOPBACK,
        roomy: Collection[str] = (),
        secure: Iterable[str] = (),
    ) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._secure = frozenset(host.lower() for host in secure)
        self._roomy = roomy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope, Headers(scope=scope))
        if refusal is None:
            limited = receive if scope["path"] in self._roomy else _Limited(receive)
            await self._app(scope, limited, _sealed(send))
        elif scope["type"] == "websocket":
            await WebSocketClose(1008, refusal[1])(scope, receive, send)
        else:
            await problem(*refusal)(scope, receive, _sealed(send))

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """The status and sentence to refuse with, or none."""
        host = headers.get("host", "").lower()
        served = self._secure if scope["scheme"] in ("https", "wss") else self._hosts
        if _name(host) not in served:
            return 403, "This name doesn't belong to Alongside; use the address that it printed."
        if _foreign(scope, headers, host):
            return 403, "This came from another page, so nothing was done."
        length = headers.get("content-length", "0")
        if scope["path"] not in self._roomy and (not length.isdigit() or int(length) > MOST_BODY):
            return 413, TOO_LARGE
        return None


def _name(host: str) -> str:
    """The host name without its port."""
    return host.rsplit(":", 1)[0] if host.rpartition(":")[2].isdigit() else host


def _foreign(scope: Scope, headers: Headers, host: str) -> bool:
    """Whether a page that isn't ours sent this.

    Opening our own page from a link elsewhere is no harm: it shows the page and tells nobody.
    """
    origin = headers.get("origin")
    if origin is not None and origin not in (f"http://{host}", f"https://{host}"):
        return True
    if headers.get("sec-fetch-site") not in FOREIGN:
        return False
    opening = headers.get("sec-fetch-mode") == "navigate" and scope.get("method") in SAFE
    topmost = headers.get("sec-fetch-dest") == "document"
    return not (opening and topmost and not scope["path"].startswith("/api/"))


class _Limited:
    """Reads a body up to `MOST_BODY`, whatever its length was said to be. Raises `Trouble`."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._read = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._read += len(message.get("body", b""))
        if self._read > MOST_BODY:
            raise Trouble(413, TOO_LARGE)
        return message


def _sealed(send: Send) -> Send:
    """Sends with the headers that keep a page to itself."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            close(MutableHeaders(scope=message))
        await send(message)

    return sending
