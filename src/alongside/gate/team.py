"""What an agent of the team may do: use the tools granted to it, on what it may read of the life.

Whatever else the rules say comes after.
"""

from __future__ import annotations

from alongside.gate.act import Act, Verdict
from alongside.gate.grounds import Grounds
from alongside.gate.intent import only_reads
from alongside.gate.tool import Scoped, Tool, ToolSpec
from alongside.gate.verdicts import verdict
from alongside.views.team import TEAM, Member


def may_use(member: Member | None, spec: ToolSpec) -> bool:
    """Whether the tool is granted, and tells of nothing that the agent may not read."""
    if member is None or member.rights is None or spec.name not in member.tools:
        return False
    if not spec.reads:
        return True
    return spec.reads <= member.scope.kinds and not member.scope.sources


def ungranted(act: Act, grounds: Grounds) -> Verdict | None:
    """An agent of the team uses no tool that the person didn't grant it."""
    if not act.agent.startswith(TEAM) or grounds.spec is None:
        return None
    if may_use(grounds.member, grounds.spec):
        return None
    name = grounds.member.what.name if grounds.member else act.agent.removeprefix(TEAM)
    return verdict("deny", "not-granted", name)


def by_itself(act: Act, grounds: Grounds) -> Verdict | None:
    """What an agent of the team does though nobody asked waits for the person's word, unless it
    only reads of the life; what they allowed for good was judged before."""
    if not act.agent.startswith(TEAM) or grounds.spec is None or grounds.request:
        return None
    if only_reads(grounds.spec) and grounds.spec.hints.open_world is False:
        return None
    name = grounds.member.what.name if grounds.member else act.agent.removeprefix(TEAM)
    return verdict("ask", "by-itself", name)


def narrowed(tool: Tool, member: Member | None) -> Tool:
    """The tool as an agent may use it."""
    return tool.within(member.scope) if member and isinstance(tool, Scoped) else tool
