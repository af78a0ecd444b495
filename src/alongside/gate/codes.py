"""Codes by which the person allows by voice what waits: seen on a screen of theirs, said once.

A voice proves nothing, as anyone in the room may speak. A code that stands on the screen of an
unlocked client does. It lies in memory alone, is good for one act exactly as it was shown, for two
minutes and for one try that is right; after three that are wrong all are void, and none is given
or heard for five minutes.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from alongside.gate.gate import NotWaiting
from alongside.log.kinds import Proposed
from alongside.log.sqlite import SqliteLog
from alongside.views import acts

DIGITS = 4
LASTS = 120.0
MOST = 3
"""Codes at a time; the oldest makes room."""
MOST_WRONG = 3
PAUSE = 300.0
PAUSED = "Too many wrong codes were said. Allow it by hand, or try again in a few minutes."


@dataclass(frozen=True, slots=True)
class _Given:
    """A code, the act that it is for, what tells that act from any other, and when it is void."""

    code: str
    act: str
    digest: str
    until: float


class Codes:
    """The codes that stand on screens now. `clock` gives seconds that never run backwards."""

    def __init__(self, log: SqliteLog, clock: Callable[[], float] = time.monotonic) -> None:
        self._log = log
        self._clock = clock
        self._given: tuple[_Given, ...] = ()
        self._wrong = 0
        self._paused_until = 0.0

    async def give(self, act: str) -> str:
        """A code for an act that waits, in place of any before. Raises `NotWaiting`.

        Only an interface that shows it to the person alone may call this.
        """
        digest = await self._digest(act)
        if self._paused:
            raise NotWaiting(PAUSED)
        others = [one for one in self._standing() if one.act != act][-(MOST - 1) :]
        taken = {one.code for one in others}
        code = _made()
        while code in taken:
            code = _made()
        made = _Given(code, act, digest, self._clock() + LASTS)
        self._given = (*others, made)
        return code

    async def take(self, said: str) -> str:
        """The act that these digits allow; the code is spent. Raises `NotWaiting`.

        The act is the very one that was shown, and still waits.
        """
        if self._paused:
            raise NotWaiting(PAUSED)
        standing = self._standing()
        if not standing:
            raise NotWaiting("No code stands on a screen now. Ask for one where the act waits.")
        right = [one for one in standing if hmac.compare_digest(one.code, said)]
        if not right:
            self._missed()
            raise NotWaiting(PAUSED if self._paused else "That isn't the code on the screen.")
        (given,) = right
        self._wrong = 0
        self._given = tuple(one for one in standing if one is not given)
        if await self._digest(given.act) != given.digest:
            raise NotWaiting("That isn't what was shown any more.")
        return given.act

    @property
    def _paused(self) -> bool:
        return self._clock() < self._paused_until

    def _standing(self) -> tuple[_Given, ...]:
        return tuple(one for one in self._given if self._clock() < one.until)

    def _missed(self) -> None:
        self._wrong += 1
        if self._wrong >= MOST_WRONG:
            self._given, self._wrong = (), 0
            self._paused_until = self._clock() + PAUSE

    async def _digest(self, act: str) -> str:
        """What tells an act that waits from any other (SHA-256). Raises `NotWaiting`."""
        person, now = self._log.person, datetime.now(UTC)
        deed = await self._log.database.read(lambda db: acts.deed(db, person, act, now))
        (moment,) = await self._log.get(act) or (None,)
        if deed is None or deed.state != "waiting" or moment is None:
            raise NotWaiting("This doesn't wait for you any more.")
        if not isinstance(moment.what, Proposed):
            raise NotWaiting("This doesn't wait for you any more.")
        shown = (act, deed.decided, moment.what)
        return hashlib.sha256(msgspec.json.encode(shown, order="deterministic")).hexdigest()


def _made() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
