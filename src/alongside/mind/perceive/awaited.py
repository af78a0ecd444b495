"""Which moments of a kind a job has still to work through."""

from __future__ import annotations

from collections.abc import Collection

from alongside.log.log import Wanted
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog
from alongside.mind.perceive.done import ANY, Done


class Awaited:
    """The moments of `kinds` from which the job called `source` has drawn nothing yet.

    A failure counts as drawn, so a broken file is tried once; so does what was drawn and then
    forgotten. With `model`, what another model drew doesn't count: everything is done again by
    this one.
    """

    def __init__(
        self,
        log: SqliteLog,
        kinds: Collection[str],
        source: str,
        drawn: Collection[str],
        sources: Collection[str] = (),
    ) -> None:
        """`drawn` are the kinds of what the job appends; only what comes from `sources` is awaited,
        whatever its source where there are none."""
        self._log = log
        self._from = frozenset(kinds)
        self._source = source
        self._sources = frozenset(sources)
        self._kinds = (*kinds, *drawn, "failed", "forgotten")
        self._done = Done(log, source)
        self._left: dict[str, Moment] = {}
        self._seen = 0

    async def left(self, model: str = "") -> list[Moment]:
        """In the order of the log; only what came since the last call is read."""
        drawn = await self._catch_up()
        await self._leave_out_done(model)
        unmarked = [(id_, by) for id_, by in drawn if id_ in self._left]
        if unmarked:
            await self._done.mark(*unmarked)
            await self._leave_out_done(model)
        there = await self._log.get(*self._left)
        self._left = {moment.id: moment for moment in there}
        return list(there)

    async def done(self, moment: Moment, model: str) -> None:
        """Remember that `model` has drawn from the moment all that there is."""
        await self._done.mark((moment.id, model))
        self._left.pop(moment.id, None)

    async def _catch_up(self) -> list[tuple[str, str]]:
        """Read what came; gives the ids of what was drawn from, and the models that drew."""
        drawn: list[tuple[str, str]] = []
        async for moment in self._log.read(Wanted(kinds=self._kinds, after=self._seen)):
            self._seen = moment.seq
            if moment.kind in self._from:
                if self._sources and moment.source not in self._sources:
                    continue
                self._left[moment.id] = moment
            elif moment.source == self._source:
                model = getattr(moment.what, "model", ANY)
                drawn += [(cause, model) for cause in moment.because]
        return drawn

    async def _leave_out_done(self, model: str) -> None:
        for id_ in await self._done.among(self._left, model):
            del self._left[id_]
