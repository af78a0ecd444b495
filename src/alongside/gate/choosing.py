"""What an act reaches, and for how much: what the person said or pointed to, and nothing else."""

from __future__ import annotations

import re

from alongside.gate.act import Act, Verdict
from alongside.gate.claims import bids, contested, several, spared
from alongside.gate.given import displaced
from alongside.gate.grounds import Grounds
from alongside.gate.intent import (
    LIMIT,
    asked_for,
    compares,
    hands_over,
    joins,
    more_than_named,
    only_reads,
    pays,
    wants_each,
)
from alongside.gate.naming import another_item, quotes_other
from alongside.gate.normal import compact, folded
from alongside.gate.rivals import (
    amount_only_said,
    asked_of,
    brings_along,
    folder_only_said,
    home_of,
    id_of_none,
    is_name,
    kept_other,
    link_only_said,
    only_said,
    replies_elsewhere,
    speaks_of_kind,
    tells_of_change,
    told_new,
    told_other,
    unspoken,
    wanted,
)
from alongside.gate.setting import Setting
from alongside.gate.standing import Standing, folder_of
from alongside.gate.sums import follows
from alongside.gate.values import kind_of, numbers, values
from alongside.gate.verdicts import verdict
from alongside.gate.voices import by_another, by_named

STEERS = ("target", "link", "amount", "power", "query")
FEW = 2
"""So many may be ordered or booked where nobody said how many."""
_SUM = re.compile(
    r"(?:[$€£¥₩]|\b(?:eur|usd|gbp|about|around|roughly|ca\.?)) ?\d[\d.,]*|"
    r"\d[\d.,]* ?(?:[$€£¥₩]|만 ?원|천 ?원|원|"
    r"(?:eur|euros?|usd|dollars?|bucks|gbp|pounds|won|chf|francs?)\b)"
)


def targets(act: Act, grounds: Grounds) -> Verdict | None:
    """Who or what is acted on must come from the person, or from what they pointed to."""
    setting = grounds.setting
    for one in grounds.standings:
        free = one.how in ("asked", "record", "invented") or one.argument.role == "content"
        if setting is not None and not free and by_another(one, setting):
            return verdict("ask", "by-another", one.argument.text[:80])
        said = one.how in ("asked", "record") or one.argument.role == "content"
        if setting is not None and not said and displaced(one, grounds.standings, setting):
            return verdict("ask", "said-otherwise", one.argument.text[:80])
        if one.spoken and one.argument.role in STEERS and not hands_over(grounds.request):
            return verdict("ask", "for-software", one.argument.text[:80])
        if one.argument.role not in ("target", "link"):
            continue
        found = _target(act, one, grounds)
        if found is not None:
            return found
    return None


def _target(act: Act, one: Standing, grounds: Grounds) -> Verdict | None:
    shown = one.argument.text[:80]
    named = kind_of(folded(one.argument.text))
    exact = named in ("email", "account", "phone", "url")
    if one.how == "invented" and one.argument.within:
        return None
    hands = hands_over(grounds.request)
    if one.how == "invented":
        if grounds.setting and not hands and folder_only_said(one, grounds.setting):
            return verdict("ask", "only-said", shown)
        if grounds.setting and (folder := folder_of(one, grounds.setting)):
            return _target(act, folder, grounds)
        grave = grounds.grave and not grounds.closed
        return verdict("ask", "nowhere", shown) if exact or (grave and _new(one)) else None
    if one.how == "record" and grounds.setting and kept_other(one, grounds.setting):
        return verdict("ask", "kept-other", shown)
    if one.how in ("asked", "record"):
        return None
    many = grounds.setting is not None and several(one, grounds.setting)
    if grounds.setting is not None and not hands:
        said = _only_said(one, grounds, grounds.setting, exact)
        if said is not None:
            return said
    if _changed(one, grounds, hands):
        return verdict("ask", "only-said", shown)
    if grounds.setting is not None and grounds.grave and spared(one, grounds.setting):
        return verdict("ask", "opposite", shown)
    if grounds.setting is not None and not hands and bids(one, grounds.setting):
        return verdict("ask", "two-claims", shown)
    free = (wants_each(grounds.request) or compares(grounds.request)) and not hands
    if one.how == "unlinked" and not free and (exact or grounds.grave or not grounds.closed):
        return verdict("ask", "not-pointed-to", shown)
    if not free and not hands and grounds.setting and contested(one, grounds.setting, act.tool):
        return verdict("ask", "two-claims", shown)
    one_of_many = more_than_named(grounds.request) and not _sentences_only(one, grounds)
    if exact and asked_other(one, grounds) and not one_of_many:
        return verdict("ask", "another-target", shown)
    listed = not _sentences_only(one, grounds) if exact else one.how == "linked"
    again = (exact or grounds.grave) and not (listed and joins(grounds.request))
    if again and _repeated(act, one, grounds) and not many and not hands:
        return verdict("ask", "once-more", shown)
    return None


def _sentences_only(one: Standing, grounds: Grounds) -> bool:
    return grounds.setting is not None and only_said(one, grounds.setting)


def _changed(one: Standing, grounds: Grounds, hands: bool) -> bool:
    """Whether it is an account that only sentences name, which say that it is another than before
    or where a field gives another: what is paid elsewhere from now on is the person's to say,
    whatever they handed over."""
    setting = grounds.setting
    if setting is None or kind_of(folded(one.argument.text)) != "account":
        return False
    if not only_said(one, setting) or told_new(one, setting):
        return False
    return tells_of_change(one, setting) or (hands and told_other(one, setting))


def _only_said(one: Standing, grounds: Grounds, setting: Setting, exact: bool) -> Verdict | None:
    """What only a sentence of others names isn't chosen where something else has a better claim."""
    shown = one.argument.text[:80]
    new = told_new(one, setting)
    if kept_other(one, setting) and not new:
        return verdict("ask", "kept-other", shown)
    if one.argument.within and one.how != "linked":
        return verdict("ask", "only-said", shown)
    if home_of(grounds.standings, one, setting):
        return verdict("ask", "kept-other", shown)
    if not exact and another_item(grounds.standings, one, setting):
        return verdict("ask", "named-other", shown)
    if not exact and quotes_other(grounds.standings, one, setting):
        return verdict("ask", "named-other", shown)
    if id_of_none(one, setting) or replies_elsewhere(one, setting):
        return verdict("ask", "only-said", shown)
    if not only_said(one, setting):
        return None
    if one.argument.role == "link" and link_only_said(one, setting):
        return verdict("ask", "only-said", shown)
    if told_other(one, setting) and not new:
        return verdict("ask", "only-said", shown)
    along = brings_along(one) or (exact and _beside_named(one, grounds))
    if along and not speaks_of_kind(one, setting):
        return verdict("ask", "only-said", shown)
    pointed = new or "pay" in asked_for(grounds.request) or speaks_of_kind(one, setting)
    reaches = exact and one.argument.role != "link"
    if reaches and not pointed and unspoken(one, setting):
        return verdict("ask", "only-said", shown)
    chosen = one.how == "asks" or (is_name(one.argument.text) and not wanted(one, setting))
    free = pointed or (not exact and by_named(one, setting))
    asked = chosen and not free and asked_of(one, setting)
    return verdict("ask", "only-said", shown) if asked else None


def _beside_named(one: Standing, grounds: Grounds) -> bool:
    """Whether it is one more in the list of those whom the person names or keeps."""
    return not more_than_named(grounds.request) and any(
        other.argument.name == one.argument.name and other.how in ("asked", "record")
        for other in grounds.standings
    )


def amounts(_: Act, grounds: Grounds) -> Verdict | None:
    """What is paid must follow from what was said or read; what is set keeps to a sum that was
    said."""
    spec, setting = grounds.spec, grounds.setting
    if spec is None or setting is None or only_reads(spec):
        return None
    for one in grounds.standings:
        if one.argument.role != "amount":
            continue
        few = one.argument.counts and _number(one) <= FEW
        if pays(spec) and one.how == "invented" and not few:
            return verdict("ask", "amount-nowhere", one.argument.text[:80])
        if pays(spec) and one.how == "outside" and amount_only_said(_number(one), setting):
            return verdict("ask", "only-said", one.argument.text[:80])
        summed = not one.argument.counts and one.how != "asked"
        if summed and against_sums(one, setting):
            return verdict("ask", "another-amount", one.argument.text[:80])
    return None


def _number(one: Standing) -> float:
    return max(numbers(folded(one.argument.text)), default=0.0)


def against_sums(one: Standing, setting: Setting) -> bool:
    """Whether the request names sums, and this one doesn't follow from any of them. A sum that must
    not be passed is none for what stays below it."""
    text = setting.request.text
    limits = [n for found in LIMIT.findall(text) for n in numbers(found)]
    if _number(one) <= max(limits, default=0.0):
        text = LIMIT.sub(" ", text)
    said = [n for found in _SUM.findall(text) for n in numbers(found)]
    if not said:
        return False
    read = [n for s in (*setting.records, *setting.read) for n in numbers(s.text)]
    return not follows(_number(one), said, [*said, *read])


def _new(one: Standing) -> bool:
    """Whether a value that is in no text isn't merely a name for something made."""
    return one.argument.role == "target" and any(
        c.isdigit() for c in one.argument.text.rpartition("/")[2]
    )


def asked_other(one: Standing, grounds: Grounds) -> bool:
    """Whether the request names another value of this type, and this is not it."""
    mine = kind_of(folded(one.argument.text)) or "url"
    same = [v for v in values(grounds.request) if v.type == mine]
    return bool(same) and one.how in ("asks", "unlinked", "outside")


def _repeated(act: Act, one: Standing, grounds: Grounds) -> bool:
    before = grounds.setting.before if grounds.setting else ()
    mine = compact(one.argument.text)
    return any(tool == act.tool and target != mine for tool, target in before)
