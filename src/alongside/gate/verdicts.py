"""Verdicts by the name of their rule, and the one that no limit passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alongside.gate.act import Decision, Sentence, Verdict
from alongside.gate.sentences import SAID
from alongside.gate.written import LIMITS
from alongside.log.kinds import Cost

_A_DAY = {
    "calls": ("{:g} calls a day", "하루 {:g}번"),
    "messages": ("{:g} messages a day", "하루 메시지 {:g}개"),
    "money": ("{:g} money a day", "하루 금액 {:g}"),
    "hours": ("{:g} hours a day", "하루 {:g}시간"),
}


def verdict(decision: Decision, rule: str, what: str = "", korean: str = "") -> Verdict:
    """The verdict of a rule about `what`; `korean` where that is said otherwise in Korean."""
    en, ko = SAID[rule]
    return Verdict(decision, rule, Sentence(en.format(what), ko.format(korean or what)))


def within(
    costs: Sequence[Cost], spent: Mapping[str, float], limits: Mapping[str, float] = LIMITS
) -> Verdict | None:
    """The denial where costs would take what was `spent` past a limit, else None."""
    if not spent:
        return None
    for cost in costs:
        if spent.get(cost.of, 0.0) + cost.amount > limits.get(cost.of, float("inf")):
            return _spent(cost.of, limits[cost.of])
    hours = limits.get("hours", LIMITS["hours"])
    if spent.get("hours", 0.0) >= hours:
        return _spent("hours", hours)
    return None


def _spent(of: str, limit: float) -> Verdict:
    en, ko = _A_DAY[of]
    return verdict("deny", "budget", en.format(limit), ko.format(limit))
