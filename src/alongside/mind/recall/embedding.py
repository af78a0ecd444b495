"""The job that embeds: every passage at once with a static model, then better in the background."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from alongside.log import rows
from alongside.log.corrections import AsCorrected, corrected
from alongside.log.kinds import Forgotten
from alongside.log.log import Wanted
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog
from alongside.mind.jobs import Progress
from alongside.mind.recall.meaning import Meaning, Space, embedded_text
from alongside.models.model import ModelError
from alongside.views.passages import Passage, passages

AT_ONCE = 256
"""Moments embedded between two writes by the static model."""
BACKGROUND = 32
"""The same for a transformer, so that little is lost when it stops."""
_NOTHING: Mapping[int, int] = MappingProxyType({})


class Embedding:
    """A `Job` that embeds what the log holds.

    A passage whose lasting embedding is made loses the static one. Where a model fails, words
    still find the passage.
    """

    name = "embed"

    def __init__(self, log: SqliteLog, meaning: Meaning) -> None:
        self._log = log
        self._meaning = meaning
        self._quick_step = asyncio.Lock()

    async def catch_up(self) -> AsyncGenerator[Progress, None]:
        """Embed until nothing is left; what comes meanwhile gets its static embedding first."""
        try:
            await self._meaning.open()
            while True:
                await self._embed_quickly()
                stepped = [space for space in self._meaning.lasting if await self._step(space)]
                if not stepped:
                    return
                done = min([await space.vectors.done() for space in stepped])
                yield Progress(name=self.name, done=done, total=await self._last())
        except ModelError as error:
            yield Progress(name=self.name, problem=str(error))

    async def keep_up(self) -> None:
        """Give whatever comes its static embedding as it comes, until cancelled."""
        await self._meaning.open()
        while self._meaning.quick is not None:
            await self._embed_quickly()
            await self._grown(await self._meaning.quick.vectors.done())

    async def _embed_quickly(self) -> None:
        async with self._quick_step:
            while self._meaning.quick is not None and await self._step(self._meaning.quick):
                pass

    async def _grown(self, after: int) -> None:
        async for _ in self._log.follow(after):
            return

    async def _last(self) -> int:
        async for moment in self._log.read(Wanted(newest_first=True, limit=1)):
            return moment.seq
        return 0

    async def _step(self, space: Space) -> bool:
        """Embed the next moments, those corrected since first; false where there are none."""
        limit = AT_ONCE if space is self._meaning.quick else BACKGROUND
        again = await space.vectors.again(limit)
        if again:
            await self._embed(space, await self._as_corrected(again), 0, again)
            return True
        wanted = Wanted(after=await space.vectors.done(), limit=limit)
        moments = [moment async for moment in AsCorrected(self._log).read(wanted)]
        if not moments:
            return False
        for moment in moments:
            if isinstance(moment.what, Forgotten):
                self._meaning.forget(moment.what.spans)
        await self._embed(space, moments, moments[-1].seq)
        return True

    async def _as_corrected(self, seqs: Collection[int]) -> Sequence[Moment]:
        log = self._log
        return await log.database.read(
            lambda db: corrected(db, log.person, rows.by_seqs(db, log.person, seqs).values())
        )

    async def _embed(
        self,
        space: Space,
        moments: Sequence[Moment],
        done: int,
        again: Mapping[int, int] = _NOTHING,
    ) -> None:
        belongs = [(m, p) for m in moments for p in passages(m) if self._belongs(space, p)]
        ids = [passage.id for _, passage in belongs]
        texts = [embedded_text(moment, passage) for moment, passage in belongs]
        vectors = await space.embed(texts) if texts else np.empty((0, 0), np.float32)
        hashes = [hashlib.blake2b(text.encode(), digest_size=16).digest() for text in texts]
        await space.vectors.add(ids, hashes, vectors, done, again)
        quick = self._meaning.quick
        if quick is not None and quick is not space:
            await quick.vectors.drop(ids)

    def _belongs(self, space: Space, passage: Passage) -> bool:
        if space is self._meaning.quick:
            return True
        return space is self._meaning.refining(passage.text)
