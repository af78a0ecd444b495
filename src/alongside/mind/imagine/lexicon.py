"""What words mean for a picture, and what draws it.

The glyphs are those of Fluent Emoji (flat), called as Emojibase calls them in English and Korean;
the web build writes them into `glyphs.json`. `words.toml` says what further words mean and how
things stand, `drawn.toml` holds drawings of our own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

from alongside.mind.imagine.bodies import sitting, standing_robot, with_legs
from alongside.mind.imagine.colours import tinted
from alongside.mind.imagine.scene import Ground

Stand = Literal["ground", "water", "sky", "air", "far", "table", "wall"]
Sense = Literal[
    "thing", "sky", "weather", "season", "mood", "style", "ground", "colour", "scale", "count",
    "relation", "side", "without", "young", "aloft",
]  # fmt: skip
SENSES: tuple[Sense, ...] = (
    "sky", "weather", "season", "mood", "style", "ground", "colour", "scale", "count", "relation",
    "side", "without", "young", "aloft",
)  # fmt: skip
UNCALLED = range(11)
"""Families of faces: what they are called (“happy”) is a mood of the picture, not a thing in it."""
PEOPLE = range(23, 29)
BUSTS = range(25, 27)
"""Families of people, and of those that are drawn to the waist."""


class GlyphsMissing(RuntimeError):
    """The glyphs were not built."""

    def __init__(self) -> None:
        super().__init__("The drawings that pictures are sketched from aren’t built: make setup")


class _Drawn(msgspec.Struct, frozen=True):
    family: int
    en: str
    ko: str
    body: str


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawing on a 32-unit square, where it stands in a picture, its height in metres.

    `seat` is how high on it things stand or sit, as a share of its height; `home` the ground that
    it suggests; `holds` says that it is somebody with hands, `held` that hands can hold it.
    """

    name: str
    body: str
    stand: Stand
    height: float
    seat: float = 0.92
    home: Ground = ""
    holds: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase means: a thing (`value` is its glyph), or one of the words of `words.toml`."""

    sense: Sense
    value: str


class Lexicon:
    """Phrases by their words, folded; and the glyphs.

    `hues` are colours that are called as things are (“an orange cat”); `nightly` the things that
    are seen at night; `doing` draws somebody who does something.
    """

    def __init__(self, words: dict[str, Any], drawn: dict[str, str], made: dict[str, _Drawn]):
        self._words = words
        self._families: dict[str, str] = words["family"]
        self._said: dict[str, str] = words["glyph"]
        self.hues = {word: hue for hue, said in words["hue"].items() for word in said.split(", ")}
        self.nightly = frozenset(words["nightly"])
        self.doing = frozenset(words["doing"])
        self.containers = frozenset(words["containers"])
        framed = frozenset(words["framed"])
        self.glyphs = {name: self._glyph(name, d.body, d.family) for name, d in made.items()}
        self.glyphs |= {name: self._glyph(name, body, 0) for name, body in drawn.items()}
        self._redraw()
        self.phrases: dict[tuple[str, ...], Meaning] = {}
        for phrase, meaning in (*_called(made, framed), *self._names(), *_meant(words)):
            self.phrases[tuple(phrase.lower().split())] = meaning
        self.longest = max(map(len, self.phrases))

    def _glyph(self, name: str, body: str, family: int) -> Glyph:
        said = self._said.get(name) or self._families.get(str(family), "air 0.4")
        stand, height, *_ = said.split(maxsplit=2)
        homes: dict[Ground, list[str]] = self._words["home"]
        return Glyph(
            name,
            with_legs(body) if family in BUSTS else body,
            msgspec.convert(stand, Stand),
            float(height),
            seat=self._words["seat"].get(name, 0.92),
            home=next((ground for ground, names in homes.items() if name in names), ""),
            holds=family in PEOPLE or name in self._words["holds"],
            held=name in self._words["held"],
        )

    def _redraw(self) -> None:
        """Draw some as others, some in another colour, and give bodies to bare faces."""
        for name, other in self._words["drawn_as"].items():
            as_, _, colour = other.partition(" ")
            body = self.glyphs[as_].body
            made = self.glyphs.get(name) or self._glyph(name, "", 0)
            self.glyphs[name] = replace(made, body=tinted(body, colour) if colour else body)
        for name, both in self._words["pair"].items():
            one, other = (self.glyphs[each].body for each in both.split())
            pair = f'<g transform="translate(-5)">{one}</g><g transform="translate(5)">{other}</g>'
            self.glyphs[name] = self._glyph(name, pair, 0)
        for name, colours in self._words["sitting"].items():
            body = sitting(self.glyphs[name].body, *colours.split())
            self.glyphs[name] = replace(self.glyphs[name], body=body)
        robot = self.glyphs["robot"]
        self.glyphs["robot"] = replace(robot, body=standing_robot(robot.body))

    def _names(self) -> Iterator[tuple[str, Meaning]]:
        for glyph, said in self._said.items():
            _, _, *names = said.split(maxsplit=2)
            for name in (*", ".join(names).split(", "), glyph.replace("-", " ")):
                if name:
                    yield name, Meaning("thing", glyph)


def _called(made: dict[str, _Drawn], framed: frozenset[str]) -> Iterator[tuple[str, Meaning]]:
    """Every glyph of a thing by what it is called."""
    for name, drawn in made.items():
        if drawn.family not in UNCALLED and name not in framed:
            yield drawn.en, Meaning("thing", name)
            if drawn.ko:
                yield drawn.ko, Meaning("thing", name)


def _meant(words: dict[str, Any]) -> Iterator[tuple[str, Meaning]]:
    for sense in SENSES:
        for value, said in words[sense].items():
            for phrase in said.split(", "):
                yield phrase, Meaning(sense, value)


@cache
def lexicon() -> Lexicon:
    """The one lexicon. Reads files once. Raises `GlyphsMissing`."""
    here = files("alongside.mind.imagine")
    built = here.joinpath("glyphs.json")
    if not built.is_file():
        raise GlyphsMissing
    return Lexicon(
        tomllib.loads(here.joinpath("words.toml").read_text("utf-8")),
        tomllib.loads(here.joinpath("drawn.toml").read_text("utf-8")),
        msgspec.json.decode(built.read_bytes(), type=dict[str, _Drawn]),
    )
