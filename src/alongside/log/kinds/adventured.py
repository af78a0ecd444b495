"""What is played: worlds to wander in, and what the person does there."""

from __future__ import annotations

from typing import Literal

import msgspec

from alongside.log.kinds.what import What

Lesson = Literal["", "taught", "asked", "good", "again"]
"""What happened to a word: told, asked for, known, not known."""

Story = Literal["lock", "theft", "pieces", "meeting"]
"""What a world is about: what lies behind the lock, who took it, three pieces, two people."""


class Spot(msgspec.Struct, frozen=True):
    """A place of the person's own in a world: its name, and the month when they were there last."""

    name: str
    month: str


class Themed(msgspec.Struct, frozen=True):
    """Names that a model gave to a world of the person's own words, each checked by code.

    `places` and `looks` are of one length, the last place is locked; each list is as long as its
    genre's. `model` gave at least one of them.
    """

    model: str
    title: str
    places: tuple[str, ...]
    looks: tuple[str, ...]
    things: tuple[str, ...]
    people: tuple[str, ...]
    key: str
    treasure: str


class Founded(What, frozen=True, kw_only=True, tag="founded"):
    """A world to play in. All of it follows from what is kept here; no model is asked again.

    `spots` are places of the person's own, drawn from the moments in `because`. `theme` is what the
    person wished for in their own words, `named` what a model called things for it (None where
    none did, and the genre is the nearest). `tried` is the model that was asked for names.
    """

    genre: str
    language: Literal["en", "ko"]
    seed: int
    title: str = ""
    spots: tuple[Spot, ...] = ()
    story: Story = "lock"
    theme: str = ""
    named: Themed | None = None
    tried: str = ""


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
