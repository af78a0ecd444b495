"""Bargains over one price: what was last agreed, and how it lies between what both hoped for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alongside.mind.rehearse.deal.answers import answer
from alongside.mind.rehearse.deal.follow import Turn

NAMES = frozenset({"price", "target", "amount", "value", "cost", "rent", "salary", "offer"})
_MONEY = re.compile(
    r"(?<![\w.:])[$€£₩]?\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?\s?(k\b|만|천)?(?![a-zA-Z\d])"
    r"(?!\s?(?:%|st\b|nd\b|rd\b|th\b|am\b|pm\b|years?|yrs?|months?\b(?! )|days?|hours?|miles?|"
    r"weeks?|minutes?|bed|bath|inch|people|times|:))",
    re.IGNORECASE,
)
_SCALE = {"k": 1000, "천": 1000, "만": 10000, "": 1}
_LEAVES = re.compile(
    r"never ?mind|\bquit\b|no thanks|not interested|i'?ll pass|look elsewhere|maybe another time"
)
WIDEST = 3.0
"""How far past both hopes a number may lie, as a factor, and still be a price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """A price that a side named."""

    by: str
    turn: int
    price: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """How a bargain over a price ended; `price` is None without a deal."""

    price: float | None
    sure: float
    bids: tuple[Bid, ...]
    accepted: tuple[int, ...]
    refused: tuple[int, ...] = ()


def targets_of(goals: Mapping[str, Mapping[str, object]]) -> dict[str, float] | None:
    """What each of two sides hopes to settle at, or None where the goals are of another kind."""
    found: dict[str, float] = {}
    for side, items in goals.items():
        values = {name.lower(): value for name, value in items.items()}
        named = next((name for name in values if name in NAMES or "price" in name), None)
        value = values.get(named) if named else None
        if len(values) == 1 and value is None:
            value = next(iter(values.values()))
        if not isinstance(value, int | float):
            return None
        found[side] = float(value)
    only = all(len(items) == 1 for items in goals.values())
    return found if len(found) == 2 and (only or min(found.values()) > 20) else None


def follow(turns: Sequence[Turn], targets: Mapping[str, float]) -> Priced:
    """The price last agreed; one that stood at the end, unrefused, is taken as agreed."""
    low, high = min(targets.values()) / WIDEST, max(targets.values()) * WIDEST
    standing: Bid | None = None
    agreed: Bid | None = None
    refused_last = apart = False
    bids: list[Bid] = []
    accepted: list[int] = []
    refused: list[int] = []
    for number, turn in enumerate(turns):
        text = turn.text.lower().replace("’", "'")
        named = [price for price in prices(text) if low <= price <= high]
        said = answer(text)
        yes, no = said.yes, said.no
        apart = said.apart or bool(_LEAVES.search(text)) or (apart and not yes)
        other = standing is not None and standing.by != turn.speaker
        if named and standing is not None and other and yes and standing.price == named[-1]:
            agreed, refused_last = standing, False
            accepted.append(number)
        elif named:
            refused += [number] if no and other else []
            standing = Bid(by=turn.speaker, turn=number, price=named[-1])
            bids.append(standing)
            refused_last = False
        elif other and (yes or _takes(text)) and not (no or said.hedged):
            agreed, refused_last = standing, False
            accepted.append(number)
        elif other and no:
            refused_last = True
            refused.append(number)
    sure = 1.0
    if agreed is None and standing is not None and not refused_last and len(bids) > 1:
        agreed, sure = standing, 0.5
    price = None if apart or agreed is None else agreed.price
    return Priced(
        price=price, sure=sure, bids=tuple(bids), accepted=tuple(accepted), refused=tuple(refused)
    )


def prices(text: str) -> list[float]:
    """The sums that a text names, in its order."""
    return [
        (float(whole.replace(",", "")) + float(f"0{part}" if part else 0)) * _SCALE[unit.lower()]
        for whole, part, unit in _MONEY.findall(text)
    ]


def _takes(text: str) -> bool:
    return bool(re.search(r"\b(?:i'?ll|i will|i can) take it\b|\bit'?s yours\b|\bsold\b", text))


def part_of(price: float, side: str, targets: Mapping[str, float]) -> float:
    """How much of the way from the other's hope to their own a side got: 0 none, 1 all of it."""
    (other,) = (name for name in targets if name != side)
    span = targets[side] - targets[other]
    return (price - targets[other]) / span if span else 0.5
