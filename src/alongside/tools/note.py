"""Writes a note into the person's life; undoing forgets it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from alongside.log.kinds import Noted
from alongside.log.log import Log
from alongside.log.moment import Draft, Trust
from alongside.tools.tool import MAKES, Result, ToolSpec

SOURCE = "note"


class Note:
    """Keeps a note. Its words count as an outsider's, as anything may have led to them."""

    spec = ToolSpec(
        name="note",
        description="Keep a note in the person's memory.",
        parameters={
            "type": "object",
            "properties": {
                "text": {"type": "string", "minLength": 1, "maxLength": 20_000},
                "title": {"type": "string", "maxLength": 200},
            },
            "required": ["text"],
            "additionalProperties": False,
        },
        hints=MAKES,
    )

    def __init__(self, log: Log) -> None:
        self._log = log

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        draft = Draft(
            what=Noted(text=arguments["text"], title=arguments.get("title", "")),
            at=datetime.now(UTC),
            zone="UTC",
            source=SOURCE,
            trust=Trust.OUTSIDE,
        )
        (kept,) = await self._log.append(draft)
        return Result(text="Noted.", trust=Trust.OWN, undo=kept.id)

    async def undo(self, undo: str) -> None:
        await self._log.forget(undo)
