"""What a world consists of, made by code from a genre and a seed: the same seed, the same world.

Places on a grid, the last of them locked; five things, a key and what everyone looks for. One
person wants a thing and gives the key for it; another wants what lies behind the lock. The key
never lies behind its own lock, so every world can be brought to its end.
"""

from __future__ import annotations

import tomllib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

import numpy as np

from alongside.log.kinds import Founded, Spot

Language = Literal["en", "ko"]
Direction = Literal["north", "east", "south", "west"]
T = TypeVar("T")
STEPS: dict[Direction, tuple[int, int]] = {
    "north": (0, -1), "east": (1, 0), "south": (0, 1), "west": (-1, 0),
}  # fmt: skip
KEY, TREASURE = "key", "treasure"
ME = "me"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in the world: at a place, wanting a thing, giving one for it (or nothing)."""

    place: str
    wants: str
    gives: str


@dataclass(frozen=True, slots=True)
class Atlas:
    """A world as it is before anyone moves in it.

    Places, things and people go by ids; `names` says what they are called, `looks` how a place is.
    `exits` are by place and direction, `starts` where things are: at a place, or with a person.
    """

    title: str
    language: Language
    first: str
    locked: str
    names: dict[str, str]
    looks: dict[str, str]
    exits: dict[str, dict[Direction, str]]
    starts: dict[str, str]
    people: dict[str, Person]


@cache
def genres() -> dict[str, dict[str, Any]]:
    """Every genre by its id, as the data has it."""
    return tomllib.loads(
        files("alongside.mind.adventure").joinpath("genres.toml").read_text("utf-8")
    )


def atlas_of(what: Founded, language: Language | None = None) -> Atlas:
    """The world that was founded, in its own language or in another."""
    return atlas(what.genre, what.seed, language or what.language, what.spots)


@cache
def atlas(genre: str, seed: int, language: Language, spots: tuple[Spot, ...] = ()) -> Atlas:
    """The world of a genre and a seed, whose first places are the person's own `spots`.

    Raises `KeyError` where there is no such genre.
    """
    told = genres()[genre][language]
    called = [*(spot.name for spot in spots), *told["places"]]
    looks = [*(_been(spot, told) for spot in spots), *told["looks"]]
    dice = _Dice(f"{genre}/{seed}")
    places = [f"p{n}" for n in range(len(called))]
    locked, open_places = places[-1], places[:-1]
    exits = _joined(places, dice)
    things = [f"t{n}" for n in range(len(told["things"]))]
    wanted = dice.choice(things)
    keeper, seeker, idler = dice.sample(["m0", "m1", "m2"], 3)
    stand = dict(zip((keeper, seeker, idler), dice.sample(open_places, 3), strict=True))
    liked = dice.choice([thing for thing in things if thing != wanted])
    starts = {thing: dice.choice(open_places) for thing in things}
    names = {KEY: told["key"], TREASURE: told["treasure"]}
    names |= dict(zip(places, called, strict=True))
    names |= dict(zip(things, told["things"], strict=True))
    names |= dict(zip(("m0", "m1", "m2"), told["people"], strict=True))
    return Atlas(
        title=told["title"],
        language=language,
        first=open_places[0],
        locked=locked,
        names=names,
        looks=dict(zip(places, looks, strict=True)),
        exits=exits,
        starts={**starts, KEY: keeper, TREASURE: locked},
        people={
            keeper: Person(stand[keeper], wanted, KEY),
            seeker: Person(stand[seeker], TREASURE, ""),
            idler: Person(stand[idler], liked, ""),
        },
    )


def _been(spot: Spot, told: dict[str, Any]) -> str:
    """How one of the person's own places is told of: by when they were there."""
    year, _, month = spot.month.partition("-")
    number = int(month)
    look: str = told["been"][number % len(told["been"])]
    return look.format(year, told["months"][number - 1])


class _Dice:
    """Draws that follow from a text alone."""

    def __init__(self, seed: str) -> None:
        self._draw = np.random.default_rng(zlib.crc32(seed.encode()))

    def choice(self, among: Sequence[T]) -> T:
        return among[int(self._draw.integers(len(among)))]

    def sample(self, among: Sequence[T], n: int) -> list[T]:
        return [among[int(i)] for i in self._draw.permutation(len(among))[:n]]


def _joined(places: list[str], dice: _Dice) -> dict[str, dict[Direction, str]]:
    """Places on a grid, each joined to one before it; the last, which is locked, leads nowhere."""
    spots = {(0, 0): places[0]}
    exits: dict[str, dict[Direction, str]] = {place: {} for place in places}
    back: dict[Direction, Direction] = {
        "north": "south", "south": "north", "east": "west", "west": "east",
    }  # fmt: skip
    for place in places[1:]:
        free = [
            (spot, way) for spot in spots for way, (x, y) in STEPS.items()
            if (spot[0] + x, spot[1] + y) not in spots
        ]  # fmt: skip
        spot, way = dice.choice(free)
        there = (spot[0] + STEPS[way][0], spot[1] + STEPS[way][1])
        exits[spots[spot]][way] = place
        exits[place][back[way]] = spots[spot]
        spots[there] = place
    return exits
