"""What English sentences tell of the one who wrote them: patterns, each of one thing.

A subject may be left out, as people do in diaries ("Moved to Porto"). What is wanted is precision:
what fits no pattern is left to a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from alongside.mind.understand import kin_en, times
from alongside.mind.understand.en_rules import BE, ME, RULES, SO
from alongside.mind.understand.en_words import (
    CUT,
    EMPTY_VALUES,
    NO_HABIT,
    NO_PLAN,
    NOT_LIKED,
    PASSING,
    WEIGHTY,
    conjugated,
)
from alongside.mind.understand.patterns import Rule
from alongside.mind.understand.sentences import MASK, Sentence
from alongside.mind.understand.told import Told

_TIMED = (
    re.compile(rf"(?:{BE}|^)(?P<v>(?!going\sto\b)[a-z]+ing\s[^,.!?;:()]+)", re.IGNORECASE),
    re.compile(
        rf"(?:{ME}\s|^)(?P<v>(?:start|begin|retire|move|leave|go|fly)\s[^,.!?;:()]+)", re.IGNORECASE
    ),
    re.compile(rf"(?:{ME}(?:['’]ll|\swill|\sshall)\s)(?P<v>[^,.!?;:()]+)", re.IGNORECASE),
)
_HABIT = re.compile(rf"(?:{ME}\s|^)(?P<v>{SO}[a-z]+\b[^.!?;:()\ufffc]*)", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:he|she|they|you|it|there|when|whenever)\b", re.IGNORECASE)
_TURN = re.compile(r",\s+(?:but|so|and\s(?:he|she|they|it))\b|\s+but\b", re.IGNORECASE)
_HABITUAL = re.compile(
    r"\b(?:always|usually|most\s(?:mornings|evenings|days|weekends)|\w+\sdays"
    r"\sa\sweek|twice\sa\s\w+|"
    r"once\sa\s\w+|every\s\w+|before\sanything\selse|on\s(?:my|the\sother)"
    r"\sdays?\soff|on\sthe\sother\s"
    r"days|on\smy\sday\soff|even\safter|each\s(?:morning|day|week|evening|night))\b",
    re.IGNORECASE,
)
_EDGES = " \t-–—'\"’“”…*_~🙂😊😅❤️" + MASK


def read(sentence: Sentence, now: times.Now) -> Iterator[Told]:
    """All that an English sentence tells of its writer, in their own voice."""
    if not (sentence.asked or sentence.supposed or sentence.reported):
        for clause in sentence.clauses():
            yield from _clause(clause, now)
    yield from kin_en.read(sentence)


def _clause(clause: Sentence, now: times.Now) -> Iterator[Told]:
    text = clause.text
    found = False
    for rule in RULES:
        match = rule.pattern.search(text)
        if match and (match.start() > 0 or _may_begin(clause, match)):
            told = _ofrule(rule, match, clause, now)
            if told is not None:
                found = True
                yield told
    planned = _planned(clause, now)
    if planned is not None and not found:
        yield planned
        return
    habit = _habit(clause, now)
    if habit is not None:
        yield habit


def _may_begin(clause: Sentence, match: re.Match[str]) -> bool:
    """A subject may be missing only where the sentence begins."""
    return (
        clause.first or re.match(r"(?:i|we|my|what|it)\b", match.group(), re.IGNORECASE) is not None
    )


def _ofrule(rule: Rule, match: re.Match[str], clause: Sentence, now: times.Now) -> Told | None:
    value = trimmed(match["v"], now, keep_time=rule.category in ("value", "plan"))
    if not value or not _worth(rule, value, clause.text, now):
        return None
    return Told(
        category=rule.category,
        about=rule.about,
        value=value,
        start=clause.start,
        end=clause.end,
        over=rule.over,
        confidence=rule.confidence,
    )


def _worth(rule: Rule, value: str, clause: str, now: times.Now) -> bool:
    first = value.split(maxsplit=1)[0].lower()
    words = value.lower().split()
    if rule.about in ("likes", "dislikes"):
        return first not in NOT_LIKED and not PASSING & set(words) and len(words) <= 9
    if rule.about == "values":
        return first not in EMPTY_VALUES and len(words) >= 2
    if rule.category == "plan":
        dated = bool(times.begins(clause, now))
        weighty = dated or WEIGHTY.search(value) is not None
        return (
            weighty and first not in NO_PLAN and not times.is_soon(clause, now) and len(words) >= 2
        )
    if rule.about == "formerly":
        return first not in (
            "it",
            "me",
            "you",
            "him",
            "her",
            "work",
            "home",
            "them",
            "that",
            "for",
            "at",
        )
    return True


def _planned(clause: Sentence, now: times.Now) -> Told | None:
    """What is said in the present of a time to come: "I'm moving to Graz in May"."""
    if times.is_soon(clause.text, now) or not times.begins(clause.text, now):
        return None
    for pattern in _TIMED:
        match = pattern.search(clause.text)
        if match is None or (match.start() == 0 and not _may_begin(clause, match)):
            continue
        value = trimmed(match["v"], now, keep_time=True)
        if value and value.split()[0].lower() not in NO_PLAN:
            return Told(
                category="plan",
                about="plans",
                value=value,
                start=clause.start,
                end=clause.end,
                confidence=0.8,
            )
    return None


def _habit(clause: Sentence, now: times.Now) -> Told | None:
    """What is done again and again: "I run along the canal every Sunday morning"."""
    if not (_HABITUAL.search(clause.text) or times.repeats(clause.text, now)):
        return None
    match = re.search(rf"\b(?:{ME})\s(?P<v>.+)", clause.text, re.IGNORECASE)
    if match is None and clause.first and _OTHERS.search(clause.text) is None:
        match = _HABIT.match(clause.text)
    if match is None:
        return None
    value = _TURN.split(match["v"], maxsplit=1)[0].strip(_EDGES + ".!,")
    words = re.findall(r"[\w'’-]+", value.lower())
    if not words or not conjugated(words) or set(words[:3]) & NO_HABIT or len(words) < 2:
        return None
    return Told(
        category="habit",
        about="does",
        value=value,
        start=clause.start,
        end=clause.end,
        confidence=0.85,
    )


def trimmed(value: str, now: times.Now, *, keep_time: bool = False) -> str:
    """A value without what only leads on from it, and without words of time."""
    value = CUT.split(value, maxsplit=1)[0]
    if not keep_time:
        for start, end in reversed(times.spans(value, now)):
            value = value[:start] + value[end:]
        value = re.sub(
            r"\s(?:in|on|at|since|for|from|by|until|as of|last|this)\s*$", "", value.rstrip()
        )
    return " ".join(value.split()).strip(_EDGES)
