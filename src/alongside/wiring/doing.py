"""What acts, and the gate before it: tools, agents and the team."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.gate.codes import Codes
from alongside.gate.gate import Gate
from alongside.gate.stop import Stop
from alongside.gate.written import Kept
from alongside.interfaces.hands import built_in, in_words
from alongside.interfaces.settings import called
from alongside.log.corrections import AsCorrected
from alongside.mind.agent.agent import Agent
from alongside.mind.agent.agents import Agents
from alongside.mind.team.advising import Advising
from alongside.mind.team.daily import Daily
from alongside.mind.team.team import Team, cast
from alongside.tools.times import Times
from alongside.tools.tool import Tools, add_others
from alongside.wiring.ground import Ground


@dataclass(frozen=True, slots=True)
class Doing:
    """What acts. `broken` tells what is wrong with tools that packages add."""

    tools: Tools
    broken: tuple[str, ...]
    stop: Stop
    gate: Gate
    codes: Codes
    agents: Agents
    team: Team
    daily: Daily


def doing(ground: Ground) -> Doing:
    """What acts, on this ground."""
    log, times = ground.log, Times(ground.zone, in_words)
    tools = Tools(*built_in(log, ground.store.blobs, ground.recall, times))
    broken = add_others(tools)
    stop, own = Stop(log, ground.store.folder), Kept(ground.store.folder)
    gate = Gate(log, tools, stop, zone=ground.zone, own=own.now)
    agents = Agents(
        Agent(log, gate, tools, ground.models.chat, times, cast(log, ground.models.named))
    )
    team = Team(log, agents, _advising(ground), times, ground.language)
    return Doing(
        tools=tools,
        broken=broken,
        stop=stop,
        gate=gate,
        codes=Codes(log),
        agents=agents,
        team=team,
        daily=Daily(team, stop.looked),
    )


def _advising(ground: Ground) -> Advising:
    return Advising(
        log=AsCorrected(ground.log),
        recall=ground.recall,
        named=ground.models.named,
        speaks=ground.models.speaks,
        names=lambda: called(ground.settings.config),
    )
