"""What an interface is handed: one opened life, as its parts.

Interfaces never open, wire or close anything: `life.py` composes a `Life` and hands it over. Where
a part has more than one maker, or is made from several, the shape that interfaces need stands here
as a protocol.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from tzlocal import get_localzone_name

from alongside.config import Config
from alongside.interfaces.forgetting import Forgetting, Wish
from alongside.log.blobs import Blobs
from alongside.log.sqlite import SqliteLog
from alongside.mind.events import Event
from alongside.mind.recall import Recall
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Serving
from alongside.models.entry import Entry
from alongside.views.words import fold

__all__ = [
    "Archive", "Check", "Converse", "Fit", "Forgetting", "FoundServer", "Jobs", "KeyState", "Keys",
    "Life", "Models", "Progress", "Sample", "Serving", "Settings", "Trial", "Wish",
]  # fmt: skip

Fit = Literal["good", "tight", "too large", "server only"]


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

    def fit(self, entry: Entry) -> Fit:
        """How well this machine's memory and cores carry a model of the catalogue."""
        ...

    async def test(self, model: str, role: str) -> Trial: ...

    async def servers(self) -> tuple[FoundServer, ...]: ...


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

    @property
    def zone(self) -> str:
        """The zone the person lives in: the one they set, else this machine's."""
        return self.config.zone or get_localzone_name()

    @property
    def me(self) -> frozenset[str]:
        """Every name that means the person, folded for comparing."""
        return frozenset(map(fold, (self.config.name, *self.config.aliases, "me"))) - {""}


class Sample(Protocol):
    """The life that ships with the project."""

    async def open(self) -> Life:
        """Open it in place of the person's own, which stays as it is."""
        ...

    async def throw_away(self) -> Life:
        """Delete it; gives the person's own life again."""
        ...
