"""What a world consists of, made by code from a genre and a seed: the same seed, the same world.

Places on a grid, the last of them locked; five things, a key and what everyone looks for. Who
wants and holds what is cast by the story, always so that it can be brought to its end.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from alongside.log.kinds import Founded, Spot, Story, Themed
from alongside.mind.adventure.casting import (
    KEY,
    PEOPLE,
    PIECES,
    TREASURE,
    Dice,
    Person,
    Stage,
    cast,
)

Language = Literal["en", "ko"]
Direction = Literal["north", "east", "south", "west"]
STEPS: dict[Direction, tuple[int, int]] = {
    "north": (0, -1), "east": (1, 0), "south": (0, 1), "west": (-1, 0),
}  # fmt: skip
ME = "me"


@dataclass(frozen=True, slots=True)
class Atlas:
    """A world as it is before anyone moves in it.

    Places, things and people go by ids; `names` says what they are called, `looks` how a place is.
    `exits` are by place and direction, `starts` where things are: at a place, or with a person.
    Of the story: who took it, what they left, who knows that it is theirs; who hides, from whom.
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
    story: Story = "lock"
    thief: str = ""
    trace: str = ""
    witness: str = ""
    shy: str = ""
    host: str = ""


@cache
def genres() -> dict[str, dict[str, Any]]:
    """Every genre by its id, as the data has it."""
    return tomllib.loads(
        files("alongside.mind.adventure").joinpath("genres.toml").read_text("utf-8")
    )


def atlas_of(what: Founded, language: Language | None = None) -> Atlas:
    """The world that was founded, in its own language or in another.

    What a model named goes by its names in either.
    """
    spoken = language or what.language
    return atlas(what.genre, what.seed, spoken, what.spots, what.story, what.named)


@cache
def atlas(
    genre: str, seed: int, language: Language, spots: tuple[Spot, ...] = (),
    story: Story = "lock", named: Themed | None = None,
) -> Atlas:  # fmt: skip
    """The world of a genre, a seed and a story, whose first places are the person's own `spots`.

    Raises `KeyError` where there is no such genre.
    """
    told = genres()[genre][language]
    called = named or _shipped(told, spots)
    dice = Dice(f"{genre}/{seed}" if story == "lock" else f"{genre}/{seed}/{story}")
    places = [f"p{n}" for n in range(len(called.places))]
    exits = _joined(places, dice)
    things = [f"t{n}" for n in range(len(called.things))]
    parts = cast(story, Stage(things=things, open=places[:-1], locked=places[-1]), dice)
    names = {KEY: called.key, TREASURE: called.treasure}
    names |= dict(zip(places, called.places, strict=True))
    names |= dict(zip(things, called.things, strict=True))
    names |= {id_: called.people[PEOPLE.index(id_)] for id_ in PEOPLE if id_ in parts.people}
    names |= dict(zip(PIECES, _PIECES[language], strict=True)) if story == "pieces" else {}
    return Atlas(
        title=called.title,
        language=language,
        first=places[0],
        locked=places[-1],
        names=names,
        looks=dict(zip(places, called.looks, strict=True)),
        exits=exits,
        starts=parts.starts,
        people=parts.people,
        story=story,
        thief=parts.thief,
        trace=parts.trace,
        witness=parts.witness,
        shy=parts.shy,
        host=parts.host,
    )


def shipped(genre: str, language: Language) -> Themed:
    """What a genre calls its places, things and people."""
    return _shipped(genres()[genre][language], ())


_PIECES: dict[Language, tuple[str, ...]] = {
    "en": ("crooked piece", "blackened piece", "glittering piece"),
    "ko": ("구부러진 조각", "그을린 조각", "반짝이는 조각"),
}
"""The first word of each is longer than the one they share, so that a line names the right one."""


def _shipped(told: dict[str, Any], spots: tuple[Spot, ...]) -> Themed:
    return Themed(
        model="",
        title=told["title"],
        places=(*(spot.name for spot in spots), *told["places"]),
        looks=(*(_been(spot, told) for spot in spots), *told["looks"]),
        things=tuple(told["things"]),
        people=tuple(told["people"]),
        key=told["key"],
        treasure=told["treasure"],
    )


def _been(spot: Spot, told: dict[str, Any]) -> str:
    """How one of the person's own places is told of: by when they were there."""
    year, _, month = spot.month.partition("-")
    number = int(month)
    look: str = told["been"][number % len(told["been"])]
    return look.format(year, told["months"][number - 1])


def _joined(places: list[str], dice: Dice) -> dict[str, dict[Direction, str]]:
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
