"""What the person's own rules say of an act: stricter than ours, or a bounded permission."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

from alongside.gate.act import Act, Sentence, Verdict
from alongside.gate.arguments import arguments as told_apart
from alongside.gate.grounds import Grounds, costs
from alongside.gate.intent import only_reads
from alongside.gate.normal import folded
from alongside.gate.tool import ToolSpec
from alongside.gate.written import Rule, several
from alongside.log.kinds import Permitted

MOST_PINNED = 100
"""Characters of a value that a permission may be bound to."""
STEERS = ("target", "link", "power")
"""Roles of arguments that a permission must name: who or what is reached, and with which rights."""


def stricter(act: Act, grounds: Grounds) -> Verdict | None:
    """What the person's own rules ask about or deny. It is asked before any rule that allows."""
    if grounds.own_error and not (grounds.spec and only_reads(grounds.spec)):
        why = Sentence(grounds.own_error, f"규칙 파일을 읽을 수 없어요: {grounds.own_error}")
        return Verdict("ask", "own-rules-unread", why)
    for rule in grounds.own.rules:
        if rule.then != "allow" and fits(rule, act, grounds):
            said = rule.say or f"Your rule “{rule.name}” says so."
            why = Sentence(said, rule.say or f"본인의 규칙 “{rule.name}”에 따라요.")
            return Verdict(rule.then, f"own:{rule.name}", why)
    return None


def granted(act: Act, grounds: Grounds) -> Rule | None:
    """The rule of the person that permits this act, if one does."""
    if grounds.own_error:
        return None
    return next(
        (
            rule
            for rule in grounds.own.rules
            if rule.then == "allow" and fits(rule, act, grounds) and _bounded(rule, grounds)
        ),
        None,
    )


def fits(rule: Rule, act: Act, grounds: Grounds) -> bool:
    """Whether all that a rule names holds of an act."""
    if not fnmatchcase(act.tool, rule.tool) or not fnmatchcase(act.agent, rule.agent):
        return False
    if rule.over is not None and _paid(grounds) <= rule.over:
        return False
    if rule.start and not _within(rule, grounds.now):
        return False
    return all(_has(name, given, rule, grounds) for name, given in rule.only.items())


def _has(name: str, given: str | tuple[str, ...], rule: Rule, grounds: Grounds) -> bool:
    """Whether an argument has one of the values: one is enough to be stricter, all to allow."""
    told = [folded(one.argument.text) for one in grounds.standings
            if name in (one.argument.name, one.argument.path)]  # fmt: skip
    matched = [any(fnmatchcase(value, folded(wanted)) for wanted in several(given))
               for value in told]  # fmt: skip
    return bool(matched) and (all(matched) if rule.then == "allow" else any(matched))


def permits(given: Permitted, act: Act, grounds: Grounds) -> bool:
    """Whether a standing permission holds for an act: no argument that steers it is left open."""
    if given.tool != act.tool:
        return False
    for name, allowed in given.only.items():
        told = [one.argument.text for one in grounds.standings
                if name in (one.argument.name, one.argument.path)]  # fmt: skip
        if not told or any(value not in allowed for value in told):
            return False
    return _bounded(given, grounds)


def scope(
    spec: ToolSpec, arguments: Mapping[str, Any], until: datetime | None = None
) -> Permitted | None:
    """The permission for acts like this one: the same tool, whom and what it reaches, with the same
    rights, and no dearer. None where nothing would bound it."""
    given = [one for one in told_apart(arguments, spec.parameters) if not one.within]
    steers = [one for one in given if one.role in STEERS]
    pinned = steers or [one for one in given if len(one.text) <= MOST_PINNED]
    only: dict[str, tuple[str, ...]] = {}
    for one in pinned:
        only[one.name] = (*only.get(one.name, ()), one.text)
    paid = max((cost.amount for cost in costs(spec, given) if cost.of == "money"), default=0.0)
    if not only and not paid:
        return None
    return Permitted(tool=spec.name, only=only, most=paid or None, until=until)


def _bounded(given: Rule | Permitted, grounds: Grounds) -> bool:
    """Whether it bounds whom and what an act reaches, and how much it costs."""
    named = set(given.only)
    steered = all(
        one.argument.name in named or one.argument.path in named
        for one in grounds.standings
        if one.argument.role in STEERS
    )
    paid = _paid(grounds)
    if paid and given.most is None:
        return False
    return steered and (given.most is None or paid <= given.most)


def _paid(grounds: Grounds) -> float:
    return max((cost.amount for cost in grounds.costs if cost.of == "money"), default=0.0)


def _within(rule: Rule, now: datetime | None) -> bool:
    if now is None:
        return False
    clock = f"{now:%H:%M}"
    if rule.start <= rule.end:
        return rule.start <= clock < rule.end
    return clock >= rule.start or clock < rule.end
