"""Syllables and rhymes, roughly: by groups of vowels in English, by letters in Korean.

English spelling hides both; a count may be one off, and words that only sound alike are missed.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_HANGUL = re.compile(r"[가-힣]")
_VOWELS = re.compile(r"[aeiouyàáâäãèéêëìíîïòóôöõùúûü]+")
_SILENT = re.compile(r"(?:[^aeiouyl]e|[aeiouy]le|[^aeioutd]ed|[^aeiouscxzhg]es)$")
_APART = re.compile(
    r"i(?:a(?!l\b)|o(?!n|us)|u)|eo(?!u)|ao|rea(?=t(?:e|i|or))|ua(?!r)|[^q]ue[lt]|ying|oing|[aeiou]ing",
    re.ASCII,
)
_SAID = {
    "every": 2, "everything": 3, "fire": 1, "hour": 1, "poem": 2, "people": 2, "our": 1,
    "being": 2, "idea": 3, "area": 3, "quiet": 2, "science": 2, "create": 2, "business": 2,
    "evening": 2, "different": 2, "something": 2, "someone": 2, "somewhere": 2, "sometimes": 2,
    "the": 1, "he": 1, "she": 1, "we": 1, "me": 1, "be": 1,
}  # fmt: skip


def syllables(line: str) -> int:
    """How many syllables a line has, about."""
    return sum(_of_word(word.lower()) for word in _WORD.findall(line))


def _of_word(word: str) -> int:
    korean = len(_HANGUL.findall(word))
    if korean:
        return korean
    word = re.sub(r"['’](?:s|m|re|ve|ll|d|t)$", "", word)
    word = re.sub(
        r"(?<=[aeiou][^aeiouy])e(?=(?:wood|work|place|side|time|ful|less|ly|man|men)$)", "", word
    )
    if word in _SAID:
        return _SAID[word]
    count = len(_VOWELS.findall(word)) + len(_APART.findall(word))
    if _SILENT.search(word) and not word.endswith(("tle", "ple", "ble", "dle", "gle", "kle")):
        count -= 1
    return max(1, count)


def rhymes(one: str, other: str) -> bool:
    """Whether two lines end alike, but not in the same word."""
    first, second = _ending(one), _ending(other)
    if not first or not second or first == second:
        return False
    if _HANGUL.search(first + second):
        return _vowel(first) == _vowel(second)
    return bool(_sounds(first) & _sounds(second))


def _ending(line: str) -> str:
    words = _WORD.findall(line.lower())
    return words[-1] if words else ""


def _vowel(word: str) -> int:
    """The vowel of the last Hangul syllable, as its place among the medials."""
    last = ord(word[-1]) - 0xAC00
    return last // 28 % 21 if 0 <= last < 11172 else -1


_ALIKE = (
    (re.compile(r"(?:igh|eigh|y|ie|ye)$"), "I"),
    (re.compile(r"(?:ight|ite|yte)$"), "IT"),
    (re.compile(r"(?:ay|ey|eigh)$"), "A"),
    (re.compile(r"(?:ee|ea|y|ie|e)$"), "E"),
    (re.compile(r"(?:oe|ow|o|ough)$"), "O"),
    (re.compile(r"(?:ue|ew|oo|ough|o|ou)$"), "U"),
    (re.compile(r"(?:air|are|ear|ere)$"), "AIR"),
    (re.compile(r"(?:ore|oar|oor|or|our|ar)$"), "OR"),
    (re.compile(r"(?:ain|ane|eign)$"), "AN"),
    (re.compile(r"(?:ire|yre|igher)$"), "IRE"),
    (re.compile(r"(?:ood|ould)$"), "UD"),
    (re.compile(r"(?:eat|eet|ete)$"), "ET"),
    (re.compile(r"(?:eam|eem|eme)$"), "EM"),
    (re.compile(r"(?:ound|owned)$"), "OWND"),
    (re.compile(r"(?:all|awl|aul)$"), "AL"),
    (re.compile(r"(?:ind|ined|igned)$"), "IND"),
)


def _sounds(word: str) -> frozenset[str]:
    """How a word may sound at its end: from its last vowels on, and what is spelled otherwise."""
    found = {name for pattern, name in _ALIKE if pattern.search(word)}
    spelled = re.search(r"[aeiouy]+[^aeiouy]*e?$", word)
    if spelled and len(spelled[0]) > 1:
        found.add(spelled[0])
    return frozenset(found)
