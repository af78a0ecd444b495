"""Worlds of the person's own words: a model names what is in them, code checks and keeps the rest.

A name is taken where it is short, made of words alone, fit for the age, and can't be mistaken for
another name or for something to do; where it isn't, the name of the nearest genre stands.
"""

from __future__ import annotations

import asyncio
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from alongside.log.kinds import Founded, Themed
from alongside.mind.adventure.atlas import Language, genres, shipped
from alongside.mind.adventure.casting import Dice
from alongside.mind.adventure.telling import lines, particles
from alongside.mind.adventure.world import speaks_of_acts
from alongside.models.model import Chat, Message, ModelError, Prompt
from alongside.models.structured import answer

TOKENS = 320
PATIENCE = 120.0
"""Seconds that a model may take to name a world."""
LONGEST, MOST_WORDS, LONGEST_TITLE, MOST_THEME = 28, 3, 60, 200
GROWN = 18
"""Names are held to this age where none is told."""
LISTS = ("places", "things", "people")
ONES = ("key", "treasure")
Names = dict[str, list[str]]
"""What stands in each slot of each part."""
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?: [^\W\d_]+(?:['’-][^\W\d_]+)*)*")
_HANGUL, _LATIN = re.compile(r"[가-힣]"), re.compile(r"[A-Za-z]")
_STEM = re.compile(r"[a-z]{3,}|[가-힣]{1,}")
_ARTICLE = re.compile(r"^(?:the|an?) ")
_PLAIN = frozenset({"the", "of", "a", "an", "and", "old", "in", "at", "don", "stall", "가게"})
"""Words that tell no name from another."""
_PIECE = ("piece", "조각")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What world is wished for, in which language, and the age of the youngest where it is told."""

    theme: str
    language: Language
    age: int | None = None


def nearest(wish: Wish) -> str:
    """The genre whose words a theme shares most; drawn by the theme where it shares none.

    Empty where none is fit for the age.
    """
    fit = [
        genre for genre, told in genres().items()
        if not told.get("own") and "words" not in told["en"]
        and (wish.age is None or told["age"] <= wish.age)
    ]  # fmt: skip
    if not fit:
        return ""
    said = set(_STEM.findall(wish.theme.casefold()))
    near = {genre: _shared(said, _spoken(genre)) for genre in fit}
    most = max(near.values())
    return Dice(wish.theme).choice([genre for genre in fit if near[genre] == most])


def unfit(text: str, age: int | None) -> bool:
    """Whether words go beyond what those of an age (grown up where none is told) may meet."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    limit = GROWN if age is None else age
    return any(pattern.search(plain) for least, pattern in _limits() if limit < least)


async def themed(chat: Chat, wish: Wish, genre: str) -> Themed | None:
    """What a model names for a theme, checked; None where nothing it named may be used."""
    try:
        async with asyncio.timeout(PATIENCE):
            made = await answer(chat, _prompt(wish))
    except (ModelError, TimeoutError):
        return None
    return checked(made, shipped(genre, wish.language), wish, chat.name)


def checked(made: dict[str, Any], base: Themed, wish: Wish, model: str) -> Themed | None:
    """The base with each name that may be taken in its place; None where none may.

    A name is held against all that stand when it comes, so no two can be mistaken; one that only
    a name of the base stood against has a second try.
    """
    names: Names = {part: list(_slots(base, part)) for part in (*LISTS, *ONES)}
    taken: set[tuple[str, int]] = set()
    for part, slot, name in 2 * list(_wanted(made, names)):
        tidy = _tidy(name, part, wish.language)
        if (part, slot) in taken or _ARTICLE.sub("", tidy) in _bare(names):
            continue
        if fits(tidy, _others(names, part, slot), wish):
            names[part][slot] = tidy
            taken.add((part, slot))
    return _named(made, base, wish, model, names, taken) if taken else None


def _bare(names: Names) -> set[str]:
    """All names, without articles: a place and a thing aren't called the same."""
    return {_ARTICLE.sub("", name) for held in names.values() for name in held}


def _wanted(made: dict[str, Any], names: Names) -> Iterator[tuple[str, int, str]]:
    """The names that were made, by their part and slot."""
    for part, held in names.items():
        given = made.get(part, [])
        for slot, name in enumerate([given] if isinstance(given, str) else given[: len(held)]):
            yield part, slot, name


def _others(names: Names, part: str, slot: int) -> list[str]:
    """The names that a line could take for this one: of places, or of all that isn't a place."""
    return [
        name for each, held in names.items() for n, name in enumerate(held)
        if (each, n) != (part, slot) and (each == "places") == (part == "places")
    ]  # fmt: skip


def fits(name: str, others: Iterable[str], wish: Wish) -> bool:
    """Whether a name may stand beside others."""
    words = _telling(name)
    if (
        words <= {*_data()[wish.language]["vague"]}
        or len(name) > LONGEST
        or len(_ARTICLE.sub("", name).split()) > MOST_WORDS
    ):
        return False
    if not _WORDS.fullmatch(name) or not _in_language(name, wish.language):
        return False
    if name.casefold() in _example(wish.language):
        return False
    if unfit(name, wish.age) or speaks_of_acts(name) or any(each in name for each in _PIECE):
        return False
    return not any(_mistaken(words, _telling(other)) for other in others)


def sound(what: Founded) -> bool:
    """Whether the names of a world that somebody shared are such as could have been made here."""
    named, base = what.named, shipped(what.genre, what.language)
    if unfit(what.theme, None) or max(map(len, (what.theme, what.tried))) > MOST_THEME:
        return False
    if named is None:
        return True
    wish = Wish(theme=what.theme, language=what.language)
    sizes = [len(getattr(named, part)) == len(getattr(base, part)) for part in (*LISTS, "looks")]
    if not all(sizes) or len(named.model) > MOST_THEME:
        return False
    names: Names = {part: list(_slots(named, part)) for part in (*LISTS, *ONES)}
    own = {part: _slots(base, part) for part in (*LISTS, *ONES)}
    held = all(
        name == own[part][n] or fits(name, _others(names, part, n), wish)
        for part, each in names.items() for n, name in enumerate(each)
    )  # fmt: skip
    distinct = len(_bare(names)) == sum(map(len, names.values()))
    titled = named.title == base.title or _titled(named.title, wish)
    return (
        held
        and distinct
        and titled
        and {*named.looks} <= {*base.looks, *_data()[what.language]["looks"]}
    )


def _slots(named: Themed, part: str) -> tuple[str, ...]:
    held: str | tuple[str, ...] = getattr(named, part)
    return (held,) if isinstance(held, str) else held


def noted(what: Founded) -> str:
    """Where the names of a world of the person's own words are from; empty for any other."""
    if not what.theme:
        return ""
    said, base = lines()[what.language], shipped(what.genre, what.language)
    title = base.title
    if (named := what.named) is not None:
        parts = (*LISTS, *ONES)
        pairs = [
            (here, there)
            for part in parts
            for here, there in zip(_slots(named, part), _slots(base, part), strict=True)
        ]
        new = sum(here != there for here, there in pairs)
        line = said["theme_named"].format(named.model, what.theme, new, len(pairs), title)
        return particles(line)
    line = said["theme_refused" if what.tried else "theme_none"]
    return particles(line.format(what.theme, title, what.tried))


def _named(
    made: dict[str, Any], base: Themed, wish: Wish, model: str,
    names: Names, taken: set[tuple[str, int]],
) -> Themed:  # fmt: skip
    neutral = _data()[wish.language]["looks"]
    looks = [
        neutral[n % len(neutral)] if ("places", n) in taken else look
        for n, look in enumerate(base.looks)
    ]
    title = " ".join(str(made.get("title", "")).split())
    return msgspec.structs.replace(
        base, model=model, title=title if _titled(title, wish) else base.title,
        looks=tuple(looks), **{part: tuple(names[part]) for part in LISTS},
        **{part: names[part][0] for part in ONES},
    )  # fmt: skip


def _titled(title: str, wish: Wish) -> bool:
    whole = 0 < len(title) <= LONGEST_TITLE and _WORDS.fullmatch(title.replace(",", ""))
    return bool(whole) and _in_language(title, wish.language) and not unfit(title, wish.age)


def _tidy(name: str, part: str, language: Language) -> str:
    """A name as those of its part are written: places with an article, things without."""
    plain = " ".join(name.split()).strip(" .,")
    if language == "ko":
        return plain
    bare = _ARTICLE.sub("", plain[:4].lower() + plain[4:])
    if part == "places":
        return f"the {bare.lower()}"
    return plain if part == "people" else bare.lower()


def _in_language(name: str, language: Language) -> bool:
    hangul, latin = bool(_HANGUL.search(name)), bool(_LATIN.search(name))
    return (hangul and not latin) if language == "ko" else (latin and not hangul)


def _telling(name: str) -> set[str]:
    """The words of a name that tell it from others."""
    return {word for word in re.findall(r"\w+", name.casefold()) if word not in _PLAIN}


def _mistaken(words: set[str], others: set[str]) -> bool:
    """Whether a word of one begins a word of the other, which a line would then name too."""
    return any(a.startswith(b) or b.startswith(a) for a in words for b in others)


def _shared(said: Iterable[str], spoken: set[str]) -> int:
    """How many words of a theme a genre has; Korean ones with whatever particle follows."""
    return sum(
        word in spoken or word.removesuffix("s") in spoken
        or (_HANGUL.search(word) is not None and any(word.startswith(each) for each in spoken))
        for word in said
    )  # fmt: skip


@cache
def _spoken(genre: str) -> set[str]:
    told = genres()[genre]
    said = [told["scene"]]
    for language in ("en", "ko"):
        held = told[language]
        said += [held["title"], held.get("hints", ""), *held["places"], *held["things"]]
    return set(_STEM.findall(" ".join(said).casefold())) - {"the", "and", "with", "that", "old"}


@cache
def _example(language: Language) -> frozenset[str]:
    """The names of the example that a model is shown, which it is not to hand back."""
    made = json.loads(lines()[language]["theme_example_assistant"])
    names = [name for part in LISTS for name in made[part]]
    return frozenset(name.casefold() for name in (*names, *(made[part] for part in ONES)))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(
        files("alongside.mind.adventure").joinpath("themes.toml").read_text("utf-8")
    )


@cache
def _limits() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((limit["age"], _pattern(limit["words"].split(", "))) for limit in _data()["limit"])


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    latin = "|".join(word for word in words if word.isascii())
    hangul = "|".join(word for word in words if not word.isascii())
    return re.compile(rf"\b(?:{latin})s?\b|(?<![가-힣])(?:{hangul})")


def _prompt(wish: Wish) -> Prompt:
    said = lines()[wish.language]
    messages = (
        Message("system", said["theme_ask"]),
        Message("user", said["theme_example_user"]),
        Message("assistant", said["theme_example_assistant"]),
        Message("user", wish.theme),
    )
    return Prompt(messages=messages, schema=_schema(), max_tokens=TOKENS, temperature=0.4)


@cache
def _schema() -> dict[str, Any]:
    name = {"type": "string", "maxLength": LONGEST}
    sizes = {"places": 7, "things": 5, "people": 4}
    parts: dict[str, Any] = {"title": {"type": "string", "maxLength": LONGEST_TITLE}}
    parts |= {part: {"type": "array", "items": name, "maxItems": n} for part, n in sizes.items()}
    parts |= dict.fromkeys(ONES, name)
    return {"type": "object", "properties": parts, "required": list(parts),
            "additionalProperties": False}  # fmt: skip
