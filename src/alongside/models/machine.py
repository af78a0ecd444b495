"""What this machine can carry, and which of the catalogue's models to take for it.

Writing a token reads the weights once, so memory bandwidth bounds speed (Pope et al., "Efficiently
Scaling Transformer Inference", 2022); measured, two cores carry about 12 GB a second.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from alongside.models.catalogue import Catalogue
from alongside.models.entry import Entry

Fit = Literal["good", "tight", "too large", "unknown"]
CORE_BYTES = 6e9
MOST_BYTES = 40e9
READS_WELL = 6.0
READS = 2.0
"""Tokens a second that keep up with a reader, and that one can still wait for."""
EASY, HARD = 0.5, 0.8
"""Shares of the memory that a model may take."""


@dataclass(frozen=True, slots=True)
class Machine:
    """Memory and free disk in bytes (0 where unknown), and processor cores."""

    memory: int
    cores: int
    disk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A model of the catalogue, beside what this machine can carry. Sizes in bytes.

    `speed` is what may be expected of a chat model, in tokens a second; 0 for other roles.
    """

    name: str
    role: str
    title: str
    licence: str
    size: int
    memory: int
    languages: tuple[str, ...]
    sources: tuple[str, ...]
    here: bool
    fit: Fit
    recommended: bool
    speed: float = 0.0


def inspect(directory: Path) -> Machine:
    """This machine, with the disk that `directory` lies on."""
    there = next(folder for folder in (directory, *directory.parents) if folder.exists())
    return Machine(_memory(), _cores(), shutil.disk_usage(there).free)


def _memory() -> int:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 0


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def speed(entry: Entry, machine: Machine) -> float:
    """Tokens a second that a chat model may write on `machine`."""
    read = entry.active or entry.size
    return min(machine.cores * CORE_BYTES, MOST_BYTES) / read if "chat" in entry.roles else 0.0


def fit(entry: Entry, machine: Machine) -> Fit:
    """How well the model fits in memory and, for chat, in a reader's patience."""
    if not machine.memory:
        return "unknown"
    share = entry.memory / machine.memory
    rate = speed(entry, machine) or READS_WELL
    if share <= EASY and rate >= READS_WELL:
        return "good"
    return "tight" if share <= HARD and rate >= READS else "too large"


def offers(catalogue: Catalogue, machine: Machine) -> tuple[Offer, ...]:
    """All models of the catalogue but those that only come with others.

    For each role one is recommended; for chat the best of a registry, and of all if it is another.
    """
    entries = catalogue.entries.values()
    best = _best_chat(entries, machine)
    return tuple(
        Offer(
            name=entry.id,
            role=entry.roles[0],
            title=entry.title,
            licence=entry.licence,
            size=entry.size,
            memory=entry.memory,
            languages=entry.languages,
            sources=entry.sources,
            here=bool(entry.file or entry.packaged or entry.program) and catalogue.have(entry.id),
            fit=fit(entry, machine),
            recommended=entry.id in best if "chat" in entry.roles else entry.recommended,
            speed=round(speed(entry, machine), 1),
        )
        for entry in entries
        if not entry.support
    )


def _best_chat(entries: Iterable[Entry], machine: Machine) -> set[str]:
    """The largest that fits well: of those to be had from a package registry, and of all."""
    chats = [entry for entry in entries if "chat" in entry.roles]
    registry = [entry for entry in chats if "registry" in entry.sources]
    found: set[str] = set()
    for among in (registry, chats):
        good = [entry for entry in among if fit(entry, machine) == "good"]
        if good or among is registry:
            found.add(max(good or [min(among, key=_size)], key=_size).id)
    return found


def _size(entry: Entry) -> int:
    return entry.size
