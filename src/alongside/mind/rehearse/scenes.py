"""Scenes to rehearse, read from data: who the other is, what they want, how far they can go."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

Language = Literal["en", "ko"]
OWN = "own"
"""The scene that the person describes."""
SHOWN = ("observation", "feeling", "need", "request", "validation", "open_question")
"""What a scene has examples of for the person, in the order in which a hard talk wants them."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A scene in one language.

    `steps` are what the partner can come to say, each granting more than the one before.
    `interests` are told to whom asks for them. `show` has an example for each act of `SHOWN`.
    `casual` says that the two speak as people close to each other do.
    """

    title: str
    about: str
    role: str
    goal: str
    open: str
    interests: tuple[str, ...]
    steps: tuple[str, ...]
    ask: tuple[str, ...]
    refuse: tuple[str, ...]
    deflect: tuple[str, ...]
    accept: str
    leave: str
    show: dict[str, str]
    casual: bool = False


class Scene(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A talk to practise.

    `limits` say how many of the steps the partner grants at most, by how hard it is made (1, 2, 3).
    In a "bargain" what was granted is an offer that can be held to. `earns` are acts that earn more
    here than elsewhere.
    """

    id: str
    kind: Literal["bargain", "talk"]
    limits: tuple[int, int, int]
    en: Part
    ko: Part
    earns: dict[str, float] = msgspec.field(default_factory=dict)

    def part(self, language: Language) -> Part:
        return self.en if language == "en" else self.ko

    def limit(self, difficulty: int) -> int:
        return self.limits[min(3, max(1, difficulty)) - 1]


@cache
def scenes() -> dict[str, Scene]:
    """Every scene by its id. Reads files of the package."""
    folder = files("alongside.mind.rehearse") / "scenes"
    found = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            name = file.name.removesuffix(".toml")
            told = tomllib.loads(file.read_text("utf-8"))
            found[name] = msgspec.convert({"id": name, **told}, Scene)
    return found


@cache
def lines() -> dict[str, dict[str, list[str]]]:
    """What is said at moves that scenes have no words of their own for, by language and move."""
    told: dict[str, Any] = tomllib.loads(
        files("alongside.mind.rehearse").joinpath("lines.toml").read_text("utf-8")
    )
    return told
