"""What happened in a world, told: by code, or by a model that code holds to what happened."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

from alongside.mind.adventure.atlas import ME, Atlas
from alongside.mind.adventure.world import Event, World, people
from alongside.models.model import Chat, Message, ModelError, Prompt
from alongside.models.structured import whole

MORNING = 9 * 60
"""The minute of the day at which a world begins."""
TOKENS, MOST_WORDS = 90, 70
SEEING = frozenset({"went", "look", "opened"})
"""Events after which the place is described."""
Speaks = Callable[[str, str], bool]
_META = re.compile(
    r"\b(?:as an ai|language model|the player|rewrite|here is|game)\b|[*_#\[\]<>]", re.IGNORECASE
)
_HANGUL = re.compile(r"[가-힣]")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_FIRST_PERSON = re.compile(
    r"\b(?:I|me|my|we|us|our)\b(?!')|(?<![가-힣])(?:나는|내가|우리는|우리가)"
)
_LEADS = re.compile(r"\b(?:north|south|east|west)\b|[동서남북]쪽", re.IGNORECASE)
"""Where a way leads, which code tells, or a step that nobody took."""


@cache
def lines() -> dict[str, dict[str, str]]:
    """The lines of every language, by event."""
    return tomllib.loads(
        files("alongside.mind.adventure").joinpath("telling.toml").read_text("utf-8")
    )


def told(atlas: Atlas, world: World, events: Sequence[Event]) -> str:
    """What came of a turn, in plain words, and the ways on where the place is described."""
    happened, on = _happened(atlas, world, events), any(event.name in SEEING for event in events)
    return f"{happened} {ways(atlas, world)}" if on else happened


def _happened(atlas: Atlas, world: World, events: Sequence[Event]) -> str:
    """What came of a turn but for the ways on."""
    said = lines()[atlas.language]
    parts = []
    for event in events:
        names = [_start(atlas.names[id_]) if n == 0 and event.name in _OPENING else
                 atlas.names[id_] for n, id_ in enumerate(event.ids)]  # fmt: skip
        parts.append(particles(said[event.name].format(*names)))
    if any(event.name in SEEING for event in events):
        parts.append(_sight(atlas, world, named=events[0].name != "went"))
    if any(event.name == "carry" for event in events):
        parts.append(carried(atlas, world))
    if any(event.name == "wait" for event in events):
        parts.append(said["clock"].format(clock(world)))
    return " ".join(part for part in parts if part)


_OPENING = frozenset({"declined", "thanked"})
"""Events whose line begins with a name."""


_PARTICLES = {"(으)로": ("으로", "로"), "을(를)": ("을", "를"), "은(는)": ("은", "는"),
              "이(가)": ("이", "가")}  # fmt: skip
_OPEN = re.compile(r"([가-힣])(\)?)(\(으\)로|을\(를\)|은\(는\)|이\(가\))")
FINALS, RIEUL = 28, 8
"""How many final consonants a syllable of Unicode's Hangul block can have, and the one of 로."""


def particles(text: str) -> str:
    """The text with each Korean particle that stands open chosen by the syllable before it."""

    def chosen(found: re.Match[str]) -> str:
        final = (ord(found[1]) - ord("가")) % FINALS
        after, plain = _PARTICLES[found[3]]
        closed = final and not (final == RIEUL and plain == "로")
        return f"{found[1]}{found[2]}{after if closed else plain}"

    return _OPEN.sub(chosen, text)


def seen(atlas: Atlas, world: World) -> str:
    """The place where the person is: how it looks, what lies there, who is there, the ways out."""
    return f"{_sight(atlas, world, named=True)} {ways(atlas, world)}"


def _sight(atlas: Atlas, world: World, *, named: bool) -> str:
    """The place without its ways. Its name comes first where it is to be `named`."""
    said = lines()[atlas.language]
    looks = atlas.looks[world.place]
    parts = [said["here"].format(_start(atlas.names[world.place]), looks) if named else looks]
    if things := world.things(world.place):
        parts.append(said["lies"].format(_listed(atlas, things)))
    if here := people(atlas, world.place):
        parts.append(said["stands"].format(_listed(atlas, here)))
    return " ".join(parts)


def ways(atlas: Atlas, world: World) -> str:
    """The ways out of the place where the person is."""
    said, exits = lines()[atlas.language], atlas.exits[world.place]
    named = ", ".join(f"{said[way]} ({atlas.names[there]})" for way, there in exits.items())
    return said["ways"].format(named)


def carried(atlas: Atlas, world: World) -> str:
    said, things = lines()[atlas.language], world.things(ME)
    return said["bag"].format(_listed(atlas, things)) if things else said["bare"]


def clock(world: World) -> str:
    """The time in the world, such as 9:35."""
    minutes = MORNING + world.minutes
    return f"{minutes // 60 % 24}:{minutes % 60:02}"


async def narrated(
    chat: Chat | None, speaks: Speaks, atlas: Atlas, world: World, events: Sequence[Event]
) -> tuple[str, str]:
    """What happened, and the name of the model that told it (empty where code did).

    A model's words are dropped where they speak of a thing, person or place that isn't in what
    happened, or leave out one that is. The ways on are always told by code.
    """
    plain, happened = told(atlas, world, events), _happened(atlas, world, events)
    retold = any(event.name in SEEING for event in events)
    if chat is None or not retold or not speaks(chat.name, atlas.language):
        return plain, ""
    try:
        made = (await whole(chat, _prompt(atlas, happened))).strip().split("\n")[0].strip('"“” ')
    except ModelError:
        return plain, ""
    if not holds(atlas, made, happened):
        return plain, ""
    return f"{made} {ways(atlas, world)}", chat.name


def holds(atlas: Atlas, made: str, plain: str) -> bool:
    """Whether a retelling names what the plain telling names, and nothing else of the world.

    It is told to the person as “you”, and takes no step that they didn't take.
    """
    if not made or len(made.split()) > MOST_WORDS or _META.search(made):
        return False
    if (atlas.language == "ko") != bool(_HANGUL.search(made)):
        return False
    if _FIRST_PERSON.search(_QUOTED.sub("", made)) or _LEADS.search(made):
        return False
    return all(
        _speaks_of(made, name) == _speaks_of(plain, name) for name in atlas.names.values()
    ) and set(re.findall(r"\d+", made)) <= set(re.findall(r"\d+", plain))


def _speaks_of(text: str, name: str) -> bool:
    """Whether a text names something, by the last word of its name."""
    word = re.sub(r"\s*\(.*\)", "", name).split()[-1]
    return re.search(rf"(?<!\w){re.escape(word)}", text, re.IGNORECASE) is not None


def _prompt(atlas: Atlas, plain: str) -> Prompt:
    system = (
        f"You narrate the story “{atlas.title}” to “you”, in the present tense, in "
        f"{'Korean' if atlas.language == 'ko' else 'English'}. Retell what happens in two or three "
        "vivid sentences. Name every thing and person that is given. Add no thing, person, place, "
        "direction or event."
    )
    return Prompt(messages=(Message("system", system), Message("user", plain)), max_tokens=TOKENS)


def _listed(atlas: Atlas, ids: Sequence[str]) -> str:
    return ", ".join(atlas.names[id_] for id_ in ids)


def _start(name: str) -> str:
    return name[:1].upper() + name[1:]
