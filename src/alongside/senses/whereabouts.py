"""Where each device is, as far as it said lately."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from alongside.log.kinds import Place
from alongside.senses.live.captured import Located
from alongside.senses.places import place

FRESH = timedelta(minutes=10)
"""For how long a place is taken to be where the device still is."""


class Whereabouts:
    """The last place of each device, by its id."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[datetime, Place]] = {}

    async def located(self, device: str, at: datetime, told: Located) -> Place:
        """The device told where it is; gives the place with the name people say."""
        found = await asyncio.to_thread(place, told.latitude, told.longitude)
        self._last[device] = (at, found)
        return found

    def of(self, device: str, at: datetime) -> Place | None:
        """Where the device was then; None where it didn't say lately."""
        told, found = self._last.get(device, (at, None))
        return found if abs(at - told) <= FRESH else None
