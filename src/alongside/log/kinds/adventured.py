"""What is played: worlds to wander in, and what the person does there."""

from __future__ import annotations

from typing import Literal

import msgspec

from alongside.log.kinds.what import What

Lesson = Literal["", "taught", "asked", "good", "again"]
"""What happened to a word: told, asked for, known, not known."""


class Spot(msgspec.Struct, frozen=True):
    """A place of the person's own in a world: its name, and the month when they were there last."""

    name: str
    month: str


class Founded(What, frozen=True, kw_only=True, tag="founded"):
    """A world to play in. All of it follows from `genre`, `seed`, `language` and `spots`.

    `spots` are places of the person's own, drawn from the moments in `because`.
    """

    genre: str
    language: Literal["en", "ko"]
    seed: int
    title: str = ""
    spots: tuple[Spot, ...] = ()


class Ventured(What, frozen=True, kw_only=True, tag="ventured"):
    """A turn in a world: what the person typed and what was told of what happened.

    Its causes are what was founded, then the turn before it. What happened follows from the turns'
    `action`s alone; `model` worded the telling, or code did where it is empty. `word` is of a
    language that the world teaches, `lesson` what happened to it; a turn that answered for one
    did nothing else.
    """

    action: str
    text: str
    model: str = ""
    word: str = ""
    lesson: Lesson = ""
