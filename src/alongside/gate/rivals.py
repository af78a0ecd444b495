"""Whether another value than the one chosen has the better claim.

A text of others can be worded so that no list of orders knows it. What it can't change is where
values stand: in what the person said or keeps, in the fields and rows of what was read, or only in
its sentences. Of two values of one type, the one in a sentence is never chosen unasked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from alongside.gate.fields import CJK, ENDS, LABEL, another_id, in_sentence, sentence
from alongside.gate.normal import compact, folded, words
from alongside.gate.orders import WEAK, asks_something, has_verb
from alongside.gate.source import Source
from alongside.gate.values import Value, kind_of, values

if TYPE_CHECKING:
    from alongside.gate.setting import Setting
    from alongside.gate.standing import Standing

_ADDRESS = frozenset({"email", "account", "phone"})
_LINKS = re.compile(
    r"\b(?:links?|urls?|sites?|pages?|article|join|video|web|https?|www)\b|링크|주소|사이트"
)
_NAMED = re.compile(r"(?<=[\w,] )[A-Z][\w'&-]*(?: [A-Z][\w'&-]*)*")
_QUOTED = re.compile(r"(?<!\w)['\"“\u2018「]([A-Z][^'\"”\u2019」\n]{2,40})['\"”\u2019」](?!\w)")
_ELSE = re.compile(
    r"\b(?:otherwise|else|instead|or|alternatives?|similar|besides|other)\b|아니면|대신"
)
LEAST_NAME, MOST_LONGER = 3, 12
_FIELDS = re.compile(r"^[ \t]*(\w{3,20}):[ \t]*(\S[^\n]+)", re.MULTILINE)
NEAR = 160
"""Characters within which one thing is said in place of another."""


def only_said(one: Standing, setting: Setting) -> bool:
    """Whether a value stands nowhere but in sentences of outside texts."""
    value = folded(one.argument.text).strip()
    places = _places(value, setting)
    return bool(places) and all(in_sentence(*place) for place in places)


def _places(value: str, setting: Setting) -> list[tuple[Source, int, int]]:
    """Where a value stands in what was read, however it is spaced."""
    return [
        (source, *place)
        for source in setting.read
        for place in (*source.places(value), *source.codes(value))
    ]


def another_item(given: Sequence[Standing], one: Standing, setting: Setting) -> bool:
    """Whether the request names an item of a list that was read, and this is of another."""
    if _ELSE.search(setting.request.text):
        return False
    told = compact(" ".join(other.argument.text for other in given))
    named = [folded(name) for name in _NAMED.findall(setting.request.raw) if len(name) > LEAST_NAME]
    value = folded(one.argument.text).strip()
    if not any(len(word) > LEAST_NAME and word.isalpha() for word in words(value)):
        return False
    return any(
        compact(name) not in told and _elsewhere(name, value, source)
        for name in named
        for source in setting.read
    )


def _elsewhere(name: str, value: str, source: Source) -> bool:
    """Whether items of a text hold the name, and the value stands in others only."""
    mine = {source.item(start) for start, _ in source.places(value)} - {None}
    theirs = {source.item(start) for start, _ in source.places(name)} - {None}
    return bool(mine and theirs) and not mine & theirs


def home_of(given: Sequence[Standing], one: Standing, setting: Setting) -> bool:
    """Whether the request means a field of a record (“home”), and the act has something else."""
    told = compact(" ".join(other.argument.text for other in given))
    for source in setting.records:
        for label, kept in _FIELDS.findall(source.text):
            if label in setting.request.words and compact(kept)[:40] not in told:
                return only_said(one, setting)
    return False


def kept_other(one: Standing, setting: Setting) -> bool:
    """Whether a record that speaks of what the request speaks of holds another value of this type,
    or one in a field of this argument's name."""
    value = folded(one.argument.text).strip()
    mine = kind_of(value)
    if one.how in ("asked", "record"):
        return False
    if mine in _ADDRESS:
        told = [v for s in setting.records for v in _near(s, setting) if v.type == mine]
        return bool(told) and all(v.key != compact(value) for v in told)
    return any(_labelled(s, one.argument.name, value) for s in setting.records)


def other_path(one: Standing, setting: Setting) -> bool:
    """Whether the request names a file, and this is another that only a sentence names."""
    if kind_of(folded(one.argument.text)) != "path":
        return False
    named = [v for v in values(setting.request.text) if v.type == "path"]
    return bool(named) and only_said(one, setting)


def id_of_none(one: Standing, setting: Setting) -> bool:
    """Whether it is given as an id, and no field of what was read gives it where others are."""
    value = folded(one.argument.text).strip()
    told = another_id(one.argument.name, value, setting.read)
    return told and only_said(one, setting)


def told_other(one: Standing, setting: Setting) -> bool:
    """Whether what was read holds another value of this type in a field or a row."""
    value = folded(one.argument.text).strip()
    mine = kind_of(value)
    if mine not in _ADDRESS:
        return False
    return any(
        v.type == mine
        and v.key != compact(value)
        and _alike(v.key, compact(value))
        and not in_sentence(s, v.start, v.end)
        for s in setting.read
        for v in values(s.text)
    )


def link_only_said(one: Standing, setting: Setting) -> bool:
    """Whether a link stands only in a sentence and the request speaks of none."""
    return not _LINKS.search(setting.request.text) and only_said(one, setting)


def is_name(text: str) -> bool:
    """Whether a value is a name, and no address, path or code."""
    return not any(char.isdigit() or char in "./_@#:" for char in text)


def asked_of(one: Standing, setting: Setting) -> bool:
    """Whether a sentence that names the value has a word for doing something."""
    value = folded(one.argument.text).strip()
    return any(_asks_for(*place) for place in _places(value, setting))


def _asks_for(source: Source, start: int, end: int) -> bool:
    """Whether the sentence asks for something to be done with what stands there: with the verb
    before it, or after it where a language has it so."""
    whole = sentence(source, start, end)
    at = whole.find(source.text[start:end])
    before, after = LABEL.sub("", whole[:at]), whole[at:]
    return has_verb(before) or bool(ENDS.search(after.strip()) or CJK.search(after))


def asks_to_pass_on(text: str, setting: Setting) -> bool:
    """Whether a text to be sent holds an address or link that stands only where somebody asks for
    something, and that the request doesn't speak of."""
    asked = _LINKS.search(setting.request.text) is not None
    for found in values(text):
        if asked and not (found.type == "url" and _plain_link(setting)):
            continue
        if found.type not in ("email", "url", "account") or found.key in setting.request.compact:
            continue
        if any(any(s.places(found.text)) for s in setting.records):
            continue
        places = [(s, *place) for s in setting.read for place in s.places(found.text)]
        if places and all(s.grade(*place) >= WEAK for s, *place in places):
            return True
    return False


def _plain_link(setting: Setting) -> bool:
    """Whether a link stands in a field or a row of what was read."""
    return any(
        v.type == "url" and not in_sentence(s, v.start, v.end)
        for s in setting.read
        for v in values(s.text)
    )


def names_other(given: Sequence[Standing], one: Standing, setting: Setting) -> bool:
    """Whether the request names something that the act doesn't, and this value stands only where a
    text that names it asks for something else."""
    value = folded(one.argument.text).strip()
    told = compact(" ".join(other.argument.text for other in given))
    left = [name for found in _NAMED.findall(setting.request.raw)
            if (name := compact(found)) not in told and name not in setting.services]  # fmt: skip
    places = _places(value, setting)
    if not left or not places or not all(in_sentence(*place) for place in places):
        return False
    return any(
        asks_something(sentence(s, *place))
        and any(name in compact(_said_before(s, place[0])) for name in left)
        for s, *place in places
    )


def quotes_other(given: Sequence[Standing], one: Standing, setting: Setting) -> bool:
    """Whether the request quotes a name that what was read knows too, and the act has another."""
    if _ELSE.search(setting.request.text) or not one.argument.text[:1].isupper():
        return False
    told = compact(" ".join(other.argument.text for other in given))
    return any(
        compact(name) not in told and any(any(s.places(folded(name))) for s in setting.read)
        for name in _QUOTED.findall(setting.request.raw)
    )


def _said_before(source: Source, start: int) -> str:
    """What the line says up to there, and a little before."""
    return source.text[max(source.text.rfind("\n", 0, start), start - NEAR, 0) : start]


def _alike(one: str, other: str) -> bool:
    """Whether two values can be meant for the same: accounts of one country's form, or any."""
    letters = one[:2].isalpha() == other[:2].isalpha()
    return letters and abs(len(one) - len(other)) <= MOST_LONGER


def _near(source: Source, setting: Setting) -> Iterator[Value]:
    """The values of a record in lines that speak of what the request speaks of."""
    for found in values(source.text):
        first = source.text.rfind("\n", 0, found.start) + 1
        last = source.text.find("\n", found.end)
        line = source.text[first : last if last >= 0 else len(source.text)]
        if setting.terms & set(words(line)):
            yield found


def _labelled(source: Source, name: str, value: str) -> bool:
    told = re.search(rf"\b{re.escape(folded(name))}\b\s*[:=]\s*([^\n]+)", source.text)
    return told is not None and compact(value) not in compact(told[1])
