"""Handles: names by which an agent speaks of words of others that it never sees.

`$2.answer` is the value `answer` of what step 2 gave, `$2.text` all of it that others wrote. A
handle stands for its words in an answer, or in an argument of an act, where code puts them in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alongside.log.kinds import Value
from alongside.mind.agent.steps import Step

WHOLE = "text"
HANDLE = re.compile(r"\$(\d{1,3})\.([a-z_]{1,20}\d{0,3})")
RECORD = re.compile(r"^- [0-9: -]{10,17} \([a-z_]+\) ", re.MULTILINE)
"""How a list of records begins its lines."""
KEPT = "[words of others, kept from you]"


class NoHandle(ValueError):
    """There is no such handle; the message names it, and holds nothing that others wrote."""


def theirs(step: Step) -> str:
    """The words of others in what a step gave."""
    return "\n".join(part for mine, part in _parts(step) if not mine and part.strip())


def kept(step: Step) -> str:
    """What a step gave, without the words of others."""
    shown = [part if mine else KEPT for mine, part in _parts(step) if mine or part.strip()]
    return "".join(shown).strip()


def _parts(step: Step) -> Iterable[tuple[bool, str]]:
    """Its text in parts, each with whether it holds no words of others."""
    at = 0
    for start, end in step.own:
        yield False, step.text[at:start]
        yield True, step.text[start:end]
        at = end
    yield False, step.text[at:]


class Handles:
    """The handles of the steps that an agent knows of."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._held = {handle: value.text for handle, value in held(steps).items()}

    def filled(self, given: Any) -> Any:
        """The same with words in place of handles, however deep. Raises `NoHandle`."""
        if isinstance(given, str):
            return HANDLE.sub(self._words, given)
        if isinstance(given, Mapping):
            return {name: self.filled(value) for name, value in given.items()}
        if isinstance(given, list | tuple):
            return [self.filled(value) for value in given]
        return given

    def _words(self, found: re.Match[str]) -> str:
        words = self._held.get(f"${int(found[1])}.{found[2]}")
        if words is None:
            raise NoHandle(f"There is no {found[0]}.")
        return words


def held(steps: Iterable[Step]) -> dict[str, Value]:
    """What every handle of the steps stands for, in their order."""
    return {f"${step.number}.{value.name}": value for step in steps for value in _values(step)}


def spoken(given: Any) -> set[str]:
    """The handles that stand in a value, however deep."""
    if isinstance(given, str):
        return {found[0] for found in HANDLE.finditer(given)}
    if isinstance(given, Mapping):
        return {one for value in given.values() for one in spoken(value)}
    if isinstance(given, list | tuple):
        return {one for value in given for one in spoken(value)}
    return set()


def _values(step: Step) -> Iterable[Value]:
    whole = theirs(step)
    return (*(step.values or ()), *([Value(WHOLE, "text", whole)] if whole else []))
