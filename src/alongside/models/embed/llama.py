"""Embeddings by llama.cpp in this process, with GGUF weights."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from alongside.models.catalogue import Catalogue
from alongside.models.chat.llama import Llama, Settings
from alongside.models.embed.openai_compatible import ServerEmbed
from alongside.models.model import Floats, Texts

CONTEXT = 2048


class LlamaEmbed:
    """An `Embed` model that is loaded when it is first given texts."""

    remote = False

    def __init__(self, name: str, model: str, llama: Llama) -> None:
        self.name = name
        self._model = model
        self._llama = llama

    async def run(self, given: Texts) -> AsyncGenerator[Floats, None]:
        """Stream unit rows, in the order given. Raises `ModelError`."""
        endpoint = await asyncio.to_thread(self._llama.endpoint)
        async with aclosing(ServerEmbed(self.name, endpoint, self._model).run(given)) as rows:
            async for batch in rows:
                yield batch


def build(choice: str, catalogue: Catalogue) -> LlamaEmbed:
    """The model that `choice` (`embedded:<id>`) names. Raises `ModelMissing`."""
    entry = choice.partition(":")[2]
    path = catalogue.path(entry)["model.gguf"]
    llama = Llama(choice, Settings(path, context=CONTEXT, embedding=True))
    return LlamaEmbed(choice, entry, llama)
