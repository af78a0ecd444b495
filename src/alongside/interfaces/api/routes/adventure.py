"""Adventures: worlds to wander in, played turn by turn, branched, shared as files."""

from __future__ import annotations

import asyncio
import secrets
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import MomentId, Shape
from alongside.log.kinds import Founded, Ventured
from alongside.log.moment import Moment
from alongside.mind.adventure.atlas import ME, atlas_of, genres
from alongside.mind.adventure.casting import story_of
from alongside.mind.adventure.choices import choices, pictured
from alongside.mind.adventure.own import own_places
from alongside.mind.adventure.telling import clock, lines
from alongside.mind.adventure.theme import MOST_THEME
from alongside.mind.adventure.venturing import (
    Adventure,
    NoSuchAdventure,
    NotForThisAge,
    TooFewPlaces,
    UnfitTheme,
    opening,
)
from alongside.mind.adventure.words import options, pending
from alongside.mind.imagine.sketch import sketch

router = APIRouter(tags=["adventure"])

Language = Literal["en", "ko"]
MOST_FILE = 1 << 20
SEEDS = 9999
WIDTH, HEIGHT = 768, 384


class WorldOffered(Shape):
    """A world that can be entered, from an age on, and a sketch of it (SVG)."""

    genre: str
    title: str
    age: int
    picture: str


class WorldWanted(Shape):
    """Enter a world; the same `seed` gives the same world, 0 any. `age` is of the youngest.

    Either a `genre`, or a `theme`: what the world is to be like, in the person's own words.
    """

    genre: Annotated[str, Field(max_length=40)] = ""
    theme: Annotated[str, Field(max_length=MOST_THEME)] = ""
    language: Language = "en"
    seed: Annotated[int, Field(strict=True, ge=0, le=SEEDS)] = 0
    age: Annotated[int, Field(strict=True, ge=0, le=120)] = 0


class WorldTurn(Shape):
    """What the person did, and what was told of it; `model` is empty where code told it."""

    id: str
    action: str
    text: str
    model: str


class AdventureHere(Shape):
    """An adventure at one of its turns.

    `choices` are lines that do something here, `picture` a sketch (SVG) of the place, `branches`
    the last turns of all ways that were tried.
    """

    id: str
    at: datetime
    title: str
    language: Language
    opening: str
    turns: list[WorldTurn]
    place: str
    clock: str
    carried: list[str]
    choices: list[str]
    picture: str
    over: bool
    branches: list[str]


class AdventureAct(Shape):
    """What to do, after the turn `after` (the latest where it is empty)."""

    action: Annotated[str, Field(min_length=1, max_length=500)]
    after: Annotated[str, Field(max_length=64)] = ""


class AdventureFile(Shape):
    """What a shared adventure holds (JSON)."""

    text: Annotated[str, Field(max_length=MOST_FILE)]


class AdventurePast(Shape):
    """An adventure in the list."""

    id: str
    at: datetime
    title: str
    language: Language


@router.get("/adventures/worlds")
async def worlds(life: OpenLife, language: Language = "en") -> list[WorldOffered]:
    """The worlds that can be entered: one in the person's own places where there are enough."""
    spots, _ = await own_places(life.log)
    offered = await asyncio.to_thread(_offered, language)
    return [each for each in offered if spots or not genres()[each.genre].get("own")]


@router.get("/adventures")
async def adventures(life: OpenLife) -> list[AdventurePast]:
    """What was entered, the latest first."""
    return [
        AdventurePast(id=each.id, at=each.at, title=each.what.title, language=each.what.language)
        for each in await life.venturing.all()
        if isinstance(each.what, Founded)
    ]


@router.post("/adventures", status_code=201)
async def found(life: OpenLife, wanted: WorldWanted) -> AdventureHere:
    """Enter a world, or one of the person's own words, which a model names where there is one."""
    theme = " ".join(wanted.theme.split())
    if not theme and wanted.genre not in genres():
        raise Trouble(404, "There is no such world.")
    seed, age = wanted.seed or secrets.randbelow(SEEDS) + 1, wanted.age or None
    now, language = datetime.now(UTC), wanted.language
    try:
        if theme:
            here = await life.venturing.wished(theme, language, seed, now, life.zone, age)
        else:
            story = story_of(wanted.genre, seed)
            what = Founded(genre=wanted.genre, language=language, seed=seed, story=story)
            here = await life.venturing.found(what, now, life.zone, age)
    except (NotForThisAge, TooFewPlaces, UnfitTheme) as error:
        raise Trouble(409, str(error)) from None
    return await _played(here)


@router.get("/adventures/{moment_id}")
async def adventure(life: OpenLife, moment_id: MomentId, turn: str = "") -> AdventureHere:
    """An adventure at a turn, at its latest by default."""
    return await _played(await _at(life, moment_id, turn))


@router.post("/adventures/{moment_id}/turns", status_code=201)
async def venture(life: OpenLife, moment_id: MomentId, wanted: AdventureAct) -> AdventureHere:
    """Do something; gives the adventure with what came of it."""
    await _at(life, moment_id, wanted.after)
    now = datetime.now(UTC)
    here = await life.venturing.do(moment_id, wanted.action, now, life.zone, wanted.after)
    return await _played(here)


@router.get("/adventures/{moment_id}/file")
async def shared(life: OpenLife, moment_id: MomentId, turn: str = "") -> AdventureFile:
    """The adventure up to a turn, as a file that another life can take up."""
    here = await _at(life, moment_id, turn)
    return AdventureFile(text=here.shared().decode())


@router.post("/adventure-files", status_code=201)
async def take_up(life: OpenLife, file: AdventureFile) -> AdventureHere:
    """Take up an adventure from a file."""
    try:
        here = await life.venturing.take_up(
            file.text.encode("utf-8", "replace"), datetime.now(UTC), life.zone
        )
    except ValueError as error:
        raise Trouble(422, str(error)) from None
    return await _played(here)


@cache
def _offered(language: Language) -> list[WorldOffered]:
    found = []
    for genre, told in genres().items():
        drawn = sketch(told["scene"], seed=len(genre), width=WIDTH // 2, height=HEIGHT // 2)
        found.append(WorldOffered(genre=genre, title=told[language]["title"], age=told["age"],
                                  picture=drawn.svg))  # fmt: skip
    return found


async def _at(life: OpenLife, id_: str, turn: str) -> Adventure:
    try:
        return await life.venturing.at(id_, turn)
    except NoSuchAdventure as error:
        raise Trouble(404, str(error)) from None


async def _played(here: Adventure) -> AdventureHere:
    said, world, atlas = lines()[here.atlas.language], here.world, here.atlas
    seen = pictured(atlas_of(here.what, "en"), world)
    drawn = await asyncio.to_thread(sketch, seen, seed=here.what.seed, width=WIDTH, height=HEIGHT)
    return AdventureHere(
        id=here.founded.id, at=here.founded.at, title=here.what.title,
        language=here.what.language, opening=opening(here),
        turns=[_turn(moment) for moment in here.turns], place=atlas.names[world.place],
        clock=said["clock"].format(clock(world)), picture=drawn.svg, over=world.over,
        carried=[atlas.names[thing] for thing in world.things(ME)],
        choices=list(_choices(here)), branches=list(here.branches),
    )  # fmt: skip


def _choices(here: Adventure) -> tuple[str, ...]:
    """What could be done: where a word was asked for, what it could be."""
    word = pending(here.turns)
    if not word or here.world.over:
        return choices(here.atlas, here.world)
    unknown = lines()[here.atlas.language]["word_unknown"]
    return (*options(word, here.words, here.what.seed), unknown)


def _turn(moment: Moment) -> WorldTurn:
    what = moment.what
    if not isinstance(what, Ventured):
        raise TypeError("an adventure consists of turns")
    return WorldTurn(id=moment.id, action=what.action, text=what.text, model=what.model)
