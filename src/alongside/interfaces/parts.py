"""What an interface is handed: one opened life, as its parts.

Interfaces never open, wire or close anything: `life.py` composes a `Life` and hands it over. Where
a part has more than one maker, or is made from several, the shape that interfaces need stands here
as a protocol.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from alongside.config import Config
from alongside.log.blobs import Blobs
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog
from alongside.mind.events import Event
from alongside.mind.hit import Filters, Hit

Fit = Literal["good", "tight", "too large", "unknown"]


class Recall(Protocol):
    """Finds moments without a language model."""

    async def find(
        self, query: str, filters: Filters = ..., limit: int = ..., *, now: datetime, zone: str
    ) -> Sequence[Hit]: ...


class Converse(Protocol):
    """Answers from the whole life. Closing the generator stops the model."""

    def ask(
        self, question: str, thread: str, now: datetime, zone: str
    ) -> AsyncGenerator[Event, None]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far something long has come: `done` of `total` (0 when not known yet)."""

    name: str
    done: int = 0
    total: int = 0
    note: str = ""
    problem: str = ""


class Jobs(Protocol):
    """What works in the background: one line for each job, idle ones too."""

    def progress(self) -> tuple[Progress, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Imports:
    """One step of bringing files in: the `Imported` moment, and how far it has come."""

    moment: Moment
    done: int
    total: int
    file: str = ""
    kept: int = 0
    failed: int = 0


class Importing(Protocol):
    """Brings files and folders in. `names` gives a path the name that the person knows it by."""

    def run(
        self, paths: Sequence[Path], names: Mapping[Path, str] = ...
    ) -> AsyncGenerator[Imports, None]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Which model serves a role and where it runs; `problem` says why none does."""

    role: str
    model: str
    where: str
    remote: bool
    ready: bool
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundServer:
    """A model server that runs on this machine, and the models it offers."""

    name: str
    url: str
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of trying a model: what it made of a small task, and how long that took."""

    works: bool
    said: str
    seconds: float


class Models(Protocol):
    """The models chosen for each role, and the servers that could be."""

    def serving(self) -> tuple[Serving, ...]: ...

    async def test(self, model: str, role: str) -> Trial: ...

    async def servers(self) -> tuple[FoundServer, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A model of the catalogue, beside what this machine can carry. Sizes in bytes."""

    name: str
    role: str
    title: str
    licence: str
    size: int
    memory: int
    languages: tuple[str, ...]
    here: bool
    fit: Fit
    recommended: bool


class Catalogue(Protocol):
    """The open-weight models there are, and getting one. `get` may be closed and taken up again."""

    def offers(self) -> tuple[Offer, ...]: ...

    def get(self, name: str) -> AsyncGenerator[Progress, None]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyState:
    """Where the life's key is kept: `keyring`, `passphrase` or `file`."""

    kept: str
    recovery: bool
    warning: str = ""


class Keys(Protocol):
    """The key of a life. A wrong passphrase raises `ValueError` with a sentence."""

    async def state(self) -> KeyState: ...

    async def make_recovery_code(self) -> str: ...

    async def set_passphrase(self, passphrase: str) -> None: ...

    async def check(self, secret: str) -> bool:
        """Whether this is the passphrase or the recovery code."""
        ...

    async def change(self) -> None:
        """Encrypt the life with a key made anew."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be forgotten: every field that is given names moments; all of them go."""

    ids: tuple[str, ...] = ()
    person: str = ""
    since: datetime | None = None
    until: datetime | None = None
    source: str = ""
    query: str = ""


class Forgetting(Protocol):
    """Forgetting, with all that was drawn from it: rows, indexes, blobs and free pages."""

    async def preview(self, wish: Wish) -> tuple[Moment, ...]:
        """Every moment that would go, in log order."""
        ...

    async def forget(self, ids: Sequence[str]) -> Moment: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that `verify` looked at."""

    name: str
    sound: bool
    note: str = ""


class Archive(Protocol):
    """A life written out: readable by anyone (`export`), or whole and encrypted (`backup`)."""

    def export(self) -> AsyncIterator[bytes]:
        """A zip file, streamed."""
        ...

    def backup(self) -> AsyncIterator[bytes]: ...

    async def verify(self) -> tuple[Check, ...]: ...


class Settings(Protocol):
    """The person's settings. `change` keeps them and has every part use them from then on."""

    config: Config

    async def change(self, config: Config) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One opened life: its parts."""

    folder: Path
    settings: Settings
    log: SqliteLog
    blobs: Blobs
    recall: Recall
    converse: Converse
    importing: Importing
    models: Models
    catalogue: Catalogue
    jobs: Jobs
    keys: Keys
    forgetting: Forgetting
    archive: Archive
    sample: bool = False
    warnings: tuple[str, ...] = field(default=())

    @property
    def config(self) -> Config:
        return self.settings.config


class Sample(Protocol):
    """The life that ships with the project."""

    async def open(self) -> Life:
        """Open it in place of the person's own, which stays as it is."""
        ...

    async def throw_away(self) -> Life:
        """Delete it; gives the person's own life again."""
        ...
