"""How much, in words: "5 km", "two hours", "20쪽", and the unit that a goal is counted in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = {
    "a": 1, "an": 1, "another": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "half an": 0.5,
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
}  # fmt: skip
_UNITS: tuple[tuple[str, float, str], ...] = (
    ("km", 1.0, r"(?:km|kms|kilomet(?:er|re)s?|k)(?![a-z])|킬로(?:미터)?"),
    ("km", 1.609344, r"(?:miles?|mi)(?![a-z])|마일"),
    ("km", 0.001, r"(?:m|met(?:er|re)s?)(?![a-z])|미터"),
    ("hours", 1.0, r"(?:hours?|hrs?|h)(?![a-z])|시간"),
    ("hours", 1 / 60, r"(?:minutes?|mins?)(?![a-z])|분(?!의)"),
    ("pages", 1.0, r"pages?(?![a-z])|쪽|페이지"),
    ("chapters", 1.0, r"chapters?(?![a-z])|챕터|장(?=[\s을까은이,.!]|$)"),
    ("books", 1.0, r"books?(?![a-z])|권"),
    ("words", 1.0, r"words?(?![a-z])|단어|자(?=[\s를,.]|$)"),
    ("lessons", 1.0, r"(?:lessons?|classes|class)(?![a-z])|강(?=[\s을,.]|$)"),
    ("lengths", 1.0, r"(?:lengths?|laps?)(?![a-z])|바퀴"),
    ("kg", 1.0, r"(?:kg|kilos?|kilograms?)(?![a-z])|킬로그램"),
    ("steps", 10_000.0, r"만\s?보(?=[\s를,.]|$)"),
    ("steps", 1.0, r"steps(?![a-z])|걸음|보(?=[\s를,.]|$)"),
    ("euros", 1.0, r"(?:euros?|eur)(?![a-z])|€|유로"),
    ("dollars", 1.0, r"(?:dollars?|usd)(?![a-z])|달러"),
    ("won", 10_000.0, r"만\s?원"),
    ("won", 1.0, r"원(?=[\s을,.]|$)"),
    ("times", 1.0, r"(?:times|x|reps?|sessions?)(?![a-z])|번|회"),
)
_NUMBER = r"(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?)"
_ABOUT = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_AMOUNTS = tuple(
    (
        unit,
        factor,
        re.compile(rf"(?:(?<![\w.]){_NUMBER}|\b(?P<w>{_ABOUT}))[\s-]?(?:{words})", re.IGNORECASE),
    )
    for unit, factor, words in _UNITS
)
_NAMED = tuple((unit, re.compile(rf"(?:{words})$", re.IGNORECASE)) for unit, _, words in _UNITS)
_ORDINAL = re.compile(r"\b(?:chapter|ch\.)\s?\d+\b|\d+\s?(?:장|챕터)", re.IGNORECASE)
"""A chapter by its number: one chapter."""

_ONE_GO = re.compile(
    r"\b(?:race|marathon|triathlon|10k|5k|without|in one go|at once|non-?stop|under|straight)\b"
    r"|마라톤|쉬지|한\s?번에|이내",
    re.IGNORECASE,
)
"""What is done once, however long: its numbers don't add up."""
_TO_WEIGH = re.compile(r"\b(?:weigh|to|under|below)\b|몸무게|체중|까지|이하", re.IGNORECASE)
_EACH_DAY = re.compile(
    r"\b(?:an?|per|each|every)\s(?:day|night|week|month)\b|\b(?:daily|nightly|weekly)\b"
    r"|하루에?|매일|매주|매달|매일\s?밤|밤마다|일주일에",
    re.IGNORECASE,
)
"""What is wanted again and again: its numbers are no sum."""
_FINISHED = re.compile(r"\b(?:finish|complet)(?:ed|ing)?\b|다\s?읽|완독|끝까지\s?읽", re.IGNORECASE)
"""One book is read once it is finished: an evening with it isn't one more."""


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of a unit, the words from `start` on."""

    value: float
    unit: str
    start: int


def unit_of(text: str) -> str:
    """The unit that these words name, as it is counted here; the words themselves for another."""
    word = text.strip()
    return next((unit for unit, pattern in _NAMED if pattern.match(word)), word)


def amounts(text: str) -> Iterator[Amount]:
    """Every amount that the words tell, each number read once."""
    taken: set[int] = set()
    for found in _ORDINAL.finditer(text):
        taken.update(range(*found.span()))
        yield Amount(1.0, "chapters", found.start())
    for unit, factor, pattern in _AMOUNTS:
        for found in pattern.finditer(text):
            if found.start() not in taken:
                taken.update(range(*found.span()))
                yield Amount(_value(found) * factor, unit, found.start())


def amount_in(text: str, unit: str) -> float | None:
    """How much of one unit the words tell in all; None where they tell none of it."""
    told = [each.value for each in amounts(text) if each.unit == unit]
    if unit == "books" and max(told, default=1) == 1:
        return 1.0 if _FINISHED.search(text) else None
    return round(sum(told), 3) if told else None


def measure(outcome: str) -> tuple[float, str]:
    """How much of what an outcome wants ("read 12 books"): (0, "") where it doesn't say.

    A length of time is taken for when rather than for how much.
    """
    told = [each for each in amounts(outcome) if each.value > 1 and each.unit != "times"]
    told = [each for each in told if each.unit != "hours" or "hour" in outcome or "시간" in outcome]
    told = [each for each in told if each.unit != "steps" and not _weighs(each, outcome)]
    if not told or _ONE_GO.search(outcome) or _EACH_DAY.search(outcome):
        return 0.0, ""
    return told[0].value, told[0].unit


def _weighs(each: Amount, outcome: str) -> bool:
    """Whether it is a weight to arrive at ("get to 70 kg") rather than so many kilograms more."""
    return each.unit == "kg" and _TO_WEIGH.search(outcome) is not None


def _value(found: re.Match[str]) -> float:
    word = found.group("w")
    if word is not None:
        return _WORDS[word.casefold()]
    digits = found.group("n")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", digits):
        return float(digits.replace(",", ""))
    return float(digits.replace(",", "."))
