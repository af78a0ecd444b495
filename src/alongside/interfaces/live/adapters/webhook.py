"""A few addresses that answer what is posted to them, one request a connection."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP

MOST = 12 << 20
"""Bytes of a body."""
PATIENCE = 30.0
"""Seconds in which all of it must come."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted: the path, the type of its body, the body."""

    path: str
    type: str
    body: bytes

    def form(self) -> dict[str, bytes]:
        """The fields of a form with files, by name; nothing where it is none."""
        head = f"Content-Type: {self.type}\r\n\r\n".encode()
        whole = BytesParser(policy=HTTP).parsebytes(head + self.body)
        if not whole.is_multipart():
            return {}
        fields: dict[str, bytes] = {}
        for part in whole.iter_parts():
            name, body = part.get_param("name", header="content-disposition"), part.get_content()
            if isinstance(name, str):
                fields[name] = body if isinstance(body, bytes) else str(body).encode()
        return fields


Heed = Callable[[Posted], Awaitable[bool]]
"""Does what is posted; False where it isn't wanted."""


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, heed: Heed) -> None:
    """Answer one HTTP request."""
    try:
        async with asyncio.timeout(PATIENCE):
            wanted = await heed(await _read(reader))
    except (ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
        wanted = False
    told = b'{"status":"success"}' if wanted else b'{"status":"error"}'
    writer.write(
        b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
        b"Connection: close\r\n\r\n%s"
        % (b"200 OK" if wanted else b"400 Bad Request", len(told), told)
    )
    with suppress(OSError):
        await writer.drain()
        writer.close()


async def _read(reader: asyncio.StreamReader) -> Posted:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    fields = _fields(lines)
    size = int(fields.get("content-length", "0"))
    if not 0 <= size <= MOST:
        raise ValueError("the body is too long")
    path = first.split(" ")[1] if first.count(" ") == 2 else ""
    body = await reader.readexactly(size)
    return Posted(path.partition("?")[0], fields.get("content-type", ""), body)


def _fields(lines: list[str]) -> Mapping[str, str]:
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}
