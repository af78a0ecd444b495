"""Follow-up questions: what they leave out, taken from the question before."""

from __future__ import annotations

import re

from alongside.mind.converse.question import either

FEW = 3
"""Words up to which a question leans on the one before."""
_SOMEBODY = either(
    r"\b(?:he|she|him|her|his|hers|they|them|their)\b", r"(?:^|\s)(?:그는|그녀|걔|그 사람)"
)
_SOMETHING = either(
    r"^(?:and|but|so|what about|how about|also)\b",
    r"\b(?:it|its|that|those|this|there|then|one|same)\b",
    r"^(?:그럼|그러면|그리고|거기|그때|그건|그게)",
)
_NAME = re.compile(
    r"(?<=\s)[^\W\d_a-z가-힣][\w’'-]*|[가-힣]{2,4}(?=이?(?:한테|에게|랑|이랑|는|가|의)\b)"
)
_INSTEAD = re.compile(
    r"^(?:(?:[Aa]nd|[Bb]ut|[Ww]hat about|[Hh]ow about)\s+(?P<en>[^\W\d_a-z][\w-]*)(?:[’']s?)?"
    r"|(?:그럼 |그러면 )?(?P<ko>[가-힣]{2,4}?)이?(?:는|은|도))\W*$"
)
"""Nothing but another name: the question before is asked of that one instead."""
_POSSESSIVE = re.compile(r"[’']s?$")
_NOT_NAMES = frozenset({"I", "I’m", "I'm"})


def follow_up(question: str, before: str) -> str:
    """The question with what it leans on: the people of the one before, or all of it."""
    if not before:
        return question
    named = _names(before)
    other = _INSTEAD.match(question.strip())
    if other and named:
        whole = " ".join(named)
        replaced = whole if whole in before else named[-1]
        return before.replace(replaced, other["en"] or other["ko"])
    if _SOMEBODY.search(question) and named:
        return f"{' '.join(named)} {question}"
    leans = _SOMETHING.search(question) or _SOMEBODY.search(question)
    return f"{before} {question}" if leans or len(question.split()) <= FEW else question


def _names(text: str) -> list[str]:
    """Words that are written like names, each once."""
    found = (_POSSESSIVE.sub("", name) for name in _NAME.findall(text))
    return [name for name in dict.fromkeys(found) if name not in _NOT_NAMES]
