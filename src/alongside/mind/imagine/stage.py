"""What every part of a backdrop is drawn from."""

from __future__ import annotations

import random
from dataclasses import dataclass

from alongside.mind.imagine.colours import Palette
from alongside.mind.imagine.layout import Canvas
from alongside.mind.imagine.scene import Scene


@dataclass(frozen=True, slots=True)
class Stage:
    """All that a backdrop is drawn from; `chance` draws the same for the same seed."""

    scene: Scene
    canvas: Canvas
    palette: Palette
    seed: int

    def chance(self, what: str) -> random.Random:
        return random.Random(f"{self.seed}:{self.canvas.ground}:{what}")

    @property
    def width(self) -> int:
        return self.canvas.width

    @property
    def height(self) -> int:
        return self.canvas.height

    @property
    def horizon(self) -> float:
        return self.canvas.horizon
