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
TOKENS, PAINTED, MOST_WORDS = 40, 16, 24
"""Tokens that a model may use, and words of a detail: wanted, and at most."""
KNOWN = 0.5
"""The share of a detail's words that may stand in what is told anyway."""
_WORD = re.compile(r"[a-z']{4,}|[가-힣]{2,}")
SEEING = frozenset({"went", "look", "opened"})
"""Events after which the place is described."""
Speaks = Callable[[str, str], bool]
_META = re.compile(
    r"\b(?:as an ai|language model|the player|rewrite|here is|game)\b|[*_#\[\]<>]", re.IGNORECASE
)
_HANGUL = re.compile(r"[가-힣]")
_BEYOND = re.compile(
    r"\b(?:I|me|my|we|us|our|you|your|he|him|his|she|her)\b|\b(?:north|south|east|west)"
    r"|\b(?:man|woman|boy|girl|child|people|crowd|sailor|fisherm|stranger|figure)|\d|[“”\"]"
    r"|(?<![가-힣])(?:나는|내가|우리|당신|너는|네가|그는|그녀)|[동서남북]쪽|사람",
    re.IGNORECASE,
)
"""What isn't how a place looks: whoever is there, what is said, where ways lead, numbers."""


@cache
def lines() -> dict[str, dict[str, str]]:
    """The lines of every language, by event."""
    return tomllib.loads(
        files("alongside.mind.adventure").joinpath("telling.toml").read_text("utf-8")
    )


def told(atlas: Atlas, world: World, events: Sequence[Event], detail: str = "") -> str:
    """What came of a turn, in plain words; `detail` is what else of the place meets the senses."""
    said = lines()[atlas.language]
    parts = []
    for event in events:
        names = [_start(atlas.names[id_]) if n == 0 and event.name in _OPENING else
                 atlas.names[id_] for n, id_ in enumerate(event.ids)]  # fmt: skip
        parts.append(particles(said[event.name].format(*names)))
    if shows(world, events):
        parts.append(seen(atlas, world, detail, named=events[0].name != "went"))
    if any(event.name == "carry" for event in events):
        parts.append(carried(atlas, world))
    if any(event.name == "wait" for event in events):
        parts.append(said["clock"].format(clock(world)))
    return " ".join(part for part in parts if part)


def shows(world: World, events: Sequence[Event]) -> bool:
    """Whether the place is described after these events."""
    return not world.over and any(event.name in SEEING for event in events)


_OPENING = frozenset({"declined", "thanked", "unproven", "innocent", "confessed", "follows", "met"})
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


def seen(atlas: Atlas, world: World, detail: str = "", *, named: bool = True) -> str:
    """The place where the person is: how it looks, what lies there, who is there, the ways out.

    Its name comes first where it is to be `named`.
    """
    said = lines()[atlas.language]
    looks = f"{atlas.looks[world.place]} {detail}".strip()
    parts = [said["here"].format(_start(atlas.names[world.place]), looks) if named else looks]
    if things := world.things(world.place):
        parts.append(said["lies"].format(_listed(atlas, things)))
    if here := people(atlas, world):
        parts.append(said["stands"].format(_listed(atlas, here)))
    ways = [
        f"{said[way]} ({atlas.names[there]})" for way, there in atlas.exits[world.place].items()
    ]
    parts.append(said["ways"].format(", ".join(ways)))
    return " ".join(parts)


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
    """What happened, and the name of the model that painted the place (empty where none did).

    All that counts is told by code: what came of the turn, what lies there, who is there, the
    ways on. A model adds a detail of the place; its words are dropped where they speak of more.
    """
    if chat is not None and shows(world, events) and speaks(chat.name, atlas.language):
        try:
            made = (await whole(chat, _prompt(atlas, world))).strip().split("\n")[0].strip('"“” ')
        except ModelError:
            made = ""
        if paints(atlas, world, made):
            return told(atlas, world, events, made), chat.name
    return told(atlas, world, events), ""


def paints(atlas: Atlas, world: World, made: str) -> bool:
    """Whether words add a detail of a place and no more.

    They say something new, name nothing of the world but the place, nobody, no number and no
    way, and leave out whoever plays.
    """
    if not made or len(made.split()) > MOST_WORDS or _META.search(made) or _BEYOND.search(made):
        return False
    if (atlas.language == "ko") != bool(_HANGUL.search(made)):
        return False
    words = set(_WORD.findall(made.lower()))
    known = set(_WORD.findall(atlas.looks[world.place].lower()))
    if len(words & known) > KNOWN * len(words):
        return False
    place = atlas.names[world.place]
    others = [name for name in atlas.names.values() if name != place]
    return not any(_speaks_of(made, name) for name in others if not _speaks_of(place, name))


def _speaks_of(text: str, name: str) -> bool:
    """Whether a text names something, by the last word of its name."""
    word = re.sub(r"\s*\(.*\)", "", name).split()[-1]
    return re.search(rf"(?<!\w){re.escape(word)}", text, re.IGNORECASE) is not None


def _prompt(atlas: Atlas, world: World) -> Prompt:
    told = lines()[atlas.language]
    place = f"{_start(atlas.names[world.place])}. {atlas.looks[world.place]}"
    shown = [Message(by, told[f"paint_{n}_{by}"]) for n in "12" for by in ("user", "assistant")]
    system = told["paint"].format(atlas.title, PAINTED)
    messages = (Message("system", system), *shown, Message("user", place))
    return Prompt(messages=messages, max_tokens=TOKENS)


def _listed(atlas: Atlas, ids: Sequence[str]) -> str:
    return ", ".join(atlas.names[id_] for id_ in ids)


def _start(name: str) -> str:
    return name[:1].upper() + name[1:]
