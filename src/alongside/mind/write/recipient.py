"""Who a text is for, as the life knows them: their names, and how they are called in passing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.mind.people.circle import Circle, Person
from alongside.mind.people.draft import familiar
from alongside.views.words import fold

SURNAME = 3
"""Hangul syllables of a full name, the first of which is the surname."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """`called` in full, `familiar` in passing; `names` are folded. `person` is None for somebody
    that the life doesn't know, `called` is empty for nobody."""

    called: str = ""
    familiar: str = ""
    names: frozenset[str] = frozenset()
    person: Person | None = None

    @property
    def words(self) -> frozenset[str]:
        """The words that their names are made of, folded, and Korean given names."""
        apart = {word for name in self.names for word in name.split()}
        return frozenset(apart | {given(word) for word in apart})


def recipient(circle: Circle, name: str) -> Recipient:
    """Who is meant by a name: somebody of the circle by any name, or by one word of theirs."""
    name = " ".join(name.split())
    if not name:
        return Recipient()
    known = circle.find(name) or _by_a_word(circle.people, fold(name))
    if known is None:
        return Recipient(name, given(name), frozenset({fold(name)}))
    called = familiar(known)
    return Recipient(known.called, given(called), frozenset({*known.names, fold(name)}), known)


def _by_a_word(people: Iterable[Person], word: str) -> Person | None:
    """The only one with this word in a name."""
    found = [p for p in people if any(word in (*n.split(), given(n)) for n in p.names)]
    return found[0] if len(found) == 1 else None


def given(name: str) -> str:
    """A Korean full name without its surname; any other name as it is."""
    korean = len(name) == SURNAME and all("가" <= letter <= "힣" for letter in name)
    return name[1:] if korean else name


def vocative(name: str) -> str:
    """A Korean name as friends call it: 지훈아, 수지야."""
    last = ord(name[-1]) - 0xAC00 if name else -1
    if not 0 <= last < 11172:
        return name
    return f"{name}{'아' if last % 28 else '야'}"
