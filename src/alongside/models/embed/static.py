"""Static embeddings: the mean of word pieces' vectors (WordLlama), thousands of texts a second.

The weights lie inside the `wordllama` package; nothing is ever downloaded.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from alongside.models.catalogue import Catalogue
from alongside.models.embed.batches import batches, unit
from alongside.models.model import Floats, Texts
from alongside.models.runtime import Lazy

BATCH = 256


class StaticEmbed:
    """An `Embed` model of 256 dimensions."""

    remote = False

    def __init__(self, name: str) -> None:
        self.name = name
        self._model = Lazy(_load)

    async def run(self, given: Texts) -> AsyncGenerator[Floats, None]:
        """Stream unit rows, in the order given."""
        for batch in batches(given.texts, BATCH):
            yield await asyncio.to_thread(self._embed, batch)

    def _embed(self, texts: Sequence[str]) -> Floats:
        return unit(np.asarray(self._model().embed(list(texts)), np.float32))


def _load() -> Any:
    import wordllama

    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)


def build(choice: str, catalogue: Catalogue) -> StaticEmbed:
    """The model, which needs nothing of the catalogue."""
    del catalogue
    return StaticEmbed(choice)
