"""A double that draws plain colours, for tests and for trying things out without a model."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from io import BytesIO

from alongside.models.model import Drawn, Wish


class ScriptedImagine:
    """An `Imagine` model: a picture of one colour for each step, and what it was asked."""

    name = "scripted:colours"
    remote = False

    def __init__(self) -> None:
        self.asked: list[Wish] = []
        self.stopped = 0

    async def run(self, given: Wish) -> AsyncGenerator[Drawn, None]:
        """Stream a preview for each step, then the picture."""
        from PIL import Image

        self.asked.append(given)
        try:
            for step in range(1, given.steps + 1):
                shade = given.seed * 37 % 200 + step
                kept = BytesIO()
                Image.new("RGB", (given.width, given.height), (shade, 90, 120)).save(kept, "PNG")
                yield Drawn(kept.getvalue(), step, given.steps)
        except GeneratorExit:
            self.stopped += 1
            raise
