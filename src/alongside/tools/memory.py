"""Looks into the person's memory."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any

from alongside.gate.lived import FORGED
from alongside.gate.tool import READS, Result, ToolSpec
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
        hints=READS,
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
        return Result.told(part for moment in found for part in self._line(moment))

    def _line(self, moment: Moment) -> Iterator[tuple[str, Trust]]:
        """When and what it was, in our words, and its own words."""
        yield f"- {self._times.wall(moment.at):%Y-%m-%d %H:%M} ({moment.kind}) ", Trust.OWN
        who = f"{moment.what.names[0]}: " if moment.kind == "said" and moment.what.names else ""
        words = " ".join(moment.what.words.split())[:MOST_WORDS]
        yield f"{who}{words}", _trust(moment)
        yield "\n", Trust.OWN


def _trust(moment: Moment) -> Trust:
    """Whose words it is; what anyone may have forged is nobody's."""
    return Trust.OUTSIDE if moment.source in FORGED else moment.trust


async def _nothing(_query: str, _limit: int) -> Sequence[Moment]:
    return ()
