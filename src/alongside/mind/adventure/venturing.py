"""Adventures of one life: founded, played turn by turn, branched, shared as a file.

Every turn is a moment because of the one before it. The world isn't kept: it follows from what was
founded and from what was typed on the way to a turn, so nothing in it is forgotten or contradicted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from alongside.log.kinds import Founded, Ventured
from alongside.log.log import Log, Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.adventure.atlas import Atlas, atlas, genres
from alongside.mind.adventure.telling import Speaks, narrated, seen
from alongside.mind.adventure.world import World, act, begun, understood
from alongside.mind.branching import ends, way
from alongside.models.model import Chat

SOURCE = "adventure"
MOST_SHARED = 5000
"""Turns of a shared adventure."""


class NoSuchAdventure(LookupError):
    """There is no such adventure, or no such turn in it; it may have been forgotten."""


class NotForThisAge(ValueError):
    """The world isn't fit for someone as young."""


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
        return atlas(self.what.genre, self.what.seed, self.what.language)

    def shared(self) -> bytes:
        """The file that another life can take up."""
        actions = [m.what.action for m in self.turns if isinstance(m.what, Ventured)]
        return msgspec.json.encode(Shared(adventure=self.what, actions=actions))


@dataclass(frozen=True, slots=True, kw_only=True)
class Venturing:
    """Plays with the person. `chat` gives the model that narrates, or None."""

    log: Log
    chat: Callable[[], Chat | None]
    speaks: Speaks = lambda model, language: bool(model and language)

    async def found(
        self, what: Founded, now: datetime, zone: str, age: int | None = None
    ) -> Adventure:
        """A new world. Raises `KeyError` where there is no such genre, `NotForThisAge`."""
        if age is not None and age < genres()[what.genre]["age"]:
            raise NotForThisAge(f"This world is for those from {genres()[what.genre]['age']} on.")
        title = what.title or atlas(what.genre, what.seed, what.language).title
        what = msgspec.structs.replace(what, title=title)
        (founded,) = await self.log.append(
            Draft(what=what, at=now, zone=zone, source=SOURCE, trust=Trust.PERSON)
        )
        return await self.at(founded.id)

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
        trust: Trust = Trust.OWN,
    ) -> Adventure:  # fmt: skip
        """A turn after another, the latest by default; `trust` is the most that it is worth.

        Raises `NoSuchAdventure`.
        """
        here = await self.at(adventure, after)
        world, events = act(here.atlas, here.world, understood(here.atlas, here.world, action))
        text, model = await narrated(self.chat(), self.speaks, here.atlas, world, events)
        last = here.turns[-1] if here.turns else here.founded
        causes = tuple(dict.fromkeys([here.founded.id, last.id]))
        most = min(here.founded.trust, last.trust, Trust.OWN, trust)
        draft = Draft(
            what=Ventured(action=action, text=text, model=model), at=now, zone=zone,
            source=SOURCE, trust=most, because=causes,
        )  # fmt: skip
        (kept,) = await self.log.append(draft)
        return await self.at(adventure, kept.id)

    async def take_up(self, file: bytes, now: datetime, zone: str) -> Adventure:
        """An adventure from a file, at its last turn. Raises ValueError where it is none."""
        try:
            shared = msgspec.json.decode(file, type=Shared)
        except msgspec.MsgspecError as error:
            raise ValueError(f"This file holds no adventure: {error}") from error
        if shared.adventure.genre not in genres() or len(shared.actions) > MOST_SHARED:
            raise ValueError("This file holds an adventure that this version can't play.")
        here = await self.found(shared.adventure, now, zone)
        still = Venturing(log=self.log, chat=lambda: None)
        for action in shared.actions:
            here = await still.do(here.founded.id, action, now, zone)
        return here

    async def all(self, limit: int = 50) -> tuple[Moment, ...]:
        """What was founded, the latest first."""
        wanted = Wanted(kinds=["founded"], newest_first=True, limit=limit)
        return tuple([moment async for moment in self.log.read(wanted)])


def opening(here: Adventure) -> str:
    """What is told before the first turn."""
    return seen(here.atlas, begun(here.atlas))


def played(founded: Founded, turns: Sequence[Moment]) -> World:
    """The world that the turns of a way lead to."""
    here = atlas(founded.genre, founded.seed, founded.language)
    world = begun(here)
    for moment in turns:
        if isinstance(moment.what, Ventured):
            world, _ = act(here, world, understood(here, world, moment.what.action))
    return world


def _founded(moment: Moment) -> Founded:
    if not isinstance(moment.what, Founded):
        raise NoSuchAdventure("There is no such adventure; it may have been forgotten.")
    return moment.what
