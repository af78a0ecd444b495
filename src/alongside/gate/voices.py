"""Who says what in what was read: whoever a mail is from, whoever speaks in a line of a chat."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from alongside.gate.normal import folded, stems
from alongside.gate.rivals import only_said, places_of
from alongside.gate.source import Source
from alongside.gate.values import owner, values

if TYPE_CHECKING:
    from alongside.gate.setting import Setting
    from alongside.gate.standing import Standing

_FROM = re.compile(
    r"^[ *•>-]*(?:from|by|author|sender|von|de|van|da|od|fra|från|от|보낸 ?(?:사람|이)|"
    r"差出人|发件人)\s?:\s?(\S[^\n]*)",
    re.MULTILINE,
)
"""A field that says who wrote."""
_SPEAKS = re.compile(
    r"^[ *•-]*(?:\[[^\]\n]*\] ?|\d{1,2}:\d\d ?)?[@#]?"
    r"([^\W\d_][\w.'-]*(?: [\w.'-]+){0,3})(?: ?\([^()\n]{1,24}\))?: ",
    re.MULTILINE,
)
"""A line that begins with who speaks."""


LEAST_SPEAKERS, LEAST_SHARE = 2, 0.6
"""Lines of a text, and of how many of them, from which it is a chat."""

_AND = "\x1f"
"""Between those who may both have said it; no folded text has it."""
Said = tuple[int, int, str]
"""From where to where of a text, and by whom."""


def by_another(one: Standing, setting: Setting) -> bool:
    """Whether the request names who says it, and only what others than those say has it."""
    named = [said for source in setting.read for said in _spoken(source, setting)
             if _is_named(said[2], setting)]  # fmt: skip
    if not named or not only_said(one, setting):
        return False
    value = folded(one.argument.text).strip()
    told = [_who(source, start, setting) for source, start, _ in places_of(value, setting)]
    return all(who and not _is_named(who, setting) for who in told)


def by_named(one: Standing, setting: Setting) -> bool:
    """Whether somebody says it whom the request names."""
    value = folded(one.argument.text).strip()
    told = [_who(source, start, setting) for source, start, _ in places_of(value, setting)]
    return any(who and _is_named(who, setting) for who in told)


def _who(source: Source, start: int, setting: Setting) -> str:
    return next((who for a, b, who in _spoken(source, setting) if a <= start < b), "")


def _spoken(source: Source, setting: Setting) -> tuple[Said, ...]:
    said = _in_text(source.text, _parts(source))
    return said or tuple((0, len(source.text), who) for who in _sender(source, setting))


def _parts(source: Source) -> tuple[tuple[int, int], ...]:
    """The items of data, which can't be forged by what a mail says; other text is one."""
    return source.items if source.raw.lstrip()[:1] in ("[", "{") else ()


@lru_cache(2048)
def _in_text(text: str, items: tuple[tuple[int, int], ...]) -> tuple[Said, ...]:
    """The parts of a text that somebody says: mails, or else the lines of a chat."""
    heads = [head for part in items or ((0, len(text)),) for head in _heads(text, *part)]
    if not heads:
        heads = _speakers(text)
    ends = [start for start, _ in heads[1:]] + [len(text)]
    return tuple((start, end, who) for (start, who), end in zip(heads, ends, strict=False))


def _heads(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Where each head of a mail begins, and who it says wrote. One below the first may be the
    first sender's own words: it is of both."""
    found = list(_FROM.finditer(text, start, end))
    return [(one.start(), _AND.join(dict.fromkeys((found[0][1], one[1])))) for one in found]


def _speakers(text: str) -> list[tuple[int, str]]:
    """Where each line of a chat begins, and who speaks; what is no chat has labels there."""
    found = list(_SPEAKS.finditer(text))
    lines = sum(map(bool, map(str.strip, text.split("\n"))))
    if len(found) < max(LEAST_SPEAKERS, LEAST_SHARE * lines):
        return []
    return [(head.start(), head[1]) for head in found]


def _sender(source: Source, setting: Setting) -> list[str]:
    """Who wrote what was opened by its id: whom the item of a list names that has this id."""
    wanted = folded(source.sought).strip()
    if not wanted or " " in wanted:
        return []
    for listed in setting.read:
        for start, _ in listed.places(wanted):
            item = listed.item_text(start) if listed.items else ""
            if item and listed is not source:
                told = _FROM.search(item)
                return [told[1] if told else item]
    return []


def _is_named(who: str, setting: Setting) -> bool:
    """Whether the request speaks of all of them, by name or as the records call them. Where their
    address is kept, another than of its owner isn't theirs."""
    return all(_is_one_named(one, setting) for one in who.split(_AND))


def _is_one_named(who: str, setting: Setting) -> bool:
    mine = [v.text for v in values(who) if v.type == "email"]
    kept = {owner(v.text) for v in setting.known if v.type == "email"}
    if mine and kept:
        return any(owner(address) in kept for address in mine)
    told = stems(who)
    return not told.isdisjoint(setting.called)
