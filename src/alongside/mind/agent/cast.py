"""Who does a task: what an agent of the team is offered, shown and allowed to pass on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from alongside.gate.team import may_use
from alongside.gate.tool import Tool
from alongside.mind.agent.steps import Course, Step
from alongside.models.model import Chat
from alongside.views.team import TEAM, Member

Roster = Callable[[], Awaitable[Mapping[str, Member]]]
"""The team by handle."""
Told = Callable[[Member], tuple[str, str]]
"""Whom a model is to be, and in a line what for."""
Named = Callable[[str], Chat | None]
"""The chat model that goes by a name in an agent's file: `chat` is the one that serves."""
MOST_HANDED = 3
"""Times that a task is handed over."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The team as tasks are given to it."""

    roster: Roster
    told: Told
    model: Callable[[Member], str]
    named: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The part of whoever works on a task now. `member` is None for us, who may use every tool.

    `model` is what its file names, and `chat` gives that model; for us, None: the one that serves.
    """

    agent: str
    member: Member | None = None
    character: str = ""
    others: Mapping[str, str] | None = None
    covered: frozenset[str] = frozenset()
    model: str = ""
    chat: Callable[[], Chat | None] | None = None
    absent: bool = False

    @property
    def own_model(self) -> bool:
        """Whether its file names another than the one that serves."""
        return self.model not in ("", "chat")

    def tools(self, tools: Mapping[str, Tool]) -> Mapping[str, Tool]:
        """Those that may be offered."""
        if not self.agent.startswith(TEAM):
            return tools
        return {name: one for name, one in tools.items() if may_use(self.member, one.spec)}

    def steps(self, here: Course) -> Sequence[Step]:
        """What it may know of: its own steps, and those of agents that read no more than it."""
        return [step for step in here.steps if self._knows(step.agent)]

    def goal(self, here: Course) -> str:
        """The task, with what whoever handed it over says of it, where that may be told."""
        last = here.handed[-1] if here.handed else None
        if last is None or not self._knows(last.by):
            return here.what.goal
        return f"{here.what.goal}\n(From {last.by.removeprefix(TEAM)}: {last.text})"

    def _knows(self, agent: str) -> bool:
        return not self.agent.startswith(TEAM) or agent == self.agent or agent in self.covered


async def part(cast: Cast | None, here: Course) -> Part:
    """The part of whoever works on it now."""
    if cast is None or not here.agent.startswith(TEAM):
        return Part(agent=here.agent, absent=here.agent.startswith(TEAM))
    members = await cast.roster()
    mine = members.get(here.agent.removeprefix(TEAM))
    if mine is None or mine.rights is None:
        return Part(agent=here.agent, absent=True)
    others = [one for one in members.values() if one.rights and one.agent != here.agent]
    model = cast.model(mine)
    free = len(here.handed) < MOST_HANDED
    return Part(
        agent=here.agent,
        member=mine,
        character=cast.told(mine)[0],
        others={one.agent: cast.told(one)[1] for one in others} if free else {},
        model=model,
        chat=lambda: cast.named(model),
        covered=frozenset(one.agent for one in others if mine.scope.covers(one.scope)),
    )
