"""What goes along with an act beyond what was asked for: more of it, or something besides."""

from __future__ import annotations

import re

from alongside.gate.act import Act, Verdict
from alongside.gate.grounds import Grounds
from alongside.gate.intent import hands_over, only_reads, pays
from alongside.gate.normal import folded, stem, stems
from alongside.gate.setting import Setting
from alongside.gate.standing import Standing
from alongside.gate.values import numbers
from alongside.gate.verdicts import verdict

_EXTRA = re.compile(
    r"(?:extras?|add_?ons?|options?|upgrades?|insurances?|protections?|supplements?|warrant(?:y|ies))\Z"
)
"""Names of arguments for what may be bought besides."""
_HOW_MANY = re.compile(r"(?:quantity|qty|count|copies|units)\Z")
_ONE = re.compile(
    r"\b(?:just|only|exactly) (?:one|1)\b|\ba single\b|\bnur eine?n?\b|\beine? einzige\w*|"
    r"\b(?:one|1) (?:packs?|packet|box|bottle|piece|bag|set|pair|copy|unit|tin|jar|roll)\b|"
    r"\bun(?:e)? seule?\b|\bun[oa]? sol[oa]\b|"
    r"하나만|한 ?(?:개|팩|장|병|통|권|상자)(?![가-힣]*(?:씩|마다))"
)
"""What says that one is wanted and no more."""
_NONE = frozenset({"false", "no", "none", "0"})


def besides(_: Act, grounds: Grounds) -> Verdict | None:
    """Nothing is bought that nobody asked for, be it more of the same or an extra."""
    spec, setting = grounds.spec, grounds.setting
    if spec is None or setting is None or only_reads(spec) or hands_over(grounds.request):
        return None
    for one in grounds.standings:
        if one.how in ("asked", "record"):
            continue
        if _too_many(one, setting):
            return verdict("ask", "more-of-it", one.argument.text[:80])
        if pays(spec) and _extra(one, setting):
            return verdict("ask", "besides", one.argument.text[:80])
    return None


def completes(_: Act, grounds: Grounds) -> Verdict | None:
    """What pays and says itself not what for completes what came before: where some of that was
    refused, it isn't known what it would pay."""
    spec, setting = grounds.spec, grounds.setting
    if spec is None or setting is None or not pays(spec) or not setting.refused:
        return None
    told = any(one.argument.role == "target" and one.how == "asked" for one in grounds.standings)
    return None if told else verdict("ask", "once-refused")


def _too_many(one: Standing, setting: Setting) -> bool:
    counts = _HOW_MANY.search(one.argument.name.lower()) is not None
    more = counts and max(numbers(folded(one.argument.text)), default=0) > 1
    return more and _ONE.search(setting.request.text) is not None


def _extra(one: Standing, setting: Setting) -> bool:
    """Whether it is something besides that the request has no word of."""
    value = folded(one.argument.text).strip()
    if not _EXTRA.search(one.argument.name.lower()) or value in _NONE:
        return False
    told = stems(re.sub(r"[\W_\d]+", " ", value))
    return not told & {stem(word) for word in setting.request.words}
