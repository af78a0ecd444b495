"""Adventures of one life: founded, played turn by turn, branched, shared as a file.

Every turn is a moment because of the one before it. The world isn't kept: it follows from what was
founded and from what was typed on the way to a turn, so nothing in it is forgotten or contradicted.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from alongside.log.kinds import Founded, Ventured
from alongside.log.log import Log, Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.adventure.atlas import Atlas, Language, atlas_of, genres
from alongside.mind.adventure.casting import story_of
from alongside.mind.adventure.own import LEAST, MOST, called, own_places
from alongside.mind.adventure.telling import Speaks, lines, narrated, particles, seen, told
from alongside.mind.adventure.theme import Wish, nearest, noted, sound, themed, unfit
from alongside.mind.adventure.words import (
    ANSWERS,
    Word,
    answered,
    lesson,
    met,
    pending,
    vocabulary,
)
from alongside.mind.adventure.world import World, act, begun, people, understood
from alongside.mind.branching import ends, way
from alongside.models.model import Chat

SOURCE = "adventure"
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
MOST_SHARED = 5000
"""Turns of a shared adventure."""


class NoSuchAdventure(LookupError):
    """There is no such adventure, or no such turn in it; it may have been forgotten."""


class NotForThisAge(ValueError):
    """The world isn't fit for someone as young."""


class UnfitTheme(ValueError):
    """The words that a world was wished for in go beyond what one may have."""


class TooFewPlaces(ValueError):
    """The life tells of too few places for a world in them."""


class Shared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An adventure as a file: what was founded and what was typed."""

    adventure: Founded
    actions: list[str] = msgspec.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Adventure:
    """An adventure at one of its turns, and the world there."""

    founded: Moment
    turns: tuple[Moment, ...]
    world: World
    branches: tuple[str, ...]

    @property
    def what(self) -> Founded:
        return _founded(self.founded)

    @property
    def atlas(self) -> Atlas:
        return atlas_of(self.what)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that this world teaches."""
        return vocabulary(self.what.genre, self.what.language)

    def shared(self) -> bytes:
        """The file that another life can take up."""
        made = [m.what for m in self.turns if isinstance(m.what, Ventured)]
        actions = [each.action for each in made if each.lesson not in ANSWERS]
        return msgspec.json.encode(Shared(adventure=self.what, actions=actions))


@dataclass(frozen=True, slots=True, kw_only=True)
class Venturing:
    """Plays with the person. `chat` gives the model that narrates, or None."""

    log: Log
    chat: Callable[[], Chat | None]
    speaks: Speaks = lambda model, language: bool(model and language)
    teaches: bool = True

    async def found(
        self, what: Founded, now: datetime, zone: str, age: int | None = None
    ) -> Adventure:
        """A new world. Raises `KeyError` where there is no such genre, `NotForThisAge`.

        One in the person's own places is drawn from what tells of them; raises `TooFewPlaces`.
        """
        if age is not None and age < genres()[what.genre]["age"]:
            raise NotForThisAge(f"This world is for those from {genres()[what.genre]['age']} on.")
        causes: tuple[Moment, ...] = ()
        if genres()[what.genre].get("own") and not what.spots:
            spots, causes = await own_places(self.log)
            if not spots:
                raise TooFewPlaces(f"Your life tells of fewer than {LEAST} places by name yet.")
            what = msgspec.structs.replace(what, spots=spots)
        what = msgspec.structs.replace(what, title=what.title or atlas_of(what).title)
        draft = Draft(
            what=what, at=now, zone=zone, source=SOURCE, because=tuple(each.id for each in causes),
            trust=min([Trust.PERSON, *(each.trust for each in causes)]),
        )  # fmt: skip
        (founded,) = await self.log.append(draft)
        return await self.at(founded.id)

    async def wished(
        self, theme: str, language: Language, seed: int, now: datetime, zone: str,
        age: int | None = None,
    ) -> Adventure:  # fmt: skip
        """A world of the person's own words, named by a model where one speaks the language.

        Without, or where nothing it named may be used, it is the nearest that ships. Raises
        `UnfitTheme`, `NotForThisAge`.
        """
        wish = Wish(theme=theme, language=language, age=age)
        if unfit(theme, age):
            raise UnfitTheme("These words go beyond what a world here may have. Try others.")
        genre = nearest(wish)
        if not genre:
            raise NotForThisAge("There is no world here for someone as young.")
        chat = self.chat()
        able = chat if chat is not None and self.speaks(chat.name, language) else None
        what = Founded(
            genre=genre, language=language, seed=seed, story=story_of(genre, seed), theme=theme,
            named=await themed(able, wish, genre) if able else None,
            tried=able.name if able else "",
        )  # fmt: skip
        return await self.found(what, now, zone, age)

    async def at(self, adventure: str, turn: str = "") -> Adventure:
        """An adventure at a turn, at its latest by default. Raises `NoSuchAdventure`."""
        found = await self.log.get(adventure)
        if not found or not isinstance(found[0].what, Founded):
            raise NoSuchAdventure("There is no such adventure; it may have been forgotten.")
        kept = await self.log.effects(adventure)
        turns = {m.id: m for m in kept if isinstance(m.what, Ventured)}
        leaves = ends(turns)
        leaf = turn or (leaves[-1] if leaves else "")
        if leaf and leaf not in turns:
            raise NoSuchAdventure("This turn isn't in the adventure; it may have been forgotten.")
        path = way(turns, leaf)
        return Adventure(found[0], path, played(_founded(found[0]), path), tuple(reversed(leaves)))

    async def do(
        self, adventure: str, action: str, now: datetime, zone: str, after: str = "",
        trust: Trust = Trust.OWN, patience: float | None = None,
    ) -> Adventure:  # fmt: skip
        """A turn after another, the latest by default; `trust` is the most that it is worth.

        A model that hasn't told it after so many seconds of `patience` is let go of: code tells it.
        Raises `NoSuchAdventure`.
        """
        here = await self.at(adventure, after)
        what = await self._turn(here, action, now, patience)
        last = here.turns[-1] if here.turns else here.founded
        causes = tuple(dict.fromkeys([here.founded.id, last.id]))
        most = min(here.founded.trust, last.trust, Trust.OWN, trust)
        draft = Draft(
            what=what, at=now, zone=zone, source=SOURCE, trust=most, because=causes
        )  # fmt: skip
        (kept,) = await self.log.append(draft)
        return await self.at(adventure, kept.id)

    async def _turn(
        self, here: Adventure, action: str, now: datetime, patience: float | None
    ) -> Ventured:
        """What comes of an action: an answer for a word that was asked for, else what happens."""
        meant = understood(here.atlas, here.world, action)
        word = pending(here.turns)
        if known := answered(word, action, meant):
            text = _taught(here, here.world, word, known)
            return Ventured(action=action, text=text, word=word, lesson=known)
        world, events = act(here.atlas, here.world, meant)
        try:
            async with asyncio.timeout(patience):
                text, model = await narrated(self.chat(), self.speaks, here.atlas, world, events)
        except TimeoutError:
            text, model = told(here.atlas, world, events), ""
        what = Ventured(action=action, text=text, model=model)
        return await self._teach(here, world, what, now)

    async def _teach(
        self, here: Adventure, world: World, what: Ventured, now: datetime
    ) -> Ventured:
        """The turn with a word asked for, or told, where it is time and somebody is there."""
        if not self.teaches or not here.words or world.over:
            return what
        if not people(here.atlas, world):
            return what
        found = lesson(here.words, await met(self.log, here.words), here.turns, now)
        if found is None:
            return what
        word, happens = found
        text = f"{what.text} {_taught(here, world, word.text, happens)}"
        return msgspec.structs.replace(what, text=text, word=word.text, lesson=happens)

    async def take_up(self, file: bytes, now: datetime, zone: str) -> Adventure:
        """An adventure from a file, at its last turn. Raises ValueError where it is none."""
        try:
            shared = msgspec.json.decode(file, type=Shared)
        except msgspec.MsgspecError as error:
            raise ValueError(f"This file holds no adventure: {error}") from error
        if not _playable(shared.adventure) or len(shared.actions) > MOST_SHARED:
            raise ValueError("This file holds an adventure that this version can't play.")
        here = await self.found(shared.adventure, now, zone)
        still = Venturing(log=self.log, chat=lambda: None, teaches=False)
        for action in shared.actions:
            here = await still.do(here.founded.id, action, now, zone)
        return here

    async def all(self, limit: int = 50) -> tuple[Moment, ...]:
        """What was founded, the latest first."""
        wanted = Wanted(kinds=["founded"], newest_first=True, limit=limit)
        return tuple([moment async for moment in self.log.read(wanted)])


def opening(here: Adventure) -> str:
    """What is told before the first turn."""
    return f"{noted(here.what)} {seen(here.atlas, begun(here.atlas))}".strip()


def played(founded: Founded, turns: Sequence[Moment]) -> World:
    """The world that the turns of a way lead to."""
    here = atlas_of(founded)
    world = begun(here)
    for moment in turns:
        if isinstance(moment.what, Ventured) and moment.what.lesson not in ANSWERS:
            world, _ = act(here, world, understood(here, world, moment.what.action))
    return world


def _taught(here: Adventure, world: World, text: str, happens: str) -> str:
    """What is said of a word, by somebody who is there."""
    meaning = next((word.meaning for word in here.words if word.text == text), "")
    there = people(here.atlas, world)
    who = here.atlas.names[there[0]] if there else ""
    said = lines()[here.what.language][f"word_{happens}"]
    return particles(said.format(text[:1].upper() + text[1:], meaning, who))


def _playable(what: Founded) -> bool:
    """Whether a world that somebody shared is one: its own places have names, and are enough."""
    told = genres().get(what.genre)
    if told is None or (what.theme and (what.spots or not sound(what))):
        return False
    if not told.get("own"):
        return not what.spots and (what.named is None or bool(what.theme))
    if what.named is not None:
        return False
    named = all(called(spot.name) == spot.name for spot in what.spots)
    dated = all(_MONTH.fullmatch(spot.month) for spot in what.spots)
    return LEAST <= len(what.spots) <= MOST and named and dated


def _founded(moment: Moment) -> Founded:
    if not isinstance(moment.what, Founded):
        raise NoSuchAdventure("There is no such adventure; it may have been forgotten.")
    return moment.what
