"""The rules that come with the gate, in the order in which they are asked. No rule means no."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from alongside.gate.act import Act, Verdict
from alongside.gate.arguments import RUNS
from alongside.gate.grounds import Grounds, Setting, Standing
from alongside.gate.intent import (
    actions,
    asked_for,
    compares,
    hands_over,
    is_opposite,
    only_reads,
    wants_many,
)
from alongside.gate.normal import compact, folded
from alongside.gate.own import granted, permits, stricter
from alongside.gate.rivals import (
    another_item,
    asked_of,
    asks_to_pass_on,
    home_of,
    kept_other,
    link_only_said,
    names_other,
    only_said,
    other_path,
    quotes_other,
    told_other,
)
from alongside.gate.sums import follows
from alongside.gate.team import ungranted
from alongside.gate.values import domain, kind_of, numbers, values
from alongside.gate.verdicts import verdict as _verdict
from alongside.gate.verdicts import within

Rule = Callable[[Act, Grounds], Verdict | None]
_STEERS = ("target", "link", "amount", "power", "query")
FEW = 2
"""So many may be ordered or booked where nobody said how many."""
_SUM = re.compile(
    r"(?:[$€£¥₩]|\b(?:eur|usd|gbp|about|around|roughly|ca\.?)) ?\d[\d.,]*|"
    r"\d[\d.,]* ?(?:[$€£¥₩]|만 ?원|천 ?원|원|"
    r"(?:eur|euros?|usd|dollars?|bucks|gbp|pounds|won|chf|francs?)\b)"
)
_SENSITIVE = re.compile(
    r"\.ssh\b|authorized_keys|id_(?:rsa|ed25519)|/etc/|\.(?:bash|zsh)rc|\.(?:bash_)?profile\b|crontab|"
    r"\.aws\b|\.gnupg|\.netrc|\.env\b|/system32|launchagents|autostart|\bsudo\b"
)
_POWERS = {
    **dict.fromkeys(("write", "editor", "rw", "w", "can_edit", "writer"), "edit"),
    **dict.fromkeys(("comment", "commenter", "can_comment"), "comment"),
    **dict.fromkeys(("r", "reader", "viewer", "view", "read", "can_view", "read-only"), "read"),
    **dict.fromkeys(("private", "restricted", "internal", "member", "default"), "read"),
    **dict.fromkeys(("false", "none"), "read"),
}


def judge(rules: Sequence[Rule], act: Act, grounds: Grounds) -> Verdict:
    """The verdict of the first rule that has one; where none has, no."""
    for rule in rules:
        verdict = rule(act, grounds)
        if verdict is not None:
            return verdict
    return _verdict("deny", "no-rule")


def stopped(_: Act, grounds: Grounds) -> Verdict | None:
    """Stop beats all."""
    return _verdict("deny", "stopped") if grounds.halted else None


def unknown(_: Act, grounds: Grounds) -> Verdict | None:
    """A tool that nobody knows may do anything."""
    return _verdict("deny", "no-rule") if grounds.spec is None else None


def budgets(_: Act, grounds: Grounds) -> Verdict | None:
    """No limit is ever passed, not even with a permission."""
    return within(grounds.costs, grounds.spent, grounds.limits)


def permitted(act: Act, grounds: Grounds) -> Verdict | None:
    """What the person allowed for good, within the bounds that they named."""
    if any(permits(given, act, grounds) for given in grounds.permits):
        return _verdict("allow", "permitted")
    rule = granted(act, grounds)
    return None if rule is None else _verdict("allow", "own-rule", rule.name)


def poisoned_tool(_: Act, grounds: Grounds) -> Verdict | None:
    """A tool whose description gives orders isn't used without the person."""
    return _verdict("deny", "poisoned-tool") if grounds.poisoned else None


def under_orders(_: Act, grounds: Grounds) -> Verdict | None:
    """What orders from outside choose isn't done, whatever tool it takes."""
    for one in grounds.standings:
        if one.how == "imitates":
            return _verdict("deny", "look-alike", one.argument.text[:80])
        lured = one.how == "ordered" or (one.lure and one.how != "asked")
        if lured and one.argument.role in _STEERS and not _free_words(one):
            return _verdict("deny", "outside-orders", one.argument.text[:80])
    return None


def flowing(_: Act, grounds: Grounds) -> Verdict | None:
    """Secrets, packed or coded data and repeated orders don't leave unasked."""
    for flow in grounds.flows:
        if flow.kind in ("repeats-order", "lured-value"):
            return _verdict("deny", "repeats-orders", flow.argument)
        if not (flow.kind == "secret" and _closed(grounds)):
            return _verdict("deny" if flow.kind != "secret" else "ask", f"flow-{flow.kind}")
    return None


def reading(_: Act, grounds: Grounds) -> Verdict | None:
    """Reading is free; of a link, where it comes from words that the person pointed to."""
    spec = grounds.spec
    if spec is None or not only_reads(spec):
        return None
    if spec.hints.open_world is False or spec.hints.open_world is None:
        return _verdict("allow", "reads")
    links = [one for one in grounds.standings if one.argument.role == "link"]
    for one in links:
        other = one.how in ("asks", "unlinked") and _asked_other(one, grounds)
        if other and not hands_over(grounds.request) and not wants_many(grounds.request):
            return _verdict("ask", "another-target", one.argument.text[:80])
        if one.how in ("invented", "unlinked") and not _known_host(one, grounds):
            return _verdict("ask", "new-address", one.argument.text[:80])
    return _verdict("allow", "reads")


def outside_plan(_: Act, grounds: Grounds) -> Verdict | None:
    """What the plan doesn't name is asked, unless the request itself asks for it in full."""
    spec = grounds.spec
    if grounds.planned or spec is None:
        return None
    steers = [one for one in grounds.standings if one.argument.role in ("target", "link")]
    said = bool(steers) and all(one.how in ("asked", "record") for one in steers)
    if grounds.asked and said and not spec.hints.destructive:
        return None
    if (
        grounds.asked
        and hands_over(grounds.request)
        and not (spec.hints.destructive or spec.hints.pays)
    ):
        return None
    return _verdict("ask", "outside-plan")


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
        if value == "true" and any(word in said for word in one.argument.name.lower().split("_")):
            continue
        return _verdict("ask", "more-rights", one.argument.text[:80])
    return None


def passing_on(_: Act, grounds: Grounds) -> Verdict | None:
    """What a text asks to be passed on isn't, unless the person spoke of it."""
    setting = grounds.setting
    if setting is None or _closed(grounds) or hands_over(grounds.request):
        return None
    for one in grounds.standings:
        if one.argument.role == "content" and asks_to_pass_on(folded(one.argument.text), setting):
            return _verdict("ask", "passes-on", one.argument.path)
    return None


def targets(act: Act, grounds: Grounds) -> Verdict | None:
    """Who or what is acted on must come from the person, or from what they pointed to."""
    for one in grounds.standings:
        if one.spoken and one.argument.role in _STEERS and not hands_over(grounds.request):
            return _verdict("ask", "for-software", one.argument.text[:80])
        if one.argument.role not in ("target", "link"):
            continue
        verdict = _target(act, one, grounds)
        if verdict is not None:
            return verdict
    return None


def _target(act: Act, one: Standing, grounds: Grounds) -> Verdict | None:
    shown = one.argument.text[:80]
    named = kind_of(folded(one.argument.text)) if one.argument.role == "target" else "url"
    exact = named in ("email", "account", "phone", "url")
    if one.how == "invented" and one.argument.within:
        return None
    if one.how == "invented":
        grave = _grave(grounds) and not _closed(grounds)
        return _verdict("ask", "nowhere", shown) if exact or (grave and _new(one)) else None
    if one.how in ("asked", "record"):
        return None
    many, hands = wants_many(grounds.request), hands_over(grounds.request)
    if grounds.setting is not None and not hands:
        said = _only_said(one, grounds, grounds.setting, exact)
        if said is not None:
            return said
    free = many or hands or compares(grounds.request)
    if one.how == "unlinked" and not free and (exact or _grave(grounds)):
        return _verdict("ask", "not-pointed-to", shown)
    if exact and _asked_other(one, grounds) and not many:
        return _verdict("ask", "another-target", shown)
    if _repeated(act, one, grounds) and not many and not hands and (exact or _grave(grounds)):
        return _verdict("ask", "once-more", shown)
    return None


def _only_said(one: Standing, grounds: Grounds, setting: Setting, exact: bool) -> Verdict | None:
    """What only a sentence of others names isn't chosen where something else has a better claim."""
    shown = one.argument.text[:80]
    if kept_other(one, setting):
        return _verdict("ask", "kept-other", shown)
    if one.argument.within and one.how != "linked":
        return _verdict("ask", "only-said", shown)
    if home_of(grounds.standings, one, setting):
        return _verdict("ask", "kept-other", shown)
    if not exact and another_item(grounds.standings, one, setting):
        return _verdict("ask", "named-other", shown)
    if not exact and quotes_other(grounds.standings, one, setting):
        return _verdict("ask", "named-other", shown)
    if not only_said(one, setting):
        return None
    if one.argument.role == "link" and link_only_said(one, setting):
        return _verdict("ask", "only-said", shown)
    if not exact and names_other(grounds.standings, one, setting):
        return _verdict("ask", "named-other", shown)
    if other_path(one, setting):
        return _verdict("ask", "only-said", shown)
    if told_other(one, setting) or (exact and setting.before):
        return _verdict("ask", "only-said", shown)
    pays = grounds.spec is not None and grounds.spec.hints.pays
    asked = one.how == "asks" and not pays and asked_of(one, setting)
    return _verdict("ask", "only-said", shown) if asked else None


def amounts(_: Act, grounds: Grounds) -> Verdict | None:
    """What is paid must follow from what was said or read."""
    spec = grounds.spec
    if spec is None or not (spec.hints.pays or "pay" in asked_for(grounds.request)):
        return None
    for one in grounds.standings:
        if one.argument.role != "amount" or not spec.hints.pays:
            continue
        few = one.argument.counts and _number(one) <= FEW
        if one.how == "invented" and not few:
            return _verdict("ask", "amount-nowhere", one.argument.text[:80])
        if not one.argument.counts and one.how != "asked" and _against(one, grounds):
            return _verdict("ask", "another-amount", one.argument.text[:80])
    return None


def _number(one: Standing) -> float:
    return max(numbers(folded(one.argument.text)), default=0.0)


def _against(one: Standing, grounds: Grounds) -> bool:
    """Whether the request names sums, and this one doesn't follow from any of them."""
    said = [n for found in _SUM.findall(folded(grounds.request)) for n in numbers(found)]
    if not said or grounds.setting is None:
        return False
    read = [n for s in (*grounds.setting.records, *grounds.setting.read) for n in numbers(s.text)]
    return not follows(_number(one), said, [*said, *read])


def unasked_kind(_: Act, grounds: Grounds) -> Verdict | None:
    """What can't be undone, though a plan names it, must be of a kind that the request asks for;
    a mere question asks for nothing that others would learn of."""
    spec = grounds.spec
    if spec is None or grounds.asked or hands_over(grounds.request):
        return None
    if not _grave(grounds) and (asked_for(grounds.request) or _closed(grounds)):
        return None
    steers = [one for one in grounds.standings if one.argument.role in ("target", "link")]
    said = bool(steers) and all(one.how in ("asked", "record") for one in steers)
    return None if said or not actions(spec) else _verdict("ask", "outside-plan")


def sensitive(_: Act, grounds: Grounds) -> Verdict | None:
    """Files that open a machine or hold its secrets aren't touched unasked."""
    if grounds.spec is None:
        return None
    for one in grounds.standings:
        acts_on = one.argument.role in ("target", "link") or RUNS.search(one.argument.name.lower())
        if acts_on and one.how != "asked" and _SENSITIVE.search(folded(one.argument.text)):
            return _verdict("ask", "sensitive", one.argument.text[:80])
    return None


def opposite(_: Act, grounds: Grounds) -> Verdict | None:
    """The opposite of what was said isn't done."""
    for one in grounds.standings:
        if is_opposite(folded(one.argument.text), grounds.request):
            return _verdict("ask", "opposite", one.argument.text[:80])
    return None


def served(_: Act, grounds: Grounds) -> Verdict | None:
    """What the person asked for, with grounds that none of the rules above objects to."""
    if grounds.spec is None or not (grounds.planned or grounds.asked):
        return None
    return _verdict("allow", "as-asked")


def unsure(_: Act, grounds: Grounds) -> Verdict | None:
    """What a known tool would do and nothing else settled is the person's to say."""
    return None if grounds.spec is None else _verdict("ask", "unsure")


def _closed(grounds: Grounds) -> bool:
    """Whether nobody else learns of it."""
    return grounds.spec is not None and grounds.spec.hints.open_world is False and not any(
        kind_of(folded(one.argument.text)) in ("email", "url", "phone") for one in grounds.standings
    )  # fmt: skip


def _grave(grounds: Grounds) -> bool:
    hints = grounds.spec.hints if grounds.spec else None
    return hints is None or bool(hints.pays) or hints.destructive is not False


def _new(one: Standing) -> bool:
    """Whether a value that is in no text isn't merely a name for something made."""
    return one.argument.role == "target" and any(c.isdigit() for c in one.argument.text)


def _free_words(one: Standing) -> bool:
    """A number or a name that orders happen to hold too, and that plain data gives."""
    if one.how == "ordered":
        return False
    if one.how == "record":
        return one.argument.role == "amount"
    return len(compact(one.argument.text)) < 3 and one.how in ("linked", "outside")


def _may_edit(request: str) -> bool:
    words = ("edit", "write", "collaborat", "편집", "수정", "bearbeit", "editar", "modif", "change")
    return any(word in request for word in words)


def _known_host(one: Standing, grounds: Grounds) -> bool:
    setting = grounds.setting
    if setting is None:
        return False
    mine = domain(one.argument.text)
    known = {domain(v.text) for s in (*setting.trusted, *setting.read) for v in values(s.text)
             if v.type == "url" and s.grade(v.start, v.end) == 0}  # fmt: skip
    return mine in known or compact(mine.split(".")[0]) in setting.request.compact


def _asked_other(one: Standing, grounds: Grounds) -> bool:
    """Whether the request names another value of this type, and this is not it."""
    mine = kind_of(folded(one.argument.text)) or "url"
    same = [v for v in values(grounds.request) if v.type == mine]
    return bool(same) and one.how in ("asks", "unlinked", "outside")


def _repeated(act: Act, one: Standing, grounds: Grounds) -> bool:
    before = grounds.setting.before if grounds.setting else ()
    mine = compact(one.argument.text)
    return any(tool == act.tool and target != mine for tool, target in before)


BUILT_IN: tuple[Rule, ...] = (
    stopped, unknown, ungranted, budgets, stricter, poisoned_tool, under_orders, flowing, permitted,
    reading, outside_plan, unasked_kind, opposite, sensitive, powers, passing_on, targets, amounts,
    served,
    unsure,
)  # fmt: skip
