"""Times that are given to tools: ISO 8601, or words that the one who wires the tools can read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alongside.gate.tool import ToolError

Span = tuple[datetime | None, datetime | None]
Words = Callable[[str, datetime, str], Span | None]
"""The stretch that words mean, as aware UTC, from the words, now and the zone."""
DAY = timedelta(days=1)
_SAID = re.compile(r"[A-Z][a-z]+day (?=[0-9]{4}-)")
"""The weekday that `say` begins with."""


class Times:
    """Reads times as the person means them, on the wall clock of their zone."""

    def __init__(
        self,
        zone: Callable[[], str],
        words: Words = lambda _words, _now, _zone: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._zone = zone
        self._words = words
        self.now = clock

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self._zone())

    def at(self, given: str) -> datetime:
        """The instant that is meant. Raises `ToolError`."""
        since, _ = self.span(given)
        return since

    def span(self, given: str) -> tuple[datetime, datetime]:
        """The stretch that is meant, until exclusive; a day is all of it. Raises `ToolError`."""
        found = self._iso(_SAID.sub("", given.strip(), count=1)) or self._words(
            given, self.now(), self._zone()
        )
        if found is None or found == (None, None):
            raise ToolError(
                f"“{given}” names no time. Give it as 2026-12-01, 2026-12-01T15:00 or in words "
                "such as “next Tuesday at 15:00”.",
                ours=True,
            )
        since, until = found
        if since is None:
            return self.now(), until or self.now()
        return since, until if until is not None else since + 7 * DAY

    def wall(self, at: datetime) -> datetime:
        """An instant on the wall clock of the person."""
        return at.astimezone(self.zone)

    def say(self, at: datetime) -> str:
        """An instant as a person and a model read it alike."""
        wall = self.wall(at)
        return f"{wall:%A} {wall:%Y-%m-%dT%H:%M}"

    def _iso(self, given: str) -> Span | None:
        first, slash, last = given.partition("/")
        try:
            since, whole = self._point(first)
            until = self._end(last) if slash else (since + DAY if whole else since)
        except ValueError:
            return None
        return since, until

    def _end(self, last: str) -> datetime:
        until, whole = self._point(last)
        return until + DAY if whole else until

    def _point(self, given: str) -> tuple[datetime, bool]:
        """Aware UTC, and whether a whole day was meant."""
        read = datetime.fromisoformat(given)
        aware = read if read.tzinfo else read.replace(tzinfo=self.zone)
        whole = len(given) <= len("2026-12-01") and read.time() == time()
        return aware.astimezone(UTC), whole
