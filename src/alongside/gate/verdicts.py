"""Verdicts by the name of their rule, and the one that no limit passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alongside.gate.act import Decision, Sentence, Verdict
from alongside.gate.sentences import SAID
from alongside.gate.written import LIMITS
from alongside.log.kinds import Cost


def verdict(decision: Decision, rule: str, what: str = "") -> Verdict:
    en, ko = SAID[rule]
    return Verdict(decision, rule, Sentence(en.format(what), ko.format(what)))


def within(
    costs: Sequence[Cost], spent: Mapping[str, float], limits: Mapping[str, float] = LIMITS
) -> Verdict | None:
    """The denial where costs would take what was `spent` past a limit, else None."""
    if not spent:
        return None
    for cost in costs:
        if spent.get(cost.of, 0.0) + cost.amount > limits.get(cost.of, float("inf")):
            return verdict("deny", "budget", f"{limits[cost.of]:g} {cost.of} a day")
    hours = limits.get("hours", LIMITS["hours"])
    if spent.get("hours", 0.0) >= hours:
        return verdict("deny", "budget", f"{hours:g} hours a day")
    return None
