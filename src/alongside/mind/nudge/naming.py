"""Who is meant by words: a name, a part of one, or a plan's title that names somebody."""

from __future__ import annotations

import re

from alongside.log.kinds import Planned
from alongside.mind.people.circle import Circle, Person
from alongside.mind.recall.birthdays import called
from alongside.views.words import bare_korean, fold

_WORD = re.compile(r"\w+")
_FAMILIAR = re.compile(r"(?<=[가-힣]{2})이$")
"""The vowel that a Korean name takes in familiar speech: 지훈이."""


def meant(circle: Circle, words: str) -> Person | None:
    """The one person whom a name or a part of one means; None for nobody, and for several."""
    exact = circle.find(words)
    if exact is not None:
        return exact
    wanted = {fold(words), _FAMILIAR.sub("", bare_korean(fold(words)))}
    found = [each for each in circle.people if not each.hidden and wanted & _parts(each)]
    return found[0] if len(found) == 1 else None


def named(circle: Circle, text: str) -> tuple[Person, ...]:
    """Everybody whom a text names; a word that several go by names nobody."""
    words = {form for word in _WORD.findall(fold(text)) for form in _forms(word)}
    by_word: dict[str, list[Person]] = {}
    for each in circle.people:
        for part in () if each.hidden else _parts(each) & words:
            by_word.setdefault(part, []).append(each)
    return tuple(dict.fromkeys(people[0] for people in by_word.values() if len(people) == 1))


def company(circle: Circle, plan: Planned) -> tuple[Person, ...]:
    """Who takes part in a plan: those invited, else those whom its title names."""
    invited = [each for name in plan.people if (each := circle.find(name)) and not each.hidden]
    return tuple(dict.fromkeys(invited)) or named(circle, plan.title)


def _parts(person: Person) -> set[str]:
    return {part for name in person.names if "@" not in name for part in called(name)}


def _forms(word: str) -> tuple[str, ...]:
    bare = bare_korean(word)
    return word, bare, _FAMILIAR.sub("", bare)
