"""What a sentence shows: things with their looks and relations, under a sky, on a ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sky = Literal["dawn", "day", "noon", "sunset", "night"]
Weather = Literal["clear", "clouds", "rain", "snow", "storm", "fog", "wind"]
Season = Literal["", "spring", "summer", "autumn", "winter"]
Mood = Literal["", "calm", "joyful", "gloomy", "mysterious", "cosy", "dreamy"]
Style = Literal["", "watercolour", "pencil", "ink", "oil", "neon"]
Ground = Literal[
    "", "meadow", "forest", "garden", "hills", "mountains", "desert", "beach", "sea", "lake",
    "river", "street", "village", "square", "snowfield", "room", "space", "moon", "underwater",
    "clouds",
]  # fmt: skip
Side = Literal["left", "right", "middle"]
Kind = Literal[
    "on", "in", "under", "above", "left", "right", "beside", "behind", "before", "held",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One or more of a thing: the glyph that draws it, how many, its colour and relative size.

    `word` is how the sentence called it, and `nth` which mention of that glyph this is: together
    they tell it apart, so that it keeps its place while the sentence grows. `side` is where in the
    picture the sentence puts it; `aloft` says that it flies, whatever it is.
    """

    glyph: str
    word: str
    nth: int = 0
    count: int = 1
    colour: str = ""
    scale: float = 1.0
    side: Side | None = None
    aloft: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """Things, by their positions in the scene: the first is `kind` the second.

    What is `held` is in the hand of the second, or worn by it.
    """

    first: int
    kind: Kind
    second: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that a sentence shows."""

    things: tuple[Thing, ...] = ()
    relations: tuple[Relation, ...] = ()
    ground: Ground = ""
    sky: Sky = "day"
    weather: Weather = "clear"
    season: Season = ""
    mood: Mood = ""
    style: Style = ""
