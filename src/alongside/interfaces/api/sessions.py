"""One-time links and the sessions that they open.

A session is two secrets that must come together: a cookie that scripts can't read, and a token that
the page keeps for its own origin: all ports of a host share its cookies, but not an origin. Only
their SHA-256 hashes are kept, so whoever reads the file can't enter.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec

LINK_LIFE = timedelta(minutes=15)
SESSION_LIFE = timedelta(days=30)
MOST = 50
"""Sessions kept; the one that expires first makes room."""


def _now() -> datetime:
    return datetime.now(UTC)


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


class Kept(msgspec.Struct, frozen=True):
    """A session as it is kept: hashes of its cookie and token, when it ends.

    `name` is what the person called the browser it was opened for, `since` when that was.
    """

    cookie: str
    token: str
    expires: datetime
    name: str = ""
    since: datetime | None = None

    @property
    def id(self) -> str:
        """What it may be called by: no secret, and none can be told from it."""
        return sha256(f"id {self.cookie}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Opened:
    """A session as it is handed out, once: its two secrets."""

    cookie: str
    token: str
    expires: datetime


class Sessions:
    """Makes one-time links, opens sessions with them, and knows who is in.

    With a `path` sessions outlive the process; links never do. Not for use from several threads.
    """

    def __init__(self, path: Path | None = None, now: Callable[[], datetime] = _now) -> None:
        self._path = path
        self._now = now
        self._links: dict[str, tuple[datetime, str]] = {}
        self._kept = {kept.cookie: kept for kept in _load(path)}
        self._own: set[str] = set()

    def link(self, name: str = "") -> str:
        """A token that opens one session within `LINK_LIFE`, for a browser called so."""
        token = secrets.token_urlsafe(32)
        self._links[_hash(token)] = (self._now() + LINK_LIFE, name)
        return token

    async def exchange(self, link: str) -> Opened | None:
        """A session for this link; none where it was used, has expired or never was."""
        expires, name = self._links.pop(_hash(link), (None, ""))
        return await self._open(name) if expires is not None and self._now() < expires else None

    async def open(self, name: str = "") -> Opened:
        """A session without a link, for a client that the person's own process starts."""
        opened = await self._open(name)
        self._own.add(_hash(opened.cookie))
        return opened

    async def _open(self, name: str) -> Opened:
        cookie, token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        now = self._now()
        opened = Opened(cookie, token, now + SESSION_LIFE)
        kept = Kept(_hash(cookie), _hash(token), opened.expires, name, now)
        self._kept[kept.cookie] = kept
        await self._save()
        return opened

    def all(self) -> tuple[Kept, ...]:
        """Every session that hasn't ended, the oldest first."""
        now = self._now()
        alive = (kept for kept in self._kept.values() if now < kept.expires)
        return tuple(sorted(alive, key=lambda kept: kept.expires))

    async def revoke(self, session: str) -> bool:
        """End the session with this id; whether there was one."""
        found = next((kept for kept in self._kept.values() if kept.id == session), None)
        if found is None:
            return False
        del self._kept[found.cookie]
        await self._save()
        return True

    async def end_all(self, but: str = "") -> None:
        """End every session but that of this cookie and those that this process opened itself."""
        stays = {_hash(but), *self._own}
        self._links = {}
        self._kept = {cookie: kept for cookie, kept in self._kept.items() if cookie in stays}
        await self._save()

    def find(self, cookie: str) -> Kept | None:
        """The session of this cookie, if it hasn't ended."""
        kept = self._kept.get(_hash(cookie))
        return kept if kept is not None and self._now() < kept.expires else None

    def check(self, cookie: str, token: str) -> Kept | None:
        """The session that both secrets belong to."""
        kept = self.find(cookie)
        return kept if kept and hmac.compare_digest(kept.token, _hash(token)) else None

    async def close(self, cookie: str) -> None:
        self._kept.pop(_hash(cookie), None)
        await self._save()

    async def _save(self) -> None:
        now = self._now()
        alive = sorted(
            (kept for kept in self._kept.values() if now < kept.expires),
            key=lambda kept: kept.expires,
        )[-MOST:]
        self._kept = {kept.cookie: kept for kept in alive}
        if self._path is not None:
            await asyncio.to_thread(_write, self._path, msgspec.json.encode(alive))


def _load(path: Path | None) -> list[Kept]:
    """The sessions kept; a file that can't be read means that the person enters by a link again."""
    if path is None or not path.exists():
        return []
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Kept])
    except msgspec.DecodeError:
        return []


def _write(path: Path, content: bytes) -> None:
    beside = path.with_suffix(".new")
    beside.touch(mode=0o600)
    beside.write_bytes(content)
    beside.replace(path)
