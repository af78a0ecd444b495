"""Grounds: what an act stands on, computed from the log and never by a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from alongside.gate.tool import ToolSpec
from alongside.log.kinds.acts import Cost, Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What rules judge an act by.

    `spec` is None for a tool that nobody knows, `asked` whether the person asked for something that
    this act serves, `planned` whether the plan for that names the tool. `arguments` holds the
    ground of each argument that matters.
    """

    spec: ToolSpec | None = None
    asked: bool = False
    planned: bool = False
    arguments: Mapping[str, Ground] = field(default_factory=dict)
    costs: tuple[Cost, ...] = ()
    halted: bool = False
