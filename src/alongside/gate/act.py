"""What the gate judges and what it says: acts and verdicts, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alongside.log.kinds.acts import Decision, Sentence

__all__ = ["Act", "Decision", "Sentence", "Verdict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A tool to be used with these arguments.

    `agent` is who wants it, `request` the id of the moment in which the person asked for it (empty:
    nobody did), and `title` says in a few words what it is for. `written` are the arguments as they
    were chosen, where handles stood in them for words of others.
    """

    tool: str
    arguments: Mapping[str, Any]
    agent: str = "alongside"
    request: str = ""
    title: str = ""
    written: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allow, ask or deny, by which rule, and why, in a sentence for the person."""

    decision: Decision
    rule: str
    why: Sentence
