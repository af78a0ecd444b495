"""What did not come in, as values: a record that is broken, and one left out on purpose."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A record that could not be read: what was tried, why not, on which file and where in it."""

    doing: str
    reason: str
    file: str
    position: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something left out on purpose, and why."""

    file: str
    reason: str
