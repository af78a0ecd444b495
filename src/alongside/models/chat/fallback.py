"""The first of several chat models that works."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from alongside.models.model import Chat, ModelError, Prompt


class Fallback:
    """A `Chat` model that asks the next one when one fails before it has said anything.

    `name` and `remote` are those of the model that was asked last: read `name` while or after an
    answer streams to tell who wrote it.
    """

    def __init__(self, models: Sequence[Chat]) -> None:
        if not models:
            raise ValueError("a fallback needs a model")
        self._models = tuple(models)
        self._asked = self._models[0]

    @property
    def name(self) -> str:
        return self._asked.name

    @property
    def remote(self) -> bool:
        return self._asked.remote

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        """Stream the answer's text. Raises the last model's `ModelError` if none works."""
        for model in self._models:
            self._asked = model
            started = False
            try:
                async with aclosing(model.run(given)) as pieces:
                    async for piece in pieces:
                        started = True
                        yield piece
            except ModelError:
                if started or model is self._models[-1]:
                    raise
            else:
                return
