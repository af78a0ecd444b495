"""Who wants and holds what in a world, by its story; drawn so that it can be brought to its end.

In every story somebody gives the key for a thing that lies in the open, and what one wants never
lies behind what it opens. Nothing that is needed can be lost: what is put down can be taken again.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, get_args

import numpy as np

from alongside.log.kinds import Story

T = TypeVar("T")
KEY, TREASURE = "key", "treasure"
PEOPLE = ("m0", "m1", "m2", "m3")
PIECES = ("piece0", "piece1", "piece2")
STORIES: tuple[Story, ...] = get_args(Story)


class Dice:
    """Draws that follow from a text alone."""

    def __init__(self, seed: str) -> None:
        self._draw = np.random.default_rng(zlib.crc32(seed.encode()))

    def choice(self, among: Sequence[T]) -> T:
        return among[int(self._draw.integers(len(among)))]

    def sample(self, among: Sequence[T], n: int) -> list[T]:
        return [among[int(i)] for i in self._draw.permutation(len(among))[:n]]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in the world: at a place, wanting a thing, giving one for it (or nothing)."""

    place: str
    wants: str
    gives: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What a story is cast on: things, the places that are open, and the one that is locked."""

    things: Sequence[str]
    open: Sequence[str]
    locked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """People, and where each thing is at first; the parts that only some stories have."""

    people: dict[str, Person]
    starts: dict[str, str]
    thief: str = ""
    trace: str = ""
    witness: str = ""
    shy: str = ""
    host: str = ""


def story_of(genre: str, seed: int) -> Story:
    """The story that a new world has by its seed."""
    return Dice(f"story/{genre}/{seed}").choice(STORIES)


def cast(story: Story, stage: Stage, dice: Dice) -> Cast:
    return _CASTS[story](stage, dice)


def _lock(stage: Stage, dice: Dice) -> Cast:
    """Somebody looks for what lies behind the lock."""
    wanted = dice.choice(stage.things)
    keeper, seeker, idler = dice.sample(PEOPLE[:3], 3)
    stand = dict(zip((keeper, seeker, idler), dice.sample(stage.open, 3), strict=True))
    liked = dice.choice([thing for thing in stage.things if thing != wanted])
    return Cast(
        people={
            keeper: Person(stand[keeper], wanted, KEY),
            seeker: Person(stand[seeker], TREASURE, ""),
            idler: Person(stand[idler], liked, ""),
        },
        starts={**_scattered(stage, dice), KEY: keeper, TREASURE: stage.locked},
    )


def _theft(stage: Stage, dice: Dice) -> Cast:
    """Something was taken from behind the lock; what lies there instead says by whom."""
    loser, keeper, witness, thief = dice.sample(PEOPLE, 4)
    paid, told, trace = dice.sample(stage.things, 3)
    stand = {each: dice.choice(stage.open) for each in (loser, keeper, witness, thief)}
    starts = {**_scattered(stage, dice), trace: stage.locked}
    return Cast(
        people={
            loser: Person(stand[loser], TREASURE, ""),
            keeper: Person(stand[keeper], paid, KEY),
            witness: Person(stand[witness], told, ""),
            thief: Person(stand[thief], "", ""),
        },
        starts={**starts, KEY: keeper, TREASURE: thief},
        thief=thief,
        trace=trace,
        witness=witness,
    )


def _pieces(stage: Stage, dice: Dice) -> Cast:
    """Three pieces make a thing whole: one lies in the open, one is owned, one is locked in."""
    mender, keeper, owner = dice.sample(PEOPLE, 3)
    paid, swapped = dice.sample(stage.things, 2)
    stand = {each: dice.choice(stage.open) for each in (mender, keeper, owner)}
    found, owned, locked = dice.sample(PIECES, 3)
    lie = {found: dice.choice(stage.open), owned: owner, locked: stage.locked}
    return Cast(
        people={
            mender: Person(stand[mender], TREASURE, ""),
            keeper: Person(stand[keeper], paid, KEY),
            owner: Person(stand[owner], swapped, owned),
        },
        starts={**_scattered(stage, dice), **lie, KEY: keeper},
    )


def _meeting(stage: Stage, dice: Dice) -> Cast:
    """Somebody hides behind the lock, and comes along for a sign of whoever misses them."""
    host, keeper, shy = dice.sample(PEOPLE, 3)
    paid, swapped = dice.sample(stage.things, 2)
    return Cast(
        people={
            host: Person(dice.choice(stage.open), swapped, TREASURE),
            keeper: Person(dice.choice(stage.open), paid, KEY),
            shy: Person(stage.locked, TREASURE, ""),
        },
        starts={**_scattered(stage, dice), KEY: keeper, TREASURE: host},
        shy=shy,
        host=host,
    )


def _scattered(stage: Stage, dice: Dice) -> dict[str, str]:
    return {thing: dice.choice(stage.open) for thing in stage.things}


_CASTS: Mapping[Story, Callable[[Stage, Dice], Cast]] = {
    "lock": _lock, "theft": _theft, "pieces": _pieces, "meeting": _meeting,
}  # fmt: skip
