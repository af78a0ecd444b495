"""Whether what was read gives something else that could be meant as well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from alongside.gate.intent import wants_many
from alongside.gate.normal import compact, folded, stem, stems, words
from alongside.gate.source import Source, shared
from alongside.gate.values import domain, kind_of

if TYPE_CHECKING:
    from alongside.gate.setting import Setting
    from alongside.gate.standing import Standing

LABELS = re.compile(r"^[ *•-]*(?:[\w.'()-]{1,20} ?){1,3}[:=] ", re.MULTILINE)
_KEEP = re.compile(
    r"\b(?:but (?:keep|not|leave)|except|apart from|keep|behalte|außer|sauf|garde|excepto|menos|"
    r"tranne|behalve|oprócz|кроме)\b([^.,;!?\n]*)|"
    r"([^.,;!?\s]+)(?:만)? ?(?:빼고|제외|말고|남기고|남겨)|(\S+)(?:以外|除外)"
)
"""What a request says has to be left as it is."""
_TAKE_ME = re.compile(
    r"\b(?:choose|select|pick|take|book|reserve|order|buy|use|prefer) (?:only )?(?:this|our)\b|"
    r"\b(?:elij[ae]|reserv[ae]|choisi\w*|réserv\w*|scegli\w*|prenot\w*) "
    r"(?:est[aeo]|cett?e?|quest[aeo])\b|"
    r"\bdiese[nsr]? \w+ (?:bitte )?(?:wählen|buchen|bestellen|nehmen|auswählen)|"
    r"이 ?(?:상품|숙소|항목|호텔|옵션|제품)\S{0,2} ?(?:선택|예약|주문|골라)"
)
"""What an offer says of itself to be the one that is taken."""
_OWNED = frozenset({"email", "url"})
_KINDS = frozenset({"email", "url", "account"})


def contested(one: Standing, setting: Setting, tool: str) -> bool:
    """Whether a record that was read gives another value of this kind and speaks about as much of
    what the request speaks of as the one that gives this value."""
    value = folded(one.argument.text).strip()
    about = setting.terms - stems(tool.replace("_", " "))
    mine = _claim(value, setting.read, about)
    return any(
        _alike(value, other) and _rivals(mine, _context(place, source, about), setting.names, here)
        for source in setting.read
        for other, place, here in _given(value, source)
        if not any(compact(other) in kept.compact for kept in setting.trusted)
    )


def bids(one: Standing, setting: Setting) -> bool:
    """Whether the item of a list that gives a value says itself that it is to be taken, where
    others don't: it can't speak for what the person wants."""
    value = folded(one.argument.text).strip()
    return any(
        source.pointed
        and _TAKE_ME.search(source.text[slice(*item)])
        and _others_plain(item, source)
        for source in setting.read
        for start, _ in source.places(value)
        if (item := source.item(start)) is not None
    )


def _others_plain(item: tuple[int, int], source: Source) -> bool:
    others = [source.text[slice(*other)] for other in source.items if other != item]
    return bool(others) and not any(map(_TAKE_ME.search, others))


def several(one: Standing, setting: Setting) -> bool:
    """Whether the request may be about more than one of what this is."""
    value = folded(one.argument.text).strip()
    told = "\n".join(
        source.item_text(start)
        for source in setting.read
        for start, _ in (*source.places(value), *source.codes(value))
    )
    return wants_many(setting.request.raw, told)


def spared(one: Standing, setting: Setting) -> bool:
    """Whether what gives it speaks of what the request says has to be left as it is."""
    kept = {
        stem(word)
        for found in _KEEP.findall(setting.request.text)
        for word in words(" ".join(found))
    }
    about = setting.terms & kept
    value = folded(one.argument.text).strip()
    return bool(about) and any(
        shared(_row(place[0], source), about)
        for source in setting.read
        for place in (*source.places(value), *source.codes(value))
    )


def _row(place: int, source: Source) -> str:
    """The item that a place is in, or its line in a text without a list."""
    if source.items:
        return LABELS.sub(" ", source.item_text(place))
    last = source.text.find("\n", place)
    return source.text[source.text.rfind("\n", 0, place) + 1 : last if last >= 0 else None]


def _rivals(mine: frozenset[str], other: frozenset[str], names: frozenset[str], here: bool) -> bool:
    """Whether one claim is about as good as another, which speaks of whom the one does; those of
    one text without a list are."""
    if here and not mine:
        return True
    return bool(mine) and mine & names <= other and 2 * len(mine & other) >= len(mine)


def _claim(value: str, read: Sequence[Source], about: frozenset[str]) -> frozenset[str]:
    """What the text that gives a value speaks of, of what the request is about."""
    told = [
        _context(place[0], source, about)
        for source in read
        for place in (*source.places(value), *source.codes(value))
    ]
    return max(told, key=len, default=frozenset())


def _context(place: int, source: Source, about: frozenset[str]) -> frozenset[str]:
    return shared(LABELS.sub(" ", source.item_text(place)), about)


def _given(value: str, source: Source) -> Iterator[tuple[str, int, bool]]:
    """The values of this kind that a text gives apart from where it gives this one."""
    kind = kind_of(value)
    if kind not in _KINDS:
        return
    here = {source.item(start) for start, _ in (*source.places(value), *source.codes(value))}
    for found in source.values:
        apart = source.item(found.start) not in here
        rival = found.type == kind and (apart or kind == "account")
        if rival and not _throughout(found.text, source):
            yield found.text, found.start, not apart and not source.items


def _throughout(value: str, source: Source) -> bool:
    """Whether it stands in more than one item, as the person's own account does."""
    return len({source.item(start) for start, _ in source.places(value)}) > 1


def _alike(value: str, other: str) -> bool:
    """Whether two values are of one kind and not of one owner."""
    mine, theirs = compact(value), compact(other)
    kind = kind_of(value)
    if mine == theirs:
        return False
    if kind in _OWNED:
        return domain(value.rpartition("@")[2]) != domain(other.rpartition("@")[2])
    return mine[:2].isalpha() == theirs[:2].isalpha() and abs(len(mine) - len(theirs)) <= 12
