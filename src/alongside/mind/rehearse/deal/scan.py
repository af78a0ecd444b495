"""Where the reading of a turn stands: who is being spoken of, and what was claimed so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from alongside.mind.rehearse.deal.lexicon import Items

Owner = Literal["me", "you", "each", "nobody"]
OTHER: dict[Owner, Owner] = {"me": "you", "you": "me", "each": "each", "nobody": "nobody"}
EVERY = "*"
"""All items that the turn doesn't name otherwise."""
WHOLE_COUNT = -1
"""As a count: all there is of it."""
LEFT = -2
"""As a count: what the other's offer leaves of it."""
HALF = -3
"""As a count: half of what there is of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """So many of an item for an owner.

    It is `firm` where it is an offer rather than a wish, `definite` where a wish is for "the hats"
    rather than for "hats".
    """

    owner: Owner
    item: str
    count: int
    firm: bool = True
    definite: bool = True


@dataclass(slots=True)
class Scan:
    """A turn's `words` and how far they are read.

    A `count` or a `ratio` waits for its item. `pending` is the item named last in this clause,
    `topic` the one named last at all. Claims from `since` on are one list, from `sentence` on one
    sentence.
    """

    items: Items
    words: list[str]
    totals: Mapping[str, int]
    topic: str = ""
    at: int = 0
    owner: Owner | None = None
    giver: Owner | None = None
    count: int | None = None
    ratio: tuple[int, int] | None = None
    stance: Literal["take", "want", ""] = ""
    negated: bool = False
    since: int = 0
    sentence: int = 0
    pending: str = ""
    claims: list[Claim] = field(default_factory=list)

    def peek(self, by: int = 1) -> str:
        """The word so many further on; empty beyond the turn."""
        there = self.at + by
        return self.words[there] if 0 <= there < len(self.words) else ""

    def item(self, by: int = 1) -> str | None:
        """The item that the word so many further on names."""
        return self.items.of(self.peek(by))

    def turn_to(self, owner: Owner) -> None:
        """What follows is of `owner`, in a list of its own."""
        self.owner, self.since = owner, len(self.claims)

    def give_listed(self, owner: Owner, since: int | None = None) -> None:
        """What was listed before is for `owner`; of a list that ends in the rest only the rest."""
        start = self.since if since is None else since
        if self.claims[-1:] and self.claims[-1].item == EVERY:
            start = len(self.claims) - 1
        self.claims[start:] = [
            replace(c, owner=owner, firm=True, definite=True) for c in self.claims[start:]
        ]
        self.since = len(self.claims)

    def claim(self, item: str, count: int, *, firm: bool = True, definite: bool = True) -> None:
        """So many of an item for whom is spoken of, unless that was said with a not."""
        self.count = None
        if self.negated:
            return
        if self.owner is None:
            firm = firm and (count >= 0 or self.stance == "take")
        self.claims.append(
            Claim(
                owner=self.owner or "nobody",
                item=item,
                count=count,
                firm=firm,
                definite=firm or definite,
            )
        )
