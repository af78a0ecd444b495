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
    ["glasses", "jeans", "scissors", "skis", "books", "musical-notes", "sparkles", "grapes"]
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
    relation: Kind | None = None
    joined: bool = False
    group: list[int] = field(default_factory=list)
    """The things named together (“a cup and two books”), which a relation is said of."""

    def word(self, word: _Word) -> None:
        """Take the next phrase."""
        if word.meaning is None:
            self._unknown(word.text)
        elif word.meaning.sense == "thing":
            self._thing(word, word.meaning.value)
        else:
            take = {
                "colour": self._coloured, "scale": self._scaled, "count": self._counted,
                "relation": self._related, "side": self._sided, "without": self._withheld,
            }.get(word.meaning.sense, self._set)  # fmt: skip
            take(word.meaning)

    def _unknown(self, text: str) -> None:
        if text in _BREAK:
            self._forget_waiting()
            self.joined = False
        elif text == "and":
            self.joined = True
        elif text.isdigit():
            self.count = max(1, min(int(text), MOST_OF_A_THING))
        elif _COUNTER.fullmatch(text) and self.count and self.things:
            self._count_last()

    def _count_last(self) -> None:
        """“고양이 세 마리”: the number follows what it counts."""
        if self.things[-1].count == 1:
            self.things[-1] = replace(self.things[-1], count=self.count)
            self.count = 0

    def _thing(self, word: _Word, glyph: str) -> None:
        without, self.without = self.without, False
        if without or len(self.things) >= MOST_THINGS:
            self._forget_waiting()
            return
        count = self.count or (PLURAL if word.plural else 1)
        nth = self.mentions[glyph]
        self.mentions[glyph] += 1
        made = Thing(
            glyph=glyph, word=word.text, nth=nth, count=count, colour=self.colour, scale=self.scale
        )
        self.things.append(made)
        self._relate(word.korean)
        self._forget_waiting()

    def _relate(self, korean: bool) -> None:
        last = len(self.things) - 1
        joined, self.joined = self.joined, False
        if self.relation and korean and last > 0:
            self.relations.append(Relation(last, self.relation, last - 1))
        elif self.relation:
            self.relations += [Relation(each, self.relation, last) for each in self.group]
        self.group = [*self.group, last] if joined and not self.relation else [last]

    def _forget_waiting(self) -> None:
        self.colour, self.scale, self.count, self.relation = "", 1.0, 0, None

    def _coloured(self, meaning: Meaning) -> None:
        self.colour = meaning.value

    def _scaled(self, meaning: Meaning) -> None:
        self.scale = float(meaning.value)

    def _counted(self, meaning: Meaning) -> None:
        self.count = int(meaning.value)

    def _related(self, meaning: Meaning) -> None:
        self.relation = cast("Kind", meaning.value)

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
    return Scene(things=tuple(reader.things), relations=tuple(reader.relations), **setting)


def _words(text: str, known: Lexicon) -> Iterator[_Word]:
    tokens = [m[0] for m in _TOKEN.finditer(text.lower())][:MOST_WORDS]
    at = 0
    while at < len(tokens):
        for length in range(min(known.longest, len(tokens) - at), 0, -1):
            found = _known(tokens[at : at + length], known)
            if found is not None:
                yield found
                at += length
                break
        else:
            yield _Word(tokens[at], None)
            at += 1


def _known(tokens: list[str], known: Lexicon) -> _Word | None:
    """The phrase, or its last word in the singular or without particles, if the lexicon has it."""
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
