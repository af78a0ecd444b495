"""Bringing files into a life: one act, which the person can undo by forgetting its moment.

Every record has an origin that the log knows again. So an import may be broken off or killed at
any point and done again: what is there stays, what is missing is added, and as the same files make
the same act, it all hangs on one `Imported` moment.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from alongside.config import Config
from alongside.log.errors import StoreError
from alongside.log.kinds import Failed, Imported
from alongside.log.log import Log, Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.senses import registry
from alongside.senses.files import UNREADABLE, File, because
from alongside.senses.guessing import guessed
from alongside.senses.importer import Blobs, Context, Found, Importer, digest
from alongside.senses.outcome import Failure, Skipped
from alongside.senses.progress import Progress, Tally
from alongside.senses.walk import Walk

BATCH = 1000
"""Drafts appended in one transaction at most."""
PATIENCE = 0.5
"""Seconds after which a batch is appended though it isn't full."""
SOURCE = "import"
Claimed = tuple[Importer, File]
logger = logging.getLogger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


async def import_paths(
    log: Log,
    blobs: Blobs,
    paths: Sequence[Path],
    config: Config,
    *,
    names: Sequence[str] = (),
    importers: Sequence[Importer] | None = None,
    now: Callable[[], datetime] = _now,
) -> AsyncGenerator[Progress, None]:
    """Bring in files, folders and zip archives, and tell how far it is, the last time with `done`.

    A record that can't be read becomes a `Failed` moment and the rest comes in; a file of no known
    kind is told in `Progress.skipped`. `names` are what the person calls the paths, where that is
    not their own names. Closing the generator breaks off; what is appended by then stays. Raises
    `StoreError` where the log or the blob store can't keep what it is given.
    """
    found = None if importers is not None else await asyncio.to_thread(registry.importers)
    known, broken = found or (importers or (), ())
    tally = Tally(newest=await _newest(log))
    walk = await asyncio.to_thread(Walk, paths)
    try:
        claimed = await asyncio.to_thread(_claim, walk, known, tally)
        tally.skipped.extend(broken)
        tally.files_total = len(claimed)
        yield tally.progress()
        if claimed or tally.failures:
            context = await asyncio.to_thread(guessed, config, claimed, blobs, now())
            called = tuple(names) or tuple(path.name for path in paths)
            run = Run(log, context, tally)
            await run.begin(called, claimed)
            async with aclosing(run.read(claimed)) as steps:
                async for step in steps:
                    yield step
    finally:
        await asyncio.to_thread(walk.close)
    tally.file = ""
    yield tally.progress(done=True)


class Run:
    """One import under way: drafts gathered into batches and appended."""

    def __init__(self, log: Log, context: Context, tally: Tally) -> None:
        self._log = log
        self._context = context
        self._tally = tally
        self._batch: list[Draft] = []
        self._flushed = time.monotonic()

    async def begin(self, called: tuple[str, ...], claimed: Sequence[Claimed]) -> None:
        """Append the act, or find it again, and then what failed before any file was read."""
        identity = await asyncio.to_thread(_identity, called, claimed)
        draft = self._draft(Imported(paths=called), Trust.PERSON, identity)
        (act,) = await self._log.append(draft)
        self._tally.act = act
        self._tally.newest = max(self._tally.newest, act.seq)
        for failure in self._tally.failures:
            self._add(self._failed(failure))

    async def read(self, claimed: Sequence[Claimed]) -> AsyncGenerator[Progress, None]:
        for importer, file in claimed:
            self._tally.file, self._tally.here = file.shown, 0
            async with aclosing(_safely(importer, file, self._context)) as stream:
                async for found in stream:
                    self._take(found)
                    if self._is_due():
                        await self._flush()
                        yield self._tally.progress()
            self._tally.files_done += 1
        await self._flush()

    def _take(self, found: Found) -> None:
        if isinstance(found, Skipped):
            self._tally.skipped.append(found)
        elif isinstance(found, Failure):
            self._tally.failures.append(found)
            self._add(self._failed(found))
        else:
            self._add(found)
            self._tally.here += 1

    def _add(self, draft: Draft) -> None:
        self._batch.append(replace(draft, because=(self._act.id,)))

    @property
    def _act(self) -> Moment:
        if self._tally.act is None:
            raise RuntimeError("an import begins with its act")
        return self._tally.act

    def _is_due(self) -> bool:
        return len(self._batch) >= BATCH or time.monotonic() - self._flushed > PATIENCE

    async def _flush(self) -> None:
        batch, self._batch = self._batch, []
        if batch:
            self._tally.count(await self._log.append(*batch))
        self._flushed = time.monotonic()

    def _failed(self, failure: Failure) -> Draft:
        what = Failed(
            doing=failure.doing,
            reason=failure.reason,
            file=failure.file,
            position=failure.position,
        )
        told = digest(failure.file, failure.position, failure.doing, failure.reason)
        return self._draft(what, Trust.OWN, f"failed:{told}")

    def _draft(self, what: Imported | Failed, trust: Trust, origin: str) -> Draft:
        zone, at = self._context.zone, self._context.now
        return Draft(what=what, at=at, zone=zone, source=SOURCE, trust=trust, origin=origin)


def _identity(called: tuple[str, ...], claimed: Sequence[Claimed]) -> str:
    """The origin of the act: the same for the same files under the same names."""
    files = sorted((file.shown, _size(file)) for _, file in claimed)
    return f"{SOURCE}:{digest(called, files)}"


def _size(file: File) -> int:
    """The size in bytes; -1 of a file that has gone meanwhile, which its importer will tell."""
    try:
        return file.size
    except OSError:
        return -1


async def _newest(log: Log) -> int:
    async for moment in log.read(Wanted(newest_first=True, limit=1)):
        return moment.seq
    return 0


def _claim(walk: Walk, importers: Sequence[Importer], tally: Tally) -> list[Claimed]:
    """Which importer reads which file, in the order of the importers."""
    tally.skipped.extend(walk.skipped)
    tally.failures.extend(walk.failures)
    claimed: dict[int, list[Claimed]] = {place: [] for place in range(len(importers))}
    for file in walk.files:
        place = _claimer(file, importers)
        if isinstance(place, Failure):
            tally.failures.append(place)
        elif place is None:
            tally.skipped.append(Skipped(file.shown, "no importer knows this kind of file"))
        else:
            claimed[place].append((importers[place], file))
    return [one for place in claimed for one in claimed[place]]


def _claimer(file: File, importers: Sequence[Importer]) -> int | Failure | None:
    """The place of the first importer that claims the file."""
    for place, importer in enumerate(importers):
        try:
            if importer.claims(file):
                return place
        except UNREADABLE as error:
            return Failure(doing="opening a file", reason=because(error), file=file.shown)
        except Exception:
            logger.debug("importer %s", importer.name, exc_info=True)
    return None


async def _safely(importer: Importer, file: File, context: Context) -> AsyncGenerator[Found, None]:
    """What the importer finds; whatever it trips over ends this file alone, as a failure."""
    try:
        async with aclosing(importer.read(file, context)) as stream:
            async for found in stream:
                yield _keepable(found, file)
    except StoreError:
        raise
    except Exception as error:
        logger.debug("importer %s", importer.name, exc_info=True)
        yield Failure(doing=f"importing {importer.name}", reason=because(error), file=file.shown)


def _keepable(found: Found, file: File) -> Found:
    """The draft, or a failure where its words can't be written down: one can't spoil a batch."""
    if isinstance(found, Draft):
        try:
            msgspec.json.encode((found.what, found.zone, found.source, found.origin))
        except (UnicodeEncodeError, TypeError, ValueError) as error:
            return Failure(doing="keeping a record", reason=because(error), file=file.shown)
    return found
