"""What a tool is: its description, and what runs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, runtime_checkable

from alongside.log.moment import Trust
from alongside.views.team import Scope

SECONDS = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a tool says of itself (MCP tool annotations, 2025-06-18, and `pays`).

    None is what it doesn't say, and is taken as the worse of the two.
    """

    read_only: bool | None = None
    destructive: bool | None = None
    idempotent: bool | None = None
    open_world: bool | None = None
    pays: bool | None = None

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Hints:
        """From MCP's names (`readOnlyHint`, …); what is no yes or no counts as not said."""

        def said(name: str) -> bool | None:
            value = told.get(name)
            return value if isinstance(value, bool) else None

        return cls(
            read_only=said("readOnlyHint"),
            destructive=said("destructiveHint"),
            idempotent=said("idempotentHint"),
            open_world=said("openWorldHint"),
            pays=said("pays"),
        )


READS = Hints(read_only=True, destructive=False, idempotent=True, open_world=False, pays=False)
"""Reads what is kept here, and nothing else."""
MAKES = Hints(read_only=False, destructive=False, open_world=False, pays=False)
"""Adds to what is kept here; takes nothing away and reaches nobody."""


@dataclass(frozen=True, eq=False, kw_only=True)
class ToolSpec:
    """A tool as a model and the gate are told of it.

    `parameters` is a JSON schema of the arguments (an object). `seconds` is the longest that it may
    run. `reads` are the kinds of moment that it tells of whatever it is asked: an agent that may
    not read them may not use it. Two specs are never equal, so what is told of one may be kept.
    """

    name: str
    description: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    hints: Hints = Hints()
    seconds: float = SECONDS
    reads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of an act: the text for who asked, whose words that is, and what can undo it.

    `own` are spans of the text that hold no words of others; all of it where its trust says so.
    """

    text: str
    trust: Trust = Trust.OUTSIDE
    undo: str = ""
    own: tuple[tuple[int, int], ...] = ()

    @classmethod
    def told(cls, parts: Iterable[tuple[str, Trust]]) -> Result:
        """A text in parts, each with whose words it is."""
        text, own, least = "", [], Trust.PERSON
        for part, trust in parts:
            if trust > Trust.OUTSIDE:
                own.append((len(text), len(text) + len(part)))
            text, least = text + part, min(least, trust)
        return cls(text=text.rstrip("\n"), trust=least, own=tuple(own))

    def ending_in(self, words: str, trust: Trust) -> Result:
        """The same, whose last words are such; all else of it is ours."""
        own = ((0, len(self.text) - len(words)),)
        return replace(self, trust=min(trust, Trust.OWN), own=own)

    @property
    def ours(self) -> tuple[tuple[int, int], ...]:
        """The spans that hold no words of others."""
        return ((0, len(self.text)),) if self.trust > Trust.OUTSIDE and self.text else self.own


class ToolError(Exception):
    """The tool couldn't do it; the message says for the person what happened and what to do.

    `ours` says that it holds no words but our own and those of the arguments.
    """

    def __init__(self, message: str, *, ours: bool = False) -> None:
        super().__init__(message)
        self.ours = ours


@runtime_checkable
class Tool(Protocol):
    """Something that can be done. Only the gate runs it.

    `run` raises `ToolError`. It may be cancelled at any time: what is stopped must not go on.
    """

    spec: ToolSpec

    async def run(self, arguments: Mapping[str, Any], /) -> Result: ...


@runtime_checkable
class Undoable(Protocol):
    """A tool that can take back what it did; `undo` is what its `Result` said."""

    async def undo(self, undo: str) -> None: ...


@runtime_checkable
class Scoped(Protocol):
    """A tool that can keep to a part of the life."""

    def within(self, scope: Scope, /) -> Tool: ...
