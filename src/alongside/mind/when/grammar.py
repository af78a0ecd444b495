"""How grammars are written: lexicons, leaves and rules as data.

A rule is `(category, pattern, make)`. A pattern is a row of words: `<name>` is an item of that
category, anything else choices of words between `|`, with `_` for a space; `~` before them makes
them optional. `make(context, *values)` gets the meanings of the categories in order and
returns the meaning of the whole, or None where the words don't go together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from alongside.mind.when.context import Context

Make = Callable[..., Any]
LeafMake = Callable[[Context, re.Match[str]], Any]
_LATIN = re.compile("[A-Za-z]")

Row = tuple[str, str, Make] | tuple[str, str, Make, int]


@dataclass(frozen=True, slots=True)
class Literal:
    pattern: re.Pattern[str]
    optional: bool = False


Element = Literal | str


@dataclass(frozen=True, slots=True)
class Rule:
    """Elements in a row make a category; a heavier rule wins over others on the same text."""

    category: str
    elements: tuple[Element, ...]
    make: Make
    weight: int


@dataclass(frozen=True, slots=True)
class Leaf:
    category: str
    pattern: re.Pattern[str]
    make: LeafMake
    weight: int = 0


@dataclass(frozen=True)
class Grammar:
    leaves: tuple[Leaf, ...]
    literal_first: tuple[tuple[re.Pattern[str], tuple[Rule, ...]], ...]
    category_first: Mapping[str, tuple[Rule, ...]]


def rules(table: Iterable[Row], *, endings: tuple[tuple[str, str], ...] = ()) -> tuple[Rule, ...]:
    """Compile rows of a table.

    `endings` says what may not follow a word that ends in some letter: 전 is "before", 전화 isn't.
    """
    made = []
    for category, pattern, make, *weight in table:
        elements = tuple(_element(word, endings) for word in pattern.split())
        made.append(Rule(category, elements, make, weight[0] if weight else 0))
    return tuple(made)


def lexicon(category: str, words: Mapping[str, object], *, particles: bool = False) -> Leaf:
    """A leaf that reads any of the words; `particles` lets other letters follow, as in Korean."""
    table = {" ".join(word.split()): value for word, value in words.items()}
    longest = sorted(table, key=len, reverse=True)
    space = r"\s{0,4}" if particles else r"\s{1,4}"
    choices = "|".join(re.escape(word).replace(r"\ ", space) for word in longest)
    squeezed = {word.replace(" ", ""): value for word, value in table.items()}
    before, after = ("", "") if particles else (r"(?<![^\W\d_])(?<![$@])", r"(?![^\W\d_])")
    pattern = re.compile(f"{before}(?:{choices}){after}", re.IGNORECASE)
    return Leaf(category, pattern, lambda _, match: squeezed["".join(match[0].lower().split())])


def leaf(category: str, pattern: str, make: LeafMake, weight: int = 0) -> Leaf:
    return Leaf(category, re.compile(pattern, re.IGNORECASE), make, weight)


def grammar(leaves: Iterable[Leaf], table: Iterable[Rule]) -> Grammar:
    """Index rules by what they begin with; a rule may not begin with an optional element."""
    first: defaultdict[str, list[Rule]] = defaultdict(list)
    literal: defaultdict[re.Pattern[str], list[Rule]] = defaultdict(list)
    for rule in table:
        head = rule.elements[0]
        if isinstance(head, Literal):
            literal[head.pattern].append(rule)
        else:
            first[head].append(rule)
    return Grammar(
        tuple(leaves),
        tuple((pattern, tuple(table)) for pattern, table in literal.items()),
        {category: tuple(table) for category, table in first.items()},
    )


@cache
def _element(word: str, endings: tuple[tuple[str, str], ...]) -> Element:
    if word.startswith("<"):
        return word[1:-1]
    optional = word.startswith("~")
    longest = sorted(word.removeprefix("~").split("|"), key=len, reverse=True)
    choices = "|".join(_bounded(choice, dict(endings)) for choice in longest)
    return Literal(re.compile(f"(?:{choices})", re.IGNORECASE), optional)


def _bounded(choice: str, endings: Mapping[str, str]) -> str:
    """A choice that begins or ends with a Latin letter doesn't stand inside a word."""
    before = r"(?<![A-Za-z])" if _LATIN.match(choice[0]) else ""
    after = r"(?![A-Za-z])" if _LATIN.match(choice[-1]) else endings.get(choice[-1], "")
    space = r"\s{1,4}" if choice.isascii() else r"\s{0,4}"
    return before + space.join(re.escape(part) for part in choice.split("_")) + after
