"""What is played: worlds to wander in, and what the person does there."""

from __future__ import annotations

from typing import Literal

from alongside.log.kinds.what import What


class Founded(What, frozen=True, kw_only=True, tag="founded"):
    """A world to play in. All of it follows from `genre`, `seed` and `language`."""

    genre: str
    language: Literal["en", "ko"]
    seed: int
    title: str = ""


class Ventured(What, frozen=True, kw_only=True, tag="ventured"):
    """A turn in a world: what the person typed and what was told of what happened.

    Its causes are what was founded, then the turn before it. What happened follows from the turns'
    `action`s alone; `model` worded the telling, or code did where it is empty.
    """

    action: str
    text: str
    model: str = ""
