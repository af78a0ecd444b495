"""Embeddings by any server that speaks OpenAI's embeddings."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass

import numpy as np

from alongside.models.embed.batches import batches, unit
from alongside.models.model import Floats, ModelError, Texts
from alongside.models.server import Endpoint, connected

BATCH = 32


@dataclass(frozen=True, slots=True)
class Prefix:
    """What is put before a text to find and a text to be found."""

    query: str = ""
    passage: str = ""


PREFIXES: Mapping[str, Prefix] = {"nomic-embed-text": Prefix("search_query: ", "search_document: ")}
"""By the beginning of a model's name."""


class ServerEmbed:
    """An `Embed` model."""

    def __init__(self, name: str, endpoint: Endpoint, model: str) -> None:
        self.name = name
        self.remote = endpoint.remote
        self._endpoint = endpoint
        self._model = model
        found = (prefix for start, prefix in PREFIXES.items() if model.startswith(start))
        self._prefix = next(found, Prefix())

    async def run(self, given: Texts) -> AsyncGenerator[Floats, None]:
        """Stream unit rows, in the order given. Raises `ModelError`."""
        prefix = self._prefix.query if given.query else self._prefix.passage
        async with connected(self._endpoint) as client:
            for batch in batches(given.texts, BATCH):
                texts = [prefix + text for text in batch]
                answer = await client.embeddings.create(
                    model=self._model, input=texts, encoding_format="float"
                )
                rows = sorted(answer.data, key=lambda row: row.index)
                if len(rows) != len(texts):
                    raise ModelError(f"{self.name} gave {len(rows)} rows for {len(texts)} texts.")
                yield unit(np.array([row.embedding for row in rows], np.float32))
