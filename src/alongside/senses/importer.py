"""What brings one kind of file into a life: the one shape of every importer."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from alongside.log.kinds import Media
from alongside.log.moment import Draft
from alongside.senses.files import File
from alongside.senses.outcome import Failure, Skipped

T = TypeVar("T")
CHUNK = 500
"""Records read in one turn of a thread."""


class Blobs(Protocol):
    """Where media is kept by its content."""

    async def put(self, data: bytes | Path, *, type: str, name: str) -> Media: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Whose life it comes into.

    `names` are all the names the person goes by, the one to use first; `zone` is the IANA zone
    they live in; `now` an aware UTC time.
    """

    blobs: Blobs
    now: datetime
    names: tuple[str, ...] = ()
    zone: str = "UTC"

    @property
    def here(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def me(self) -> str:
        """The name the person is called by, empty where nobody said."""
        return self.names[0] if self.names else ""

    def is_me(self, *names: str) -> bool:
        mine = {name.casefold() for name in self.names}
        return any(name.casefold() in mine for name in names)

    def utc(self, local: datetime) -> datetime:
        """A time as the person's clock shows it, in UTC."""
        return local.replace(tzinfo=self.here).astimezone(UTC)


Found = Draft | Failure | Skipped


class Importer(Protocol):
    """Reads one kind of file.

    `name` is the source of the moments it makes, as a person would filter by it.
    """

    name: str

    def claims(self, file: File) -> bool:
        """Whether the file is of this kind, by its name and its first bytes. Blocks."""
        ...

    def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        """Stream what the file holds.

        Every draft has an `origin` made of the record's content, so the same record in another
        file, or in a longer export, is known again. Raises nothing for a broken record.
        """
        ...


def digest(*parts: object) -> str:
    """A short stable hash of what identifies a record (128 bits of BLAKE2b, RFC 7693)."""
    joined = "\x1f".join(map(str, parts))
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


async def threaded(made: Iterator[T], chunk: int = CHUNK) -> AsyncGenerator[T, None]:
    """Stream an iterator that computes, a chunk at a time in a thread, so the loop stays free."""
    while read := await asyncio.to_thread(lambda: list(islice(made, chunk))):
        for item in read:
            yield item


async def collected(stream: AsyncGenerator[T, None]) -> list[T]:
    async with aclosing(stream):
        return [item async for item in stream]
