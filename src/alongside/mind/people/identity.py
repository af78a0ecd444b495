"""Which names are one person's: as contacts say and as the person says, never by guess.

A name in a chat that is a contact's name or nickname is theirs, unless two contacts claim it; so is
one that wrote from an address that is one contact's alone. What only looks alike ("Mateo" and
"Mateo Silva") is proposed, and joined when the person says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from alongside.log.kinds import Contact
from alongside.mind.recall.birthdays import called
from alongside.views.words import fold

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Word:
    """What the person said of names: that they are one person's (`together`), or two people's."""

    together: bool
    called: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One person: what to call them, and all their names, folded, with each as written."""

    called: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two names that may be one person's; only the person can tell."""

    first: str
    second: str


@dataclass(slots=True)
class _Groups:
    """Names joined into groups, but never across a pair that is parted."""

    parted: set[Pair]
    group: dict[str, set[str]] = field(default_factory=dict)

    def add(self, name: str) -> None:
        self.group.setdefault(name, {name})

    def join(self, first: str, second: str) -> None:
        self.add(first)
        self.add(second)
        one, other = self.group[first], self.group[second]
        if one is other or any(frozenset((a, b)) in self.parted for a in one for b in other):
            return
        one |= other
        for name in other:
            self.group[name] = one

    def all(self) -> Iterator[set[str]]:
        return iter({id(group): group for group in self.group.values()}.values())


def identify(
    contacts: Sequence[Contact],
    seen: Mapping[str, str],
    said: Iterable[Word],
    wrote: Mapping[str, frozenset[str]] | None = None,
) -> tuple[tuple[Identity, ...], tuple[Proposal, ...]]:
    """Everybody, and what is only proposed. `seen` has names as written by folded name; `said` is
    in the order of the log, and the latest word on a pair stands; `wrote` has the folded addresses
    that each folded name wrote from."""
    words = tuple(said)
    joined, parted = _standing(words)
    groups = _Groups(parted)
    shown = {**seen}
    for name in chain(chain.from_iterable(joined), chain.from_iterable(w.called for w in words)):
        shown.setdefault(fold(name), name)
    for first, second in joined:
        groups.join(fold(first), fold(second))
    claims = Counter(alias for each in contacts for alias in set(map(fold, _aliases(each))))
    for each in contacts:
        shown[fold(each.name)] = each.name
        groups.add(fold(each.name))
        for alias in _aliases(each):
            shown.setdefault(fold(alias), alias)
            if claims[fold(alias)] == 1 or fold(alias) == fold(each.name):
                groups.join(fold(each.name), fold(alias))
    for name in seen:
        groups.add(name)
    for name, whose in _by_address(contacts, claims, wrote or {}):
        groups.join(whose, name)
    order = _order(contacts, words)
    people = tuple(
        Identity(called=shown[_best(group, order, seen)], names={n: shown[n] for n in group})
        for group in groups.all()
    )
    return people, tuple(_proposals(people, parted))


def _by_address(
    contacts: Sequence[Contact], claims: Counter[str], wrote: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    """Names that are no contact's, each with the one contact whose addresses it wrote from."""
    owner = {
        fold(email): fold(each.name)
        for each in contacts
        for email in each.emails
        if claims[fold(email)] == 1
    }
    for name, addresses in wrote.items():
        owners = {owner.get(address, "") for address in addresses}
        if len(owners) == 1 and name not in claims:
            whose = owners.pop()
            if whose:
                yield name, whose


def _standing(words: Iterable[Word]) -> tuple[dict[tuple[str, str], None], set[Pair]]:
    joined: dict[tuple[str, str], None] = {}
    parted: set[Pair] = set()
    for word in words:
        first = word.called[0] if word.called else ""
        for other in word.called[1:]:
            pair = frozenset((fold(first), fold(other)))
            if word.together:
                joined[first, other] = None
                parted.discard(pair)
            else:
                joined = {p: None for p in joined if frozenset(map(fold, p)) != pair}
                parted.add(pair)
    return joined, {pair for pair in parted if len(pair) > 1}


def _aliases(contact: Contact) -> tuple[str, ...]:
    return tuple(dict.fromkeys((contact.name, *contact.nicknames, *contact.emails)))


def _order(contacts: Sequence[Contact], words: Sequence[Word]) -> dict[str, int]:
    """How good a name is to call somebody by: as the person joined them, then as contacts do."""
    chosen = [fold(word.called[0]) for word in reversed(words) if word.together and word.called]
    listed = [fold(each.name) for each in contacts]
    return {name: place for place, name in reversed([*enumerate([*chosen, *listed])])}


def _best(group: Iterable[str], order: Mapping[str, int], seen: Mapping[str, str]) -> str:
    return min(group, key=lambda name: (order.get(name, len(order)), name not in seen, name))


def _proposals(people: Sequence[Identity], parted: set[Pair]) -> Iterator[Proposal]:
    """Names that are a part of exactly one other person's name."""
    by_part: dict[str, list[Identity]] = defaultdict(list)
    for each in people:
        for part in {part for name in each.names for part in called(name) if part != name}:
            by_part[part].append(each)
    for each in people:
        for name, written in each.names.items():
            others = [other for other in by_part[name] if other is not each]
            if len(others) == 1 and "@" not in name:
                pairs = (frozenset((name, theirs)) for theirs in others[0].names)
                if not any(pair in parted for pair in pairs):
                    yield Proposal(others[0].called, written)
