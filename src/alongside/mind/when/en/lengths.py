"""English lengths of time: "two and a half hours", "a couple of weeks", "2h"."""

from __future__ import annotations

from alongside.mind.when.context import Context
from alongside.mind.when.en import words
from alongside.mind.when.grammar import Leaf, Rule, leaf, lexicon, rules
from alongside.mind.when.lengths import joined, length, more, of, working
from alongside.mind.when.nodes import Length

_COMPACT = (
    r"(?<![\w.'])(?<!\bthe )(\d{1,3}(?:\.\d{1,3})?)"
    r"(h|hr|hrs|min|mins|d|w|y|yr|yrs|s|sec|secs)(?!\w)"
)
_BOXED = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_SLASHED = r"(?<![\d/])(?:1/2|1/4|3/4)(?=\s(?:an?\s)?(?:hour|hr|day|week|month|year|min))"


def leaves() -> list[Leaf]:
    return [
        lexicon("unit", words.UNITS),
        lexicon("unit", {"half year": "half", "half years": "half"}),
        lexicon("units", {w: u for w, u in words.UNITS.items() if w.endswith("s")}),
        lexicon("working", words.BUSINESS),
        lexicon("count", words.COUNTS),
        lexicon("fraction", words.FRACTIONS),
        leaf("boxed", rf"[½¼¾]|{_SLASHED}", lambda _, m: _BOXED[m[0]]),
        leaf("length", _COMPACT, lambda _, m: length(float(m[1]), _unit(m[2].lower()))),
    ]


def rows() -> tuple[Rule, ...]:
    return rules(
        [
            ("amount", "<n>", lambda _, n: n),
            ("amount", "<count>", lambda _, n: n),
            ("amount", "<decimal>", lambda _, n: n),
            ("amount", "<boxed>", lambda _, n: n),
            ("amount", "<n> ~and <boxed>", lambda _, n, f: n + f),
            ("amount", "<n> and ~a <fraction>", lambda _, n, f: n + f),
            ("length", "<amount> ~- <unit>", of),
            ("length", "<n> more|further|additional|whole|full|long <unit>", of),
            ("length", "<amount> <working>", working),
            ("length", "<fraction> ~a|an <unit>", lambda _, f, u: length(f, u)),
            ("length", "<fraction> of a|an <unit>", lambda _, f, u: length(f, u)),
            ("amount", "hundred", lambda _: 100),
            ("length", "<length> and <fraction>", more, 1),
            ("length", "<length> ~,|and <length>", joined),
            ("length", "all|whole|full|entire|the_whole|the_entire <unit>", _whole),
            ("length", "about|around|roughly|approximately|approx|almost|nearly|~ <length>", _same),
            ("length", "more_than|less_than|at_least|at_most|over|under|up_to <length>", _same),
        ]
    )


def _unit(word: str) -> str:
    return words.SHORT_UNITS.get(word) or words.UNITS[word]


def _same(_: Context, value: Length) -> Length:
    return value


def _whole(_: Context, unit: str) -> Length | None:
    return length(1, unit) if unit in ("day", "night", "week", "month", "year", "hour") else None
