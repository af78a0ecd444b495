"""Tells the time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from alongside.log.moment import Trust
from alongside.tools.tool import READS, Result, ToolSpec


class Clock:
    """The date and time where the person is."""

    spec = ToolSpec(
        name="now",
        description="The date, the time and the day of the week where the person is.",
        parameters={"type": "object", "properties": {}, "additionalProperties": False},
        hints=READS,
    )

    def __init__(self, zone: Callable[[], str]) -> None:
        self._zone = zone

    async def run(self, _: Mapping[str, Any], /) -> Result:
        now = datetime.now(UTC).astimezone(ZoneInfo(self._zone()))
        return Result(text=f"{now.isoformat(timespec='seconds')} ({now:%A})", trust=Trust.OWN)
