"""Where the value of an argument stands, computed from the words that came in, never by a model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from alongside.gate.arguments import Argument
from alongside.gate.fields import in_sentence
from alongside.gate.normal import compact, folded, skeleton, stem, words
from alongside.gate.orders import STRONG, WEAK, odd_letters
from alongside.gate.setting import Setting
from alongside.gate.source import Source, shared, unremarked
from alongside.gate.sums import derivable
from alongside.gate.values import Value, domain, kind_of, numbers, values
from alongside.log.kinds.acts import Ground, Worth

How = Literal[
    "asked",
    "record",
    "linked",
    "outside",
    "unlinked",
    "asks",
    "ordered",
    "imitates",
    "invented",
]
"""Where a value stands: in the request; in a record; in an outside text that was pointed to, in an
item that the request speaks of (`linked`) or in no list (`outside`), in another item (`unlinked`);
in a passage that asks for something (`asks`) or gives orders (`ordered`); nowhere, but it looks
like something trusted (`imitates`); nowhere (`invented`)."""
_DIGIT = re.compile(r"\d")
_EXACT = frozenset({"email", "account", "phone", "url", "handle"})
LEAST_COMPACT = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """An argument, whose words its value is at the lowest, and where it stands.

    `lure` says that orders from outside name this very value, `spoken` that a passage does which
    says what software has to do. `sources` are the ids of what holds
    it.
    """

    argument: Argument
    how: How
    trust: Worth
    sources: tuple[str, ...] = ()
    lure: bool = False
    spoken: bool = False

    @property
    def ground(self) -> Ground:
        note = self.how if self.how in ("ordered", "imitates", "unlinked", "asks") else ""
        return Ground(self.argument.path, self.trust, self.sources, note)


def standing(one: Argument, setting: Setting) -> Standing:
    """Where an argument stands, also among what texts say that software has to do."""
    return _spoken(_standing(one, setting), setting)


def folder_of(one: Standing, setting: Setting) -> Standing | None:
    """The folder that a link lies in, where that is known: a file put there goes where it does."""
    folder = folded(one.argument.text).strip().rpartition("/")[0]
    if kind_of(folder) != "url" or folder.count("/") <= 2:
        return None
    found = standing(replace(one.argument, value=folder), setting)
    return None if found.how == "invented" else found


def _standing(one: Argument, setting: Setting) -> Standing:
    value = folded(one.text).strip()
    if one.role == "amount" and numbers(value):
        return _amount(one, numbers(value)[0], setting)
    if one.role in ("target", "link") and odd_letters(one.text):
        return Standing(one, "imitates", "outside", (), True)
    lure = bool(value) and _holds(setting.orders, value, one.role)
    asked = _in_request(one, value, setting)
    if asked:
        return Standing(one, "asked", "person", (setting.request.id,), lure)
    kept = [s.id for s in setting.records if _in(s, value)]
    best, found = _outside(value, setting)
    if kept and best != "linked":
        return Standing(one, "record", "own", tuple(kept), lure)
    if best is not None:
        return Standing(one, best, "outside", (*kept, *found), lure)
    lure = lure or (bool(_folder(value)) and _holds(setting.orders, _folder(value), one.role))
    if lure or any(value in text for s in setting.read for text in s.brought_out):
        return Standing(one, "ordered", "outside", (), True)
    if one.role in ("target", "link", "query") and _imitates(value, setting):
        return Standing(one, "imitates", "outside", (), True)
    return Standing(one, "invented", "invented", (), lure)


def _spoken(one: Standing, setting: Setting) -> Standing:
    said = setting.spoken
    if not said.text or one.how in ("asked", "record"):
        return one
    value = folded(one.argument.text).strip()
    if one.argument.role == "amount":
        named = bool(set(numbers(value)) & set(numbers(said.text)))
    else:
        held = (value, *filter(None, [_folder(value)]))
        named = any(_holds(said, each, one.argument.role) for each in held)
    return replace(one, spoken=True) if named else one


def _folder(value: str) -> str:
    """The folder of a path."""
    return "" if "://" in value else value.rpartition("/")[0]


def _holds(told: Source, value: str, role: str) -> bool:
    """Whether orders name a value; what is too short or common to tell doesn't count."""
    if role in ("plain", "content") and len(value) < LEAST_COMPACT:
        return False
    if len(value) < 2 or (len(value) < 4 and value.isalpha()):
        return False
    if any(told.places(value)):
        return True
    return _is_code(value) and compact(value) in told.compact


def _in_request(one: Argument, value: str, setting: Setting) -> bool:
    if not value or _in(setting.request, value):
        return bool(value)
    if kind_of(value) in _EXACT:
        return False
    told = words(value)
    return one.role != "content" and bool(told) and all(
        word in setting.request.words or _with_particle(word, setting.request) for word in told
    )  # fmt: skip


def _with_particle(word: str, source: Source) -> bool:
    """Whether a Korean word of the text is this one with a particle."""
    return not word.isascii() and any(other.startswith(word) for other in source.words)


def _is_code(value: str) -> bool:
    return _DIGIT.search(value) is not None and len(compact(value)) >= LEAST_COMPACT


def _in(source: Source, value: str) -> bool:
    if any(True for _ in source.places(value)):
        return True
    return _is_code(value) and source.spells(value)


def _outside(value: str, setting: Setting) -> tuple[How | None, list[str]]:
    """The best place of a value in what was read, and the ids of all that hold it."""
    places: list[How] = []
    fields: list[How] = []
    found = []
    for source in setting.read:
        stands = list(source.places(value))
        hows = [_place(source, *place, setting) for place in stands]
        if not hows and _is_code(value) and source.spells(value):
            strong = compact(value) in compact(source.strongly)
            spaced = [_place(source, *place, setting) for place in source.codes(value)]
            hows = ["ordered"] if strong else spaced or ["outside"]
        if hows:
            found.append(source.id)
            places += hows
            fields += [how for how, place in zip(hows, stands, strict=False)
                       if how != "ordered" and not in_sentence(source, *place)]  # fmt: skip
    plain = fields or [how for how in places if how not in ("asks", "ordered")]
    return min(plain or places, key=_BEST.index, default=None), found


_BEST: tuple[How, ...] = ("linked", "outside", "asks", "unlinked", "ordered")


def _place(source: Source, start: int, end: int, setting: Setting) -> How:
    grade = source.grade(start, end)
    if grade >= STRONG or not source.pointed:
        return "ordered" if grade >= STRONG else "unlinked"
    if grade >= WEAK and in_sentence(source, start, end):
        return "asks"
    item = source.item(start)
    if item is None:
        return "outside"
    told = {one: source.text[one[0] : one[1]] for one in source.items}
    mine = shared(told[item], setting.terms)
    others = [shared(text, setting.terms) for text in told.values()]
    if mine and not shared(unremarked(told[item]), setting.terms):
        mine = frozenset()
        others = [shared(unremarked(text), setting.terms) for text in told.values()]
    known = _items_of(setting.known, source)
    if _sought(source, item, setting.terms) is False and not setting.many:
        return "unlinked"
    if known and item not in known and (setting.hands_over or not setting.many):
        return "unlinked"
    if not mine and _sought(source, item, setting.terms):
        return "outside"
    if not mine:
        return "unlinked" if any(others) and not setting.hands_over else "outside"
    if (setting.hands_over or not setting.many) and any(mine < other for other in others):
        return "unlinked"
    return "linked"


def _sought(source: Source, item: tuple[int, int], terms: frozenset[str]) -> bool | None:
    """Whether an item holds all of what was looked for beyond what the request says; False where it
    holds none and others do."""
    wanted = frozenset(stem(word) for word in words(source.sought) if len(word) > 1) - terms
    held = {one: shared(source.text[one[0] : one[1]], wanted) for one in source.items}
    if not wanted or wanted not in held.values():
        return None
    return True if held[item] == wanted else None if held[item] else False


def _items_of(known: Sequence[Value], source: Source) -> set[tuple[int, int]]:
    """The items that hold an address which the person keeps of whom they speak of."""
    held = (source.item(place[0]) for value in known for place in source.places(value.text))
    return {item for item in held if item is not None}


def _imitates(value: str, setting: Setting) -> bool:
    """Whether it only looks like something that is trusted or was read."""
    mine = _shape(domain(value.rpartition("@")[2]) if "@" in value or "." in value else value)
    if len(mine) < 5:
        return False
    known = {
        _shape(whose): whose
        for source in setting.trusted
        for v in values(source.text)
        if v.type in ("email", "url") and (whose := domain(v.text.rpartition("@")[2]))
    }
    plain = domain(value.rpartition("@")[2]) if "@" in value or "." in value else value
    return mine in known and known[mine] != plain


def _shape(text: str) -> str:
    return skeleton(text).replace("rn", "m").replace("vv", "w").translate(_DIGITS)


_DIGITS = str.maketrans("01358", "olese")


def _amount(one: Argument, number: float, setting: Setting) -> Standing:
    forms = (number, number / 100, number * 100) if "cent" in one.name.lower() else (number,)
    here = set(forms)
    lure = bool(here & _sums(setting.ordered))
    if here & _sums(setting.request.text):
        return Standing(one, "asked", "person", (setting.request.id,), lure)
    kept = [s.id for s in setting.records if here & _sums(s.text)]
    if kept:
        return Standing(one, "record", "own", tuple(kept), lure)
    if lure:
        return Standing(one, "ordered", "outside", (), True)
    plain = {s.id: numbers(s.text) for s in setting.read}
    found = [s.id for s in setting.read if here & _sums(s.text)]
    if found:
        return Standing(one, "outside", "outside", tuple(found))
    known = [n for s in setting.trusted for n in numbers(s.text)]
    if number in (0, 1) or derivable(number, known, [n for all_ in plain.values() for n in all_]):
        return Standing(one, "outside", "outside", tuple(plain))
    return Standing(one, "invented", "invented")


def _sums(text: str) -> frozenset[float]:
    """The numbers of a text and what each comes to without its sign: what a statement books as
    spent is paid as a sum."""
    told = numbers(text)
    return frozenset((*told, *map(abs, told)))
