"""The person's own rules: `rules.toml` in their life's folder, asked in its order.

They can only make the gate stricter, or permit one named tool within bounds. What can't be read
makes the gate ask about everything that isn't reading: a mistake never opens it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

UNTIL = "Until it is mended you are asked each time."
NAME = "rules.toml"
LIMITS = {"calls": 1000.0, "messages": 50.0, "money": 1000.0, "hours": 12.0}
"""What may be taken of each in a day where the person sets nothing else."""
Clock = Annotated[str, Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule. All that it names must hold of an act for it to have a say.

    `tool` and `agent` are names in which * stands for anything, `only` gives arguments the values
    that they may have (with * too), `over` a sum of money that must be passed, `start` and `end`
    the hours of the day, over midnight too.
    """

    name: Annotated[str, Meta(min_length=1, max_length=60)]
    then: Literal["ask", "deny", "allow"]
    tool: str = "*"
    agent: str = "*"
    only: dict[str, str | tuple[str, ...]] = {}
    over: float | None = None
    most: float | None = None
    start: Clock = ""
    end: Clock = ""
    say: str = ""


class OwnRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: rules, and limits of what may be taken in a day."""

    rules: tuple[Rule, ...] = ()
    budgets: dict[Literal["calls", "messages", "money", "hours"], Annotated[float, Meta(ge=0)]] = {}

    @property
    def limits(self) -> dict[str, float]:
        return LIMITS | {str(of): most for of, most in self.budgets.items()}


NONE = OwnRules()


class RulesError(ValueError):
    """The file can't be used; the message names the file, the rule and the reason."""


def load(folder: Path) -> OwnRules:
    """The rules of a life, none where there is no file. Touches the disk. Raises `RulesError`."""
    path = folder / NAME
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=OwnRules)
    except FileNotFoundError:
        return OwnRules()
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        raise RulesError(f"{path}: {error}. {UNTIL}") from error
    for rule in found.rules:
        wrong = _wrong(rule)
        if wrong:
            raise RulesError(f"{path}: the rule “{rule.name}” {wrong}. {UNTIL}")
    return found


def _wrong(rule: Rule) -> str:
    """What is wrong with a rule, for the person."""
    if bool(rule.start) != bool(rule.end):
        return "needs both start and end, or neither"
    if rule.then != "allow":
        return "has `most`, which only one that allows may have" if rule.most is not None else ""
    if "*" in rule.tool or "?" in rule.tool or "[" in rule.tool:
        return "allows: it must name one tool, without *"
    if not rule.only and rule.most is None:
        return "allows: it must say with which arguments (`only`), or how much (`most`)"
    if any(value.strip("*? ") == "" for given in rule.only.values() for value in several(given)):
        return "allows: * alone would allow anything"
    return "allows: it can't have `over`; say `most`" if rule.over is not None else ""


class Kept:
    """The rules of a life, read again when the file changes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: tuple[int, int] | None = None
        self._rules = OwnRules()
        self._error = ""

    def now(self) -> tuple[OwnRules, str]:
        """The rules, and what is wrong with the file. Touches the disk."""
        seen = _stamp(self._folder / NAME)
        if seen != self._seen:
            try:
                self._rules, self._error = load(self._folder), ""
            except RulesError as error:
                self._error = str(error)
            self._seen = seen
        return self._rules, self._error


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size


def several(given: str | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else given
