"""What a tool is, for those who write one: a file each in this package, with one class that holds a
`spec` and a `run`. Only the gate runs it, so it needs to ask nobody.

Say in `hints` only what is true of every call: what isn't said counts as the worse. Give the
schema of `parameters` formats (`email`, `uri`, `date-time`) and plain names (`to`, `amount`,
`path`), since the gate tells from them what an argument does. A tool that reads what others wrote
gives its result `Trust.OUTSIDE`. One that can take back what it did gives `undo` in its result, and
has a method `undo`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points

from alongside.gate.tool import MAKES, READS, Hints, Result, Tool, ToolError, ToolSpec, Undoable
from alongside.models.others import NotLoaded, made

__all__ = [
    "MAKES",
    "READS",
    "Hints",
    "Result",
    "Tool",
    "ToolError",
    "ToolSpec",
    "Tools",
    "Undoable",
]

GROUP = "alongside.tools"
"""The entry points by which other packages add tools: each names what makes one."""


class Tools:
    """The tools that are there, by name; more may come and go while it runs."""

    def __init__(self, *tools: Tool) -> None:
        self._held: dict[str, Tool] = {}
        self.add(*tools)

    def add(self, *tools: Tool) -> None:
        """Raises `ValueError` where the name is taken: no tool steps into another's place."""
        for tool in tools:
            if tool.spec.name in self._held:
                raise ValueError(f"there is a tool {tool.spec.name!r} already")
            self._held[tool.spec.name] = tool

    def remove(self, names: Iterable[str]) -> None:
        """Take these away; one that isn't there is passed over."""
        for name in names:
            self._held.pop(name, None)

    def __call__(self) -> Mapping[str, Tool]:
        return dict(self._held)


def add_others(tools: Tools) -> tuple[str, ...]:
    """Add the tools of installed packages; gives, for the person, what is wrong with the rest."""
    broken: list[str] = []
    for entry in entry_points(group=GROUP):
        try:
            tools.add(_made(entry))
        except (NotLoaded, TypeError, ValueError) as error:
            broken.append(f"The tool {entry.value} was left out, as it can't be loaded: {error}")
    return tuple(broken)


def _made(entry: EntryPoint) -> Tool:
    tool = made(entry)
    if not isinstance(tool, Tool):
        raise TypeError("it has no `spec` and `run`")
    return tool
