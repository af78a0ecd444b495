"""What a turn puts on the table: its claims laid over the division that stood before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alongside.mind.rehearse.deal.game import Share
from alongside.mind.rehearse.deal.scan import EVERY, HALF, LEFT, WHOLE_COUNT, Claim

REASON = re.compile(
    r"\b(?:most|more|really|because|since|for my|important|prefer|as i|kids|family|extra)\b",
    re.IGNORECASE,
)
ONLY = re.compile(r"\b(?:just|only)\b(?! if)", re.IGNORECASE)
LEAVES = re.compile(r"\bleav(?:e|es|ing) me\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A division on the table: `share` is what the first side gets, `named` whom each thing that
    was spoken of was claimed for."""

    by: str
    turn: int
    share: Share
    named: Mapping[str, str]

    def settles(self, items: Iterable[str]) -> bool:
        """Whether all of the items were spoken of."""
        return self.named.keys() >= {*items}

    def repeats(self, other: Offer, spoken: set[str]) -> bool:
        """Whether it says what another one says, of nothing that the other left open."""
        return self.share == other.share and other.named.keys() >= spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What an offer is made over: how many there are, the offer that stands, and what each side
    has last asked for itself. `mine` and `yours` are the speaker's side and the other; `first` is
    whether the speaker is the side that shares are told for."""

    counts: Mapping[str, int]
    standing: Offer | None
    asked: Mapping[str, frozenset[str]]
    mine: str
    yours: str
    first: bool

    def side(self, owner: str) -> str:
        """The side that a claim is for; none where it is for both."""
        return {"me": self.mine, "you": self.yours}.get(owner, "")


def firm(found: Sequence[Claim], text: str) -> tuple[Claim, ...]:
    """The claims that are an offer. A wish for "the hats" is one, unless it gives a reason."""
    if any(claim.firm for claim in found):
        return tuple(found)
    return () if REASON.search(text) else tuple(claim for claim in found if claim.definite)


def weighs(found: Sequence[Claim]) -> bool:
    """Whether claims are more than a thing in passing: counted, several, or the rest."""
    counted = any(claim.count >= 0 or claim.item == EVERY for claim in found)
    return counted or len(named_in(found)) > 1


def named_in(found: Sequence[Claim]) -> set[str]:
    """The items that claims name."""
    return {claim.item for claim in found if claim.item != EVERY}


def offer(table: Table, turn: int, found: Sequence[Claim], text: str) -> Offer:
    """The standing offer with these claims over it; what nobody named goes to whom it is left."""
    before = table.standing.share if table.standing else {}
    earlier = table.standing.named if table.standing else {}
    share, named, spoken = dict(before), dict(earlier), named_in(found)
    for claim in found:
        for item in _meant(table, claim, spoken):
            if claim.count != LEFT or item not in named:
                share[item] = _part(table, claim, item, found)
            named[item] = table.side(claim.owner)
    if any(claim.item == EVERY for claim in found):
        share |= _remainders(table, found)
    elif owner := _packed(found, text):
        clash = any(before[item] != share[item] for item in spoken & earlier.keys())
        for item in before.keys() - spoken:
            if clash or named.get(item) == table.side(owner):
                del share[item]
    mine = {claim.owner for claim in found} != {"you"}
    left = {i: 0 if mine == table.first else n for i, n in table.counts.items() if i not in share}
    return Offer(by=table.mine, turn=turn, share=share | left, named=named)


def _packed(found: Sequence[Claim], text: str) -> str | None:
    """Whose package a turn lists: more than one thing, or only one, for one side. What it leaves
    out of what that side had is given up; so is all the rest where it goes against what stood."""
    owners = {claim.owner for claim in found}
    only = ONLY.search(text) and found[0].count == WHOLE_COUNT
    if len(owners) > 1 or LEAVES.search(text) or not (only or len(named_in(found)) > 1):
        return None
    return next((owner for owner in owners if owner in ("me", "you")), None)


def _meant(table: Table, claim: Claim, spoken: set[str]) -> list[str]:
    """The items of a claim. "Everything else", with nothing named, is all but what the side that
    doesn't get it has just asked for."""
    if claim.item != EVERY:
        return [claim.item]
    other = table.yours if claim.owner == "me" else table.mine
    apart = spoken or table.asked.get(other, frozenset())
    return [item for item in table.counts if item not in apart]


def _part(table: Table, claim: Claim, item: str, found: Sequence[Claim]) -> int:
    """How many the first side gets of an item by a claim."""
    total = table.counts[item]
    if claim.count == HALF:
        return total // 2
    count = min(claim.count, total)
    if claim.count < 0:
        others = (c for c in found if c.item == item and c.owner != claim.owner and c.count >= 0)
        count = total - min(total, next((c.count for c in others), 0))
    mine = claim.owner in ("me", "each")
    return count if mine == table.first else total - count


def _remainders(table: Table, found: Sequence[Claim]) -> Share:
    """ "You get 2 food and I take the rest": the rest of the food is mine as well."""
    counted = [claim for claim in found if claim.item != EVERY and claim.count >= 0]
    return {claim.item: _part(table, claim, claim.item, found) for claim in counted}
