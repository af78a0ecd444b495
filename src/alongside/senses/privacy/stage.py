"""The stage that stands before all live senses: what may not be kept, none of them is given."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alongside.senses.live.captured import (
    Audio,
    Captured,
    Frame,
    Left,
    Located,
    Marked,
    Mode,
    Moded,
    Pressed,
)
from alongside.senses.live.sense import Connected
from alongside.senses.privacy.discretion import Discretion
from alongside.senses.privacy.rules import Allowance
from alongside.senses.privacy.withheld import Withheld
from alongside.senses.whereabouts import Whereabouts

STANDS = timedelta(seconds=1)
"""For how long of what is captured a decision stands, unless something changed."""


@dataclass(slots=True)
class _Here:
    """How one device is to be treated now; `until` is when that is decided again."""

    mode: Mode
    allowed: Allowance = field(default_factory=lambda: Allowance(keep="nothing"))
    since: datetime | None = None
    version: int = -1

    def stands(self, at: datetime, version: int) -> bool:
        return self.since is not None and self.version == version and abs(at - self.since) < STANDS


class Unseen:
    """Gives sounds and pictures on as `Left` wherever the rules don't let them be kept.

    In talk mode the person speaks to us, so their voice passes where others would only have to be
    asked. What is left out is counted, by the rule and the hour alone. A long press, or a private
    time that the device marks, takes it off the record.
    """

    def __init__(
        self, discretion: Discretion, whereabouts: Whereabouts, withheld: Withheld
    ) -> None:
        self._discretion = discretion
        self._whereabouts = whereabouts
        self._withheld = withheld

    async def __call__(
        self, captured: AsyncIterable[Captured], device: Connected
    ) -> AsyncIterator[Captured]:
        here = _Here(device.mode)
        async for each in captured:
            await self._heed(each, device, here)
            yield await self._passed(each, device, here)

    async def _heed(self, each: Captured, device: Connected, here: _Here) -> None:
        """Take in what changes how the device is to be treated."""
        match each.what:
            case Moded(mode):
                here.mode = mode
            case Located() as told:
                await self._whereabouts.located(device.device, each.at, told)
                here.since = None
            case Marked(what="private", begins=begins):
                await self._turn(off=begins)
            case Pressed(how="long"):
                await self._turn(off=not await self._discretion.is_paused(each.at))
            case _:
                pass

    async def _turn(self, *, off: bool) -> None:
        if off:
            await self._discretion.pause("gesture")
        else:
            await self._discretion.resume("gesture")

    async def _passed(self, each: Captured, device: Connected, here: _Here) -> Captured:
        if not isinstance(each.what, Audio | Frame):
            return each
        if not here.stands(each.at, self._discretion.version):
            place = self._whereabouts.of(device.device, each.at)
            here.version = self._discretion.version
            here.allowed = await self._discretion.both(each.at, place)
            here.since = each.at
        if isinstance(each.what, Frame):
            passes = here.allowed.frames
        else:
            passes = here.allowed.words or (here.mode == "talk" and here.allowed.asks)
        if passes:
            return each
        await self._withheld.count(each.what, each.at, here.allowed.reason)
        return Captured(each.seq, each.at, Left())
