"""What is never drawn, by rules that are data."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SPLIT = re.compile(r"(?<=\b\w)[\s.·*_-](?=\w\b)")
"""What stands between the letters of a word that is spelled apart."""
_DIGITS = str.maketrans("013457@$", "oieastas")
"""Digits and signs in place of letters."""
SOMEONE = "someone"
"""The group of words that name a real person."""
_AGE = re.compile(
    r"\b(?:1[0-7]|[1-9])\s*-?\s*(?:yo|y/o|years?[\s-]old)\b|\b(?:1[0-7]|[1-9])\s*(?:살|세)"
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a picture isn't made: the rule's name and a sentence in each language."""

    rule: str
    en: str
    ko: str

    def told(self, language: str) -> str:
        return self.ko if language.startswith("ko") else self.en


@dataclass(frozen=True, slots=True)
class _Rule:
    groups: tuple[str, ...]
    refusal: Refusal


def refusal(words: str, people: Iterable[str] = ()) -> Refusal | None:
    """The rule that forbids a picture of `words`, or None.

    `people` are the names of real people: those that the life knows.
    """
    said = list(_readings(words))
    spoken = _spoken(said)
    if any(_named(name, said) for name in people):
        spoken.add(SOMEONE)
    return _broken(spoken)


def depends_on_names(words: str) -> bool:
    """Whether `words` make a picture that is refused where they name a real person, or anyway: of
    all others nobody's name need be looked up."""
    return _broken(_spoken(list(_readings(words))) | {SOMEONE}) is not None


def _spoken(said: Sequence[str]) -> set[str]:
    """The groups of the rules that the words, in these readings, speak of."""
    found = {name for name, group in _rules()[1].items() if any(map(group.search, said))}
    return found | ({"minor"} if any(map(_AGE.search, said)) else set())


def _broken(spoken: set[str]) -> Refusal | None:
    return next((rule.refusal for rule in _rules()[0] if spoken >= set(rule.groups)), None)


def _readings(words: str) -> Iterable[str]:
    """The words as they stand, and as they read without tricks of spelling."""
    plain = _ZERO_WIDTH.sub("", unicodedata.normalize("NFKC", words)).casefold()
    yield plain
    joined = _SPLIT.sub("", plain)
    yield joined
    yield joined.translate(_DIGITS)


def _named(name: str, said: Iterable[str]) -> bool:
    folded = unicodedata.normalize("NFKC", name).casefold().strip()
    pattern = re.compile(rf"(?<!\w){re.escape(folded)}(?![a-z])")
    return len(folded) > 1 and any(map(pattern.search, said))


@cache
def _rules() -> tuple[tuple[_Rule, ...], dict[str, re.Pattern[str]]]:
    text = files("alongside.mind.imagine").joinpath("refusals.toml").read_text("utf-8")
    data = tomllib.loads(text)
    rules = tuple(
        _Rule(tuple(rule["all"]), Refusal(rule["name"], rule["en"], rule["ko"]))
        for rule in data["rule"]
    )
    return rules, {name: _group(said) for name, said in data["words"].items()}


def _group(said: str) -> re.Pattern[str]:
    words = [word.strip() for word in said.split(",")]
    latin = "|".join(re.escape(word) for word in words if word.isascii())
    hangul = "|".join(re.escape(word) for word in words if not word.isascii())
    return re.compile(rf"\b(?:{latin})\b|(?<![가-힣])(?:{hangul})")
