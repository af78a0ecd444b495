"""What could be done next in a world, as lines that a person could type themselves."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.mind.adventure.atlas import ME, Atlas
from alongside.mind.adventure.casting import KEY
from alongside.mind.adventure.telling import clock, lines, particles
from alongside.mind.adventure.world import Action, World, people, understood

NIGHT, EVENING, DAWN = 21 * 60, 18 * 60, 5 * 60


def choices(atlas: Atlas, world: World) -> tuple[str, ...]:
    """Lines that do something here; each is understood as what it says. None at the end."""
    if world.over:
        return ()
    offered = [(line, action) for line, action in _offered(atlas, world)]
    return tuple(line for line, action in offered if _meant(atlas, world, line) == action)


def pictured(atlas: Atlas, world: World) -> str:
    """The place where the person is, in words that can be sketched."""
    shown = [*world.things(world.place), *people(atlas, world)]
    names = [atlas.names[each] for each in (world.place, *shown)]
    return ", ".join([*names, lines()[atlas.language][_hour(world)]])


def _hour(world: World) -> str:
    hours, minutes = map(int, clock(world).split(":"))
    now = hours * 60 + minutes
    if now >= NIGHT or now < DAWN:
        return "night"
    return "dusk" if now >= EVENING else "day"


def _offered(atlas: Atlas, world: World) -> Iterator[tuple[str, Action]]:
    said = lines()[atlas.language]

    def line(name: str, *names: str) -> str:
        return particles(said[f"do_{name}"].format(*names))

    for way in atlas.exits[world.place]:
        yield line("go", said[way]), Action("go", way)
    for thing in world.things(world.place):
        yield line("take", atlas.names[thing]), Action("take", thing)
    for whom in people(atlas, world):
        yield line("talk", atlas.names[whom]), Action("talk", "", whom)
        if atlas.trace in world.things(ME):
            yield line("accuse", atlas.names[whom]), Action("accuse", "", whom)
        for thing in world.things(ME):
            yield line("give", atlas.names[whom], atlas.names[thing]), Action("give", thing, whom)
    if KEY in world.things(ME) and atlas.locked in atlas.exits[world.place].values():
        yield line("use", atlas.names[KEY]), Action("use", KEY)
    yield line("look"), Action("look")


def _meant(atlas: Atlas, world: World, line: str) -> Action:
    """What a line is understood as, without what its verb has no use for."""
    action = understood(atlas, world, line)
    if action.verb in ("talk", "accuse"):
        return Action(action.verb, "", action.whom)
    if action.verb in ("take", "use"):
        return Action(action.verb, action.what)
    return Action("look") if action.verb == "look" else action
