"""Which moments of a kind a job has still to work through."""

from __future__ import annotations

from collections.abc import Collection

from alongside.log.log import Log, Wanted
from alongside.log.moment import Moment


class Awaited:
    """The moments of `kind` from which the job called `source` has drawn nothing yet.

    A failure counts as drawn, so a broken file is tried once. With `model`, what another model
    drew doesn't count: everything is done again by this one.
    """

    def __init__(self, log: Log, kind: str, source: str, drawn: Collection[str]) -> None:
        """`drawn` are the kinds of what the job appends."""
        self._log = log
        self._kind = kind
        self._source = source
        self._kinds = (kind, *drawn, "failed", "forgotten")
        self._left: dict[str, Moment] = {}
        self._seen = 0

    async def left(self, model: str = "") -> list[Moment]:
        """In the order of the log; only what came since the last call is read."""
        async for moment in self._log.read(Wanted(kinds=self._kinds, after=self._seen)):
            self._seen = moment.seq
            if moment.kind == self._kind:
                self._left[moment.id] = moment
            elif moment.source == self._source and self._counts(moment, model):
                self.done(*moment.because)
        there = await self._log.get(*self._left)
        self._left = {moment.id: moment for moment in there}
        return list(there)

    def done(self, *ids: str) -> None:
        for id_ in ids:
            self._left.pop(id_, None)

    @staticmethod
    def _counts(moment: Moment, model: str) -> bool:
        return not model or getattr(moment.what, "model", model) == model
