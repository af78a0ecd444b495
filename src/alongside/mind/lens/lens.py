"""The lens as a live sense: while a camera shows, now and then a card."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from alongside.log.kinds import PutAway, Showed
from alongside.log.log import UnknownCause, Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.lens.cards import SECONDS, Candidate, History, Now, choose
from alongside.mind.lens.sources import Sources
from alongside.senses.live.captured import Audio, Captured, Frame
from alongside.senses.live.sense import Connected, Dismissed, Done
from alongside.senses.live.told import Card, Told
from alongside.senses.whereabouts import Whereabouts

SOURCE = "lens"
EVERY = timedelta(seconds=2)
"""How often it is looked whether a card should appear."""
LOUD = 0.02
"""The level (root mean square of samples in -1..1) from which someone may be speaking."""


@dataclass(slots=True)
class _View:
    """What is before one person's eyes."""

    history: History
    up_until: datetime | None = None
    looked: datetime | None = None
    cards: dict[str, Moment] = field(default_factory=dict)


class Lens:
    """Shows cards while frames come: never while they may not be kept, as then none come."""

    name = "lens"

    def __init__(self, log: SqliteLog, sources: Sources, whereabouts: Whereabouts) -> None:
        self._log = log
        self._sources = sources
        self._whereabouts = whereabouts
        self._heard: datetime | None = None

    def takes(self, captured: Captured) -> bool:
        """Frames tell that someone looks, sounds that someone speaks."""
        return isinstance(captured.what, Frame | Audio)

    async def run(
        self, captured: AsyncIterable[Captured], device: Connected
    ) -> AsyncGenerator[Told | Done, None]:
        """Cards, one at a time."""
        view = _View(await self._history())
        listening = asyncio.create_task(self._listen(device, view))
        try:
            async for each in captured:
                if isinstance(each.what, Audio) and _level(each.what.pcm) >= LOUD:
                    self._hears(each.at, device)
                if isinstance(each.what, Frame) and _is_time(view, each.at):
                    card = await self._card(view, each.at, device)
                    if card is not None:
                        yield card
                yield Done(each.seq)
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening

    def _hears(self, at: datetime, device: Connected) -> None:
        """Someone speaks near the person, whichever device of theirs hears it."""
        if device.trust is Trust.PERSON:
            self._heard = max(at, self._heard or at)

    async def _card(self, view: _View, at: datetime, device: Connected) -> Card | None:
        view.looked = at
        place = self._whereabouts.of(device.device, at)
        now = Now(at=at, heard=self._heard, up_until=view.up_until)
        if choose(now, view.history, _ANYTHING) is None:
            return None
        chosen = choose(now, view.history, await self._sources.candidates(at, place))
        return await self._show(view, chosen, at, device) if chosen else None

    async def _show(
        self, view: _View, chosen: Candidate, at: datetime, device: Connected
    ) -> Card | None:
        what = Showed(card=chosen.card, key=chosen.key, title=chosen.title, text=chosen.text)
        causes = await self._log.get(*chosen.because)
        draft = Draft(
            what=what, at=at, zone=device.zone, source=SOURCE, because=chosen.because,
            trust=min((Trust.OWN, *(cause.trust for cause in causes))),
        )  # fmt: skip
        try:
            (kept,) = await self._log.append(draft)
        except UnknownCause:
            return None
        view.history.show(chosen.key, at)
        view.up_until = at + timedelta(seconds=SECONDS)
        view.cards[kept.id] = kept
        return Card(
            id=kept.id, kind=chosen.card, title=chosen.title, text=chosen.text,
            moment=chosen.because[0], seconds=SECONDS,
        )  # fmt: skip

    async def _listen(self, device: Connected, view: _View) -> None:
        """Learn from the cards that are put away."""
        async with aclosing(device.signals.listen()) as signals:
            async for signal in signals:
                card = view.cards.get(signal.card) if isinstance(signal, Dismissed) else None
                if card is None or not isinstance(signal, Dismissed):
                    continue
                view.up_until = None
                await self._put_away(card, view, less=signal.less)

    async def _put_away(self, card: Moment, view: _View, *, less: bool) -> None:
        if not isinstance(card.what, Showed):
            return
        view.history.put_away(card.what.card, less=less)
        draft = Draft(
            what=PutAway(card=card.what.card, less=less), at=card.at, zone=card.zone,
            source=SOURCE, trust=card.trust, because=(card.id,),
        )  # fmt: skip
        with suppress(UnknownCause):
            await self._log.append(draft)

    async def _history(self) -> History:
        """What was shown before, and what was thought of it."""
        history = History()
        async for moment in self._log.read(Wanted(kinds=("showed", "put_away"))):
            if isinstance(moment.what, Showed):
                history.show(moment.what.key, moment.at)
            elif isinstance(moment.what, PutAway):
                history.put_away(moment.what.card, less=moment.what.less)
        return history


_ANYTHING = (Candidate(card="reminder", key="", title="", relevance=1e9),)
"""Something that would be shown if anything could be: else nothing has to be gathered."""


def _is_time(view: _View, at: datetime) -> bool:
    return view.looked is None or at - view.looked >= EVERY


def _level(pcm: bytes) -> float:
    samples = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768
    return float(np.sqrt(np.mean(samples**2))) if len(samples) else 0.0
