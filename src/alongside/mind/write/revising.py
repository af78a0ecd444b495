"""A text changed by words: "shorter", "warmer", "in Korean"; the form is kept, and code checks."""

from __future__ import annotations

import re

from alongside.mind.write.own import Language
from alongside.mind.write.wording import LANGUAGES, TOKENS_A_WORD, Brief, system
from alongside.models.model import Message, Prompt

_INTO: tuple[tuple[Language, re.Pattern[str]], ...] = (
    ("ko", re.compile(r"\b(?:in|into|to) korean\b|한국어|한국말|한글로", re.IGNORECASE)),
    ("en", re.compile(r"\b(?:in|into|to) english\b|영어로", re.IGNORECASE)),
)
_SHORTER = re.compile(r"\b(?:short(?:er|en)|brief(?:er)?|less|cut)\b|짧게|줄여|간단", re.IGNORECASE)
SHORTER = 0.65
"""How long a shortened text is to be, of what it was."""


def into(change: str) -> Language | None:
    """The language that a change asks for."""
    return next((language for language, asks in _INTO if asks.search(change)), None)


def shortens(change: str) -> bool:
    """Whether a change asks for less."""
    return bool(_SHORTER.search(change))


def revision(brief: Brief, text: str, change: str, *, again: str = "") -> Prompt:
    """What a model is given to change a text."""
    count = len(text.split())
    most = round(SHORTER * count) if shortens(change) else round(1.5 * count) + 20
    rules = [f"Change this text of mine. What to change: {change}."]
    if shortens(change):
        rules.append(f"At most {most} words.")
    rules.append(
        "Keep the lines and verses as they are."
        if brief.form.verse
        else "Keep what it says and who it is for."
    )
    rules.append(
        f"Write it in {LANGUAGES[brief.language]}. Give the whole changed text and nothing else."
    )
    scale = 2.5 if brief.language == "ko" else 1.0
    told = f"{' '.join(rules)}{again}\n\n{text.strip()}"
    return Prompt(
        messages=(Message("system", system(brief)), Message("user", told)),
        max_tokens=round(scale * TOKENS_A_WORD * max(most, 40)) + 40,
        temperature=0.4,
    )
