"""A bargaining game: what there is to divide, what it is worth to whom, and how good a division is.

Multi-issue bargaining as in Raiffa, The Art and Science of Negotiation (1982): each side has points
for one of each item; a division is Pareto-efficient where no other is better for one side and no
worse for the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

LEVELS = {"high": 5, "medium": 4, "low": 3}
CAMP = frozenset({"food", "water", "firewood"})
CAMP_COUNT, CAMP_APART = 3, 5
"""Three packages of each; who walks away has the worth of one package of the first importance."""
BUDGET = 10
"""What all that lies on the table is worth to either side, where counts have to be worked out."""
MOST_OF_ONE = 5
FEWEST, MOST = 5, 7

Share = dict[str, int]
"""How many of each item the first of the two sides gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """Two `sides`, `counts` of each item, `worth` of one to each side, `apart` without a deal."""

    sides: tuple[str, str]
    counts: Mapping[str, int]
    worth: Mapping[str, Mapping[str, float]]
    apart: float = 0

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(self.counts)

    def whole(self, side: str) -> float:
        """What everything on the table is worth to a side."""
        return sum(self.worth[side].get(item, 0) * n for item, n in self.counts.items())

    def points(self, share: Share) -> tuple[float, float]:
        """What a division is worth to either side."""
        first, second = self.sides
        mine = sum(self.worth[first].get(item, 0) * share[item] for item in self.items)
        theirs = sum(
            self.worth[second].get(item, 0) * (self.counts[item] - share[item])
            for item in self.items
        )
        return mine, theirs

    def divisions(self) -> Iterator[Share]:
        """Every way to divide all there is."""
        for counts in product(*(range(n + 1) for n in self.counts.values())):
            yield dict(zip(self.items, counts, strict=True))

    def best_joint(self) -> float:
        """The most that both together can have."""
        return max(sum(self.points(share)) for share in self.divisions())

    def efficient(self, share: Share) -> bool:
        """Whether no division is better for one side and no worse for the other."""
        mine, theirs = self.points(share)
        return not any(
            a >= mine and b >= theirs and (a, b) != (mine, theirs)
            for a, b in map(self.points, self.divisions())
        )


def game_of(
    goals: Mapping[str, Mapping[str, object]], least: Mapping[str, int] | None = None
) -> Game | None:
    """The game that goals tell, or None where they tell of no two sides with items of worth.

    `least` is how many of each item the talk speaks of; it settles counts that goals leave open.
    """
    worth = {side: _worth(items) for side, items in goals.items()}
    if len(worth) != 2 or not all(worth.values()):
        return None
    first, second = worth
    items = tuple(dict.fromkeys([*worth[first], *worth[second]]))
    camp = set(items) == CAMP
    given = {name.lower(): _count(v) for side in goals.values() for name, v in side.items()}
    if camp:
        counts = dict.fromkeys(items, CAMP_COUNT)
    elif all(given.values()):
        counts = {item: given[item] for item in items}
    else:
        counts = _reckoned(items, tuple(worth.values()), least or {})
    return Game(sides=(first, second), counts=counts, worth=worth, apart=CAMP_APART if camp else 0)


def _worth(items: Mapping[str, object]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, told in items.items():
        value = told.get("value", told.get("points")) if isinstance(told, Mapping) else told
        if isinstance(value, str):
            value = LEVELS.get(value.lower())
        if isinstance(value, int | float):
            found[name.lower()] = float(value)
    return found


def _count(value: object) -> int:
    count = value.get("count", 0) if isinstance(value, Mapping) else 0
    return count if isinstance(count, int) else 0


def _reckoned(
    items: Sequence[str], worth: Sequence[Mapping[str, float]], least: Mapping[str, int]
) -> dict[str, int]:
    """Counts that make the whole worth the budget to both, nearest to what the talk speaks of."""
    spoken = {item: max(1, least.get(item, 1)) for item in items}
    if len(items) > MOST_OF_ONE:
        return spoken
    best: tuple[int, dict[str, int]] | None = None
    for numbers in product(range(1, MOST_OF_ONE + 1), repeat=len(items)):
        counts = dict(zip(items, numbers, strict=True))
        if not FEWEST <= sum(numbers) <= MOST:
            continue
        if all(sum(w.get(i, 0) * n for i, n in counts.items()) == BUDGET for w in worth):
            short = sum(3 for i in items if counts[i] < spoken[i])
            off = sum(abs(counts[i] - spoken[i]) for i in items)
            if best is None or short + off < best[0]:
                best = (short + off, counts)
    return best[1] if best else spoken
