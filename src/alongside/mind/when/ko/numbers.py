"""Korean numbers: native counts, Sino-Korean numerals, ordinals."""

from __future__ import annotations

import re

from alongside.mind.when.context import Context
from alongside.mind.when.grammar import Leaf, Rule, leaf, lexicon, rules
from alongside.mind.when.ko import words

_COUNTED = "년|월|일|시|분|초|주|개월|달|분기|세기|번째|박"
_DEMONSTRATIVE = (
    r"이(?!\s?(?:주일?|년|개월)\s?(?:안에|후|뒤|전|이내|내에|내로|동안|간))(?:\s|시|주|달|번)"
)
_SINO = (
    rf"(?<![가-힣])(?!{_DEMONSTRATIVE})"
    rf"[영공일이삼사오육유칠팔구십백천]{{1,9}}(?=\s?(?:{_COUNTED}))"
)


def leaves() -> list[Leaf]:
    return [
        lexicon("native", words.NATIVE, particles=True),
        lexicon("nth", words.ORDINALS, particles=True),
        leaf("num", _SINO, _sino),
        leaf("num", r"(?<=[년월시분])[일이삼사오육칠팔구십]{1,4}(?=\s?[월일시분초])", _sino),
    ]


def rows() -> tuple[Rule, ...]:
    return rules(
        [
            ("num", "<n>", lambda _, n: n),
            ("many", "<num>", lambda _, n: n),
            ("many", "<native>", lambda _, n: n),
            ("many", "<decimal>", lambda _, n: n),
            ("nth", "<n> 번째|째", lambda _, n: n),
            ("nth", "제 <n>", lambda _, n: n),
        ]
    )


def _sino(_: Context, match: re.Match[str]) -> int | None:
    """Tens, hundreds and thousands by their places, or digits in a row ("이공일팔")."""
    word = match[0]
    if not any(letter in words.PLACES for letter in word):
        return int("".join(str(words.DIGITS[letter]) for letter in word))
    total, digit = 0, 1
    for letter in word:
        if letter in words.PLACES:
            total += digit * words.PLACES[letter]
            digit = 1
        else:
            digit = words.DIGITS[letter]
    return total + (digit if word[-1] in words.DIGITS else 0)
