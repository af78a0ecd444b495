"""The log of one person's moments, and the views folded from it: the protocols."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncGenerator, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alongside.log.moment import Draft, Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which moments to read; every field narrows. Times are aware UTC, `until` is exclusive.

    `after` is a position in the log. Without `by_time` moments come in the order of the log, with
    it in the order in which they happened; `newest_first` turns either round.
    """

    since: datetime | None = None
    until: datetime | None = None
    kinds: Collection[str] = ()
    sources: Collection[str] = ()
    because: str | None = None
    after: int = 0
    limit: int | None = None
    by_time: bool = False
    newest_first: bool = False


class UnknownCause(ValueError):
    """A draft names a cause that the log doesn't hold."""


class View(Protocol):
    """What we know, folded from the log into tables of its own in the life's database.

    `schema` creates its tables, all named `<name>` or `<name>_…`. `apply` runs inside the
    transaction that appends the moment, so a view is never behind the log. It must ask no model,
    clock or network: a replay of the log gives the same tables. Moments of one batch are all in
    the log when the first of them is applied, so it must not look past the moment it is given. On
    a `Forgotten` moment it deletes what it holds of those positions; their rows are still there. A
    change of `version` has the view rebuilt at the next open.

    What is kept beside the log and is drawn from a moment, but is no view (an embedding), has
    `FOREIGN KEY (person, seq) REFERENCES moments (person, seq) ON DELETE CASCADE`.
    """

    name: str
    version: int
    schema: str

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None: ...


class Log(Protocol):
    """One person's moments: appended, read, followed, forgotten; never changed."""

    person: str

    async def append(self, *drafts: Draft) -> tuple[Moment, ...]:
        """Keep the drafts, all or none; when this returns they survive a power cut.

        A draft whose `origin` the log already holds gives the moment kept before.

        Raises `UnknownCause`, `TrustRose`.
        """
        ...

    async def get(self, *ids: str) -> tuple[Moment, ...]:
        """The moments with these ids, in the order asked; one that isn't there is left out."""
        ...

    def read(self, wanted: Wanted = ...) -> AsyncGenerator[Moment, None]:
        """The moments wanted, streamed."""
        ...

    def follow(self, after: int | None = None) -> AsyncGenerator[Moment, None]:
        """Every moment past position `after`, then each as it comes; by default from now on.

        "Now" is when `follow` is called, not when the first moment is awaited.
        """
        ...

    async def effects(self, *ids: str) -> tuple[Moment, ...]:
        """These moments and all that exists because of them, however far, in log order."""
        ...

    async def forget(self, *ids: str) -> Moment:
        """Forget these moments and their effects; gives the `Forgotten` moment that remains.

        When this returns nothing of them is left on the disk. Raises `NotYetGone` where they are
        forgotten but the disk still holds traces of them.
        """
        ...
