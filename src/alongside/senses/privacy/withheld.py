"""How often a rule held: what it kept back, counted by rule and hour, and nothing else of it.

Of a picture that was let go nothing is left but that there was one. The counts lie sealed in the
life's folder, for `KEPT`; no place's name and no hours of a rule are in them.
"""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from alongside.log import sealed
from alongside.log.derive import derive
from alongside.senses.live.captured import Audio, Frame
from alongside.senses.privacy.rules import Reason

NAME = "withheld.sealed"
KEPT = timedelta(days=30)
OFTEN = 30.0
"""Seconds between two writings while something is kept back."""
BYTES_PER_SECOND = 32_000
"""Of sound: 16 bit at 16 kHz."""


class Hour(msgspec.Struct, frozen=True):
    """What a rule kept back from `start` (aware UTC) on: pictures, and seconds of sound."""

    start: datetime
    reason: Reason
    frames: int = 0
    seconds: float = 0.0

    def __add__(self, other: Hour) -> Hour:
        return Hour(
            self.start, self.reason, self.frames + other.frames, self.seconds + other.seconds
        )


class Withheld:
    """The counts of one life. A crash loses the last half a minute of them."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path = folder / NAME
        self._key = derive(key, "withheld")
        self._hours: dict[tuple[datetime, Reason], Hour] | None = None
        self._written = 0.0
        self._turn = asyncio.Lock()
        self._writing = threading.Lock()  # a write goes on in its thread when it is cancelled

    async def count(self, what: Audio | Frame, at: datetime, reason: Reason) -> None:
        """Something captured then was kept back."""
        pictures = isinstance(what, Frame)
        start = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        seconds = 0.0 if isinstance(what, Frame) else len(what.pcm) / BYTES_PER_SECOND
        one = Hour(start, reason, frames=int(pictures), seconds=seconds)
        async with self._turn:
            hours = await self._known()
            before = hours.get((start, reason))
            hours[start, reason] = before + one if before else one
            if time.monotonic() - self._written >= OFTEN:
                await self._keep(hours)

    async def hours(self, now: datetime) -> tuple[Hour, ...]:
        """All that is known, the latest hour first."""
        async with self._turn:
            known = [one for one in (await self._known()).values() if now - one.start < KEPT]
        return tuple(sorted(known, key=lambda one: (one.start, one.reason), reverse=True))

    async def clear(self) -> None:
        """Know nothing of it any more."""
        async with self._turn:
            self._hours = {}
            await self._keep(self._hours)

    async def close(self) -> None:
        """Write what wasn't written yet."""
        async with self._turn:
            if self._hours is not None:
                await self._keep(self._hours)

    async def _known(self) -> dict[tuple[datetime, Reason], Hour]:
        if self._hours is None:
            read = await asyncio.to_thread(self._read)
            self._hours = {(one.start, one.reason): one for one in read}
        return self._hours

    async def _keep(self, hours: dict[tuple[datetime, Reason], Hour]) -> None:
        self._written = time.monotonic()
        latest = max((one.start for one in hours.values()), default=datetime.now(UTC))
        kept = [one for one in hours.values() if latest - one.start < KEPT]
        await asyncio.to_thread(self._write, msgspec.json.encode(kept))

    def _read(self) -> list[Hour]:
        """What was written; nothing where it is damaged: counts are worth no trouble."""
        try:
            return msgspec.json.decode(sealed.load(self._path, self._key), type=list[Hour])
        except (OSError, sealed.NotAuthentic, msgspec.DecodeError):
            return []

    def _write(self, content: bytes) -> None:
        with self._writing:
            sealed.save(self._path, self._key, content)
