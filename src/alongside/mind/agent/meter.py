"""What models take: words counted on the way, about, as no two models count tokens alike."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from alongside.models.model import Chat, Prompt

_LETTERS = 4
"""Letters of Latin script in a token, about; of other scripts, each counts."""


def tokens(text: str) -> int:
    """About how many tokens a text has."""
    latin = sum(ord(each) < 0x250 for each in text)
    return -(-latin // _LETTERS) + len(text) - latin


class Metered:
    """Counts what models are given and write; `model` is the one that was counted last."""

    def __init__(self) -> None:
        self.tokens = 0
        self.model = ""

    def counted(self, chat: Chat | None) -> Chat | None:
        """The model, counted from now on."""
        self.model = chat.name if chat else self.model
        return _Counted(chat, self) if chat else None


class _Counted:
    def __init__(self, chat: Chat, meter: Metered) -> None:
        self._chat = chat
        self._meter = meter
        self.name = chat.name
        self.remote = chat.remote

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        self._meter.tokens += sum(tokens(message.text) for message in given.messages)
        async with aclosing(self._chat.run(given)) as pieces:
            async for piece in pieces:
                self._meter.tokens += tokens(piece)
                yield piece
