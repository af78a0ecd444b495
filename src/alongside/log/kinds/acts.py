"""What was done for the person: proposed, decided, done, and what they allowed or stopped."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from alongside.log.kinds.what import What

Worth = Literal["person", "own", "outside", "invented"]
Decision = Literal["allow", "ask", "deny"]


class Sentence(msgspec.Struct, frozen=True):
    """A sentence for the person, in each language that we speak."""

    en: str
    ko: str


class Ground(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the value of an argument comes from: the moments that hold it, and whose words it is.

    `trust` is the lowest among them; `invented` is in no moment. `note` says what was odd about it.
    """

    argument: str
    trust: Worth
    moments: tuple[str, ...] = ()
    note: str = ""


class Cost(msgspec.Struct, frozen=True):
    """What an act takes of a budget: so many of `money` (its unit a currency), `messages` or
    `calls`."""

    of: str
    amount: float
    unit: str = ""


class Meant(What, frozen=True, kw_only=True, tag="meant"):
    """The plan for a request: the tools it needs, settled before anything from outside was read.

    Drawn from the words of the person and their own records alone. `model` is empty where code
    settled it.
    """

    tools: tuple[str, ...]
    model: str = ""

    @property
    def words(self) -> str:
        return ", ".join(self.tools)


class Proposed(What, frozen=True, kw_only=True, tag="proposed"):
    """An act that someone who works for the person wants to do.

    `written` are the arguments as they were chosen by who doesn't see what others wrote: with
    handles (`$1.answer`) where its words stand in `arguments`. None where they hold no handle.
    """

    tool: str
    arguments: dict[str, Any] = msgspec.field(default_factory=dict)
    agent: str = ""
    title: str = ""
    written: dict[str, Any] | None = None

    @property
    def words(self) -> str:
        values = ", ".join(f"{name}: {value}" for name, value in self.arguments.items())
        return f"{self.title or self.tool}: {values}" if values else self.title or self.tool


class Decided(What, frozen=True, kw_only=True, tag="decided"):
    """The verdict on what was proposed (the first of its causes), with the rule and the reason.

    `by` is `gate` or `person`. A person may change the `arguments` when they allow it. What is
    asked waits until it `expires`.
    """

    verdict: Decision
    rule: str
    why: Sentence
    by: Literal["gate", "person"] = "gate"
    grounds: tuple[Ground, ...] = ()
    costs: tuple[Cost, ...] = ()
    arguments: dict[str, Any] | None = None
    expires: datetime | None = None


class Did(What, frozen=True, kw_only=True, tag="did"):
    """An act was done: what came of it, and how long it took in seconds.

    Its first cause is the decision. `undo` is what the tool needs to take it back, empty where it
    can't. `own` are the spans of the text that hold no words of others, by the tool's own account.
    """

    tool: str
    text: str = ""
    undo: str = ""
    seconds: float = 0.0
    own: tuple[tuple[int, int], ...] = ()


class Undone(What, frozen=True, kw_only=True, tag="undone"):
    """What was done (the first of its causes) was taken back."""

    tool: str


class Permitted(What, frozen=True, kw_only=True, tag="permitted"):
    """A standing permission that the person gave: this tool, where these arguments are these.

    `only` gives each argument the values it may have; others may be anything. `most` bounds the
    amount of one act, `until` the time.
    """

    tool: str
    only: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    most: float | None = None
    until: datetime | None = None

    @property
    def words(self) -> str:
        values = (value for given in self.only.values() for value in given)
        return ", ".join((self.tool, *values))


class Revoked(What, frozen=True, kw_only=True, tag="revoked"):
    """The person took the permission in `because` back."""


class Limited(What, frozen=True, kw_only=True, tag="limited"):
    """The person set the most that may be taken of something in a day; None goes back to the usual.

    `of` is `calls`, `messages`, `money` or `hours`.
    """

    of: str
    most: float | None = None

    @property
    def words(self) -> str:
        return self.of if self.most is None else f"{self.of}: {self.most:g}"


class Stopped(What, frozen=True, kw_only=True, tag="stopped"):
    """Everything was halted: nothing acts until the person says so."""

    by: str = ""


class Resumed(What, frozen=True, kw_only=True, tag="resumed"):
    """The person let it go on."""
