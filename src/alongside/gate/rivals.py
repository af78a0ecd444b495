"""Whether another value than the one chosen has the better claim.

A text of others can be worded so that no list of orders knows it. What it can't change is where
values stand: in what the person said or keeps, in the fields and rows of what was read, or only in
its sentences. Of two values of one type, the one in a sentence is never chosen unasked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from alongside.gate.arguments import is_link
from alongside.gate.fields import (
    CJK,
    ENDS,
    LABEL,
    another_id,
    fills,
    in_sentence,
    is_field,
    paragraph,
    sentence,
    to_pay,
)
from alongside.gate.intent import compares, joins, wants_each
from alongside.gate.normal import compact, folded, stem, stems, words
from alongside.gate.orders import has_verb
from alongside.gate.signs import CHANGED
from alongside.gate.source import Source, shape
from alongside.gate.values import Value, domain, kind_of, numbers, owner, same, values

if TYPE_CHECKING:
    from alongside.gate.setting import Setting
    from alongside.gate.standing import Standing

_ADDRESS = frozenset({"email", "account", "phone", "handle"})
LINKS = re.compile(
    r"\b(?:links?|urls?|sites?|pages?|article|join|video|web|https?|www)\b|링크|주소|사이트"
)
_KINDS = {
    "email": re.compile(r"\baddress\b|주소|adresse|dirección|地址|アドレス"),
    "phone": re.compile(
        r"\b(?:phone|number)\b|번호|nummer|número|numéro|号码|番号|\bcontacts?\b|연락처|kontakt|contacto"
    ),
    "url": LINKS,
}
"""Words of a request that speak of a kind of value."""
_IS_NEW = (
    r"\b(?:new|changed|changes|different|neue[nrs]?|geändert\w*|andere[nrs]?|nuev[oa]|cambi\w*|nouve\w*|chang\w*|nuov[oa]|"
    r"nov[oa]|mudou|nieuwe?|gewijzigd|now[eay]|zmieni\w*|yeni|нов\w+)\b"
)
_NEW = {
    kind: re.compile(
        rf"{_IS_NEW} (?:\w+ ){{0,3}}?(?:{of})|(?:{of})\w* (?:\w+ ){{0,2}}?{_IS_NEW}|(?:새|바뀐|변경된) ?(?:{of})|(?:{of})\S* (?:바뀌|바꿨|변경)"
    )
    for kind, of in {
        "account": r"account|iban|bank|konto|kontonummer|cuenta|compte|conto|conta|rekening\w*|hesab|счет|계좌",
        "email": r"e-?mail|mail|address|adresse|dirección|correo|indirizzo|adres|메일|주소",
        "phone": r"phone|number|mobile|telefon\w*|nummer|handynummer|número|teléfono|numéro|numero|번호|전화",
    }.items()
}
"""Words of a request that say that somebody's account, address or number is another now."""
_TOTAL = re.compile(
    r"amount|total|\bdue\b|\bsum\b|price|balance|금액|합계|청구|betrag|summe|montant|importe|totale|"
    r"合計|金額|金额|总额"
)
_BESIDES = frozenset(
    ["cc", "bcc", "participants", "attendees", "invitees", "guests", "collaborators", "assignees",
     "reviewers", "members", "followers", "watchers", "subscribers"]
)  # fmt: skip
LEAST_NAME, MOST_LONGER = 3, 12
_FIELDS = re.compile(r"^[ \t]*(\w{3,20}):[ \t]*(\S[^\n]+)", re.MULTILINE)
_CODE = re.compile(r"(?=\w*[a-z])(?=\w*\d)[\w-]{5,}")
"""An id of letters and digits."""


def only_said(one: Standing, setting: Setting) -> bool:
    """Whether a value stands nowhere but in sentences of outside texts."""
    value = folded(one.argument.text).strip()
    places = places_of(value, setting)
    return bool(places) and all(in_sentence(*place) for place in places)


def places_of(value: str, setting: Setting) -> list[tuple[Source, int, int]]:
    """Where a value stands in what was read, however it is spaced."""
    return [
        (source, *place)
        for source in setting.read
        for place in (*source.places(value), *source.codes(value))
    ]


def home_of(given: Sequence[Standing], one: Standing, setting: Setting) -> bool:
    """Whether the request means a field of a record (“home”), and the act has something else."""
    told = compact(" ".join(other.argument.text for other in given))
    mine = kind_of(one.argument.text)
    for source in setting.records:
        for label, kept in _FIELDS.findall(source.text):
            if not _of_kind(kept, mine):
                continue
            named = any(len(word) > LEAST_NAME and word in told for word in words(kept))
            if _speaks_of(setting.request, label) and not named:
                return only_said(one, setting)
    return False


def _speaks_of(request: Source, label: str) -> bool:
    """Whether a text has a label as a word, or a long end of it: “zu Hause” is “Zuhause”."""
    return label in request.words or any(
        label.endswith(word) for word in request.words if len(word) > LEAST_NAME + 1
    )


def _of_kind(kept: str, kind: str | None) -> bool:
    """Whether what a field holds can stand for a value of this kind: it has one, or is no remark."""
    return any(v.type == kind for v in values(kept)) if kind else is_field(kept)


def kept_other(one: Standing, setting: Setting) -> bool:
    """Whether a record that speaks of what the request speaks of holds another value of this type,
    or one in a field of this argument's name."""
    value = folded(one.argument.text).strip()
    mine = kind_of(value)
    if one.how == "asked":
        return False
    if one.how == "record" and (setting.many or setting.hands_over or mine not in _ADDRESS):
        return False
    if mine in _ADDRESS:
        told = [v for v in setting.known if v.type == mine]
        told = [v for v in told if _alike(v.key, compact(value))]
        if mine == "handle":
            told = [v for v in told if v.text[0] == value[0]]
        if not told or any(same(v.key, value) or _of_one(v, value) for v in told):
            return False
        return not _of_another(one, setting, told)
    if any(_labelled(s, one.argument.name, value) for s in setting.records):
        return True
    alike = {code for code in setting.codes if shape(code) == shape(compact(value))}
    return _CODE.fullmatch(value) is not None and bool(alike) and compact(value) not in alike


def _of_one(kept: Value, value: str) -> bool:
    """Whether two addresses are of one owner, and not of a domain that is everybody's."""
    whose = owner(value) if kept.type == "email" else ""
    return whose != value and owner(kept.text) == whose


def folder_only_said(one: Standing, setting: Setting) -> bool:
    """Whether it is a path that is in no text, in a folder that stands only among words of others."""
    folder, _, name = folded(one.argument.text).strip().rpartition("/")
    if not (folder and name) or any(any(s.places(folder)) for s in setting.trusted):
        return False
    places = [
        (s, a, b)
        for s, a, b in places_of(folder, setting)
        if "/" in folder or s.text[b : b + 1] == "/"
    ]
    return bool(places) and not any(fills(*place) for place in places)


def _of_another(one: Standing, setting: Setting, kept: Sequence[Value]) -> bool:
    """Whether a request with more than one thing to do is about it too: an item that speaks of the
    request gives it in a field, and says nothing of whom the kept ones are of."""
    if one.how != "linked" or not joins(setting.request.text):
        return False
    whose = {
        stem(word)
        for s in setting.records
        for v in s.values
        if v in kept
        for word in words(_line(s, v.start, v.end))
    }
    value = folded(one.argument.text).strip()
    about = setting.terms & whose
    return all(
        fills(s, *place) and not about & stems(s.item_text(place[0]))
        for s, *place in places_of(value, setting)
    )


def replies_elsewhere(one: Standing, setting: Setting) -> bool:
    """Whether only a field for replies names it, and who wrote is of another domain."""
    value = folded(one.argument.text).strip()
    if kind_of(value) != "email":
        return False
    lines = [_line(*place) for place in places_of(value, setting)]
    if not lines or not all(line.lstrip().startswith("reply") for line in lines):
        return False
    return any(
        v.type == "email" and domain(v.text.rpartition("@")[2]) != domain(value.rpartition("@")[2])
        for s in setting.read
        if s.compact.find(compact(value)) >= 0
        for v in values(s.text)
        if _line(s, v.start, v.end).lstrip().startswith("from")
    )


def _line(source: Source, start: int, end: int) -> str:
    last = source.text.find("\n", end)
    return source.text[source.text.rfind("\n", 0, start) + 1 : last if last >= 0 else None]


def id_of_none(one: Standing, setting: Setting) -> bool:
    """Whether it is given as an id, and no field of what was read gives it where others are."""
    value = folded(one.argument.text).strip()
    return another_id(one.argument.name, value, setting.read)


def unspoken(one: Standing, setting: Setting) -> bool:
    """Whether only sentences name it that speak of nothing that the request speaks of; where the
    tool can't do without it, whole paragraphs."""
    value = folded(one.argument.text).strip()
    around = sentence if one.argument.optional else paragraph
    return not any(
        setting.terms & stems(around(*place).replace(value, " "))
        for place in places_of(value, setting)
    )


def amount_only_said(number: float, setting: Setting) -> bool:
    """Whether an amount stands only in sentences, and a field gives another."""
    told_elsewhere = False
    for source in setting.read:
        said = kept = False
        for line in source.text.split("\n"):
            told = numbers(line)
            field = is_field(line)
            if number in told and field:
                return False
            said = said or number in told
            total = _TOTAL.search(line) is not None or to_pay(line)
            kept = kept or (field and bool(told) and total)
        told_elsewhere = told_elsewhere or (said and kept)
    return told_elsewhere


def told_other(one: Standing, setting: Setting) -> bool:
    """Whether what was read holds another value of this type in a field or a row."""
    value = folded(one.argument.text).strip()
    mine = kind_of(value)
    if mine not in _ADDRESS:
        return False
    if mine == "email" and speaks_of_kind(one, setting):
        return False
    whose = owner(value) if mine == "email" else ""
    apart = mine == "account" and wants_each(setting.request.text)
    sought = (v for s in setting.read for v in values(folded(s.sought)))
    if mine == "handle" and any(v.text[0] == value[0] and v.key != compact(value) for v in sought):
        return True
    return any(
        v.type == mine
        and v.key != compact(value)
        and _alike(v.key, compact(value))
        and not (whose and owner(v.text) == whose)
        and not in_sentence(s, v.start, v.end)
        for s in (_holding(value, setting) if apart else setting.read)
        for v in values(s.text)
    )


def _holding(value: str, setting: Setting) -> list[Source]:
    """The texts that give a value: of bills that are each to be paid, one is no rival of another."""
    return [s for s in setting.read if any(s.places(value)) or any(s.codes(value))]


def told_new(one: Standing, setting: Setting) -> bool:
    """Whether the request says that this kind of value is another from now on, and only what it
    had looked at for that gives it, as the only one of its kind there."""
    value = folded(one.argument.text).strip()
    kind = kind_of(value) or ""
    new = _NEW.get(kind)
    if new is None or not new.search(setting.request.text):
        return False
    return all(
        bool(setting.terms & stems(s.sought))
        and {compact(v.text) for v in s.values if v.type == kind} == {compact(value)}
        for s in _holding(value, setting)
    )


def tells_of_change(one: Standing, setting: Setting) -> bool:
    """Whether each sentence that names it says that something is no longer what it was."""
    value = folded(one.argument.text).strip()
    places = places_of(value, setting)
    return bool(places) and all(CHANGED.pattern.search(sentence(*place)) for place in places)


def link_only_said(one: Standing, setting: Setting) -> bool:
    """Whether a link stands only in a sentence, the request speaks of none, and another is read."""
    named = {domain(v.text) for v in values(setting.request.text) if v.type == "url"}
    if not only_said(one, setting):
        return False
    if LINKS.search(setting.request.text):
        return bool(named) and domain(one.argument.text) not in named
    if one.how == "unlinked" or not is_link(one.argument.name):
        return True
    mine = domain(one.argument.text)
    others = (v for s in setting.read for v in values(s.text) if v.type == "url")
    return any(domain(v.text) != mine for v in others)


def speaks_of_kind(one: Standing, setting: Setting) -> bool:
    """Whether the request speaks of an address, a number or a link, where this is one."""
    value = folded(one.argument.text)
    kind = kind_of(value)
    if kind == "account" and not value[:2].isalpha():
        kind = "phone"
    spoken = _KINDS.get(kind or "")
    return spoken is not None and spoken.search(setting.request.text) is not None


def wanted(one: Standing, setting: Setting) -> bool:
    """Whether the request speaks of what such an argument is, as of “the necessary channels”; what
    is to be compared speaks for itself."""
    spoken = stem(one.argument.name.lower()) in setting.terms
    return spoken and not compares(setting.request.text)


def brings_along(one: Standing) -> bool:
    """Whether it is one of those who are told or let in besides."""
    told = re.split(r"[^a-z]+", one.argument.path.lower())
    return any(word in _BESIDES for word in told)


def is_name(text: str) -> bool:
    """Whether a value is a name, and no address, path or code."""
    return not any(char.isdigit() or char in "./_@#:" for char in text)


def asked_of(one: Standing, setting: Setting) -> bool:
    """Whether a sentence that names the value has a word for doing something."""
    value = folded(one.argument.text).strip()
    return any(_asks_for(*place) for place in places_of(value, setting))


def _asks_for(source: Source, start: int, end: int) -> bool:
    """Whether the sentence asks for something to be done with what stands there: with the verb
    before it, or after it where a language has it so."""
    whole = sentence(source, start, end)
    at = whole.find(source.text[start:end])
    before, after = LABEL.sub("", whole[:at]), whole[at:]
    return has_verb(before) or bool(ENDS.search(after.strip()) or CJK.search(after))


def _alike(one: str, other: str) -> bool:
    """Whether two values can be meant for the same: accounts of one country's form, or any."""
    letters = one[:2].isalpha() == other[:2].isalpha()
    return letters and abs(len(one) - len(other)) <= MOST_LONGER


def _labelled(source: Source, name: str, value: str) -> bool:
    told = re.search(
        rf"^[^\n:=]*\b{re.escape(folded(name))}\b[^\n:=]{{0,40}}[:=]\s*([^\n]+)",
        source.text,
        re.MULTILINE,
    )
    return told is not None and compact(value) not in compact(told[1])
