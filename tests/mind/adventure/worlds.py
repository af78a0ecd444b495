"""Worlds to test: each genre by a seed, the person's own with places of somebody's."""

from __future__ import annotations

from collections import deque

from alongside.log.kinds import Spot, Story
from alongside.mind.adventure.atlas import ME, Atlas, Language, genres
from alongside.mind.adventure.atlas import atlas as made
from alongside.mind.adventure.casting import KEY, PIECES, TREASURE
from alongside.mind.adventure.world import Action, World, act

SPOTS = (
    Spot(name="Arezzo", month="2025-03"),
    Spot(name="the old mill", month="2025-02"),
    Spot(name="부산 해운대", month="2024-12"),
    Spot(name="Lake Trasimeno", month="2024-01"),
)


def atlas(genre: str, seed: int, language: Language, story: Story = "lock") -> Atlas:
    return made(genre, seed, language, SPOTS if genres()[genre].get("own") else (), story)


def walk(here: Atlas, world: World, goal: str) -> World:
    """The world once the person has gone to a place, by the shortest way."""
    queue: deque[tuple[str, list[str]]] = deque([(world.place, [])])
    seen: set[str] = set()
    while queue:
        place, way = queue.popleft()
        if place == goal:
            for step in way:
                world, _ = act(here, world, Action("go", step))
            return world
        seen.add(place)
        for direction, there in here.exits[place].items():
            if there not in seen and (there != here.locked or world.open):
                queue.append((there, [*way, direction]))
    raise AssertionError(f"there is no way to {goal}")


def finished(here: Atlas, world: World) -> World:
    """The world as a player leaves it who brings everyone what they want, in any story."""
    for who, person in here.people.items():
        if person.gives == KEY:
            world = brought(here, world, person.wants, who)
    door = next(place for place, ways in here.exits.items() if here.locked in ways.values())
    world, _ = act(here, walk(here, world, door), Action("use", KEY))
    for who, person in here.people.items():
        if person.wants not in ("", TREASURE):
            world = brought(here, world, person.wants, who)
    if here.thief:
        world = taken(here, world, here.trace)
        world = walk(here, world, here.people[here.thief].place)
        world, _ = act(here, world, Action("accuse", "", here.thief))
    seeker = next(who for who, person in here.people.items() if person.wants == TREASURE)
    for thing in PIECES if here.story == "pieces" else (TREASURE,):
        world = brought(here, world, thing, seeker)
    return walk(here, world, here.people[here.host].place) if here.host else world


def brought(here: Atlas, world: World, thing: str, whom: str) -> World:
    """The world once somebody has been given a thing, if it isn't theirs yet."""
    if world.holder(thing) == whom or whom in world.helped:
        return world
    world = walk(here, taken(here, world, thing), here.people[whom].place)
    return act(here, world, Action("give", thing, whom))[0]


def taken(here: Atlas, world: World, thing: str) -> World:
    if world.holder(thing) == ME:
        return world
    return act(here, walk(here, world, world.holder(thing)), Action("take", thing))[0]
