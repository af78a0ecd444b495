"""The rules that come with the gate, in the order in which they are asked. No rule means no."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from alongside.gate.act import Act, Verdict
from alongside.gate.arguments import RUNS
from alongside.gate.besides import besides, completes
from alongside.gate.choosing import STEERS, amounts, asked_other, targets
from alongside.gate.grounds import Grounds
from alongside.gate.intent import (
    HAZARDS,
    actions,
    asked_for,
    hands_over,
    is_opposite,
    joins,
    only_asks,
    only_reads,
    opens_unasked,
    pays,
    wants_many,
    wants_reading,
)
from alongside.gate.normal import compact, folded
from alongside.gate.own import granted, permits, stricter
from alongside.gate.passing import asks_to_pass_on
from alongside.gate.setting import Setting
from alongside.gate.standing import Standing
from alongside.gate.team import by_itself, ungranted
from alongside.gate.tool import ToolSpec
from alongside.gate.values import domain, kind_of, values
from alongside.gate.verdicts import verdict, within

Rule = Callable[[Act, Grounds], Verdict | None]
_SENSITIVE = re.compile(
    r"\.ssh\b|authorized_keys|id_(?:rsa|ed25519)|/etc/|\.(?:bash|zsh)rc|\.(?:bash_)?profile\b|crontab|"
    r"\.aws\b|\.gnupg|\.netrc|\.env\b|/system32|launchagents|autostart|\bsudo\b"
)
_POWERS = {
    **dict.fromkeys(("write", "editor", "rw", "w", "can_edit", "writer"), "edit"),
    **dict.fromkeys(("comment", "commenter", "can_comment"), "comment"),
    **dict.fromkeys(("r", "reader", "viewer", "view", "read", "can_view", "read-only"), "read"),
    **dict.fromkeys(("private", "restricted", "internal", "member", "default"), "read"),
    **dict.fromkeys(("false", "none", "followers", "me"), "read"),
}

_PRIVATE = re.compile(r"(?:is_|make_|set_)?(?:private|restricted|hidden|read_?only|internal)")
"""Names of arguments that take rights away where they are true."""


def judge(rules: Sequence[Rule], act: Act, grounds: Grounds) -> Verdict:
    """The verdict of the first rule that has one; where none has, no."""
    for rule in rules:
        found = rule(act, grounds)
        if found is not None:
            return found
    return verdict("deny", "no-rule")


def stopped(_: Act, grounds: Grounds) -> Verdict | None:
    """Stop beats all."""
    return verdict("deny", "stopped") if grounds.halted else None


def unknown(_: Act, grounds: Grounds) -> Verdict | None:
    """A tool that nobody knows may do anything."""
    return verdict("deny", "no-rule") if grounds.spec is None else None


def budgets(_: Act, grounds: Grounds) -> Verdict | None:
    """No limit is ever passed, not even with a permission."""
    return within(grounds.costs, grounds.spent, grounds.limits)


def permitted(act: Act, grounds: Grounds) -> Verdict | None:
    """What the person allowed for good, within the bounds that they named."""
    if any(permits(given, act, grounds) for given in grounds.permits):
        return verdict("allow", "permitted")
    rule = granted(act, grounds)
    return None if rule is None else verdict("allow", "own-rule", rule.name)


def poisoned_tool(_: Act, grounds: Grounds) -> Verdict | None:
    """A tool whose description gives orders isn't used without the person."""
    return verdict("deny", "poisoned-tool") if grounds.poisoned else None


def under_orders(_: Act, grounds: Grounds) -> Verdict | None:
    """What orders from outside choose isn't done, whatever tool it takes."""
    for one in grounds.standings:
        if one.how == "imitates":
            return verdict("deny", "look-alike", one.argument.text[:80])
        lured = one.how == "ordered" or (one.lure and one.how != "asked")
        if lured and one.argument.role in STEERS and not _free_words(one):
            return verdict("deny", "outside-orders", one.argument.text[:80])
    return None


def flowing(_: Act, grounds: Grounds) -> Verdict | None:
    """Secrets, packed or coded data and repeated orders don't leave unasked."""
    for flow in grounds.flows:
        if flow.kind in ("repeats-order", "lured-value"):
            return verdict("deny", "repeats-orders", flow.argument)
        mild = flow.kind in ("secret", "unasked")
        if not (mild and grounds.closed):
            return verdict("ask" if mild else "deny", f"flow-{flow.kind}")
    return None


def reading(_: Act, grounds: Grounds) -> Verdict | None:
    """Reading is free; of a link, where it comes from words that the person pointed to."""
    spec = grounds.spec
    if spec is None or not only_reads(spec):
        return None
    setting = grounds.setting
    closed = spec.hints.open_world is False
    beside = setting is not None and setting.plan and setting.bidden and not grounds.planned
    if beside and not (closed and _unprompted(grounds, setting, spec)):
        return verdict("ask", "outside-plan")
    if closed:
        return verdict("allow", "reads")
    links = [one for one in grounds.standings if _leads(one)]
    for one in links:
        other = one.how in ("asks", "unlinked") and asked_other(one, grounds)
        if other and not hands_over(grounds.request) and not wants_many(grounds.request):
            return verdict("ask", "another-target", one.argument.text[:80])
        if not grounds.planned and one.how not in ("asked", "record"):
            return verdict("ask", "outside-plan", one.argument.text[:80])
        if one.how in ("invented", "unlinked") and not _known_host(one, grounds):
            return verdict("ask", "new-address", one.argument.text[:80])
    return verdict("allow", "reads")


def _unprompted(grounds: Grounds, setting: Setting | None, spec: ToolSpec) -> bool:
    """Whether words of others neither choose what is read nor speak of what the tool gives: a day,
    or what the person said or keeps, is looked up beside the plan, as a balance before paying."""
    chosen = any(
        one.how not in ("asked", "record")
        and not (one.how == "invented" and one.argument.text.isalpha())
        and one.argument.role not in ("plain", "amount")
        for one in grounds.standings
    )
    return not chosen and setting is not None and not setting.speaks_of(spec)


def outside_plan(_: Act, grounds: Grounds) -> Verdict | None:
    """What the plan doesn't name is asked, unless the request itself asks for it in full."""
    spec = grounds.spec
    if grounds.planned or spec is None:
        return None
    steers = any(one.argument.role in ("target", "link") for one in grounds.standings)
    theirs = any(one.trust == "outside" for one in grounds.standings)
    if grounds.asked and steers and not theirs and not spec.hints.destructive:
        return None
    free = (grounds.asked or _made_here(grounds)) and not spec.hints.destructive
    if free and hands_over(grounds.request) and not pays(spec) and not actions(spec) & HAZARDS:
        return None
    return verdict("ask", "outside-plan")


def _made_here(grounds: Grounds) -> bool:
    """Whether all that it reaches is what was made or used for this request already."""
    before = {target for _, target in grounds.setting.before} if grounds.setting else set()
    aimed = [
        compact(one.argument.text) for one in grounds.standings if one.argument.role == "target"
    ]
    return bool(aimed) and before.issuperset(aimed)


def powers(_: Act, grounds: Grounds) -> Verdict | None:
    """Nobody is given more rights than the person said."""
    said = grounds.request
    for one in grounds.standings:
        value = folded(one.argument.text)
        if one.argument.role != "power" or one.how in ("asked", "record"):
            continue
        means = _POWERS.get(value, value)
        if means in ("read", "comment") or means in said or (means == "edit" and _may_edit(said)):
            continue
        if value == "true" and _PRIVATE.fullmatch(one.argument.name.lower()):
            continue
        if value == "true" and any(word in said for word in one.argument.name.lower().split("_")):
            continue
        return verdict("ask", "more-rights", one.argument.text[:80])
    return None


def passing_on(_: Act, grounds: Grounds) -> Verdict | None:
    """What a text asks to be passed on isn't, unless the person spoke of it."""
    setting = grounds.setting
    if setting is None or grounds.closed or hands_over(grounds.request):
        return None
    for one in grounds.standings:
        if one.argument.role == "content" and asks_to_pass_on(folded(one.argument.text), setting):
            return verdict("ask", "passes-on", one.argument.path)
    return None


def unasked_kind(_: Act, grounds: Grounds) -> Verdict | None:
    """What can't be undone, though a plan names it, must be of a kind that the request asks for;
    a mere question asks for nothing that others would learn of."""
    spec = grounds.spec
    if spec is None or grounds.asked or hands_over(grounds.request):
        return None
    if not grounds.grave and (asked_for(grounds.request) or grounds.closed):
        return None
    steers = [one for one in grounds.standings if one.argument.role in ("target", "link")]
    said = bool(steers) and all(one.how in ("asked", "record") for one in steers)
    if (said and not only_asks(grounds.request)) or not actions(spec):
        return None
    if grounds.setting is not None and grounds.setting.chosen and not only_asks(grounds.request):
        looks = wants_reading(grounds.request) and not joins(grounds.request)
        strays = looks and bool(actions(spec) & {"pay", *HAZARDS})
        return verdict("ask", "outside-plan") if strays or _to_others(grounds, spec) else None
    return verdict("ask", "outside-plan")


def _to_others(grounds: Grounds, spec: ToolSpec) -> bool:
    """Whether it deletes or gives rights where the request asks for something else, and
    reaches whom only others name."""
    return (
        bool(asked_for(grounds.request))
        and actions(spec) <= HAZARDS
        and any(
            one.how not in ("asked", "record")
            and kind_of(folded(one.argument.text)) in ("email", "account", "phone")
            for one in grounds.standings
        )
    )


def sensitive(_: Act, grounds: Grounds) -> Verdict | None:
    """Files that open a machine or hold its secrets aren't touched unasked."""
    if grounds.spec is None:
        return None
    for one in grounds.standings:
        acts_on = one.argument.role in ("target", "link") or RUNS.search(one.argument.name.lower())
        if acts_on and one.how != "asked" and _SENSITIVE.search(folded(one.argument.text)):
            return verdict("ask", "sensitive", one.argument.text[:80])
    return None


def opposite(_: Act, grounds: Grounds) -> Verdict | None:
    """The opposite of what was said isn't done."""
    for one in grounds.standings:
        value = folded(one.argument.text)
        if is_opposite(value, grounds.request) or opens_unasked(value, grounds.request):
            return verdict("ask", "opposite", one.argument.text[:80])
    return None


def served(_: Act, grounds: Grounds) -> Verdict | None:
    """What the person asked for, with grounds that none of the rules above objects to."""
    wanted = grounds.planned or grounds.asked or hands_over(grounds.request)
    if grounds.spec is None or not wanted:
        return None
    return verdict("allow", "as-asked")


def unsure(_: Act, grounds: Grounds) -> Verdict | None:
    """What a known tool would do and nothing else settled is the person's to say."""
    return None if grounds.spec is None else verdict("ask", "unsure")


def _free_words(one: Standing) -> bool:
    """A number or a name that orders happen to hold too, and that plain data gives."""
    if one.how == "ordered":
        return False
    if one.how == "record":
        return one.argument.role == "amount"
    return len(compact(one.argument.text)) < 3 and one.how in ("linked", "outside")


def _may_edit(request: str) -> bool:
    words = (
        "edit",
        "write",
        "collaborat",
        "편집",
        "수정",
        "bearbeit",
        "editar",
        "modif",
        "change",
    )
    return any(word in request for word in words)


def _leads(one: Standing) -> bool:
    """Whether something is fetched from there."""
    role = one.argument.role
    return role == "link" or (role == "target" and kind_of(folded(one.argument.text)) == "url")


def _known_host(one: Standing, grounds: Grounds) -> bool:
    setting = grounds.setting
    if setting is None:
        return False
    mine = domain(one.argument.text)
    known = {domain(v.text) for s in (*setting.trusted, *setting.read) for v in values(s.text)
             if v.type == "url" and s.grade(v.start, v.end) == 0}  # fmt: skip
    return mine in known or compact(mine.split(".")[0]) in setting.request.compact


BUILT_IN: tuple[Rule, ...] = (
    stopped, unknown, ungranted, budgets, stricter, poisoned_tool, under_orders, flowing, permitted,
    by_itself, reading, outside_plan, unasked_kind, opposite, sensitive, powers, passing_on,
    targets, amounts, besides, completes, served, unsure,
)  # fmt: skip
