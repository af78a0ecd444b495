"""Whether a place of a text is within a sentence, or in a field or a row that data has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from alongside.gate.normal import compact, words
from alongside.gate.orders import has_verb
from alongside.gate.source import Source
from alongside.gate.values import kind_of

_ADDRESS = frozenset({"email", "account", "phone"})
_WORDS = """
    the a an to of is are was be and or you your for we our us in on at it this that with by from
    has have will must should please can not if who which as so der die das und ist bitte sie auf
    den dem zu für el la los de que y en para por favor le les et pour vous est il
    an hinzu ein eine einen diese diesen dieser auch mit von vom zum este esta con del al un una o à
    au aux du des ce cet cette avec aussi il gli di per anche questo um uma para
    naar het een ook van z się и на в это этот для bu ve için
"""
_FUNCTION = frozenset(_WORDS.split())
CJK = re.compile(r"[をにへ]|して|ください|请|請|把|给|給|向|发送|분께|에게|으로|도 ")
_ADDRESSES = re.compile(r"(?<!\S)\S*[@./]\w\S*")
ENDS = re.compile(r"(?:다|요|오|음|함|것|람|까)[.!?\s]*\Z")
LABEL = re.compile(r"\A[\s>*•-]*(?:[\w.'()-]{1,20} ?){1,3}[:=]\s*")
LEAST_FUNCTION = 2
_ID = re.compile(
    r"(?<![^\W_])(?:id|ids|number|no|nr|key|ref|code|sku)_?[\"']?\s*[:=]\s*[\"']?([\w.#@/-]{1,60})"
)
_NAMES_ID = re.compile(r"(?:\A|_)(?:ids?|number|no|sku)\Z")
_GOES_ON = re.compile(r"[\"'>)]*,? [a-z]{2,} [a-z]{2,}")
"""Words right after a value: what it is a part of goes on."""
_UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
MOST_FIELD = 6
"""Words beside a value, past which its line is no field."""


def in_sentence(source: Source, start: int, end: int) -> bool:
    """Whether a place of a text is within a sentence, and not in a field or a row."""
    line = source.text.rfind("\n", 0, start) + 1
    exact = kind_of(source.text[start:end]) in (*_ADDRESS, "url")
    if exact and _GOES_ON.match(source.text, end):
        return True
    if not exact and not words(source.text[line:start]):
        return False
    said = _ADDRESSES.sub(" ", LABEL.sub("", sentence(source, start, end)))
    if ENDS.search(said.strip()) or CJK.search(said) or has_verb(said):
        return True
    if sum(word in _FUNCTION for word in words(said)) >= LEAST_FUNCTION:
        return True
    return _beside(said, source.text[start:end]) > MOST_FIELD and not _cell(source.text, start, end)


def _beside(said: str, value: str) -> int:
    """The words that stand by a value between dashes; numbers and the value itself are none."""
    piece = next((one for one in re.split(r"\s--?\s", said) if value in one), said)
    rest = piece.replace(value, " ")
    return sum(not word.isdigit() for word in words(rest)) + len(_UNSPACED.findall(rest)) // 2


def is_field(line: str) -> bool:
    """Whether a folded line is no sentence: few words besides its label, and none for doing."""
    rest = LABEL.sub("", line)
    return not has_verb(rest) and _beside(rest, "\n") <= MOST_FIELD


def _cell(text: str, start: int, end: int) -> bool:
    """Whether it fills a cell of a row: between separators, by others that are as short."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    row = text[first : last if last >= 0 else len(text)]
    for mark in ("|", "\t", ";", ","):
        cells = [cell.strip(" -*\"'<>()[]{}") for cell in row.split(mark)]
        if len(cells) > 2 and text[start:end] in cells:
            return mark != "," or all(len(words(cell)) <= MOST_FIELD for cell in cells)
    return False


def sentence(source: Source, start: int, end: int) -> str:
    """The sentence around a place of a text."""
    first = max(source.text.rfind(mark, 0, start) for mark in ("\n", ". ", "! ", "? ", "。")) + 1
    rest = re.search(r"\n|[.!?。](?=\s|\Z)", source.text[end:])
    return source.text[first : end + rest.start() if rest else len(source.text)]


@lru_cache(1024)
def ids(text: str) -> frozenset[str]:
    """The ids that the fields of a folded text give, as keys to compare."""
    return frozenset(map(compact, _ID.findall(text)))


def another_id(name: str, value: str, read: Sequence[Source]) -> bool:
    """Whether what was read gives ids in fields, and none of them is what such an argument has."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    if not _NAMES_ID.search(plain):
        return False
    given = [ids(source.text) for source in read]
    if not any(given) or any(compact(value) in told for told in given):
        return False
    return not any(_heads(s.text, *place) for s in read for place in s.places(value))


def _heads(text: str, start: int, end: int) -> bool:
    """Whether a line begins with it, or it fills a cell of a row."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    return not before.strip(" -*•#\"'<([") or _cell(text, start, end)
