"""Things that a question names, in either language, and the labels that they are recognised by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import groupby

import msgspec

from alongside.views.words import terms

Name = tuple[str, ...]
"""The terms of a name, in order."""


class _Things(msgspec.Struct, frozen=True):
    seen: dict[str, str]
    told: dict[str, str]


def _read() -> _Things:
    text = files("alongside.mind.converse").joinpath("things.toml").read_bytes()
    return msgspec.toml.decode(text, type=_Things)


_THINGS = _read()
KOREAN: Mapping[str, str] = {
    label: names.partition(",")[0] for label, names in (_THINGS.seen | _THINGS.told).items()
}
"""What a label is called in Korean."""


def _by_name(things: Mapping[str, str]) -> dict[Name, frozenset[str]]:
    pairs = sorted(
        (tuple(terms(name)), label)
        for label, names in things.items()
        for name in (label, *names.split(","))
    )
    found = groupby(pairs, key=lambda pair: pair[0])
    return {name: frozenset(label for _, label in group) for name, group in found}


_SEEN = _by_name(_THINGS.seen)
_ANY = _by_name(_THINGS.seen | _THINGS.told)
_NAMES: dict[str, frozenset[Name]] = {
    label: frozenset(name for name, labels in _ANY.items() if label in labels)
    for label in (*_THINGS.seen, *_THINGS.told)
}
_LONGEST = max(map(len, _ANY))


def labels(topic: Sequence[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The labels of the things that terms name, and the terms that name none of them."""
    found, rest, at = set[str](), list[str](), 0
    while at < len(topic):
        name = next(_names_at(topic, at), ())
        found |= _SEEN.get(name, frozenset())
        rest += [] if name else [topic[at]]
        at += len(name) or 1
    return frozenset(found), tuple(rest)


def _names_at(topic: Sequence[str], at: int) -> Iterator[Name]:
    """The names of labels that begin there, the longest first."""
    for size in range(_LONGEST, 0, -1):
        name = tuple(topic[at : at + size])
        if len(name) == size and name in _SEEN:
            yield name


def things(phrase: Sequence[str]) -> frozenset[str]:
    """The things that a phrase names: what its end says, as "car keys" are keys and no car."""
    for size in range(min(_LONGEST, len(phrase)), 0, -1):
        found = _ANY.get(tuple(phrase[-size:]))
        if found:
            return found
    return frozenset()


def names(thing: str) -> frozenset[Name]:
    """All that a thing is called."""
    return _NAMES.get(thing, frozenset())


def tells_of(sentence: Sequence[str], called: frozenset[Name]) -> bool:
    """Whether a sentence's terms hold one of these names whole."""
    return any(
        tuple(sentence[at : at + len(name)]) == name
        for name in called
        for at in range(len(sentence) - len(name) + 1)
    )
