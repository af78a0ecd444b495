"""Chat by llama.cpp in this process, with weights of the catalogue or the person's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

from alongside.models.catalogue import Catalogue
from alongside.models.chat.llama import Llama, Settings
from alongside.models.chat.openai_compatible import OpenAICompatible
from alongside.models.model import ModelError, Prompt

NO_THINKING = {"chat_template_kwargs": {"enable_thinking": False}}
"""Models that would think aloud first are asked not to: on a small machine it takes minutes."""


class EmbeddedChat:
    """A `Chat` model that is loaded at the first question and keeps the prompts' common prefix."""

    remote = False

    def __init__(self, name: str, llama: Llama) -> None:
        self.name = name
        self._llama = llama
        self._chat: OpenAICompatible | None = None

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        """Stream the answer's text. Raises `ModelError`."""
        if any(message.pictures for message in given.messages):
            raise ModelError(f"{self.name} can't look at pictures. Choose a model that can.")
        if self._chat is None:
            endpoint = await asyncio.to_thread(self._llama.endpoint)
            self._chat = OpenAICompatible(self.name, endpoint, "embedded", NO_THINKING)
        async with aclosing(self._chat.run(given)) as pieces:
            async for piece in pieces:
                yield piece


def build(choice: str, catalogue: Catalogue) -> EmbeddedChat:
    """The model that `choice` (`embedded:<id>` or `embedded:<path>.gguf`) names.

    Raises `ModelError`.
    """
    entry = choice.partition(":")[2]
    path = Path(entry)
    if path.suffix != ".gguf":
        path = catalogue.path(entry)["model.gguf"]
    elif not path.is_file():
        raise ModelError(f"There is no file {path}.")
    return EmbeddedChat(choice, Llama(choice, Settings(path)))
