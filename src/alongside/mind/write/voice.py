"""A profile of how somebody writes, counted by code from their own texts. No model is asked.

Each trait is told with texts that show it, so that it can be looked up and doubted. Where the
person wrote enough to the one who is written to, the profile is of those texts: people write
otherwise to a friend than to an office.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import median
from typing import Literal

from alongside.mind.converse.evidence import sentences
from alongside.mind.write.own import Language, Sample, among
from alongside.views.words import KOREAN_STOP_WORDS, STOP_WORDS

Name = Literal[
    "sentence", "length", "greeting", "closing", "favourites", "exclaims", "trails", "emoji",
    "laughs", "lowercase", "unpunctuated", "contracts", "formality",
]  # fmt: skip
FEW = 3
"""Texts from which on a voice is told of."""
TO_ONE = 5
"""Texts to one person from which on their profile is of those alone."""
SHOWN, WORDS = 3, 8
"""At most so many texts show a trait, and so many words are told of it."""
QUOTE = 140
"""Characters of a text that are quoted, about."""
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2764]\ufe0f?|(?<!\\S)[:;]-?[)D(P]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CONTRACTED = re.compile(r"\w['’](?:m|re|ve|ll|d|s|t)\b", re.IGNORECASE)
_FULL = re.compile(
    r"\b(?:I am|I have|I will|do not|does not|did not|can ?not|will not|is not|are not|it is|"
    r"that is|you are|we are)\b"
)
_END = r"[\s.!?~…^ㅋㅎㅠㅜ]*$"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("hamnida", re.compile(rf"(?:니다|니까|십시오){_END}")),
    ("haeyo", re.compile(rf"(?:요|죠){_END}")),
    ("handa", re.compile(rf"(?:[^니]다|[음함임됨]){_END}")),
    ("banmal", re.compile(rf"(?:[어아야지네냐니자래게해줘까]|거든|는데|잖아){_END}")),
)
"""How a Korean sentence ends: formal polite, polite, plain as in a diary, casual."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Words of a moment that show a trait."""

    moment: str
    quote: str


@dataclass(frozen=True, slots=True)
class Trait:
    """A trait: words of a sentence or text, or a share of sentences or texts in 0..1; the words
    that it is about, the commonest first; and texts that show it."""

    name: Name
    value: float
    words: tuple[str, ...] = ()
    shown: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """How the person writes in a language; `to_one` says that only texts to one person count."""

    language: Language
    texts: int
    words: int
    traits: tuple[Trait, ...] = ()
    to_one: bool = False

    def trait(self, name: Name) -> Trait | None:
        return next((each for each in self.traits if each.name == name), None)


@dataclass(frozen=True, slots=True)
class _Manner:
    greeting: re.Pattern[str]
    closing: re.Pattern[str]
    laughter: re.Pattern[str]
    words: frozenset[str]


@cache
def _manners() -> dict[str, _Manner]:
    told = tomllib.loads(files("alongside.mind.write").joinpath("voice.toml").read_text("utf-8"))
    return {
        language: _Manner(
            greeting=re.compile(rf"\s*({by['greeting']})", re.IGNORECASE),
            closing=re.compile(rf"\s*({by['closing']})", re.IGNORECASE),
            laughter=re.compile(by["laughter"], re.IGNORECASE),
            words=frozenset(by["manner"].split()),
        )
        for language, by in told.items()
    }


def voice(texts: Sequence[Sample], language: Language, to: frozenset[str] = frozenset()) -> Voice:
    """The profile in a language, of texts to somebody (folded names) where there are enough."""
    theirs = [*among(texts, language, to)] if to else []
    chosen = theirs if len(theirs) >= TO_ONE else [*among(texts, language)]
    count = sum(len(_WORD.findall(each.text)) for each in chosen)
    if len(chosen) < FEW:
        return Voice(language, len(chosen), count)
    found = [_measured(chosen), *_marked(chosen, language), _favourites(chosen, language)]
    greeted = _edges(theirs or chosen, language)
    traits = (*found, _length(chosen), *greeted, *_of_language(chosen, language))
    return Voice(
        language, len(chosen), count, tuple(t for t in traits if t is not None), chosen is theirs
    )


def _measured(texts: Sequence[Sample]) -> Trait:
    sizes = [(len(_WORD.findall(s)), t, s) for t in texts for s in sentences(t.text)]
    middle = median(size for size, _, _ in sizes)
    near = sorted(sizes, key=lambda each: abs(each[0] - middle))
    return Trait("sentence", middle, (), _quoted((t, s) for _, t, s in near))


def _length(texts: Sequence[Sample]) -> Trait:
    return Trait("length", median(len(_WORD.findall(each.text)) for each in texts))


def _marked(texts: Sequence[Sample], language: Language) -> Iterable[Trait | None]:
    """Shares of sentences and texts that bear a mark."""
    manner = _manners()[language]
    parts = [(t, s) for t in texts for s in sentences(t.text)]
    yield _share("exclaims", parts, lambda s: ["!"] if "!" in s else [])
    yield _share("trails", parts, lambda s: ["…"] if re.search(r"…|\.{2,}", s) else [])
    whole = [(t, t.text) for t in texts]
    yield _share("emoji", whole, _EMOJI.findall)
    yield _share("laughs", whole, lambda s: [each.lower() for each in manner.laughter.findall(s)])
    ends = [(t, s) for t, s in whole if not _EMOJI.search(s[-2:])]
    yield _share("unpunctuated", ends, lambda s: [] if s[-1] in ".!?…~)”\"'" else [""])


def _of_language(texts: Sequence[Sample], language: Language) -> Iterable[Trait | None]:
    if language == "ko":
        yield _formality(texts)
        return
    parts = [(t, s) for t in texts for s in sentences(t.text)]
    yield _share("lowercase", parts, lambda s: [""] if s[:1].islower() else [])
    could = [(t, s) for t, s in parts if _CONTRACTED.search(s) or _FULL.search(s)]
    yield _share("contracts", could, _CONTRACTED.findall) if could else None


def _share(
    name: Name, parts: Sequence[tuple[Sample, str]], marks: Callable[[str], list[str]]
) -> Trait | None:
    """The share of parts with a mark, and the marks; None where there is none."""
    bearing = [(t, s, found) for t, s in parts if (found := marks(s))]
    if not bearing:
        return None
    counted = Counter(mark for _, _, found in bearing for mark in found if mark.strip())
    words = tuple(mark for mark, _ in counted.most_common(WORDS)) if name in _TOLD else ()
    return Trait(name, len(bearing) / len(parts), words, _quoted((t, s) for t, s, _ in bearing))


_TOLD = frozenset({"emoji", "laughs"})
"""Traits whose marks are told as words."""


def _formality(texts: Sequence[Sample]) -> Trait | None:
    """The share of polite sentences, and the forms by how common they are."""
    found: list[tuple[str, Sample, str]] = []
    for each in texts:
        for sentence in sentences(each.text):
            form = next((name for name, ends in _FORMS if ends.search(sentence)), "")
            if form:
                found.append((form, each, sentence))
    if not found:
        return None
    counted = Counter(form for form, _, _ in found)
    polite = (counted["hamnida"] + counted["haeyo"]) / len(found)
    forms = tuple(form for form, _ in counted.most_common())
    return Trait(
        "formality", polite, forms, _quoted((t, s) for form, t, s in found if form == forms[0])
    )


def _edges(texts: Sequence[Sample], language: Language) -> Iterable[Trait | None]:
    """How texts begin and how they end."""
    manner = _manners()[language]
    begun: list[tuple[str, Sample, str]] = []
    ended: list[tuple[str, Sample, str]] = []
    for each in texts:
        parts = sentences(each.text)
        if found := manner.greeting.match(parts[0]):
            begun.append((found[1], each, parts[0]))
        if found := manner.closing.match(parts[-1]):
            ended.append((found[1], each, parts[-1]))
    edges_of: tuple[tuple[Name, list[tuple[str, Sample, str]]], ...] = (
        ("greeting", begun),
        ("closing", ended),
    )
    for name, edges in edges_of:
        counted = Counter(_spelled(words) for words, _, _ in edges)
        if counted:
            common = tuple(words for words, _ in counted.most_common(WORDS))
            share = len(edges) / len(texts)
            yield Trait(name, share, common, _quoted((t, s) for _, t, s in edges))


def _spelled(words: str) -> str:
    return words[:1].upper() + words[1:]


def _favourites(texts: Sequence[Sample], language: Language) -> Trait | None:
    """Words of manner that come back, and other words that come back in texts of several days."""
    manner = _manners()[language].words
    stops = STOP_WORDS | KOREAN_STOP_WORDS
    where: dict[str, dict[str, Sample]] = {}
    days: dict[str, set[str]] = {}
    for each in texts:
        for word in {found.lower() for found in _WORD.findall(each.text)}:
            where.setdefault(word, {})[each.moment.id] = each
            days.setdefault(word, set()).add(f"{each.moment.at:%Y-%m-%d}")
    kept = {
        word: len(held) * (3 if word in manner else 1)
        for word, held in where.items()
        if (word in manner and len(held) > 1)
        or (word not in stops and len(word) > 1 and len(days[word]) >= max(4, len(texts) / 25))
    }
    words = sorted(kept, key=lambda word: (-kept[word], word))[:WORDS]
    if not words:
        return None
    shows = [(each, each.text) for word in words[:SHOWN] for each in [*where[word].values()][:1]]
    share = len({id_ for word in words for id_ in where[word]}) / len(texts)
    return Trait("favourites", share, tuple(words), _quoted(shows))


def _quoted(parts: Iterable[tuple[Sample, str]]) -> tuple[Shown, ...]:
    """The first few, one of each moment."""
    found: dict[str, Shown] = {}
    for each, text in parts:
        flat = " ".join(text.split())
        cut = flat if len(flat) <= QUOTE else f"{flat[: QUOTE - 1].rstrip()}…"
        found.setdefault(each.moment.id, Shown(each.moment.id, cut))
        if len(found) == SHOWN:
            break
    return tuple(found.values())
