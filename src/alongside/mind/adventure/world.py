"""A world as it stands: a fold over what the person did. Nothing in it is forgotten or doubled.

Each thing is in exactly one place: lying somewhere, with someone, or carried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from alongside.mind.adventure.atlas import ME, Atlas, Direction
from alongside.mind.adventure.casting import KEY, PIECES, TREASURE

Verb = Literal[
    "look", "go", "take", "drop", "give", "talk", "accuse", "use", "wait", "carry", "stop", ""
]
MINUTES = 5
"""So long takes a turn."""


@dataclass(frozen=True, slots=True)
class Action:
    """What was typed, understood: a verb, and the ids or the direction that it is about."""

    verb: Verb
    what: str = ""
    whom: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What came of an action, for telling: a message of `telling.toml` and the ids in it."""

    name: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """Where everything is. `at` has a place, a person or `me` for each thing.

    `company` is whoever goes along.
    """

    place: str
    at: tuple[tuple[str, str], ...]
    minutes: int = 0
    open: bool = False
    helped: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    over: bool = False
    company: str = ""

    def holder(self, thing: str) -> str:
        return dict(self.at)[thing]

    def things(self, where: str) -> list[str]:
        return [thing for thing, there in self.at if there == where]

    def moved(self, thing: str, where: str) -> World:
        return replace(
            self, at=tuple((each, where if each == thing else there) for each, there in self.at)
        )


def begun(atlas: Atlas) -> World:
    """The world before the first turn."""
    return World(
        place=atlas.first, at=tuple(sorted(atlas.starts.items())), seen=frozenset([atlas.first])
    )


def people(atlas: Atlas, world: World) -> list[str]:
    """Who is where the person is."""
    return [
        id_ for id_, person in atlas.people.items()
        if id_ == world.company or person.place == world.place
    ]  # fmt: skip


def act(atlas: Atlas, world: World, action: Action) -> tuple[World, tuple[Event, ...]]:
    """The world after an action, and what came of it."""
    if world.over:
        return world, (Event("over"),)
    now = replace(world, minutes=world.minutes + MINUTES)
    match action.verb:
        case "go":
            return _go(atlas, now, action.what)
        case "take":
            return _take(now, action.what)
        case "drop":
            return _drop(now, action.what)
        case "give":
            return _give(atlas, now, action.what, action.whom)
        case "talk":
            return _talk(atlas, now, action.whom)
        case "accuse":
            return _accuse(atlas, now, action.whom)
        case "use":
            return _use(atlas, now, action.what)
        case "look" | "wait" | "carry":
            return (now if action.verb == "wait" else world), (Event(action.verb),)
        case "stop":
            return replace(world, over=True), (Event("stopped"),)
    return world, (Event("unclear"),)


def _go(atlas: Atlas, now: World, way: str) -> tuple[World, tuple[Event, ...]]:
    exits = atlas.exits[now.place]
    there = next((place for each, place in exits.items() if way in (each, place)), "")
    if not there:
        return now, (Event("nowhere"),)
    if there == atlas.locked and not now.open:
        return now, (Event("locked", (there,)),)
    after, went = replace(now, place=there, seen=now.seen | {there}), Event("went", (there,))
    if after.company and there == atlas.people[atlas.host].place:
        met = Event("met", (after.company, atlas.host))
        return replace(after, over=True), (went, met, Event("won"))
    return after, (went,)


def _take(now: World, thing: str) -> tuple[World, tuple[Event, ...]]:
    if thing not in now.things(now.place):
        return now, (Event("absent"),)
    return now.moved(thing, ME), (Event("took", (thing,)),)


def _drop(now: World, thing: str) -> tuple[World, tuple[Event, ...]]:
    if thing not in now.things(ME):
        return now, (Event("empty"),)
    return now.moved(thing, now.place), (Event("dropped", (thing,)),)


def _give(atlas: Atlas, now: World, thing: str, whom: str) -> tuple[World, tuple[Event, ...]]:
    here = people(atlas, now)
    if thing not in now.things(ME):
        return now, (Event("empty"),)
    who = whom if whom in here else (here[0] if len(here) == 1 and not whom else "")
    if not who:
        return now, (Event("nobody"),)
    person = atlas.people[who]
    if atlas.story == "pieces" and thing in PIECES and person.wants == TREASURE:
        return _piece(now.moved(thing, who), who, thing)
    if thing != person.wants:
        return now, (Event("declined", (who, thing)),)
    after = replace(now.moved(thing, who), helped=now.helped | {who})
    given = Event("given", (who, thing))
    if thing == TREASURE and who == atlas.shy:
        return replace(after, company=who), (given, Event("follows", (who,)))
    if thing == TREASURE:
        return replace(after, over=True), (given, Event("won"))
    if who == atlas.witness:
        return after, (given, _clue(atlas))
    if person.gives and after.holder(person.gives) == who:
        got = Event("got", (who, person.gives))
        return after.moved(person.gives, ME), (given, got)
    return after, (given,)


def _piece(after: World, who: str, piece: str) -> tuple[World, tuple[Event, ...]]:
    """A piece is given; with the last of them the story is at its end."""
    given = Event("given", (who, piece))
    if all(after.holder(each) == who for each in PIECES):
        return replace(after, over=True, helped=after.helped | {who}), (given, Event("won"))
    return after, (given, Event("more", (who, TREASURE)))


def _clue(atlas: Atlas) -> Event:
    return Event("clue", (atlas.witness, atlas.trace, atlas.thief))


def _accuse(atlas: Atlas, now: World, whom: str) -> tuple[World, tuple[Event, ...]]:
    """Who took it gives it back, once the trace is shown and somebody has said whose it is."""
    here = people(atlas, now)
    who = whom if whom in here else (here[0] if len(here) == 1 and not whom else "")
    if not who:
        return now, (Event("nobody"),)
    if atlas.trace not in now.things(ME) or atlas.witness not in now.helped:
        return now, (Event("unproven", (who,)),)
    if who != atlas.thief or now.holder(TREASURE) != who:
        return now, (Event("innocent", (who, atlas.trace)),)
    return now.moved(TREASURE, ME), (Event("confessed", (who, atlas.trace, TREASURE)),)


def _talk(atlas: Atlas, now: World, whom: str) -> tuple[World, tuple[Event, ...]]:
    here = people(atlas, now)
    who = whom if whom in here else (here[0] if here and not whom else "")
    if not who:
        return now, (Event("nobody"),)
    return now, (_said(atlas, now, who),)


def _said(atlas: Atlas, now: World, who: str) -> Event:
    """What somebody says when they are talked to."""
    wants = atlas.people[who].wants
    if who in now.helped:
        return _clue(atlas) if who == atlas.witness else Event("thanked", (who,))
    if who == atlas.host:
        return Event("misses", (who, atlas.shy, atlas.locked, wants))
    if who == atlas.shy:
        return Event("hides", (who, atlas.host))
    if who == atlas.thief:
        return Event("denies", (who, atlas.people[who].place))
    if wants != TREASURE:
        return Event("wants", (who, wants))
    if atlas.story == "theft":
        return Event("missing", (who, TREASURE, atlas.locked, atlas.trace))
    if atlas.story == "pieces":
        return Event("broken", (who, TREASURE, atlas.locked))
    return Event("seeks", (who, TREASURE, atlas.locked))


def _use(atlas: Atlas, now: World, thing: str) -> tuple[World, tuple[Event, ...]]:
    if thing not in now.things(ME):
        return now, (Event("empty"),)
    if thing != KEY or atlas.locked not in atlas.exits[now.place].values():
        return now, (Event("useless", (thing,)),)
    return replace(now, open=True), (Event("opened", (atlas.locked,)),)


_VERBS: tuple[tuple[Verb, str], ...] = (
    ("stop", r"^(?:stop|quit|end|bye|그만|끝)\b|^(?:그만|끝)"),
    ("carry", r"^(?:i|inv|inventory)$|what (?:do|am) i (?:have|carry)|가방|소지품|가진 것"),
    ("give", r"\b(?:give|offer|hand|show)\b|(?:준다|주기|주자|줘|줄게|드린|드려)"),
    (
        "take",
        r"\b(?:take|get|grab|pick|buy)\b|(?:집는|집어|집자|줍|주워|가져|챙긴|챙겨|산다|사자|잡)",
    ),
    ("drop", r"\b(?:drop|leave|put)\b|(?:내려|놓|버리|버린)"),
    ("use", r"\b(?:use|open|unlock)\b|(?:사용|쓴다|쓰자|연다|열자|열어|써)"),
    ("talk", r"\b(?:talk|speak|ask|greet|say|hello|hi|hola)\b|(?:말|묻|물어|인사|이야기|대화)"),
    (
        "go",
        r"\b(?:go|walk|run|enter|north|south|east|west|n|s|e|w)\b|(?:간다|가자|가기|[동서남북]쪽)",
    ),
    ("wait", r"\b(?:wait|rest|sleep)\b|(?:기다|쉰다|쉬자)"),
    ("look", r"\b(?:look|l|see|examine|where)\b|(?:본다|보기|보자|둘러|살펴|어디)"),
)
_ACCUSE: tuple[Verb, str] = ("accuse", r"\baccus(?:e|es|ing)\b|추궁|범인")
"""Only where something was taken: elsewhere these words mean what they always meant."""
_WAYS: dict[Direction, str] = {
    "north": r"\bnorth\b|^n$|북", "south": r"\bsouth\b|^s$|남", "east": r"\beast\b|^e$|동쪽",
    "west": r"\bwest\b|^w$|서쪽",
}  # fmt: skip


def understood(atlas: Atlas, world: World, text: str) -> Action:
    """What a line asks for; its verb is empty where it isn't clear."""
    said = text.lower().strip()
    verbs = (_ACCUSE, *_VERBS) if atlas.story == "theft" else _VERBS
    verb: Verb = next((verb for verb, pattern in verbs if re.search(pattern, said)), "")
    thing = _named(atlas, said, dict(world.at))
    whom = _named(atlas, said, atlas.people)
    if verb == "go":
        way = next((way for way, pattern in _WAYS.items() if re.search(pattern, said)), "")
        return Action(verb, way or _named(atlas, said, atlas.exits))
    if verb == "give" and not thing and len(world.things(ME)) == 1:
        thing = world.things(ME)[0]
    if verb == "use" and not thing and KEY in world.things(ME):
        thing = KEY
    if not verb and whom:
        verb = "talk"
    if not verb and (place := _named(atlas, said, atlas.exits)):
        return Action("go", place)
    return Action(verb, thing, whom)


def speaks_of_acts(name: str) -> bool:
    """Whether a name has a word in it that would be taken for something to do, or for a way."""
    patterns = [pattern for _, pattern in (_ACCUSE, *_VERBS)]
    return any(re.search(pattern, name.lower()) for pattern in (*patterns, *_WAYS.values()))


def _named(atlas: Atlas, said: str, among: Iterable[str]) -> str:
    """The one of these ids that a line names by the longest of its names' words."""
    best, length = "", 1
    for id_ in among:
        for word in re.findall(r"[\w'ñíéáó]+", atlas.names[id_].lower()):
            plain = word not in ("the", "of", "a", "old", "don", "stall", "가게")
            if plain and len(word) > length - 1 and re.search(rf"(?<!\w){re.escape(word)}", said):
                best, length = id_, len(word) + 1
    return best
