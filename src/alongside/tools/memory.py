"""Looks into the person's memory."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from alongside.gate.tool import Hints, Result, ToolSpec
from alongside.log.moment import Moment, Trust
from alongside.tools.times import Times
from alongside.views.team import Scope

Find = Callable[[str, int], Awaitable[Sequence[Moment]]]
"""The moments that fit words best, so many at most."""
Narrow = Callable[[Scope], Find]
"""The same within a scope."""
MOST_WORDS = 600
"""Characters of one moment that are given."""


class RecallTool:
    """Finds moments of the life; what it gives is trusted as the least of them is."""

    spec = ToolSpec(
        name="recall",
        description="Search the person's memory: notes, chats, photos, plans, contacts, mails.",
        parameters={
            "type": "object",
            "properties": {
                "query": {"type": "string", "minLength": 1, "maxLength": 500},
                "limit": {"type": "integer", "minimum": 1, "maximum": 20},
            },
            "required": ["query"],
            "additionalProperties": False,
        },
        hints=Hints(
            read_only=True, destructive=False, idempotent=True, open_world=False, pays=False
        ),
    )

    def __init__(self, find: Find, times: Times, narrow: Narrow | None = None) -> None:
        self._find = find
        self._times = times
        self._narrow = narrow

    def within(self, scope: Scope) -> RecallTool:
        """The same for whom only a part of the life is to be read; by itself, nothing of it."""
        return RecallTool(self._narrow(scope) if self._narrow else _nothing, self._times)

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        found = await self._find(arguments["query"], arguments.get("limit", 6))
        if not found:
            return Result(text="Nothing in the memory matches.", trust=Trust.OWN)
        lines = [self._line(moment) for moment in found]
        return Result(text="\n".join(lines), trust=min(moment.trust for moment in found))

    def _line(self, moment: Moment) -> str:
        at = self._times.wall(moment.at)
        who = f" {moment.what.names[0]}" if moment.kind == "said" and moment.what.names else ""
        words = " ".join(moment.what.words.split())[:MOST_WORDS]
        return f"- {at:%Y-%m-%d %H:%M} ({moment.kind}{who}) {words}"


async def _nothing(_query: str, _limit: int) -> Sequence[Moment]:
    return ()
