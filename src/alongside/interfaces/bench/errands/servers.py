"""The servers that tasks are done on, started once for all of them: Radicale, pymap, aiosmtpd, a
web server of our own, an MCP server of the official SDK. All are of this machine alone."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from alongside.tools.connections import Account, Mail, Mcp
from alongside.tools.web.guarded import Address, Web

if TYPE_CHECKING:
    from aiosmtpd.smtp import Envelope

HERE = "127.0.0.1"
ME, SECRET = "ada", "secret"
ADDRESS = "ada@example.org"
SITE = "pages.example"
NEEDS: Mapping[str, tuple[str, ...]] = {
    "calendar": ("radicale",),
    "contacts": ("radicale",),
    "mail": ("pymap", "aiosmtpd", "imap_tools", "aiosmtplib"),
    "web": ("trafilatura",),
    "mcp": ("mcp",),
    "files": (),
}
"""The packages that must be there for what a task uses; some come with no extra of Alongside."""
SECONDS = 30.0
"""How long a server may take to start."""


@dataclass(frozen=True, slots=True)
class Servers:
    """What runs, as it is connected; `letters` and `asked` are what came to the servers."""

    dav: str = ""
    mail: Mail | None = None
    web: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    letters: list[Envelope] = field(default_factory=list)

    @property
    def site(self) -> str:
        """The address of the pages as a person names it."""
        return f"http://{SITE}:{urlsplit(self.web).port}"

    def account(self, collection: str) -> Account:
        return Account(url=f"{self.dav}/{ME}/{collection}", user=ME, password=SECRET)

    def reader(self) -> Web:
        """Reads pages as if this machine were all of the internet."""
        return Web(_is_here, _resolved, ports=None)


def missing(uses: Iterable[str]) -> list[str]:
    """The packages that aren't there for what is used."""
    return [name for use in uses for name in NEEDS[use] if find_spec(name) is None]


def weather() -> Mcp:
    """The MCP server, before anybody saw its tools."""
    return Mcp(
        name="weather", command=(sys.executable, str(Path(__file__).with_name("weather.py")))
    )


@asynccontextmanager
async def serving(uses: Iterable[str]) -> AsyncIterator[Servers]:
    """Runs what is used."""
    used = set(uses)
    async with AsyncExitStack() as stack:
        letters: list[Envelope] = []
        pages: dict[str, str] = {}
        asked: list[str] = []
        yield Servers(
            dav=await stack.enter_async_context(_radicale())
            if used & {"calendar", "contacts"}
            else "",
            mail=await stack.enter_async_context(_mailbox(letters)) if "mail" in used else None,
            web=await stack.enter_async_context(_web(pages, asked)) if "web" in used else "",
            pages=pages,
            asked=asked,
            letters=letters,
        )


@asynccontextmanager
async def _radicale() -> AsyncIterator[str]:
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), _free_port()
        (folder / "users").write_text(f"{ME}:{SECRET}\n", encoding="utf-8")
        settings = {"server-hosts": f"{HERE}:{port}", "auth-type": "htpasswd",
                    "auth-htpasswd-filename": str(folder / "users"), "auth-delay": "0",
                    "auth-htpasswd-encryption": "plain",
                    "storage-filesystem-folder": str(folder / "kept")}  # fmt: skip
        given = [f"--{name}={value}" for name, value in settings.items()]
        async with _program(port, sys.executable, "-m", "radicale", "--config", "", *given):
            yield f"http://{HERE}:{port}"


@asynccontextmanager
async def _mailbox(letters: list[Envelope]) -> AsyncIterator[Mail]:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult, LoginPassword

    async def takes(_server: Any, _session: Any, envelope: Envelope) -> str:
        letters.append(envelope)
        return "250 OK"

    known = LoginPassword(ME.encode(), SECRET.encode())
    imap, smtp = _free_port(), _free_port()
    controller = Controller(
        SimpleNamespace(handle_DATA=takes),
        hostname=HERE,
        port=smtp,
        auth_require_tls=False,
        authenticator=lambda *given: AuthResult(success=given[-1] == known),
    )
    program = str(Path(sys.executable).parent / "pymap")
    given = ["--host", HERE, "--port", str(imap), "--no-tls", "--no-service", "admin",
             "--no-service", "managesieve", "dict", "--demo-user", ME,
             "--demo-password", SECRET]  # fmt: skip
    async with _program(imap, program, *given):
        await asyncio.to_thread(controller.start)
        try:
            yield Mail(
                address=ADDRESS, user=ME, password=SECRET, imap=HERE, smtp=HERE,
                imap_port=imap, smtp_port=smtp, security="none",
            )  # fmt: skip
        finally:
            await asyncio.to_thread(controller.stop)


@asynccontextmanager
async def _web(pages: Mapping[str, str], asked: list[str]) -> AsyncIterator[str]:
    """Pages by their paths, and a search as SearXNG answers, over all pages."""

    class Served(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.headers['Host']}{self.path}")
            path = urlsplit(self.path).path
            if path == "/search":
                self._send("application/json", json.dumps({"results": _found(pages, site)}))
            else:
                self._send("text/html; charset=utf-8", pages.get(path, "<p>Nothing is here.</p>"))

        def _send(self, kind: str, text: str) -> None:
            body = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer((HERE, 0), Served)
    port = server.server_address[1]
    site = f"http://{SITE}:{port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://{HERE}:{port}"
    finally:
        await asyncio.to_thread(server.shutdown)
        await asyncio.to_thread(thread.join)
        server.server_close()


def _found(pages: Mapping[str, str], site: str) -> list[dict[str, str]]:
    return [
        {"title": path.strip("/"), "url": f"{site}{path}", "content": text[:200]}
        for path, text in pages.items()
    ]


@asynccontextmanager
async def _program(port: int, *command: str) -> AsyncIterator[None]:
    """A server as a process of its own, once it answers at its port."""
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, stdout=quiet, stderr=quiet)
    try:
        async with asyncio.timeout(SECONDS):
            await _answers(port)
        yield
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _answers(port: int) -> None:
    while True:
        with suppress(OSError):
            _, writer = await asyncio.open_connection(HERE, port)
            writer.close()
            return
        await asyncio.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HERE, 0))
        return int(free.getsockname()[1])


def _is_here(address: Address) -> bool:
    return str(address) == HERE


async def _resolved(_host: str, _port: int) -> list[str]:
    return [HERE]
