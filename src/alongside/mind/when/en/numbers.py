"""English numbers, ordinals and spelled years."""

from __future__ import annotations

from alongside.mind.when.context import Context
from alongside.mind.when.en import words
from alongside.mind.when.grammar import Leaf, Rule, leaf, lexicon, rules


def leaves() -> list[Leaf]:
    return [
        lexicon("ones", words.ONES),
        lexicon("teens", words.TEENS),
        lexicon("tens", words.TENS),
        lexicon("ord1", words.ORDINAL_ONES),
        lexicon("ord", words.ORDINALS),
        leaf(
            "ord", r"(?<!\d)(?<!\d[.,])(\d{1,3})\s?(?:st|nd|rd|th)(?![a-z])", lambda _, m: int(m[1])
        ),
    ]


def rows() -> tuple[Rule, ...]:
    return rules(
        [
            ("word", "<ones>", _same),
            ("word", "<teens>", _same),
            ("word", "<tens>", _same),
            ("word", "<tens> ~- <ones>", lambda _, a, b: a + b),
            ("n", "<word>", _same),
            ("n", "<word> hundred", lambda _, a: a * 100 if a < 10 else None),
            ("n", "<word> hundred ~and <word>", lambda _, a, b: a * 100 + b if a < 10 else None),
            ("n", "a hundred", lambda _: 100),
            ("ord", "<ord1>", _same),
            ("ord", "<tens> ~- <ord1>", lambda _, a, b: a + b),
            ("year", "<word> ~- <word>", _spelled, -1),
            ("year", "<word> hundred", lambda _, a: a * 100 if 15 <= a <= 21 else None),
            (
                "year",
                "<word> hundred ~and <word>",
                lambda _, a, b: a * 100 + b if 15 <= a <= 21 else None,
            ),
            ("year", "<word> oh|o <ones>", lambda _, a, b: a * 100 + b if 15 <= a <= 20 else None),
            ("year", "<word> thousand", lambda _, a: a * 1000 if a == 2 else None),
            (
                "year",
                "<word> thousand ~and <word>",
                lambda _, a, b: a * 1000 + b if a == 2 else None,
            ),
            ("nth", "<ord>", _same),
            ("nth", "last|final", lambda _: -1),
            ("nth", "second ~- to ~- last|penultimate", lambda _: -2),
            ("dom", "<ord>", lambda _, n: n if 1 <= n <= 31 else None),
            ("dom", "<n>", lambda _, n: n if 1 <= n <= 31 else None),
        ]
    )


def _same(_: Context, value: int) -> int:
    return value


def _spelled(_: Context, hundreds: int, rest: int) -> int | None:
    """Nineteen ninety-six."""
    return hundreds * 100 + rest if 15 <= hundreds <= 21 and rest >= 10 else None
