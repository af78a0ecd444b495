"""A text that an act may stand on, and where in it a value stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from alongside.gate.normal import compact, folded, stems, unescaped, words
from alongside.gate.orders import STRONG, Order, brought_out, orders
from alongside.gate.values import Value, phone_tail, same, secrets, values
from alongside.log.moment import Trust

_HANGUL = re.compile("[\uac00-\ud7a3]")
_ITEM = re.compile(r"^([^\S\n]{0,2})(?:[-*•]|\d+[.)])\s", re.MULTILINE)
_WRAPPED = re.compile(r"[ \t]{2,}(?=\S)(?![-*•]\s|[\w .]{1,24}:)")
_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
_REMARK = re.compile(
    r"\([^()\n]*\)|^\W*(?:notes?|remarks?|comments?|tags?|info|hints?|description|message|caption|"
    r"hinweis|bemerkung|notiz|nota|remarque|메모|비고|备注|備考)\s*:.*$",
    re.MULTILINE,
)
_TELLS = re.compile(r"\d|@")
MOST_CODE = 24
_LABEL = re.compile(r"^[ \t]*([\w ]{2,20}):", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """Words that came in. `pointed` says that the person's own words led to it being read, and
    `sought` is what was looked for there; `made` says that it tells what came of an act."""

    id: str
    trust: Trust
    raw: str
    pointed: bool = True
    tools: frozenset[str] = field(default=frozenset(), repr=False)
    sought: str = ""
    made: bool = False
    _found: dict[str, tuple[tuple[int, int], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def text(self) -> str:
        return folded(flat(self.raw))

    @cached_property
    def line(self) -> str:
        """The text in one line; each letter stands where it stood."""
        return self.text.replace("\n", " ")

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        return secrets(self.text)

    @cached_property
    def told(self) -> list[str]:
        """Its words and numbers, in order."""
        return words(self.text)

    @cached_property
    def compact(self) -> str:
        return "".join(self.told)

    @cached_property
    def values(self) -> tuple[Value, ...]:
        return values(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.told)

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        return orders(self.text, self.tools) if self.trust is Trust.OUTSIDE else ()

    @cached_property
    def brought_out(self) -> tuple[str, ...]:
        return brought_out(self.raw) if self.trust is Trust.OUTSIDE else ()

    @cached_property
    def items(self) -> tuple[tuple[int, int], ...]:
        return items(self.text)

    def places(self, value: str) -> Iterator[tuple[int, int]]:
        """Where a folded value stands, as words of its own."""
        return iter(self._places(value))

    def codes(self, value: str) -> Iterator[tuple[int, int]]:
        """Where a value with these letters and digits stands, however it is spaced."""
        return ((v.start, v.end) for v in values(self.text) if same(v.key, value))

    def spells(self, value: str) -> bool:
        """Whether the letters and digits of a code or a phone number stand there."""
        tail = phone_tail(value)
        return compact(value) in self.compact or (bool(tail) and tail in self.compact)

    def _places(self, value: str) -> tuple[tuple[int, int], ...]:
        if value not in self._found:
            self._found[value] = tuple(_looked_up(value.split(), self.text, self.line))
        return self._found[value]

    def grade(self, start: int, end: int) -> int:
        """How much what stands there is part of an order."""
        return max([0, *(o.score for o in self.orders if o.start < end and start < o.end)])

    @cached_property
    def strongly(self) -> str:
        """All that it says in strong orders or hides."""
        told = [self.text[o.start : o.end] for o in self.orders if o.score >= STRONG]
        return "\n".join([*told, *self.brought_out])

    @cached_property
    def spoken(self) -> str:
        """All that it says software has to do, and what stands next to it."""
        return "\n".join(self.text[o.start : o.end] for o in self.orders if o.spoken)

    @cached_property
    def bidding(self) -> tuple[str, ...]:
        """The items of a list in which software, or an assistant, is told what to do."""
        told = [o.start for o in self.orders if o.spoken or o.strong]
        items = dict.fromkeys(self.item(start) for start in told)
        return tuple(self.text[one[0] : one[1]] for one in items if one is not None)

    def item_text(self, start: int) -> str:
        """The item that a place is in, or the whole of a text without a list."""
        item = self.item(start)
        return self.text if item is None else self.text[item[0] : item[1]]

    def item(self, start: int) -> tuple[int, int] | None:
        """The item of a list that holds this place."""
        return next((one for one in self.items if one[0] <= start < one[1]), None)


def _looked_up(told: list[str], text: str, line: str) -> Iterator[tuple[int, int]]:
    if any(word not in text for word in told) or not told:
        return
    value = " ".join(told)
    start = line.find(value)
    if start < 0 and len(told) > 1:
        yield from _spread(told, text)
    while start >= 0:
        if _apart(text, start, start + len(value)):
            yield start, start + len(value)
        start = line.find(value, start + 1)


def _spread(told: list[str], text: str) -> Iterator[tuple[int, int]]:
    """Words that stand in a row with more than a space between them."""
    for found in re.finditer(r"\s+".join(map(re.escape, told)), text):
        if _apart(text, *found.span()):
            yield found.span()


def _apart(text: str, start: int, end: int) -> bool:
    """Whether it begins and ends as a word does; Korean words may go on with a particle."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() and text[start].isalnum():
        return False
    return not (after.isalnum() and text[end - 1].isalnum()) or bool(_HANGUL.match(after))


@lru_cache(2048)
def flat(raw: str) -> str:
    """JSON as lines of `name: value`, an item after another; other text as it is."""
    head = raw.lstrip()[:1]
    if head in ("{", "["):
        with suppress(ValueError, RecursionError):
            return "\n".join(_lines(json.loads(raw), "", 0))
    return _unwrapped(unescaped(raw.replace("\\n", "\n")))


def _unwrapped(text: str) -> str:
    """Lines that go on with an indent, joined; below one that ends in a colon they are a list."""
    made: list[str] = []
    listed = False
    for line in text.split("\n"):
        goes_on = made and made[-1].strip() and _WRAPPED.match(line)
        if goes_on and not listed:
            made[-1] += " " + line.lstrip()
            continue
        listed = line.rstrip().endswith((":", "|")) or (listed and bool(goes_on))
        made.append(line)
    return "\n".join(made)


def _lines(value: Any, name: str, depth: int) -> Iterator[str]:
    if depth > 40:
        yield str(value)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _lines(one, str(key), depth + 1)
    elif isinstance(value, list):
        for one in value:
            nested = list(_lines(one, name, depth + 1))
            yield from (
                f"{'- ' if place == 0 else '  '}{line}" for place, line in enumerate(nested)
            )
    else:
        shown = ("true" if value else "false") if isinstance(value, bool) else str(value)
        yield f"{name}: {shown}" if name else shown


@lru_cache(2048)
def items(text: str) -> tuple[tuple[int, int], ...]:
    """The items of a list: bullets, lines of a table, or paragraphs that begin alike."""
    starts, blocks = _outermost(text), _blocks(text)
    if len(blocks) > 1 and (len(starts) < 2 or blocks[0] < starts[0]):
        starts = blocks
    if len(starts) < 2:
        starts = _alike(text)
    if len(starts) < 2:
        return ()
    found = tuple(zip(starts, [*starts[1:], len(text)], strict=True))
    return found[1:] if _is_header(text, found) else found


def _is_header(text: str, rows: Sequence[tuple[int, int]]) -> bool:
    """Whether the first of several rows only names what the others hold: no number, no address."""
    telling = [_TELLS.search(text, *row) is not None for row in rows]
    return len(rows) > 2 and not telling[0] and all(telling[1:])


def _outermost(text: str) -> list[int]:
    """Where the bullets stand that are part of no other bullet's item."""
    found = [(len(bullet[1]), bullet.start()) for bullet in _ITEM.finditer(text)]
    least = min((indent for indent, _ in found), default=0)
    return [start for indent, start in found if indent == least]


def _blocks(text: str) -> list[int]:
    """Where the paragraphs begin whose first label is that of another paragraph as well."""
    blocks = [found.start() for found in re.finditer(r"(?:\A|\n\s*\n|\n-{3,}\n)\s*(?=\S)", text)]
    heads = [found.group(1) if (found := _LABEL.match(text, start + _skip(text, start))) else ""
             for start in blocks]  # fmt: skip
    return [start for start, head in zip(blocks, heads, strict=True)
            if head and heads.count(head) > 1]  # fmt: skip


def _alike(text: str) -> list[int]:
    """Where the rows of a table begin, or lines that begin with codes of one shape."""
    lines = [found.start() for found in re.finditer(r"^(?=\S)", text, re.MULTILINE)]
    for mark in ("|", "\t", ";", " - ", ","):
        counts = [text[start:].split("\n", 1)[0].count(mark) for start in lines]
        most = max((n for n in counts if n), key=counts.count, default=0) if mark == "," else 0
        rows = [start for start, n in zip(lines, counts, strict=True) if n and most in (0, n)]
        if len(rows) > 2 and len(rows) >= 0.6 * len(lines) and (mark != "," or most > 1):
            return rows
    return _coded(text, lines)


def _coded(text: str, lines: list[int]) -> list[int]:
    """The lines that begin with a code of one shape, as `C01` and `C02`, where most do."""
    shapes = [_headed(text[start : start + MOST_CODE]) for start in lines]
    rows = [start for start, shape in zip(lines, shapes, strict=True)
            if shape and shapes.count(shape) > 1]  # fmt: skip
    return rows if len(rows) >= 0.6 * len(lines) else []


def _headed(line: str) -> str:
    code = line.split(maxsplit=1)[0] if line.strip() else ""
    return shape(code) if any(char.isdigit() for char in code) else ""


def shape(code: str) -> str:
    """What codes of one kind have in common: `C01` and `C2` are both `a9`."""
    return _LETTERS.sub("a", _DIGITS.sub("9", code))


def _skip(text: str, start: int) -> int:
    return len(text[start:]) - len(text[start:].lstrip(" \n-"))


@lru_cache(8192)
def unremarked(item: str) -> str:
    """An item without what is only remarked on it: in brackets, or in a field of notes."""
    return _REMARK.sub(" ", item)


@lru_cache(8192)
def shared(text: str, terms: frozenset[str]) -> frozenset[str]:
    """What a text speaks of, of what the request is about."""
    told, odd = _stems(text)
    return (terms & told) | {
        term for term in terms if not term.isascii()
        and any(term.startswith(word) or word.startswith(term) for word in odd)
    }  # fmt: skip


@lru_cache(16384)
def _stems(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of a text, and those of them that aren't in Latin letters alone."""
    told = stems(text)
    return told, tuple(word for word in told if len(word) > 1 and not word.isascii())
