"""Servers on loopback and packages on disk, for the real clients to run against."""

from __future__ import annotations

import asyncio
import hashlib
import json
import zipfile
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from alongside.models.catalogue import Catalogue

Handle = Callable[["Request"], AsyncIterator[bytes]]


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Loopback:
    """An HTTP server: `handle` yields the raw bytes of an answer; the connection ends after it.

    `requests` are those that came, `cut` is set once a client went away before the end.
    """

    handle: Handle
    requests: list[Request] = field(default_factory=list)
    cut: asyncio.Event = field(default_factory=asyncio.Event)
    port: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> asyncio.Server:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await _read(reader)
            self.requests.append(request)
            gone = asyncio.create_task(reader.read())
            answer = asyncio.create_task(self._answer(request, writer))
            await asyncio.wait({gone, answer}, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                self.cut.set()
            for task in (gone, answer):
                task.cancel()
            await asyncio.gather(gone, answer, return_exceptions=True)
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        async for piece in self.handle(request):
            writer.write(piece)
            await writer.drain()


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    first, *lines = head.strip().split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method, path, headers, body)


@pytest.fixture
async def loopback() -> AsyncGenerator[Callable[[Handle], Any], None]:
    """Starts servers that are gone after the test."""
    started: list[asyncio.Server] = []

    async def start(handle: Handle) -> Loopback:
        served = Loopback(handle)
        started.append(await served.start())
        return served

    yield start
    for server in started:
        server.close()


@pytest.fixture
def respond() -> Callable[..., bytes]:
    """A whole HTTP answer."""

    def make(status: int, body: bytes | dict[str, Any], **headers: str) -> bytes:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        lines = {"content-type": "application/json", "content-length": str(len(content)), **headers}
        head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
        return f"HTTP/1.1 {status} X\r\n{head}connection: close\r\n\r\n".encode() + content

    return make


@dataclass
class Shelf:
    """A folder of wheels that pip is told to take packages from, in place of any index."""

    folder: Path

    def put(self, name: str, version: str, members: dict[str, bytes]) -> Path:
        """A wheel that holds `members`."""
        stem = name.replace("-", "_")
        path = self.folder / f"{stem}-{version}-py3-none-any.whl"
        info = f"{stem}-{version}.dist-info"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
            for member, content in members.items():
                wheel.writestr(member, content)
            wheel.writestr(
                f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
            )
            wheel.writestr(
                f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            wheel.writestr(f"{info}/RECORD", "")
        return path


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return Shelf(folder)


@pytest.fixture
def digest() -> Callable[[bytes], str]:
    return lambda content: hashlib.sha256(content).hexdigest()


@pytest.fixture
def weights() -> Callable[..., Catalogue]:
    """The catalogue of this machine; the test is skipped where a model it needs is not here."""

    def need(*ids: str) -> Catalogue:
        catalogue = Catalogue()
        for entry in ids:
            if not catalogue.have(entry):
                pytest.skip(f"{entry} is not here: alongside models get {entry}")
        return catalogue

    return need
