"""Embeddings by a small transformer on ONNX: mean of the last layer's rows, made unit length."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from alongside.models.catalogue import Catalogue
from alongside.models.embed.batches import batches, unit
from alongside.models.model import Floats, Texts
from alongside.models.runtime import Lazy, Network

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BATCH = 16
"""Texts read at once: of like length, so that little is read in vain."""
WINDOW = 128
"""Texts given at once, in the order they came."""
LONGEST = 256
"""Word pieces of a text that are read; a turn of a chat is far shorter."""


@dataclass(frozen=True, slots=True)
class Prefixes:
    """What a model wants before a text to find and a text to be found."""

    query: str = ""
    passage: str = ""


PREFIXES = {"e5-small": Prefixes("query: ", "passage: ")}


@dataclass(frozen=True, slots=True)
class Loaded:
    """The network and its tokenizer."""

    network: Network
    tokenizer: Tokenizer

    def rows(self, texts: Sequence[str]) -> Floats:
        """Unit rows of the texts, shape (texts, dimension)."""
        encoded = self.tokenizer.encode_batch(list(texts))
        ids = np.array([one.ids for one in encoded], np.int64)
        mask = np.array([one.attention_mask for one in encoded], np.int64)
        (hidden,) = self.network.run({"input_ids": ids, "attention_mask": mask})
        weights = mask[:, :, None].astype(np.float32)
        return unit((hidden * weights).sum(1) / weights.sum(1))


class OnnxEmbed:
    """An `Embed` model; `folder` holds `model.onnx` and `tokenizer.json`."""

    remote = False

    def __init__(self, name: str, folder: Path, prefixes: Prefixes) -> None:
        self.name = name
        self._prefixes = prefixes
        self._loaded = Lazy(lambda: _load(folder))

    async def run(self, given: Texts) -> AsyncGenerator[Floats, None]:
        """Stream unit rows, in the order given. Raises `ModelError`."""
        prefix = self._prefixes.query if given.query else self._prefixes.passage
        for window in batches(given.texts, WINDOW):
            order = sorted(range(len(window)), key=lambda i: len(window[i]))
            made = []
            for batch in batches(order, BATCH):
                texts = [prefix + window[i] for i in batch]
                made.append(await asyncio.to_thread(self._embed, texts))
            yield np.concatenate(made)[np.argsort(order)]

    def _embed(self, texts: Sequence[str]) -> Floats:
        return self._loaded().rows(texts)


def _load(folder: Path) -> Loaded:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.enable_padding()
    return Loaded(Network(folder / "model.onnx"), tokenizer)


def build(choice: str, catalogue: Catalogue) -> OnnxEmbed:
    """The model that `choice` (`embedded:<id>`) names. Raises `ModelMissing`."""
    entry = choice.partition(":")[2]
    folder = catalogue.path(entry)["model.onnx"].parent
    return OnnxEmbed(choice, folder, PREFIXES.get(entry, Prefixes()))
