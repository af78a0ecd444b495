"""The forms of texts, read from data, and whether a text keeps one: lines, syllables, rhyme."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import structs

from alongside.log.kinds import Fault
from alongside.log.kinds.written import Sort
from alongside.mind.write.syllables import rhymes, syllables

LEEWAY = 1
"""Syllables that a line may have more or less: they are counted roughly."""
LONGEST = 1.6
"""How much longer than asked prose may be."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a text: prose of about `words`, or verse of `lines` with so many `syllables` each,
    rhyming where `rhyme` has the same letter.

    `point`: it says that point of the request alone. `letters`: a line for each letter of the name
    that it is for. `fact`: it is about a fact of its own. `again`: the part at that position once
    more. `subject`: the line above a mail.
    """

    brief: str = ""
    words: int = 0
    lines: int = 0
    syllables: tuple[int, ...] = ()
    rhyme: str = ""
    letters: bool = False
    fact: bool = False
    again: int = -1
    point: int = -1
    subject: bool = False

    @property
    def verse(self) -> bool:
        return bool(self.lines) or self.letters


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a sort of text is made of; `framed`: code greets before it and signs after it."""

    sort: Sort
    parts: tuple[Part, ...]
    form: str = ""
    framed: bool = False

    @property
    def verse(self) -> bool:
        return any(part.verse for part in self.parts)


@cache
def forms() -> tuple[Form, ...]:
    """Every form, the usual one of each sort first. Reads a file of the package."""
    told = tomllib.loads(files("alongside.mind.write").joinpath("forms.toml").read_text("utf-8"))
    return msgspec.convert(told["form"], tuple[Form, ...])


def form_of(sort: str, form: str = "") -> Form | None:
    """The form of that name, the sort's usual one where none is named."""
    return next((f for f in forms() if f.sort == sort and form in ("", f.form)), None)


_POINT = "one short paragraph to {to}: two sentences, with what I know where it fits"


def by_points(form: Form, points: int) -> Form:
    """A framed form with a paragraph for each of several points of the request."""
    if not form.framed or points < 2:
        return form
    parts: list[Part] = []
    for part in form.parts:
        words = max(25, round(part.words * 1.2 / points))
        each = structs.replace(part, brief=_POINT, words=words)
        parts += [part] if part.subject else [structs.replace(each, point=n) for n in range(points)]
    return structs.replace(form, parts=tuple(parts))


def letters_of(name: str) -> str:
    """The letters that an acrostic is written down: of Hangul, the syllables of a name."""
    return "".join(each for each in name if each.isalpha()).upper()


def lines_of(part: Part, name: str) -> int:
    """How many lines a part has."""
    return len(letters_of(name)) if part.letters else part.lines


def faults(lines: Sequence[str], part: Part, name: str, first: int = 1) -> Iterator[Fault]:
    """Where the lines of a part miss its form; `first` is the number of its first line."""
    count = lines_of(part, name)
    if len(lines) != count:
        yield Fault(rule="lines", line=first, wanted=str(count), found=str(len(lines)))
    for number, (line, wanted) in enumerate(zip(lines, part.syllables, strict=False), first):
        found = syllables(line)
        if abs(found - wanted) > LEEWAY:
            yield Fault(rule="syllables", line=number, wanted=str(wanted), found=str(found))
    if part.letters:
        for number, (line, letter) in enumerate(zip(lines, letters_of(name), strict=False), first):
            begins = re.sub(r"^\W+", "", line)[:1].upper()
            if begins != letter:
                yield Fault(rule="letter", line=number, wanted=letter, found=begins)
    for at, other in _pairs(part.rhyme):
        if other < len(lines) and not rhymes(lines[at], lines[other]):
            words = (_last(lines[at]), _last(lines[other]))
            yield Fault(rule="rhyme", line=first + other, wanted=words[0], found=words[1])


def faults_of(text: str, form: Form, name: str) -> tuple[Fault, ...]:
    """Where a whole text misses its form. Prose misses it only by being far too long."""
    if not form.verse:
        most = round(LONGEST * sum(part.words for part in form.parts))
        count = len(text.split())
        long = Fault(rule="words", wanted=str(most), found=str(count))
        return (long,) if count > most else ()
    stanzas = [stanza.splitlines() for stanza in re.split(r"\n\s*\n", text.strip())]
    wanted, found = len(form.parts), len(stanzas)
    if wanted != found:
        return (Fault(rule="stanzas", wanted=str(wanted), found=str(found)),)
    missed: list[Fault] = []
    first = 1
    for stanza, part in zip(stanzas, form.parts, strict=True):
        missed += faults(stanza, part if part.again < 0 else form.parts[part.again], name, first)
        first += len(stanza)
    return tuple(missed)


def _pairs(rhyme: str) -> Iterator[tuple[int, int]]:
    """Positions of lines that are to rhyme, each with the one before it of its letter."""
    last: dict[str, int] = {}
    for at, letter in enumerate(rhyme):
        if letter in last:
            yield last[letter], at
        last[letter] = at


def _last(line: str) -> str:
    words = re.findall(r"[\w'’]+", line)
    return words[-1] if words else ""
