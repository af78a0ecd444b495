"""Whether a place of a text is within a sentence, or in a field or a row that data has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from alongside.gate.normal import FUNCTION, compact, words
from alongside.gate.orders import has_verb
from alongside.gate.source import Source, shape
from alongside.gate.values import kind_of

_ADDRESS = frozenset({"email", "account", "phone"})
CJK = re.compile(r"[をにへ]|して|ください|请|請|把|给|給|向|发送|분께|에게|으로|도 ")
_ADDRESSES = re.compile(r"(?<!\S)\S*[@./]\w\S*")
ENDS = re.compile(r"(?:다|요|오|음|함|것|람|까)[.!?\s]*\Z")
LABEL = re.compile(r"\A[\s>*•-]*(?:[\w.'()-]{1,20} ?){1,3}[:=]\s*")
LEAST_FUNCTION = 2
_ID = re.compile(
    r"(?<!\w)((?:[a-z]+_)?(?:id|ids|number|no|nr|key|ref|code|sku)_?)[\"']?\s*[:=]\s*[\"']?([\w.#@/-]{1,60})"
)
_HEAD = re.compile(r"^[ *•-]*(\[?)(?:(?=[\w-]*[a-z])|#(?=\d{3}))([\w-]*\d[\w-]*)", re.MULTILINE)
"""A code of letters and digits that a line begins with, or a number after #."""
_NAMES_ID = re.compile(r"(?:\A|_)(?:ids?|number|no|key|sku|code|ref)\Z")
_CODE = re.compile(r"(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{3,}")
"""An id of letters and digits."""
_TO_PAY = re.compile(
    r"\s*(?:still |noch |reste |resta )?(?:to (?:be paid|pay)|zu zahlen(?:der betrag)?|zu bezahlen|à (?:payer|régler)|[aà] pagar|da pagare|"
    r"te betalen|do zapłaty|att betala|at betale|к оплате|ödenecek(?: tutar)?|お支払い?額|应付)"
    r"[\s.:|]*[$€£¥₩]? ?\d[\d.,' ]*(?:[$€£¥₩]|원|[a-z]{2,4})?[\s|]*"
)
"""The row of a bill that says what is to be paid."""
_AT_END = re.compile(r"(?:, [^()\n]{1,20})?\)[.\s]*$", re.MULTILINE)
_ROW_END = re.compile(r"^\s*[-*•★] [^\n]*\([^()\n]{2,40}\)[.\s]*$", re.MULTILINE)
"""A row that ends in parentheses, as those of a list of changes do with who made them."""
LEAST_ROWS = 2
_STAMP = re.compile(r"\s*(?:\[[^\]\n]*\])?\s*")
"""What stands before who speaks in a line of a chat."""
_GOES_ON = re.compile(r"[\"'>)]*,? [a-z]{2,} [a-z]{2,}")
"""Words right after a value: what it is a part of goes on."""
_QUOTED = re.compile(r"[\"']\s*[:=,]\s*\[?\s*[\"']\Z|\[[\"']\Z")
"""What stands before a value of data that is given in quotes."""
_UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_MARKS = tuple(map(re.compile, (r"\|", r"\t", ";", r"(?<=\S) - ", r",(?! )|, (?=\S+(?:,|\Z))")))
"""What separates the cells of a row."""
_BULLET, _COMMA = re.compile(r"\s*[-*•★] "), re.compile(r", ")
_COLUMNS, LEAST_COLUMNS = (_MARKS[0], _MARKS[1], _MARKS[2], re.compile(r",(?! )")), 3
"""The same of tables, and how many of them a row has at least."""
MOST_SHORT, MOST_FIELD = 3, 6
"""Words beside a value, past which its line is no field."""


def in_sentence(source: Source, start: int, end: int) -> bool:
    """Whether a place of a text is within a sentence, and not in a field or a row."""
    if _cell(source.text, start, end) or _ends_row(source.text, start, end):
        return False
    if _between_commas(source, start, end):
        return False
    if _in_remark(source.text, start, end):
        return True
    line = source.text.rfind("\n", 0, start) + 1
    if _QUOTED.search(source.text[line:start]) and source.text[end : end + 1] in ("'", '"'):
        return False
    kind = kind_of(source.text[start:end])
    speaks = source.text[end : end + 1] == ":" and _STAMP.fullmatch(source.text, line, start)
    if kind == "handle" and speaks:
        return False
    exact = kind in (*_ADDRESS, "url")
    if exact and _GOES_ON.match(source.text, end):
        return True
    if not words(source.text[line:start]) and (not exact or _begins_row(source, start)):
        return False
    value, whole = source.text[start:end], sentence(source, start, end)
    said = _ADDRESSES.sub(" ", LABEL.sub("", whole))
    if ENDS.search(said.strip()) or CJK.search(said) or has_verb(said):
        return True
    piece = next((one for one in re.split(r"\s--?\s", whole) if value in one), whole)
    said = _ADDRESSES.sub(" ", LABEL.sub("", piece.replace(value, " ")))
    if sum(word in FUNCTION for word in words(said)) >= LEAST_FUNCTION:
        return True
    return _beside(said) > MOST_FIELD and not _cell(source.text, start, end)


def _between_commas(source: Source, start: int, end: int) -> bool:
    """Whether it stands between commas as others of its kind do in other lines."""
    kind = kind_of(source.text[start:end])
    if kind not in _ADDRESS or not _parted(source.text, start, end):
        return False
    alike = [v for v in source.values if v.type == kind and _parted(source.text, v.start, v.end)]
    return len({source.text.count("\n", 0, v.start) for v in alike}) >= LEAST_COLUMNS


def _parted(text: str, start: int, end: int) -> bool:
    """Whether a comma stands before it, and one or the end of the line after it."""
    return text[:start].endswith(", ") and text[end : end + 1] in (",", "\n", "")


def _begins_row(source: Source, start: int) -> bool:
    """Whether a line begins with it, as others do with values of its kind."""
    kind = kind_of(source.text[start:].split(maxsplit=1)[0])
    heads = [row.split(maxsplit=1)[0] for row in source.text.split("\n") if row.strip()]
    return kind is not None and sum(kind_of(head) == kind for head in heads) > 1


def _beside(rest: str) -> int:
    """The words that stand by a value; numbers are none, and two letters of a script without spaces
    are one."""
    return sum(not word.isdigit() for word in words(rest)) + len(_UNSPACED.findall(rest)) // 2


def is_field(line: str) -> bool:
    """Whether a folded line is no sentence: few words besides its label, and none for doing;
    or a row that says what is to be paid."""
    rest = LABEL.sub("", line)
    return to_pay(line) or (not has_verb(rest) and _beside(rest) <= MOST_FIELD)


def to_pay(line: str) -> bool:
    """Whether a folded line is the row of a bill that says what is to be paid."""
    return _TO_PAY.fullmatch(line) is not None


def _cell(text: str, start: int, end: int) -> bool:
    """Whether it fills a cell of a row, alone or after a name."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    row, at = text[first : last if last >= 0 else len(text)], start - first
    for mark in (*_MARKS, _COMMA) if _BULLET.match(row) else _MARKS:
        ends = [found.start() for found in mark.finditer(row)]
        if len(ends) < 2:
            continue
        a = max((found.end() for found in mark.finditer(row, 0, at)), default=0)
        b = min((place for place in ends if place >= at + end - start), default=len(row))
        rest = LABEL.sub("", row[a:at]) + " " + row[at + end - start : b]
        if _beside(rest) <= (MOST_FIELD if "<" in rest else 0):
            return True
    return False


def _ends_row(text: str, start: int, end: int) -> bool:
    """Whether it is what the parentheses at the end of a row give, as those of other rows do."""
    row = text[text.rfind("\n", 0, start) + 1 : start]
    if not (_BULLET.match(row) and row.endswith("(") and _AT_END.match(text, end)):
        return False
    return len(_ROW_END.findall(text)) >= LEAST_ROWS


def _in_remark(text: str, start: int, end: int) -> bool:
    """Whether it stands among other words in one cell of a row of a table."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    row, at = text[first : last if last >= 0 else len(text)], start - first
    for mark in _COLUMNS:
        ends = [found.span() for found in mark.finditer(row)]
        if len(ends) < LEAST_COLUMNS:
            continue
        a = max((b for _, b in ends if b <= at), default=0)
        b = min((a for a, _ in ends if a >= at + end - start), default=len(row))
        return _beside(row[a:at] + " " + row[at + end - start : b]) > MOST_SHORT
    return False


def sentence(source: Source, start: int, end: int) -> str:
    """The sentence around a place of a text."""
    first = max(source.text.rfind(mark, 0, start) for mark in ("\n", ". ", "! ", "? ", "。")) + 1
    rest = re.search(r"\n|[.!?。](?=\s|\Z)", source.text[end:])
    return source.text[first : end + rest.start() if rest else len(source.text)]


def paragraph(source: Source, start: int, end: int) -> str:
    """The paragraph around a place of a text."""
    last = source.text.find("\n\n", end)
    return source.text[source.text.rfind("\n\n", 0, start) + 1 : last if last >= 0 else None]


@lru_cache(1024)
def ids(text: str) -> frozenset[tuple[str, str]]:
    """The ids that the fields of a folded text give, as keys to compare, each with its label."""
    labelled = ((label.strip("_"), compact(key)) for label, key in _ID.findall(text))
    return frozenset((*labelled, *((mark, compact(key)) for mark, key in _HEAD.findall(text))))


def another_id(name: str, value: str, read: Sequence[Source]) -> bool:
    """Whether what was read gives ids of this kind in fields, and none of them is what such an
    argument has. Ids are of a kind where they begin alike, where the field is named so, or where
    they head the rows of a table."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    if not _NAMES_ID.search(plain) and not (_CODE.fullmatch(value) and kind_of(value) is None):
        return False
    mine = compact(value)
    given = {(label, key) for source in read for label, key in ids(source.text)}
    if any(key == mine for _, key in given):
        return False
    kind = [key for label, key in given if label in ("", plain) or _begin(key) == _begin(mine)]
    if not any(shape(mine) == shape(key) for key in kind):
        return False
    return not any(_heads(s.text, *place) for s in read for place in s.places(value))


def _begin(key: str) -> str:
    """The letters that an id begins with."""
    return key[: len(key) - len(key.lstrip("abcdefghijklmnopqrstuvwxyz"))]


def fills(source: Source, start: int, end: int) -> bool:
    """Whether a value makes up a field, a cell or the head of a line, and isn't among other words."""
    return _heads(source.text, start, end)


def _heads(text: str, start: int, end: int) -> bool:
    """Whether a line begins with it or says little else, or it fills a cell of a row."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before, after = text[first:start], text[end : last if last >= 0 else len(text)]
    if before.endswith("(") and after.startswith(")"):
        return True
    if _beside(f"{before} {after}") <= MOST_SHORT:
        return True
    return not before.strip(" -*•#\"'<([") or _cell(text, start, end)
