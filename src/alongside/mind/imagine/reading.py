"""From a sentence, in English or Korean, to the scene it shows, with code alone.

At each word the longest phrase that the lexicon knows is taken; what it doesn't know is passed
over. In English a relation stands between two things (“a cat on a table”), in Korean after the
second (“탁자 위에 고양이”, a cat on a table).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, cast

from alongside.mind.imagine.lexicon import Lexicon, Meaning, lexicon
from alongside.mind.imagine.scene import Kind, Relation, Scene, Side, Thing

MOST_WORDS = 400
MOST_OF_A_THING = 12
MOST_THINGS = 24
PLURAL = 3
"""How many a plural shows that no number stands by."""
_TOKEN = re.compile(r"[a-zé]+(?:[-'’][a-zé]+)*|[가-힣]+|\d{1,4}|[,.;!?]")
_BREAK = frozenset(",.;!?")
_NO_PLURAL = frozenset(
    [
        "glasses",
        "jeans",
        "scissors",
        "skis",
        "books",
        "musical-notes",
        "sparkles",
        "grapes",
        "aurora",
    ]
)
_IRREGULAR = {
    "children": "child", "men": "man", "women": "woman", "mice": "mouse", "geese": "goose",
    "wolves": "wolf", "leaves": "leaf", "knives": "knife", "shelves": "shelf", "oxen": "ox",
    "bookshelves": "bookshelf", "loaves": "loaf",
}  # fmt: skip
_PARTICLE = re.compile(
    r"(?:들)?(?:이|가|은|는|을|를|와|과|랑|이랑|하고|의|에|에서|에는|에도|으로|로|도|만|까지|부터|처럼|"
    r"이다|이야|이고|이며|인|한|께서|한테|에게)?"
)
_AND = re.compile(r"[가-힣]+(?:와|과|랑|이랑|하고)")
_IT = frozenset({"it", "them", "him", "her"})
_COUNTER = re.compile(
    r"(?:마리|그루|송이|개|명|대|채|척|사람|권|잔|병|장|켤레|쌍|줄기|포기|자루|송)(?:의|가|이|를|을|와|과|랑|는|은)?"
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A phrase of the sentence and what it means, `None` where the lexicon doesn't know it."""

    text: str
    meaning: Meaning | None
    plural: bool = False
    korean: bool = False


@dataclass(slots=True)
class _Reader:
    """What was read so far, and what still waits for the thing that it belongs to."""

    things: list[Thing] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    setting: dict[str, str] = field(default_factory=dict)
    mentions: Counter[str] = field(default_factory=Counter)
    colour: str = ""
    scale: float = 1.0
    count: int = 0
    without: bool = False
    relation: str = ""
    joined: bool = False
    also: bool = False
    """The Korean “and” was said: what comes next stands where the thing before stands."""
    definite: bool = False
    of: bool = False
    aloft: bool = False
    fresh: bool = False
    """The phrase before this one was a thing."""
    group: list[int] = field(default_factory=list)
    """The things named together (“a cup and two books”), which a relation is said of."""

    def word(self, word: _Word) -> None:
        """Take the next phrase."""
        fresh, self.fresh = self.fresh, False
        if word.meaning is None:
            self._unknown(word.text)
        elif word.meaning.sense == "thing":
            self._thing(word, word.meaning.value, fresh=fresh)
        else:
            take = {
                "colour": self._coloured, "scale": self._scaled, "count": self._counted,
                "relation": self._related, "side": self._sided, "without": self._withheld,
                "young": self._young, "aloft": self._lifted,
            }.get(word.meaning.sense, self._set)  # fmt: skip
            take(word.meaning)
        self.also = self.also or bool(_AND.fullmatch(word.text))

    def _unknown(self, text: str) -> None:
        if text in _BREAK:
            self._forget_waiting()
            self.joined = self.also = False
        elif text == "and":
            self.joined = True
        elif text == "the":
            self.definite = True
        elif text == "of":
            self.of = bool(self.things)
        elif text in _IT and self.relation and self.group and self.group[0]:
            self._refer(self.group[0] - 1)
        elif text.isdigit():
            self.count = max(1, min(int(text), MOST_OF_A_THING))
        elif _COUNTER.fullmatch(text) and self.count and self.things:
            self._count_last()

    def _count_last(self) -> None:
        """“고양이 세 마리”: the number follows what it counts."""
        if self.count and self.things[-1].count == 1:
            self.things[-1] = replace(self.things[-1], count=self.count)
            self.count = 0

    def _thing(self, word: _Word, glyph: str, *, fresh: bool) -> None:
        without, self.without = self.without, False
        definite, self.definite = self.definite, False
        if without or len(self.things) >= MOST_THINGS:
            self._forget_waiting()
        elif self._measured(word, glyph):
            self._count_last()
        elif fresh and not word.korean and self.things[-1].glyph == glyph:
            self.fresh = True
        elif fresh and not word.korean and self._does(glyph):
            self._do(glyph)
        elif definite and (known := self._named(glyph)) is not None:
            self._refer(known)
        else:
            self._add(word, glyph)

    def _measured(self, word: _Word, glyph: str) -> bool:
        """“A bowl of ramen”, “라면 한 그릇”: one thing, called twice."""
        again = bool(self.things) and self.things[-1].glyph == glyph
        return again and (self.of or (word.korean and self.count > 0))

    def _does(self, glyph: str) -> bool:
        """“A woman dancing”: no second person."""
        last = self.things[-1].glyph if self.things else ""
        return bool(last) and glyph in lexicon().doing and lexicon().glyphs[last].holds

    def _do(self, glyph: str) -> None:
        last = self.things[-1]
        if last.glyph.endswith("-standing"):
            self.things[-1] = replace(last, glyph=glyph)

    def _add(self, word: _Word, glyph: str) -> None:
        count = self.count or (PLURAL if word.plural else 1)
        nth = self.mentions[glyph]
        self.mentions[glyph] += 1
        self.things.append(
            Thing(
                glyph=glyph,
                word=word.text,
                nth=nth,
                count=count,
                colour=self.colour,
                scale=self.scale,
                aloft=self.aloft,
            )
        )
        self._relate(word.korean)
        self._forget_waiting()
        self.also, self.fresh = False, True

    def _named(self, glyph: str) -> int | None:
        """Where the thing was named before, if “the” is said of it."""
        if self.colour or self.count:
            return None
        return next((n for n, thing in enumerate(self.things) if thing.glyph == glyph), None)

    def _refer(self, index: int) -> None:
        """What waits for a thing was said of one named before."""
        if self.relation:
            kind = self._kind(self.things[index])
            self.relations += [self._ordered(e, kind, index) for e in self.group if e != index]
        self.group = [index]
        self._forget_waiting()

    def _relate(self, korean: bool) -> None:
        last = len(self.things) - 1
        joined, self.joined = self.joined, False
        kind = self._kind(self.things[last - 1 if korean else last])
        if self.relation and korean and last > 0:
            self.relations.append(self._ordered(last, kind, last - 1))
        elif self.relation:
            self.relations += [self._ordered(each, kind, last) for each in self.group]
        elif self.also:
            self.relations += [
                Relation(last, each.kind, each.second)
                for each in self.relations if each.first == last - 1
            ]  # fmt: skip
        elif self.of and last > 0 and self.things[last - 1].glyph in lexicon().containers:
            self.relations.append(Relation(last, "in", last - 1))
        self.group = [*self.group, last] if joined and not self.relation else [last]

    def _kind(self, other: Thing) -> Kind:
        """“With” means in the hand or worn, for what can be; else beside."""
        if self.relation not in ("with", "held", "in"):
            return cast("Kind", self.relation)
        glyphs = lexicon().glyphs
        people = any(glyphs[thing.glyph].holds for thing in self.things)
        if people and glyphs[other.glyph].held:
            return "held"
        return "in" if self.relation == "in" else "beside"

    def _ordered(self, first: int, kind: Kind, second: int) -> Relation:
        """What is held comes first, and who holds it second."""
        glyphs = lexicon().glyphs
        if kind == "held" and not glyphs[self.things[first].glyph].held:
            return Relation(second, kind, first)
        return Relation(first, kind, second)

    def _forget_waiting(self) -> None:
        self.colour, self.scale, self.count, self.relation = "", 1.0, 0, ""
        self.aloft = self.of = False

    def _coloured(self, meaning: Meaning) -> None:
        self.colour = meaning.value

    def _scaled(self, meaning: Meaning) -> None:
        self.scale = float(meaning.value)

    def _counted(self, meaning: Meaning) -> None:
        self.count = int(meaning.value)

    def _related(self, meaning: Meaning) -> None:
        self.relation = meaning.value

    def _lifted(self, _: Meaning) -> None:
        self.aloft = True

    def _young(self, meaning: Meaning) -> None:
        """“A bear and her cub”: a small one of what was named last."""
        if self.things:
            old = self.things[-1]
            self.scale = old.scale * float(meaning.value)
            self._add(_Word(old.word, None), old.glyph)

    def _sided(self, meaning: Meaning) -> None:
        if self.things:
            self.things[-1] = replace(self.things[-1], side=cast("Side", meaning.value))

    def _withheld(self, meaning: Meaning) -> None:
        if meaning.value == "before":
            self.without = True
        elif self.things:
            gone = self.things.pop()
            self.mentions[gone.glyph] -= 1
            last = len(self.things)
            self.relations = [r for r in self.relations if last not in (r.first, r.second)]

    def _set(self, meaning: Meaning) -> None:
        """The sky, weather, season, mood, style or ground; the first of each counts."""
        without, self.without = self.without, False
        if not without:
            self.setting.setdefault(meaning.sense, meaning.value)


def read(text: str) -> Scene:
    """The scene that `text` shows. Raises `GlyphsMissing`."""
    known = lexicon()
    reader = _Reader()
    for word in _words(text, known):
        reader.word(word)
    setting: dict[str, Any] = reader.setting
    if any(thing.glyph in known.nightly for thing in reader.things):
        setting.setdefault("sky", "night")
    return Scene(things=tuple(reader.things), relations=tuple(reader.relations), **setting)


def _words(text: str, known: Lexicon) -> Iterator[_Word]:
    tokens = [m[0] for m in _TOKEN.finditer(text.lower())][:MOST_WORDS]
    at = 0
    while at < len(tokens):
        for length in range(min(known.longest, len(tokens) - at), 0, -1):
            found = _known(tokens[at : at + length], known)
            if found is not None:
                after = _known(tokens[at + length : at + length + 1], known)
                yield _as_hue(found, after, known)
                at += length
                break
        else:
            yield from _parts(tokens[at], known)
            at += 1


def _as_hue(word: _Word, after: _Word | None, known: Lexicon) -> _Word:
    """A thing right before another may be its colour: “an orange cat”."""
    hue = known.hues.get(word.text)
    if hue is None or after is None or after.meaning is None or after.meaning.sense != "thing":
        return word
    return _Word(word.text, Meaning("colour", hue))


def _parts(token: str, known: Lexicon) -> Iterator[_Word]:
    """An unknown Korean word may be two known ones (“여름밤”), the first of two syllables."""
    for cut in range(len(token) - 1, 1, -1):
        if not "가" <= token[0] <= "힣":
            break
        first, second = _known([token[:cut]], known), _known([token[cut:]], known)
        if first and second and second.meaning and (
            len(token) - cut > 1 or second.meaning.sense != "thing"
        ):  # fmt: skip
            yield from (first, second)
            return
    yield _Word(token, None)


def _known(tokens: list[str], known: Lexicon) -> _Word | None:
    """The phrase, or its last word in the singular or without particles, if the lexicon has it."""
    if not tokens:
        return None
    *before, last = tokens
    text = " ".join(tokens)
    found = [
        (meaning, plural)
        for form, plural in _forms(last)
        if (meaning := known.phrases.get((*before, form))) is not None
    ]
    if not found:
        return None
    meaning = found[0][0]
    plural = (meaning, True) in found and meaning.value not in _NO_PLURAL
    return _Word(text, meaning, plural, "가" <= last[0] <= "힣")


def _forms(word: str) -> Iterator[tuple[str, bool]]:
    """The word, and what it may be a form of; the second says whether that form is plural."""
    yield word, False
    if word in _IRREGULAR:
        yield _IRREGULAR[word], True
    elif "가" <= word[0] <= "힣":
        for end in range(len(word) - 1, 0, -1):
            if _PARTICLE.fullmatch(word, end):
                yield word[:end], word[end:].startswith("들")
    elif word.endswith("s") and len(word) > 3:
        yield word[:-1], True
        if word.endswith("es"):
            yield word[:-2], True
        if word.endswith("ies"):
            yield f"{word[:-3]}y", True
