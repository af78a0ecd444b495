"""Fewer tools to choose from, where the words of a goal say what it is about.

Each tool more is more for a small model to read and to mistake. Where nothing is said, or nothing
of what is offered fits, all stay.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from alongside.gate.tool import ToolSpec

SMALL = "embedded:"
"""What the names of models begin with that run in this process, on whatever machine it is."""
ALWAYS = frozenset({"recall"})
_PATH = re.compile(r"(?<![\w:/])/\w|\w\.[a-z]{3,4}\b(?![.@/])")
"""What names a file where nothing says so."""
_WORDS = re.compile(r"[^\W\d_]{4,}")


def narrowed(goal: str, specs: Sequence[ToolSpec]) -> list[ToolSpec]:
    """Those of the tools that a goal is about, and memory; all where its words don't say."""
    about = {name for name, words in _words("goal").items() if words.search(goal)}
    if _PATH.search(goal):
        about.add("files")
    words = {word.casefold() for word in _WORDS.findall(goal)}
    fit = [spec for spec in specs if _fits(spec, about, words)]
    if not fit:
        return list(specs)
    return [spec for spec in specs if spec in fit or spec.name in ALWAYS]


def _fits(spec: ToolSpec, about: Iterable[str], words: set[str]) -> bool:
    topics = _topics(spec)
    if topics:
        return not topics.isdisjoint(about)
    told = {word.casefold() for word in _WORDS.findall(f"{spec.name} {spec.description}")}
    return not words.isdisjoint(told)


@lru_cache(1024)
def _topics(spec: ToolSpec) -> frozenset[str]:
    """What a tool is about: by its name, else by what it says of itself."""
    for text in (spec.name.replace("_", " "), spec.description):
        if found := frozenset(name for name, words in _words("tool").items() if words.search(text)):
            return found
    return frozenset()


@cache
def _words(of: str) -> Mapping[str, re.Pattern[str]]:
    """By topic, the words of goals or of tools."""
    text = (files(__package__) / "topics.toml").read_text(encoding="utf-8")
    ends = "(?![^\\W_])" if of == "tool" else ""
    return {
        name: re.compile(rf"(?<![a-z])(?:{_any(topic[of])}){ends}", re.IGNORECASE)
        for name, topic in tomllib.loads(text).items()
    }


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))
