"""Marks: where the person says, by a button of a device, that a meeting begins or ends."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable

from alongside.log.captured import origin
from alongside.log.kinds import Bounded
from alongside.log.log import Log
from alongside.log.moment import Draft
from alongside.senses.live.captured import Captured, Marked
from alongside.senses.live.microphone import SOURCE
from alongside.senses.live.sense import Connected, Done
from alongside.senses.live.told import Told
from alongside.senses.privacy.discretion import Discretion


class Marks:
    """A live sense: a marked meeting becomes a moment, where words may be kept at all."""

    name = "marks"

    def __init__(self, log: Log, discretion: Discretion) -> None:
        self._log = log
        self._discretion = discretion

    def takes(self, captured: Captured) -> bool:
        return isinstance(captured.what, Marked) and captured.what.what == "meeting"

    async def run(
        self, captured: AsyncIterable[Captured], device: Connected
    ) -> AsyncGenerator[Told | Done, None]:
        """Keep every mark; tells nothing but how far it is done."""
        async for each in captured:
            if isinstance(each.what, Marked):
                draft = Draft(
                    what=Bounded(begins=each.what.begins),
                    at=each.at,
                    zone=device.zone,
                    source=SOURCE,
                    trust=device.trust,
                    origin=origin(device.stream, self.name, each.seq, each.seq),
                )
                async with self._discretion.keeping("words", each.at) as allowed:
                    if allowed or not each.what.begins:
                        await self._log.append(draft)
            yield Done(each.seq)
