"""A chat model that answers from a script: for tests and demonstrations."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Sequence
from itertools import cycle

from alongside.models.model import Prompt

PIECE = re.compile(r"\s*\S+(?:\s+$)?|\s+")
"""A word with the space before it; nothing of a text is lost."""
Script = Sequence[str] | Callable[[Prompt], str]


class ScriptedChat:
    """A `Chat` model. Texts are given in turn, over and over; a function is asked each time.

    `given` holds every prompt and `cancelled` counts the answers that were not read to their end.
    """

    remote = False

    def __init__(self, script: Script, name: str = "scripted:chat") -> None:
        self.name = name
        self.given: list[Prompt] = []
        self.cancelled = 0
        turns = cycle([] if callable(script) else script)
        self._answer = script if callable(script) else lambda _: next(turns)

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        """Stream the next text, word by word."""
        self.given.append(given)
        finished = False
        try:
            for piece in PIECE.findall(self._answer(given)):
                await asyncio.sleep(0)
                yield piece
            finished = True
        finally:
            self.cancelled += not finished
